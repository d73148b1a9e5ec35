"""Append-only files outside the database: a line that was acknowledged is on disk."""

import os
from pathlib import Path


def append_line(place: Path, line: str) -> None:
    """Append a line to a file outside the database and return once it is on disk. The file is its owner's alone."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = not place.exists()
    handle = os.open(place, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "r+b", buffering=0) as file:
        size = file.seek(0, os.SEEK_END)
        # A machine that stopped in the middle of a line: the new one starts on its own.
        torn = size > 0 and os.pread(file.fileno(), 1, size - 1) != b"\n"
        file.write(("\n" if torn else "").encode() + line.encode() + b"\n")
        os.fsync(file.fileno())
    if new:
        folder = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def whole_lines(place: Path) -> list[tuple[int, str]]:
    """The lines of an append-only file with their numbers, but for one cut short by a stop (then written again)."""
    if not place.exists():
        return []
    text = place.read_text(encoding="ascii", errors="replace")
    lines = text.split("\n")
    # After the last newline: nothing, or a line that a stop cut short and that nobody acknowledged.
    lines.pop()
    following = [*lines[1:], ""]
    return [
        (number, line)
        for number, (line, after) in enumerate(zip(lines, following, strict=False), 1)
        if line and not (after.startswith(line) and after != line)
    ]
