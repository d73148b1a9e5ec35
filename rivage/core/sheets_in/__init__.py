"""Lists that come as files: XLSX, ODS, XLS and CSV, told apart by what they hold, read within bounds, never believed.

Nothing is written here: what comes out is rows with their numbers, and for each line that cannot be taken a sentence.
A file that cannot be trusted as a whole is refused with one. No sentence quotes the file, nor does any log.
"""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from rivage.core.french import folded, number, writable
from rivage.core.refusal import Refused, no

Cell = str | int | float | date | None
Line = TypeVar("Line")

APART = Path(__file__).with_name("apart.py")
# Seconds that a workbook may take: less than a web server waits for one of its processes.
LONGEST = 20
MEBI = 1024 * 1024
# Old Excel, or any Office file that a password closes.
COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1")
NO_TABLE = ("%PDF", "<", "{\\rtf")
SEPARATORS = (";", "\t", ",")
# How far above the heads a title may stand, and how much more than its lines a file may have: title, heads, last line.
ABOVE = 10
UNCHANGED = "Rien n’a été changé."
FORMATS = "Envoyez un CSV, un XLSX, un ODS ou un XLS."
WHY = {
    "bomb": f"Ce classeur est anormalement gros une fois ouvert. {UNCHANGED}",
    "password": f"Ce classeur est protégé par un mot de passe : enregistrez-le sans lui. {UNCHANGED}",
    "no_sheet": f"Ce classeur n’a aucune feuille visible. {UNCHANGED}",
    "uncounted": f"Ce classeur a des formules sans résultat : ouvrez-le, enregistrez-le, envoyez-le. {UNCHANGED}",
    "unreadable": f"Ce classeur ne se lit pas. Enregistrez-le de nouveau en XLSX. {UNCHANGED}",
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a file may be at most. `packed`, `unpacked`: in MiB."""

    packed: int = 2
    unpacked: int = 20
    lines: int = 5_000
    columns: int = 40

    def beyond(self, size: int) -> str:
        """What is said of a file of so many bytes: nothing when it may be read."""
        return f"Ce fichier dépasse {self.packed} Mo. {UNCHANGED}" if size > self.packed * MEBI else ""


class SheetRow(NamedTuple):
    """A row that holds something. `number`: its place in the file, from 1."""

    number: int
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class SheetTable:
    """What stands under the heads. `places`: where each head asked for stands, -1 for one that may lack and does."""

    places: list[int]
    rows: list[SheetRow]

    def cells(self, row: SheetRow) -> list[Cell]:
        """The cells of a row, in the order in which the heads were asked for."""
        return [row.cells[place] if 0 <= place < len(row.cells) else None for place in self.places]


@dataclass(frozen=True, slots=True, order=True)
class Wrong:
    """A line left aside, and why. `code`: of the reason."""

    number: int
    sentence: str
    code: str = ""


@dataclass(slots=True)
class Read(Generic[Line]):
    """What a file says, before anything is done about it."""

    lines: list[Line] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.lines) + len(self.wrong)


def table(content: bytes, heads: Sequence[str], bounds: Bounds, also: Sequence[str] = ()) -> SheetTable:
    """The rows of a file under its heads, found by name, in any order, below a title or not.

    `heads`: without accents or capitals; `also`: those that may lack, given after them. One line more than the bounds
    is taken: the last one may count the others.
    Raises `Refused` for a file that is empty, beyond its bounds or unreadable, for a head missing or written twice.
    """
    if beyond := bounds.beyond(len(content)):
        raise no("too_big", beyond)
    empty = no("empty", f"Ce fichier est vide. {UNCHANGED}")
    if not content.strip():
        raise empty
    packed = content.startswith((b"PK", COMPOUND))
    rows = _workbook(content, bounds) if packed else _text_rows(content, heads, bounds)
    if not rows:
        raise empty
    top = _top(rows, heads)
    found = SheetTable(_places(rows[top], heads, also), rows[top + 1 :])
    if len(found.rows) > bounds.lines + 1:
        raise _too_many(bounds)
    return found


def each(table: SheetTable, make: Callable[[int, list[Cell]], Line]) -> Read[Line]:
    """Read each row by itself: what `make` refuses is left aside with its sentence, the others stand."""
    found: Read[Line] = Read()
    for row in table.rows:
        try:
            found.lines.append(make(row.number, table.cells(row)))
        except Refused as refused:
            reason = refused.verdict.reasons[0]
            found.wrong.append(Wrong(row.number, refused.verdict.sentence, reason.code))
    return found


def _workbook(content: bytes, bounds: Bounds) -> list[SheetRow]:
    command = [sys.executable, "-I", str(APART)]
    command += [str(most) for most in (bounds.unpacked * MEBI, bounds.lines + ABOVE, bounds.columns)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, env={}, timeout=LONGEST, check=False)
        told = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        # Stopped by its bounds, of time or of memory.
        told = "bomb"
    if told == "too_many":
        raise _too_many(bounds)
    if isinstance(told, str):
        raise no(told, WHY[told])
    return [SheetRow(number, [_cell(cell) for cell in cells]) for number, cells in told]


def _cell(told: Any) -> Cell:
    if isinstance(told, list):
        return date.fromisoformat(told[0])
    # Excel writes as `_x0000_` what XML forbids: read, it is that sign again, and no column of a database takes a NUL.
    return writable(told).strip() or None if isinstance(told, str) else told


def _text_rows(content: bytes, heads: Sequence[str], bounds: Bounds) -> list[SheetRow]:
    """A text cut by the separator under which its heads are found, or the most of them."""
    text = _decoded(content)
    if text.lstrip().startswith(NO_TABLE):
        raise no("no_table", f"Ce fichier n’est pas un tableau. {FORMATS} {UNCHANGED}")
    cut = [] if "\x00" in text else [rows for one in SEPARATORS if (rows := _cut(text, one, bounds)) is not None]
    if not cut:
        raise no("unreadable", f"Ce fichier ne se lit pas. {FORMATS} {UNCHANGED}")
    return max(cut, key=lambda rows: _known(rows[_top(rows, heads)], heads) if rows else 0)


def _cut(text: str, separator: str, bounds: Bounds) -> list[SheetRow] | None:
    """The rows of a text under one separator; None where it makes no sense of it."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[SheetRow] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(
                    SheetRow(reader.line_num, [_cell(cell.strip() or None) for cell in cells[: bounds.columns]])
                )
            if len(rows) > bounds.lines + ABOVE:
                raise _too_many(bounds)
    except csv.Error:
        return None
    return rows


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # A French spreadsheet still saves its CSV so.
        return content.decode("cp1252", "replace")


def _too_many(bounds: Bounds) -> Refused:
    return no("too_many", f"Ce fichier a plus de {number(bounds.lines)} lignes. {UNCHANGED}")


def _names(row: SheetRow) -> list[str]:
    return [folded(str(cell)) if cell is not None else "" for cell in row.cells]


def _known(row: SheetRow, heads: Sequence[str]) -> int:
    return len(set(heads) & set(_names(row)))


def _top(rows: list[SheetRow], heads: Sequence[str]) -> int:
    """Which row is that of the heads: the first that has the most of them."""
    first = rows[:ABOVE]
    return first.index(max(first, key=lambda row: _known(row, heads)))


def _places(row: SheetRow, heads: Sequence[str], also: Sequence[str] = ()) -> list[int]:
    names = _names(row)
    lacking = [head for head in heads if head not in names]
    if lacking:
        raise no("columns", f"Il manque une colonne, ou son nom : {', '.join(lacking)}. {UNCHANGED}")
    twice = [head for head in (*heads, *also) if names.count(head) > 1]
    if twice:
        raise no("columns_twice", f"La colonne « {twice[0]} » est écrite deux fois. {UNCHANGED}")
    return [names.index(head) if head in names else -1 for head in (*heads, *also)]
