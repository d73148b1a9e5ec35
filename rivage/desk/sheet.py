"""The tableau de suivi as XLSX: every cell typed, text stays text, whatever it begins with."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from rivage.core.tables import Column, Link

NAME = "tableau.xlsx"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A text that begins so is run as a formula by a spreadsheet that opens it again from CSV.
ACTIVE = ("=", "+", "-", "@", "\t", "\r")
DAY = "DD/MM/YYYY"
WIDTH = 22


def workbook(columns: Sequence[Column], rows: Sequence[Any]) -> bytes:
    """The rows as one sheet. Neutral title, no author: the file may be seen outside."""
    book = Workbook()
    book.properties.creator = ""
    book.properties.title = "Tableau"
    sheet = book.active
    sheet.title = "Tableau"
    for index, column in enumerate(columns, start=1):
        _write(sheet, 1, index, column.label)
        sheet.cell(1, index).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(index)].width = WIDTH
    for number, row in enumerate(rows, start=2):
        for index, column in enumerate(columns, start=1):
            _write(sheet, number, index, column.getter(row))
    sheet.freeze_panes = "B2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any) -> None:
    cell = sheet.cell(row, column)
    if isinstance(value, Link):
        value = value.text
    if value is None or value == "":
        return
    if isinstance(value, date):
        cell.value, cell.number_format = value, DAY
    elif isinstance(value, int) and not isinstance(value, bool):
        cell.value = value
    else:
        # The type is set after the value: openpyxl guesses a formula from a leading « = ».
        cell.value = str(value)
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = str(value).startswith(ACTIVE)
