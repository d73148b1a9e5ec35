"""PDF/UA from a typst template of an app and a dict. Same input, same bytes; no date, no author, no system font."""

import atexit
import json
import re
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from rivage.core.paper import french, sheet

ROOT = Path(__file__).resolve().parents[2]
PRESS = Path(__file__).with_name("press.py")
HEAD = struct.Struct(">cQ")
MISSING = "\u25af"

_TEMPLATE = re.compile(r"([a-z]+)/([a-z][a-z_]*)")
# Seconds that a document may take, and a press that is told to leave.
LONGEST, STOP = 60.0, 5.0
# Bytes above which a press leaves: some hundred pages were set.
HEAVY = 160 << 20


class NotSet(RuntimeError):
    """typst refused a document, or its process gave no answer."""


class UnknownTemplateError(LookupError):
    """No such template in an app's `documents/`."""


def pdf(template: str, data: dict[str, Any]) -> bytes:
    """PDF/UA-1 of `rivage/<app>/documents/<name>.typ` for template "<app>/<name>".

    `data` is JSON-able; `data["title"]` becomes the document's title and must be neutral: ValueError if it is empty.
    The template reads it with `json(bytes(sys.inputs.data))`, as strings: a text can't become markup. A character that
    none of the fonts draws is printed ▯, and `data["unprinted"]` is then true so that the page says it.
    """
    if not str(data.get("title", "")).strip():
        raise ValueError("A document needs a title.")
    path = _path(template)
    data = {"unprinted": False, **data}
    try:
        return _set(path, data)
    except NotSet as error:
        if "could not be displayed" not in str(error):
            raise
    return _set(path, {**_drawable(data), "unprinted": True})


def printed(document: sheet.Sheet) -> bytes:
    """PDF/UA-1 of one document."""
    return pdf("core/sheet", sheet.data([document]))


def pack(documents: list[sheet.Sheet]) -> bytes:
    """PDF/UA-1 of several documents to be printed and handed out at once, pages counted in each. Never stored."""
    return pdf("core/sheet", sheet.data(documents))


class _Press:
    """The process that sets for this one (`rivage.core.paper.press`), started when it is first needed.

    It is given the documents and nothing else: neither our environment nor our files.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.running: subprocess.Popen[bytes] | None = None

    def set(self, asked: bytes) -> tuple[bytes, bytes]:
        """The kind of an answer and its content. One that left or died before it answered is replaced, once."""
        with self.lock:
            for _ in range(2):
                running = self._started()
                late = threading.Timer(LONGEST, running.kill)
                late.start()
                try:
                    return self._answer(running, asked)
                except OSError:
                    self._leave()
                finally:
                    late.cancel()
        raise NotSet("the press gives no answer")

    def _started(self) -> "subprocess.Popen[bytes]":
        if self.running is None or self.running.poll() is not None:
            self._leave()
            command = [sys.executable, "-I", str(PRESS), str(ROOT), str(HEAVY)]
            self.running = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={})
        return self.running

    def _answer(self, running: "subprocess.Popen[bytes]", asked: bytes) -> tuple[bytes, bytes]:
        assert running.stdin is not None, "asked with a pipe"  # noqa: S101 - said for the checker
        assert running.stdout is not None, "asked with a pipe"  # noqa: S101 - said for the checker
        running.stdin.write(asked)
        running.stdin.flush()
        head = running.stdout.read(HEAD.size)
        if len(head) < HEAD.size:
            raise BrokenPipeError
        kind, length = HEAD.unpack(head)
        content = running.stdout.read(length)
        if len(content) < length:
            raise BrokenPipeError
        return kind, content

    def _leave(self) -> None:
        if self.running is None:
            return
        for pipe in (self.running.stdin, self.running.stdout):
            with suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        try:
            self.running.wait(STOP)
        except subprocess.TimeoutExpired:
            self.running.kill()
            self.running.wait()
        self.running = None

    def leave(self) -> None:
        """End it with this process."""
        with self.lock:
            self._leave()

    @property
    def pid(self) -> int | None:
        """The number of the process, for who measures it."""
        return self.running.pid if self.running else None


press = _Press()
atexit.register(press.leave)


def _set(path: Path, data: dict[str, Any]) -> bytes:
    asked = json.dumps({"template": str(path), "data": json.dumps(data)}).encode() + b"\n"
    kind, content = press.set(asked)
    if kind != b"P":
        raise NotSet(content.decode())
    return content


def _path(template: str) -> Path:
    names = _TEMPLATE.fullmatch(template)
    path = ROOT / names[1] / "documents" / f"{names[2]}.typ" if names else None
    if path is None or not path.is_file():
        raise UnknownTemplateError(template)
    return path


@cache
def _is_drawn(character: str) -> bool:
    """Whether a font draws this character; asks typst itself, once for each in the life of a process."""
    try:
        _set(_path("core/glyph"), {"text": character})
    except NotSet:
        return False
    return True


def _drawable(value: Any) -> Any:
    """The same data, its undrawn characters replaced."""
    if isinstance(value, str):
        return "".join(c if ord(c) < 0x250 or _is_drawn(c) else MISSING for c in french.clean(value))
    if isinstance(value, list | tuple):
        return [_drawable(item) for item in value]
    if isinstance(value, dict):
        return {key: _drawable(item) for key, item in value.items()}
    return value
