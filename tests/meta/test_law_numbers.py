"""The months of the law stand in `rivage.law` alone: nothing else writes how long a path or a period lasts."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.meta.sources import PACKAGE, files, name, tree

# The total, the total less one, one period.
OF_THE_LAW = {24, 23, 6}
MONTHS = re.compile(r"month|mois|period", re.IGNORECASE)
SAID = re.compile(r"\b(?:23|24)[ \u00a0]mois\b|\b(?:des|les|aux|sur) 24\b|\bde vingt-quatre\b")
# Told of invented people, frozen by history, or the law itself.
ELSEWHERE = ("law/", "demo/stories/", "demo/country.py", "/migrations/")
# Months that are not those of a path, or the name of a kind: each with its reason.
OTHERS = {
    "rivage/people/retention.py": "two years without contact, a proposal of the house on what is kept",
    "rivage/accounts/actions.py": "an interim of six months at most, a rule of the house",
    "rivage/rights/aid/reexamination.py": "how early a birthday is announced, a choice of the house",
    "rivage/demo/national/paths.py": "how long an invented permit was given for",
    "rivage/dossiers/enums.py": "the name of one kind of end",
    "rivage/dossiers/standing.py": "the same kind, with its day",
}


def sources() -> list[Path]:
    return [path for path in files("*.py") if not any(part in name(path) for part in ELSEWHERE)]


def counted(node: ast.AST) -> Iterator[ast.AST]:
    """What is a number of months by the name it is given, compared with, or handed to."""
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        yield from [node.value] if any(MONTHS.search(ast.unparse(one)) for one in targets) else []
    elif isinstance(node, ast.Compare) and MONTHS.search(ast.unparse(node)):
        yield from (node.left, *node.comparators)
    elif isinstance(node, ast.BoolOp) and MONTHS.search(ast.unparse(node)):
        yield from node.values
    elif isinstance(node, ast.Call):
        yield from _handed(node)


def _handed(call: ast.Call) -> Iterator[ast.AST]:
    labels = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "label")]
    words = [one.value for one in labels if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    whole = MONTHS.search(ast.unparse(call.func)) or any(re.search(r"\bmois\b", word.lower()) for word in words)
    if whole:
        yield from call.args
    for keyword in call.keywords:
        named = keyword.arg is not None and MONTHS.search(keyword.arg)
        bound = whole and keyword.arg in ("default", "initial", "min_value", "max_value")
        if named or bound:
            yield keyword.value


def numbers(node: ast.AST) -> Iterator[ast.Constant]:
    """The number itself, negated, or added to something: not what stands deeper, which is another thing's."""
    if isinstance(node, ast.Constant) and type(node.value) is int and node.value in OF_THE_LAW:
        yield node
    elif isinstance(node, ast.UnaryOp):
        yield from numbers(node.operand)
    elif isinstance(node, ast.BinOp):
        yield from numbers(node.left)
        yield from numbers(node.right)


def said(path: Path) -> Iterator[int]:
    """Lines that say the total to somebody: strings, not docstrings."""
    whole = tree(path)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(whole)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(whole):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and id(node) not in docs and SAID.search(text):
            yield node.lineno


def written(path: Path) -> set[int]:
    found = {one.lineno for node in ast.walk(tree(path)) for value in counted(node) for one in numbers(value)}
    return found | set(said(path))


def test_no_month_of_the_law_is_written_in_the_code() -> None:
    found = {f"{name(path)}:{line}" for path in sources() if name(path) not in OTHERS for line in written(path)}
    assert not found, "take it from rivage.law.duration"


def test_no_page_writes_the_total() -> None:
    pages = [path for path in files("*.html") if SAID.search(path.read_text(encoding="utf-8"))]
    assert not pages, "give the page what rivage.law.duration says"


def test_each_exception_is_still_one() -> None:
    assert {place for place in OTHERS if not written(PACKAGE.parent / place)} == set()


@pytest.mark.parametrize(
    "line",
    [
        "MOST_MONTHS = 24",
        "if not 0 <= months < 24: pass",
        "update(months=months or 6)",
        'forms.IntegerField(label="Mois", max_value=6)',
        'models.PositiveSmallIntegerField("durée, en mois", default=6)',
        "Q(months__lte=6)",
        "add_months(day, -6)",
    ],
)
def test_a_number_written_again_is_seen(line: str, tmp_path: Path) -> None:
    path = tmp_path / "written.py"
    path.write_text(line, encoding="utf-8")
    assert written(path)


# Days of an example, not of the law.
DAYS_ELSEWHERE = {"rivage/law/document.py"}


def rules() -> list[Path]:
    return [path for path in files("*.py") if "law/" in name(path) and name(path) not in DAYS_ELSEWHERE]


def dated(path: Path) -> set[int]:
    """Lines that build a day of this century: the law's days stand in its files, each with its source."""
    return {
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "date"
        and any(isinstance(one, ast.Constant) and type(one.value) is int and one.value > 2000 for one in node.args)
    }


def aged(path: Path) -> set[int]:
    """Lines that compare an age or a year with a number."""
    return {
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Compare) and re.search(r"\b(age|years?)\b", ast.unparse(node))
        for one in (node.left, *node.comparators)
        if isinstance(one, ast.Constant) and type(one.value) is int and one.value > 1
    }


def test_no_day_and_no_age_of_the_law_is_written_in_its_rules() -> None:
    assert len(rules()) > 20
    found = {f"{name(path)}:{line}" for path in rules() for line in dated(path) | aged(path)}
    assert not found, "put it in a file of the law, with its article"
    assert all(dated(PACKAGE.parent / place) for place in DAYS_ELSEWHERE)


@pytest.mark.parametrize("line", ["REFORM = date(2021, 5, 1)", "if age < 18: pass", "if year < 2016: pass"])
def test_a_day_or_an_age_written_again_is_seen(line: str, tmp_path: Path) -> None:
    path = tmp_path / "written.py"
    path.write_text(line, encoding="utf-8")
    assert dated(path) | aged(path)
