"""Glossary and first week name things that exist: `app.Name` or `Name`, between backquotes in the second column."""

import ast
import re

import pytest

from tests.meta.sources import ROOT, files, tree

PAGES = ("glossary.md", "first-week.md")


def defined_names() -> set[str]:
    """Every class, function, module and assigned name of the house."""
    found: set[str] = set()
    for path in files("*.py"):
        found.add(path.stem if path.stem != "__init__" else path.parent.name)
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                found.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.id)
    return found


def unknown_identifiers(text: str) -> list[str]:
    """Identifiers of a glossary table that nothing of the house defines."""
    known = defined_names()
    cells = [line.split("|")[2] for line in text.splitlines() if line.startswith("|") and line.count("|") > 2]
    identifiers = [found for cell in cells for found in re.findall(r"`([\w.]+)`", cell)]
    return [identifier for identifier in identifiers if identifier.rsplit(".", 1)[-1] not in known]


def test_an_identifier_that_does_not_exist_is_seen() -> None:
    table = "| terme | identifiant |\n|---|---|\n| serveur | `config.EmbeddedServer` |\n| rien | `config.Nowhere` |"
    assert unknown_identifiers(table) == ["config.Nowhere"]


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_names_exists(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert "`vault.PersonKey`" in text
    assert unknown_identifiers(text) == []
