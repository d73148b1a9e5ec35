"""Lists leaving as files: XLSX and CSV whose texts stay texts, whatever they begin with."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
# A text that begins so is run as a formula by a spreadsheet that opens it again from CSV.
ACTIVE = ("=", "+", "-", "@", "\t", "\r")
DAY = "DD/MM/YYYY"
EUROS = "0.00"
WIDTH = 22
BOM = "\ufeff"


def workbook(title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]], frozen: str = "B2") -> bytes:
    """The rows as one sheet. Neutral title, no author: the file may be seen outside."""
    book = Workbook()
    book.properties.creator = ""
    book.properties.title = title
    sheet = book.active
    sheet.title = title
    for index, head in enumerate(heads, start=1):
        _write(sheet, 1, index, head)
        sheet.cell(1, index).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(index)].width = WIDTH
    for number, row in enumerate(rows, start=2):
        for index, value in enumerate(row, start=1):
            _write(sheet, number, index, value)
    sheet.freeze_panes = frozen
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any) -> None:
    cell = sheet.cell(row, column)
    if value is None or value == "":
        return
    if isinstance(value, date):
        cell.value, cell.number_format = value, DAY
    elif isinstance(value, Decimal):
        cell.value, cell.number_format = value, EUROS
    elif isinstance(value, int) and not isinstance(value, bool):
        cell.value = value
    else:
        # The type is set after the value: openpyxl guesses a formula from a leading « = ».
        cell.value = str(value)
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = str(value).startswith(ACTIVE)


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
    text = str(value)
    return f"'{text}" if text.startswith(ACTIVE) else text
