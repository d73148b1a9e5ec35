"""PDF/UA from a typst template of an app and a dict. Same input, same bytes; no date, no author, no system font."""

import json
import re
import threading
from functools import cache
from pathlib import Path
from typing import Any

import typst

from rivage.core.paper import french, sheet

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "core" / "documents" / "fonts"
MISSING = "\u25af"

_TEMPLATE = re.compile(r"([a-z]+)/([a-z][a-z_]*)")
_lock = threading.Lock()


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
    compiler = _compiler(template)
    data = {"unprinted": False, **data}
    try:
        return _compiled(compiler, data)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
    return _compiled(compiler, {**_drawable(data), "unprinted": True})


def printed(document: sheet.Sheet) -> bytes:
    """PDF/UA-1 of one document."""
    return pdf("core/sheet", sheet.data([document]))


def pack(documents: list[sheet.Sheet]) -> bytes:
    """PDF/UA-1 of several documents to be printed and handed out at once, pages counted in each. Never stored."""
    return pdf("core/sheet", sheet.data(documents))


def _compiled(compiler: typst.Compiler, data: dict[str, Any]) -> bytes:
    # One compiler serves all the threads of a process, and typst keeps state between two runs.
    with _lock:
        made = compiler.compile(format="pdf", pdf_standards=["ua-1"], sys_inputs={"data": json.dumps(data)})
    if not isinstance(made, bytes):
        raise TypeError("typst gave no PDF.")
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])


@cache
def _compiler(template: str) -> typst.Compiler:
    names = _TEMPLATE.fullmatch(template)
    path = ROOT / names[1] / "documents" / f"{names[2]}.typ" if names else None
    if path is None or not path.is_file():
        raise UnknownTemplateError(template)
    return typst.Compiler(str(path), root=str(ROOT), font_paths=_fonts(), ignore_system_fonts=True)


@cache
def _is_drawn(character: str) -> bool:
    """Whether a font draws this character; asks typst itself, once for each in the life of a process."""
    try:
        _compiled(_compiler("core/glyph"), {"text": character})
    except typst.TypstError:
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
