"""What *de* is written before: a name or a month elides it, « d’Anne », « d’août »; nothing is singular in French."""

import ast
import re
from pathlib import Path

import pytest

from rivage.core.templatetags.rivage import pluralize
from rivage.law.wording import of_word
from tests.meta.sources import files, name, tree

BEFORE_A_WORD = re.compile(r"\b[dD]e \{\{(?![^}]*\bde\b)[^}]*(?:name|called|who|month|first|date)[^}]*\}\}")
NAMES = re.compile(r"name\b|\bnamed\b|\bidentified\b|\bcalled\b|\bmonth\(|\bin_words\(")


def unelided(path: Path) -> list[int]:
    """Lines of a Python file where a name or a month is written after *de* as it is."""
    found = []
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.JoinedStr):
            continue
        for before, value in zip(node.values, node.values[1:], strict=False):
            said = before.value if isinstance(before, ast.Constant) else ""
            if re.search(r"\b[dD]e $", str(said)) and isinstance(value, ast.FormattedValue):
                found += [value.lineno] if NAMES.search(ast.unparse(value.value)) else []
    return found


def test_no_screen_nor_letter_writes_a_name_or_a_month_after_de_as_it_is() -> None:
    templates = {name(path): BEFORE_A_WORD.findall(path.read_text(encoding="utf-8")) for path in files("*.html")}
    code = {name(path): unelided(path) for path in files("*.py")}
    assert {place: what for place, what in (templates | code).items() if what} == {}


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("Anne", "d’Anne"),
        ("Hélène", "d’Hélène"),
        ("Hassan", "de Hassan"),
        ("Yves", "d’Yves"),
        ("août", "d’août"),
        ("mars", "de mars"),
        ("Les Amarres", "des Amarres"),
    ],
)
def test_de_is_elided_before_a_vowel(word: str, written: str) -> None:
    assert of_word(word) == written


def test_nothing_is_singular_and_every_template_that_counts_says_so() -> None:
    assert [pluralize(number) for number in (0, 1, 2, [], [1, 2])] == ["", "", "s", "", "s"]
    counting = {path: path.read_text(encoding="utf-8") for path in files("*.html")}
    own = re.compile(r"\{% load [^%]*\brivage\b")
    assert [name(path) for path, text in counting.items() if "|pluralize" in text and not own.search(text)] == []
