"""Words that no screen, letter or mail says (design §6), and those that no title, address or file name says.

A line that quotes a text of law carries the marker `cite:` with its article, in a comment.
"""

import ast
import re
from pathlib import Path

import pytest

from tests.meta.sources import files, name, tree

MARKER = "cite:"
REFUSED = re.compile(
    r"prostituée?s?\b|travailleu(?:se|r)s? du sexe|\bclientes?\b|\bvictimes?\b"
    r"|récits? de vie|véracité|crédibilité|\bbénéficiaires?\b|\bcandidate?s?\b"
    r"|\babandons?\b|\béchecs?\b|perdue?s? de vue|sorties? (?:négative|positive)s?"
    r"|\birrégulière?s?\b|\bclandestine?s?\b|\bdéboutée?s?\b"
    r"|motifs? illéga(?:l|ux)|contrôle des engagements"
    r"|\b(?:un|des|nos|leurs?|chaque|son|le cas d[eu]|les cas d[eu]) cas\b",
    re.IGNORECASE,
)
REVEALING = re.compile(r"prostitu|\bpsp\b", re.IGNORECASE)
HEADING = re.compile(r"<(title|h[1-6])\b[^>]*>(.*?)</\1>|\{%\s*block title\s*%\}(.*?)\{%\s*endblock", re.DOTALL)
TYPST_HEADING = re.compile(r"^=+ .*$|#set document\([^)]*\)", re.MULTILINE)


def refused_in(text: str) -> list[str]:
    """The refused words of `text`, but for lines that quote an article."""
    lines = [line for line in text.splitlines() if MARKER not in line]
    return [found for line in lines for found in REFUSED.findall(line)]


def spoken(path: Path) -> list[tuple[int, str]]:
    """The strings of a Python file that are not docstrings, with their line, but for lines that quote an article."""
    lines = path.read_text(encoding="utf-8").splitlines()
    module = tree(path)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(module)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
        and not any(MARKER in line for line in lines[node.lineno - 1 : node.end_lineno])
    ]


@pytest.mark.parametrize(
    "text",
    [
        "une prostituée",
        "Les bénéficiaires",
        "récit de vie",
        "un échec",
        "la victime",
        "un cas complexe",
        "un motif illégal",
    ],
)
def test_refused_words_are_seen(text: str) -> None:
    assert refused_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "en cas d’absence",
        "le cas échéant",
        "la personne accompagnée",
        "la victime {# cite: CASF L121-9 #}",
        "motif d’ordre public",
    ],
)
def test_ordinary_words_and_quotations_pass(text: str) -> None:
    assert not refused_in(text)


def test_templates_letters_and_mails_use_the_words_of_the_house() -> None:
    wrong = {name(path): refused_in(path.read_text(encoding="utf-8")) for path in files("*.html", "*.typ", "*.txt")}
    assert {place: words for place, words in wrong.items() if words} == {}


def test_messages_of_the_code_use_the_words_of_the_house() -> None:
    wrong = [
        f"{name(path)}:{line}: {refused_in(text)}"
        for path in files("*.py")
        for line, text in spoken(path)
        if refused_in(text)
    ]
    assert wrong == []


def test_no_title_or_heading_says_what_it_is_about() -> None:
    said = []
    for path in files("*.html", "*.typ"):
        text = path.read_text(encoding="utf-8")
        headings = ["".join(found.groups("")[1:]) for found in HEADING.finditer(text)]
        headings += TYPST_HEADING.findall(text) if path.suffix == ".typ" else []
        said += [f"{name(path)}: {heading.strip()}" for heading in headings if REVEALING.search(heading)]
    assert said == []


def test_no_address_says_what_it_is_about() -> None:
    routes = [
        f"{name(path)}:{line}" for path in files("urls.py") for line, text in spoken(path) if REVEALING.search(text)
    ]
    assert routes == []


def test_no_mail_or_file_name_says_what_it_is_about() -> None:
    seen = {"templates", "static", "documents", "messages"}
    names = [name(path) for path in files("*") if seen & set(name(path).split("/")) and REVEALING.search(path.name)]
    mails = [name(path) for path in files("*.txt") if "messages" in path.parts and REVEALING.search(path.read_text())]
    assert names + mails == []
