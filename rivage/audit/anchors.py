"""The seals' copy outside the database: one line a seal, appended and on disk before anything else is sealed.

`RIVAGE_ANCHORS/seals` holds lines `n instant count hmac` (instant in integer microseconds since 1970, hmac in
hexadecimal). Copied to another machine, it is what makes a tail cut from the database visible.
"""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from rivage.core.files import append_line, whole_lines

FILE = "seals"
TAIL = 4096


@dataclass(frozen=True)
class Anchor:
    """A seal as it was when it was made. `at`: integer microseconds since 1970, UTC."""

    n: int
    at: int
    count: int
    hmac: str

    def line(self) -> str:
        return f"{self.n} {self.at} {self.count} {self.hmac}"


class AnchorsUnreadable(Exception):
    """A line of the file is no anchor. The message is a sentence that locates it."""


def path() -> Path:
    return Path(settings.RIVAGE_ANCHORS) / FILE


def append(anchor: Anchor) -> None:
    """Append one seal; it is on disk when this returns."""
    append_line(path(), anchor.line())


def read() -> list[Anchor]:
    """Every anchor in the order of the file. Raises `AnchorsUnreadable` on a line that is none."""
    found = []
    for number, line in whole_lines(path()):
        anchor = _parsed(line)
        if anchor is None:
            raise AnchorsUnreadable(f"La ligne {number} du fichier des scellés est illisible.")
        found.append(anchor)
    return found


def _parsed(line: str) -> Anchor | None:
    words = line.split(" ")
    if len(words) != 4 or not all(word.isascii() and word.isdigit() for word in words[:3]):
        return None
    return Anchor(int(words[0]), int(words[1]), int(words[2]), words[3])


def last() -> Anchor | None:
    """The last anchor that is whole, None before the first seal. Reads the end of the file alone."""
    if not path().exists():
        return None
    with path().open("rb") as file:
        file.seek(max(0, path().stat().st_size - TAIL))
        lines = file.read().decode("ascii", errors="replace").split("\n")[:-1]
    # The first of them may be the end of a line.
    whole = [anchor for anchor in map(_parsed, lines[-3:]) if anchor is not None]
    return whole[-1] if whole else None
