"""Opens one workbook, in a process that holds nothing else. A file to run; tests alone import it.

calamine believes what a workbook says of its size: two cells at opposite corners of a sheet, in a file of 1 400 bytes,
made it ask for more memory than there is, and stopped the process that asked (python-calamine 0.9.1, 2026-11). Its
input is the workbook, its arguments are bounds; its output is JSON, the rows of the first sheet that is seen, or the
one word of why not. What a library said of it stays here: it may quote a cell.
"""

import json
import re
import resource
import signal
import sys
import zipfile
from datetime import date, datetime
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

# Whoever asked may be gone before this, and would not stop it any more.
LONGEST = 5
MEMORY = 512 * 1024 * 1024
PARTS = 200
# Where a sheet of Excel or LibreOffice ends: below, only a file that lies.
LAST_ROW = 1_048_576
CHUNK = 64 * 1024
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
# A cell with a formula and no value; one whose value is an empty text says so (t="str").
UNCOUNTED = re.compile(
    rb'<c\b(?![^>]*\bt="str")[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)


class Unread(Exception):
    """Why a workbook is not read, in a word."""


def rows(content: bytes, unpacked: int, most: int, columns: int) -> list[tuple[int, list[Any]]]:
    """The rows that hold something, with their number in the sheet. Raises Unread, and all that libraries raise."""
    if content.startswith(b"PK"):
        unpack(content, unpacked)
    elif ENCRYPTED in content:
        raise Unread("password")
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    seen = [
        index
        for index, one in enumerate(book.sheets_metadata)
        if (one.typ, one.visible) == (SheetTypeEnum.WorkSheet, SheetVisibleEnum.Visible)
    ]
    if not seen:
        raise Unread("no_sheet")
    sheet = book.get_sheet_by_index(seen[0])
    if sheet.end is not None and sheet.end[0] >= LAST_ROW:
        raise Unread("bomb")
    found, letters = [], 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [plain(cell) for cell in row[:columns]]
        if any(cell is not None for cell in cells):
            found.append((number, cells))
        if len(found) > most:
            raise Unread("too_many")
        # One long text may stand in every cell of a sheet and once in its file.
        letters += sum(len(cell) for cell in cells if isinstance(cell, str))
        if letters > unpacked:
            raise Unread("bomb")
    return found


def unpack(content: bytes, most: int) -> None:
    """Unpack once with a ceiling: the sizes that an archive declares may lie. Raises Unread above it."""
    read = 0
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entries = archive.infolist()
        if len(entries) > PARTS:
            raise Unread("bomb")
        for entry in entries:
            if entry.flag_bits & 1:
                raise Unread("password")
            part = bytearray()
            with archive.open(entry) as packed:
                while chunk := packed.read(CHUNK):
                    read += len(chunk)
                    if read > most:
                        raise Unread("bomb")
                    part += chunk
            if entry.filename == "META-INF/manifest.xml" and b"encryption-data" in part:
                raise Unread("password")
            if SHEET.fullmatch(entry.filename) and UNCOUNTED.search(part):
                raise Unread("uncounted")


def plain(cell: Any) -> Any:
    """A cell as JSON has it: text, number, yes or no, nothing, or a day between brackets; hours are dropped."""
    if isinstance(cell, datetime):
        return [cell.date().isoformat()]
    if isinstance(cell, date):
        return [cell.isoformat()]
    if isinstance(cell, bool | int | float):
        return cell
    return str(cell).strip() or None


def main(unpacked: str, most: str, columns: str) -> None:
    signal.alarm(LONGEST)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        answer: Any = rows(sys.stdin.buffer.read(), int(unpacked), int(most), int(columns))
    except Unread as why:
        answer = str(why)
    except PasswordError:
        answer = "password"
    # A panic of calamine is no Exception.
    except BaseException:
        answer = "unreadable"
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
