"""A room more: written by one command, it passes the tests of the house, and nothing of another app is touched."""

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from rivage.accounts import roles
from rivage.config.settings.base import PACKAGE

ROOT = PACKAGE.parent
ROLE = ["--role", "guide", "--label", "Guide"]
WRITTEN = {
    "rivage/accounts/policy/outings.yaml",
    "rivage/outings/__init__.py",
    "rivage/outings/apps.py",
    "rivage/outings/roles.yaml",
    "rivage/outings/templates/outings/first.html",
    "rivage/outings/todo.py",
    "rivage/outings/urls.py",
    "rivage/outings/views.py",
    "tests/outings/test_outings.py",
}
OF_A_ROLE = {"rivage/outings/roles.yaml", "rivage/outings/todo.py"}


def written(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def start(into: Path, room: str = "outings", role: list[str] = ROLE) -> None:
    call_command("startroom", room, *role, "--into", str(into), verbosity=0, stdout=io.StringIO())


@pytest.mark.parametrize(("role", "files"), [(ROLE, WRITTEN), ([], WRITTEN - OF_A_ROLE)])
def test_it_writes_these_files_and_leaves_no_blank(tmp_path: Path, role: list[str], files: set[str]) -> None:
    start(tmp_path, role=role)
    found = written(tmp_path)
    assert set(found) == files
    for name, text in found.items():
        words = ("room", "Room", "role", "reader", "label", "Label")
        assert not any(f"{{{word}}}".encode() in text for word in words), name
        if name.endswith(".py"):
            compile(text, name, "exec")


def test_the_role_that_it_brings_stands_in_its_own_file(tmp_path: Path) -> None:
    start(tmp_path)
    both = roles.read([PACKAGE / "accounts" / roles.FILE, tmp_path / "rivage" / "outings" / roles.FILE])
    assert both.roles["guide"].body == "guide"
    assert both.bodies["guide"].authority == ("guide",)


@pytest.mark.parametrize(
    ("room", "role"),
    [("rights", "guide"), ("outings", "payer"), ("Out Ings", "guide"), ("outings", "Guide")],
)
def test_a_name_that_is_taken_or_ill_formed_is_refused(tmp_path: Path, room: str, role: str) -> None:
    (tmp_path / "rivage" / "rights").mkdir(parents=True)
    with pytest.raises(CommandError):
        start(tmp_path, room, ["--role", role, "--label", "Guide"])
    assert written(tmp_path) == {}


@pytest.mark.deep
@pytest.mark.parametrize(("role", "files"), [(ROLE, WRITTEN), ([], WRITTEN - OF_A_ROLE)])
def test_the_house_holds_with_a_room_more(tmp_path: Path, role: list[str], files: set[str]) -> None:
    for part in ("rivage", "tests", "docs"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    for part in ("pyproject.toml", "CONTRIBUTING.md", "README.md", "CHANGELOG.md", "Makefile"):
        shutil.copy(ROOT / part, tmp_path / part)
    before = written(tmp_path)
    start(tmp_path, role=role)
    after = written(tmp_path)
    assert set(after) - set(before) == files
    assert {name: after[name] for name in before} == before
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "RIVAGE"))}
    tests = "outings meta accounts config/test_checks.py matrix/test_doors.py".split()
    for command in (
        ["-m", "pytest", "-q", "-n", "0", "-m", "not deep", *(f"tests/{place}" for place in tests)],
        ["-m", "ruff", "check", "rivage", "tests/outings"],
        ["-m", "ruff", "format", "--check", "rivage/outings", "tests/outings"],
    ):
        done = subprocess.run(
            [sys.executable, *command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
