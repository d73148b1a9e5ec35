"""No room names one to its right: a later app registers what it brings, and touches no file of another."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from tests.meta.sources import PACKAGE, ROOT, files, name, tree

ROOMS = ["law", *(app.removeprefix("rivage.") for app in settings.HOUSE_APPS)]
# A page (`rights:clocks`), a template (`desk/home.html`), a module or a model (`rivage.rights`, `people.Person`).
NAMED = re.compile(rf"(?:rivage\.)?({'|'.join(ROOMS)})(?:[:./][\w./-]+)?")
BARE = re.compile(r"\w+")


def strings(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and not BARE.fullmatch(node.value):
            yield node.lineno, node.value


def named_to_the_right(room: str, text: str) -> bool:
    found = NAMED.fullmatch(text)
    return found is not None and ROOMS.index(found[1]) > ROOMS.index(room)


def layers() -> list[str]:
    """The contract of imports from left to right, the rooms that stand beside each other in its own order."""
    house = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    contract = next(one for one in house["importlinter"]["contracts"] if one["type"] == "layers")
    return [room for layer in reversed(contract["layers"]) for room in re.findall(r"rivage\.(\w+)", layer)]


def test_a_room_that_names_a_later_one_is_seen() -> None:
    assert named_to_the_right("people", "rights:clocks")
    assert named_to_the_right("accounts", "rivage.people")
    assert named_to_the_right("rights", "desk/parts/panneau.html")
    assert not named_to_the_right("rights", "people:person")
    assert not named_to_the_right("people", "décide : voir rights:clocks")


def test_no_room_names_one_to_its_right() -> None:
    """Imports are import-linter's; here, what no import shows. `config` stands over all."""
    said = [
        f"{name(path)}:{line}: {text}"
        for room in ROOMS
        for path in files("*.py", under=PACKAGE / room)
        for line, text in strings(path)
        if named_to_the_right(room, text)
    ]
    assert said == []


def test_settings_and_the_contract_give_the_same_order() -> None:
    """The two places where a new app is named."""
    assert [room for room in layers() if room in ROOMS] == [room for room in ROOMS if room in layers()] != []
    assert set(ROOMS) == {path.parent.name for path in PACKAGE.glob("*/__init__.py")}


def test_the_homes_know_no_table_but_who_acts() -> None:
    imported = {
        node.module
        for node in ast.walk(tree(PACKAGE / "desk" / "homes.py"))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("rivage.")
    }
    assert imported == {"rivage.accounts.homes", "rivage.accounts.models", "rivage.people"}


def test_no_template_names_a_room_to_its_right() -> None:
    asked = re.compile(r"""\{%\s*(?:url|include|extends|part)\s+["']([\w./:-]+)["']""")
    said = {
        f"{path.relative_to(PACKAGE / room / 'templates')}: {found}"
        for room in ROOMS
        for path in files("*.html", under=PACKAGE / room)
        for found in asked.findall(path.read_text(encoding="utf-8"))
        if named_to_the_right(room, found)
    }
    assert said == set()
