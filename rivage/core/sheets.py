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
from rivage.core.open_document import ODS, open_document, widths

__all__ = ["CSV", "KINDS", "ODS", "XLSX", "open_document", "text_table", "workbook"]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
# A text that begins so is run as a formula by a spreadsheet that opens it again from CSV.
ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
DAY = "DD/MM/YYYY"
EUROS = "0.00"
BOM = "\ufeff"
A4 = 9
TOP: dict[str, Any] = {"valign": "top"}
TEXT = TOP | {"num_format": "@", "text_wrap": True}


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
    stream = io.BytesIO()
    # In memory: what is written in parts on a disk stays there, in clear, when the process is stopped.
    book = Workbook(stream, {"in_memory": True})
    book.set_properties({"title": title})
    number, day, euros = (book.add_format(TOP | kind) for kind in ({}, {"num_format": DAY}, {"num_format": EUROS}))
    text, active = (book.add_format(TEXT | kind) for kind in ({}, {"quote_prefix": True}))
    bold = book.add_format(TEXT | {"bold": True})
    sheet = book.add_worksheet(title)
    for index, (head, width) in enumerate(zip(heads, widths(heads, lines), strict=True)):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, head, bold)
        if head in offered and lines:
            words = {"validate": "list", "source": list(offered[head]), "ignore_blank": True}
            sheet.data_validation(1, index, len(lines), index, words)
    for last, row in enumerate(lines, start=1):
        for index, value in enumerate(row):
            if value is None or value == "":
                continue
            if isinstance(value, date):
                sheet.write_datetime(last, index, datetime.combine(value, time()), day)
            elif isinstance(value, Decimal):
                sheet.write_number(last, index, value, euros)
            elif isinstance(value, int) and not isinstance(value, bool):
                sheet.write_number(last, index, value, number)
            else:
                said = writable(str(value))
                sheet.write_string(last, index, said, active if said.startswith(ACTIVE) else text)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(lines), len(heads) - 1)
    # On paper: the whole width on one page, the heads on each.
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return stream.getvalue()


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
