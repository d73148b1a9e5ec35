"""Every icon that the code or a template names is drawn: one that is not breaks each page that would show it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from rivage.core.templatetags.rivage import SPRITE

ROOT = Path(__file__).parents[2] / "rivage"
DRAWN = set(re.findall(r'<symbol id="([a-z0-9-]+)"', SPRITE.read_text(encoding="utf-8")))
TAGS = re.compile(r'{% icon "([^"]+)"|{% etat "[^"]+" "([^"]+)"')
# Calls of which an argument, by its place or its name, is an icon.
PLACES = {"State": 1}


def test_every_icon_that_is_named_is_drawn() -> None:
    named = {*_of_templates(), *_of_code()}
    assert len(named) > 60, "the icons of the house are found"
    missing = {f"{where}: {name}" for where, name in named if name and name not in DRAWN}
    assert not missing


def _of_templates() -> Iterator[tuple[str, str]]:
    for path in ROOT.rglob("*.html"):
        for first, second in TAGS.findall(path.read_text(encoding="utf-8")):
            yield path.name, first or second


def _of_code() -> Iterator[tuple[str, str]]:
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield from ((path.name, name) for name in _icons(node))


def _icons(call: ast.Call) -> Iterator[str]:
    called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    asked = [one.value for one in call.keywords if one.arg == "icon"]
    if called in PLACES and len(call.args) > PLACES[called]:
        asked.append(call.args[PLACES[called]])
    for value in asked:
        yield from (
            one.value for one in ast.walk(value) if isinstance(one, ast.Constant) and isinstance(one.value, str)
        )
