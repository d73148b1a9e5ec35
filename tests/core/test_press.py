"""The press: a process of its own for each document, given that document and nothing else."""

import subprocess
import sys
import threading
from ast import literal_eval
from pathlib import Path

import pytest

from rivage.core.paper import pdf, typeset
from rivage.core.paper.typeset import NoAnswer, NotSet
from tests.pressing import set_here

GLYPH = typeset.ROOT / "core" / "documents" / "glyph.typ"
SET_BY_A_PRESS = typeset._set
DOCUMENT = {"text": "é", "title": "Document"}


@pytest.fixture(autouse=True)
def in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere the tests set documents in their own process."""
    monkeypatch.setattr(typeset, "_set", SET_BY_A_PRESS)


def press(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str) -> Path:
    """Put a script in the place of the press; gives where it may write."""
    other = tmp_path / "press.py"
    other.write_text(f"import sys, pathlib, os, time\nnoted = pathlib.Path({str(tmp_path / 'noted')!r})\n{script}\n")
    monkeypatch.setattr(typeset, "PRESS", other)
    return tmp_path / "noted"


def test_the_same_document_gives_the_same_bytes_in_any_process() -> None:
    assert (
        pdf("core/glyph", DOCUMENT) == pdf("core/glyph", DOCUMENT) == set_here(GLYPH, DOCUMENT | {"unprinted": False})
    )


def test_it_is_given_neither_our_environment_nor_our_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RIVAGE_ROOT_KEY", "somewhere")
    script = """kept = [os.readlink(f"/proc/self/fd/{one}") for one in os.listdir("/proc/self/fd")
        if os.path.islink(f"/proc/self/fd/{one}")]
noted.write_text(repr((sorted(os.environ), kept)))"""
    noted = press(monkeypatch, tmp_path, script)
    with (tmp_path / "ours").open("w"), pytest.raises(NoAnswer):
        pdf("core/glyph", DOCUMENT)
    environment, kept = literal_eval(noted.read_text())
    assert [name for name in environment if name != "LC_CTYPE"] == []
    assert not [one for one in kept if "socket" in one or "ours" in one]


def test_a_document_that_takes_too_long_is_given_up_and_its_process_stopped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    noted = press(monkeypatch, tmp_path, "noted.write_text(str(os.getpid())); time.sleep(60)")
    monkeypatch.setattr(typeset, "LONGEST", 1)
    with pytest.raises(NoAnswer, match="took more"):
        pdf("core/glyph", DOCUMENT)
    assert not Path(f"/proc/{noted.read_text()}").exists()


@pytest.mark.parametrize("script", ["sys.exit(9)", "os.kill(os.getpid(), 9)", "print('not a document')", "pass"])
def test_a_press_that_dies_or_says_something_else_gives_no_document(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str
) -> None:
    press(monkeypatch, tmp_path, script)
    with pytest.raises(NoAnswer):
        pdf("core/glyph", DOCUMENT)


def test_a_letter_is_not_taken_for_undrawn_because_a_press_died(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    typeset._is_drawn.cache_clear()
    with monkeypatch.context() as patched:
        press(patched, tmp_path, "sys.exit(9)")
        with pytest.raises(NoAnswer):
            typeset._is_drawn("ǝ")
    assert typeset._is_drawn("é")


def test_what_typst_refuses_is_said() -> None:
    with pytest.raises(NotSet, match="key"):
        pdf("core/sheet", {"title": "Sans corps"})


def test_two_documents_asked_together_each_come_to_who_asked() -> None:
    alone = {letter: pdf("core/glyph", {"text": letter, "title": "Document"}) for letter in "abcd"}
    found: dict[str, bytes] = {}

    def ask(letter: str) -> None:
        found[letter] = pdf("core/glyph", {"text": letter, "title": "Document"})

    threads = [threading.Thread(target=ask, args=(letter,)) for letter in alone]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == alone


def test_it_stops_by_itself_when_whoever_asked_is_gone() -> None:
    """Its alarm is set before anything else: a process that computes is stopped by it, one that waits by its input."""
    command = [sys.executable, "-I", str(typeset.PRESS), "nowhere.typ", str(typeset.ROOT)]
    main = typeset.PRESS.read_text().split("def main(")[1]
    assert main.splitlines()[1].strip() == "signal.alarm(LONGEST)"
    assert subprocess.run(command, input=b"", capture_output=True, env={}, check=False).returncode != 0
