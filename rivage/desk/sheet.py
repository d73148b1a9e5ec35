"""The tableau de suivi as XLSX: every cell typed, text stays text, whatever it begins with."""

from collections.abc import Sequence
from typing import Any

from rivage.core import sheets
from rivage.core.tables import Column, Link

NAME = "tableau.xlsx"


def workbook(columns: Sequence[Column], rows: Sequence[Any]) -> bytes:
    """The rows as one sheet."""
    lines = ([_shown(column.getter(row)) for column in columns] for row in rows)
    return sheets.workbook("Tableau", [column.label for column in columns], lines)


def _shown(value: Any) -> Any:
    return value.text if isinstance(value, Link) else value
