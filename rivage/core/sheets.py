"""Lists leaving as files: XLSX, ODS and CSV whose texts stay texts, whatever they begin with."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from xlsxwriter import Workbook

from rivage.core.french import writable
from rivage.core.open_document import ODS, open_document, tall, widths

__all__ = ["CSV", "KINDS", "ODS", "XLSX", "open_document", "text_table", "workbook"]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
# A text that begins so is run as a formula by a spreadsheet that opens it again from CSV.
ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
DAY = "DD/MM/YYYY"
EUROS = "0.00"
BOM = "\ufeff"
A4 = 9
# Points of a line.
LINE = 15
TOP: dict[str, Any] = {"valign": "top"}
TEXT = TOP | {"num_format": "@", "text_wrap": True}
LOOKS = {
    "number": TOP,
    "day": TOP | {"num_format": DAY},
    "euros": TOP | {"num_format": EUROS},
    "text": TEXT,
    "active": TEXT | {"quote_prefix": True},
    "head": TEXT | {"bold": True},
}


def workbook(
    title: str,
    heads: Sequence[str],
    rows: Iterable[Sequence[Any]],
    offered: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> bytes:
    """The rows as one sheet. Neutral title, no author: the file may be seen outside. `offered`: by its head, the words
    that a column is to be filled with.
    """
    lines = list(rows)
    wide = widths(heads, lines)
    stream = io.BytesIO()
    # In memory: what is written in parts on a disk stays there, in clear, when the process is stopped.
    book = Workbook(stream, {"in_memory": True})
    book.set_properties({"title": title})
    look = {name: book.add_format(how) for name, how in LOOKS.items()}
    sheet = book.add_worksheet(title)
    for index, (head, width) in enumerate(zip(heads, wide, strict=True)):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, head, look["head"])
        if head in offered and lines:
            words = {"validate": "list", "source": list(offered[head]), "ignore_blank": True}
            sheet.data_validation(1, index, len(lines), index, words)
    sheet.set_row(0, LINE * tall(heads, wide))
    for last, row in enumerate(lines, start=1):
        # Who reads without Excel is not given a height that fits what is wrapped.
        sheet.set_row(last, LINE * tall(row, wide))
        for index, value in enumerate(row):
            _put(sheet, (last, index), value, look)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(lines), len(heads) - 1)
    # On paper: the whole width on one page, the heads on each.
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return stream.getvalue()


def _put(sheet: Any, place: tuple[int, int], value: Any, look: Mapping[str, Any]) -> None:
    """One cell, typed by what it holds."""
    if value is None or value == "":
        return
    if isinstance(value, date):
        sheet.write_datetime(*place, datetime.combine(value, time()), look["day"])
    elif isinstance(value, Decimal):
        sheet.write_number(*place, value, look["euros"])
    elif isinstance(value, int) and not isinstance(value, bool):
        sheet.write_number(*place, value, look["number"])
    else:
        said = writable(str(value))
        sheet.write_string(*place, said, look["active" if said.startswith(ACTIVE) else "text"])


def text_table(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """The rows as CSV for a French spreadsheet: UTF-8 with its mark, semicolons, decimal commas, ISO days."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([_plain(head) for head in heads])
    for row in rows:
        writer.writerow([_plain(value) for value in row])
    return (BOM + stream.getvalue()).encode()


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", ",")
    text = writable(str(value))
    return f"'{text}" if text.startswith(ACTIVE) else text


# What a list leaves as, by the end of its file's name.
KINDS: dict[str, Callable[[str, Sequence[str], Iterable[Sequence[Any]]], bytes]] = {
    "xlsx": workbook,
    "ods": open_document,
    "csv": lambda _, heads, rows: text_table(heads, rows),
}
