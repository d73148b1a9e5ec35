"""The house stays small-roomed: budgets, names, and where things may be done."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.meta.house import EXCEPTIONS
from tests.meta.sources import PACKAGE, ROOT, files, functions, name, tree

FILE_LINES = 400
FUNCTION_LINES = 50
TEMPLATE_LINES = 150
LINE = 120
REFUSED_NAMES = {
    f"{stem}.py" for stem in ("utils", "helpers", "services", "mixins", "signals", "managers", "common", "misc")
}
# What is done in one way, and the only file that does it.
ONE_WAY = {
    "Content-Disposition": "rivage/core/answers.py",
    "_advisory_": "rivage/core/db/locks.py",
    "send_mail": "rivage/core/post.py",
}
CLOCK = PACKAGE / "core" / "clock.py"


def python_files() -> list[Path]:
    return files("*.py") + files("*.py", under=ROOT / "tests")


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def breaches() -> Iterator[tuple[str, str]]:
    """What is over budget, as (place, sentence)."""
    for path in python_files() + files("*.sql"):
        if length(path) > FILE_LINES:
            yield name(path), f"{length(path)} lines"
    for path in files("*.html"):
        if length(path) > TEMPLATE_LINES:
            yield name(path), f"{length(path)} lines"
    for path in python_files():
        for node in functions(path):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{name(path)}:{node.name}", f"{lines} lines"


def calls(path: Path, *attributes: str) -> list[int]:
    """Lines of `path` that call a method or function of one of these names."""
    return [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and (getattr(node.func, "attr", None) in attributes or getattr(node.func, "id", None) in attributes)
    ]


def test_files_functions_and_templates_keep_to_their_budgets() -> None:
    over = {f"{place}: {sentence}" for place, sentence in breaches() if place not in EXCEPTIONS}
    assert over == set()


def test_no_line_runs_out_of_sight() -> None:
    """Python has ruff. Mails are left out, their line ends being what is read; so are cases of law, one a line."""
    written = files("*.html", "*.css", "*.js", "*.sql", "*.yaml", "*.typ")
    over = [
        f"{name(path)}:{number}"
        for path in written
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > LINE
    ]
    assert written
    assert over == []


def test_an_exception_that_is_no_longer_needed_leaves_the_list() -> None:
    assert set(EXCEPTIONS) <= {place for place, _ in breaches()}


def test_no_file_is_named_after_nothing() -> None:
    assert [name(path) for path in files("*.py") if path.name in REFUSED_NAMES] == []


def test_no_import_hides_in_a_function() -> None:
    hidden = [
        f"{name(path)}:{inner.lineno}"
        for path in python_files()
        for node in functions(path)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_views_and_forms_leave_writing_to_actions() -> None:
    screens = [path for path in files("*.py") if {"views", "forms"} & {path.stem, path.parent.name}]
    writing = [
        f"{name(path)}:{line}"
        for path in screens
        for line in calls(path, "save", "bulk_create", "bulk_update", "delete")
    ]
    assert writing == []


def test_the_instant_comes_from_the_one_clock() -> None:
    apps = [path for path in files("*.py") if path != CLOCK and "config" not in path.parts]
    asked = [f"{name(path)}:{line}" for path in apps for line in clock_reads(path)]
    assert asked == []


def clock_reads(path: Path) -> list[int]:
    """Lines that ask the time to `datetime`, `date` or Django's `timezone` instead of `core.clock`."""
    reads = {("datetime", "now"), ("datetime", "today"), ("date", "today"), ("timezone", "now"), ("time", "time")}
    return [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name | ast.Attribute)
        and (getattr(node.value, "id", None) or getattr(node.value, "attr", None), node.attr) in reads
    ]


def test_the_day_of_an_instant_is_read_in_a_zone() -> None:
    """`row.created_at.date()` is the day in UTC: overseas, and in Paris at night, another one (`clock.local_day`)."""
    days = [
        f"{name(path)}:{node.lineno}"
        for path in files("*.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "date"
        and not node.args
        and isinstance(node.func.value, ast.Attribute)
    ]
    assert days == []


def test_all_rows_are_read_by_figures_and_jobs_only() -> None:
    rooms = {"steering", "config"}
    elsewhere = [
        f"{name(path)}:{line}"
        for path in files("*.py")
        if path.name not in ("jobs.py", "perimeter.py", "plain.py")
        and path.parent.name != "jobs"
        and not rooms & set(path.parts)
        for line in calls(path, "facts")
    ]
    assert elsewhere == []


@pytest.mark.parametrize("words", ONE_WAY)
def test_what_has_one_way_is_done_in_one_file(words: str) -> None:
    doing = [name(path) for path in files("*.py") if words in path.read_text(encoding="utf-8")]
    assert doing == [ONE_WAY[words]]


def test_every_folder_of_modules_is_a_package() -> None:
    missing = {name(path.parent) for path in files("*.py") if not (path.parent / "__init__.py").exists()}
    assert missing == set()


def test_a_page_that_may_still_be_coming_is_waited_for() -> None:
    """What a locator reads at once is read of the page before, on a day when the machine is slow: `expect` waits."""
    at_once = re.compile(r"\bassert .*\.(is_visible|is_hidden|all_inner_texts|all_text_contents|input_value)\(")
    found = [
        f"{path.name}:{number}"
        for path in sorted((ROOT / "tests" / "browser").glob("*.py"))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if at_once.search(line)
    ]
    assert not found, found
