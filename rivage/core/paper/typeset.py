"""PDF/UA from a typst template of an app and a dict. Same input, same bytes; no date, no author, no system font."""

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

from rivage.core.paper import french, sheet

ROOT = Path(__file__).resolve().parents[2]
PRESS = Path(__file__).with_name("press.py")
MISSING = "\u25af"

_TEMPLATE = re.compile(r"([a-z]+)/([a-z][a-z_]*)")
# Seconds that a document may take: less than a web server waits for one of its processes.
LONGEST = 20
# The code with which a press says that typst refused.
REFUSED = 3


class NotSet(RuntimeError):
    """typst refused a document, and says why."""


class NoAnswer(RuntimeError):
    """The press gave no document: too long, or stopped."""


class UnknownTemplateError(LookupError):
    """No such template in an app's `documents/`."""


def pdf(template: str, data: dict[str, Any]) -> bytes:
    """PDF/UA-1 of `rivage/<app>/documents/<name>.typ` for template "<app>/<name>".

    `data` is JSON-able; `data["title"]` becomes the document's title and must be neutral: ValueError if it is empty.
    The template reads it with `json(bytes(sys.inputs.data))`, as strings: a text can't become markup. A character that
    none of the fonts draws is printed ▯, and `data["unprinted"]` is then true so that the page says it.
    """
    if not str(data.get("title", "")).strip():
        raise ValueError("A document needs a title.")
    path = _path(template)
    data = {"unprinted": False, **data}
    try:
        return _set(path, data)
    except NotSet as error:
        if "could not be displayed" not in str(error):
            raise
    return _set(path, {**_drawable(data), "unprinted": True})


def printed(document: sheet.Sheet) -> bytes:
    """PDF/UA-1 of one document."""
    return pdf("core/sheet", sheet.data([document]))


def pack(documents: list[sheet.Sheet]) -> bytes:
    """PDF/UA-1 of several documents to be printed and handed out at once, pages counted in each. Never stored."""
    return pdf("core/sheet", sheet.data(documents))


def _set(path: Path, data: dict[str, Any]) -> bytes:
    """Have it set by a press of its own, which is given the document and neither our environment nor our files."""
    command = [sys.executable, "-I", str(PRESS), str(path), str(ROOT)]
    try:
        done = subprocess.run(
            command, input=json.dumps(data).encode(), capture_output=True, env={}, timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        raise NoAnswer(f"a document took more than {LONGEST} seconds") from None
    if done.returncode == REFUSED:
        raise NotSet(done.stderr.decode())
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        raise NoAnswer(f"the press left with {done.returncode}")
    return done.stdout


def _path(template: str) -> Path:
    names = _TEMPLATE.fullmatch(template)
    path = ROOT / names[1] / "documents" / f"{names[2]}.typ" if names else None
    if path is None or not path.is_file():
        raise UnknownTemplateError(template)
    return path


@cache
def _is_drawn(character: str) -> bool:
    """Whether a font draws this character; asks typst itself, once for each in the life of a process."""
    try:
        _set(_path("core/glyph"), {"text": character})
    except NotSet:
        return False
    return True


def _drawable(value: Any) -> Any:
    """The same data, its undrawn characters replaced."""
    if isinstance(value, str):
        return "".join(c if ord(c) < 0x250 or _is_drawn(c) else MISSING for c in french.clean(value))
    if isinstance(value, list | tuple):
        return [_drawable(item) for item in value]
    if isinstance(value, dict):
        return {key: _drawable(item) for key, item in value.items()}
    return value
