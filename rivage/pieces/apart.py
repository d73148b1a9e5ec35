"""Opens one file of a piece, in a process that holds nothing else. A file to run; tests alone import it.

Its input is the file, its argument the format that its name says; its output is JSON, the number of pages or the one
word of why not. It is given no key, no address of a database, no environment; what a library said stays here, since
it may quote the file. Pillow and pikepdf parse in C what people send (advisories every year): memory and time are
bounded.
"""

import json
import resource
import signal
import sys
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image

LONGEST = 15
MEMORY = 1024 * 1024 * 1024
PAGES = 200
# A page scanned at 600 dots an inch on A3 is 70 million.
PIXELS = 80_000_000
LONGEST_SIDE = 30_000
PDF, JPEG, PNG = b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
HEADS = {"pdf": PDF, "jpg": JPEG, "png": PNG}
# What a PDF runs, opens, sends or carries along.
ACTIVE = {"/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition", "/RichMediaExecute"}
CARRIED = {"/EmbeddedFiles", "/EmbeddedFile", "/FileAttachment", "/RichMedia", "/XFA", "/Movie", "/Sound", "/3D"}
# What a web browser or an archiver would read in the same bytes.
OTHERS = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"MZ\x90\x00")
MARKS = (b"<script", b"<html", b"<!doctype html", b"<?php", b"<svg")


class Untaken(Exception):
    """Why a file is not taken, in a word."""


def pages(content: bytes, form: str) -> int:
    """How many pages a file has, wholly read as its format. Raises Untaken, and all that libraries raise."""
    if not content:
        raise Untaken("empty")
    found = next((name for name, head in HEADS.items() if content.startswith(head)), "")
    if found != form:
        raise Untaken("other_format" if found else "unknown_format")
    if form != "pdf":
        return image(content, form)
    return document(content)


def document(content: bytes) -> int:
    """Pages of a PDF that runs nothing, carries nothing and ends where it says."""
    tail = content[content.rfind(b"%%EOF") + 5 :] if b"%%EOF" in content else None
    if tail is None:
        raise Untaken("cut")
    if tail.strip(b"\r\n \t\x00"):
        raise Untaken("polyglot")
    try:
        held = pikepdf.open(BytesIO(content))
    except pikepdf.PasswordError as error:
        raise Untaken("password") from error
    with held as pdf:
        if pdf.is_encrypted:
            raise Untaken("password")
        for thing in pdf.objects:
            _look(thing)
        count = len(pdf.pages)
        for page in pdf.pages:
            page.get("/MediaBox")
    if not count:
        raise Untaken("no_page")
    if count > PAGES:
        raise Untaken("too_many_pages")
    return count


def _look(thing: Any) -> None:
    """What an object of a PDF names: its keys, its actions, its kinds."""
    if isinstance(thing, pikepdf.Stream):
        keys: Any = thing.stream_dict
    elif isinstance(thing, pikepdf.Dictionary):
        keys = thing
    elif isinstance(thing, pikepdf.Array):
        for one in thing:
            _inside(one)
        return
    else:
        return
    _inside(keys)


def _inside(thing: Any, depth: int = 0) -> None:
    if depth > 20 or not isinstance(thing, pikepdf.Dictionary | pikepdf.Array):
        return
    if getattr(thing, "is_indirect", False) and depth:
        return
    if isinstance(thing, pikepdf.Array):
        for one in thing:
            _inside(one, depth + 1)
        return
    for key, value in thing.items():
        said = {key, str(value)} if isinstance(value, pikepdf.Name) else {key}
        if said & ACTIVE:
            raise Untaken("active")
        if said & CARRIED or (key == "/AA" and value):
            raise Untaken("carried" if said & CARRIED else "active")
        _inside(value, depth + 1)


def image(content: bytes, form: str) -> int:
    """One page: a picture wholly decoded, of its format and of no other, that ends where it says."""
    Image.MAX_IMAGE_PIXELS = PIXELS
    lowered = content[:4096].lower() + content[-4096:].lower()
    if any(mark in lowered for mark in MARKS) or any(head in content for head in OTHERS[:3]):
        raise Untaken("polyglot")
    ends = b"\xff\xd9" if form == "jpg" else b"IEND\xaeB`\x82"
    if not content.rstrip(b"\x00").endswith(ends):
        raise Untaken("polyglot" if ends in content else "cut")
    try:
        opened = Image.open(BytesIO(content), formats=["JPEG" if form == "jpg" else "PNG"])
    except Image.DecompressionBombError as error:
        raise Untaken("too_many_pixels") from error
    with opened:
        wide, high = opened.size
        if wide * high > PIXELS or max(wide, high) > LONGEST_SIDE:
            raise Untaken("too_many_pixels")
        if getattr(opened, "n_frames", 1) != 1:
            raise Untaken("moving")
        opened.load()
    return 1


def main(form: str) -> None:
    signal.alarm(LONGEST)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        answer: Any = pages(sys.stdin.buffer.read(), form)
    except Untaken as why:
        answer = str(why)
    except BaseException:
        answer = "unreadable"
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
