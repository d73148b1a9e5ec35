"""The press: a process of its own, replaced when it has gone, that is given documents and nothing else."""

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from rivage.core.paper import pdf, typeset
from rivage.core.paper.typeset import NotSet, press

DOCUMENT = {"text": "a", "title": "Document"}


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    press.leave()
    yield
    press.leave()


def test_one_press_sets_one_document_after_the_other() -> None:
    first = pdf("core/glyph", DOCUMENT)
    started = press.pid
    assert pdf("core/glyph", DOCUMENT) == first
    assert press.pid == started != os.getpid()


def test_a_press_that_died_is_replaced_and_the_document_is_set() -> None:
    first = pdf("core/glyph", DOCUMENT)
    dead = press.pid
    os.kill(dead, signal.SIGKILL)
    assert pdf("core/glyph", DOCUMENT) == first
    assert press.pid != dead


def test_a_press_that_weighs_too_much_leaves_after_its_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "HEAVY", 1)
    seen = set()
    for _ in range(3):
        assert pdf("core/glyph", DOCUMENT).startswith(b"%PDF")
        seen.add(press.pid)
    assert len(seen) == 3


def test_it_is_given_neither_our_environment_nor_our_files() -> None:
    pdf("core/glyph", DOCUMENT)
    process = Path(f"/proc/{press.pid}")
    assert b"RIVAGE" not in process.joinpath("environ").read_bytes()
    opened = [os.readlink(file) for file in process.joinpath("fd").iterdir()]
    assert not [one for one in opened if "socket" in one or ".keyset" in one]


def test_a_press_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asleep = tmp_path / "asleep.py"
    asleep.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(typeset, "PRESS", asleep)
    monkeypatch.setattr(typeset, "LONGEST", 0.2)
    with pytest.raises(NotSet, match="no answer"):
        pdf("core/glyph", DOCUMENT)


def test_what_typst_refuses_is_said_and_the_press_goes_on() -> None:
    with pytest.raises(NotSet):
        pdf("core/sheet", {"title": "Sans corps"})
    started = press.pid
    assert pdf("core/glyph", DOCUMENT).startswith(b"%PDF")
    assert press.pid == started


def test_several_threads_share_it_and_each_has_its_own_document() -> None:
    alone = {letter: pdf("core/glyph", {"text": letter, "title": "Document"}) for letter in "abcdef"}
    found: dict[str, bytes] = {}

    def ask(letter: str) -> None:
        found[letter] = pdf("core/glyph", {"text": letter, "title": "Document"})

    threads = [threading.Thread(target=ask, args=(letter,)) for letter in alone]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == alone
