"""One class name, one meaning, and one name for each class."""

import ast
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from tests.meta.sources import files, name, tree


def classes(path: Path) -> list[ast.ClassDef]:
    """Classes whose name is ours to choose: neither what a class holds (`Meta`) nor what is found by its name."""
    if path.parent.name == "commands":
        return []
    return [node for node in tree(path).body if isinstance(node, ast.ClassDef)]


def defined_twice(paths: Iterable[Path]) -> dict[str, list[str]]:
    places: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        for node in classes(path):
            places[node.name].append(f"{name(path)}:{node.lineno}")
    return {found: where for found, where in places.items() if len(where) > 1}


def renamed(path: Path) -> list[str]:
    """Classes of the house that a file imports under another name."""
    return [
        f"{name(path)}:{node.lineno}: {found.name} as {found.asname}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("rivage")
        for found in node.names
        if found.asname and found.name[:1].isupper() and not found.name.isupper()
    ]


def test_no_class_name_is_defined_twice() -> None:
    assert defined_twice(files("*.py")) == {}


def test_no_class_is_imported_under_another_name() -> None:
    assert [line for path in files("*.py") for line in renamed(path)] == []
