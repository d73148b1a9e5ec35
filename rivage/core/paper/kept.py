"""A sheet as it is kept with a signature: its plain values as JSON, so that the same paper can be printed for ever.

What is kept is read by every later version of this file: a block may gain a field with a value by default, never lose
one nor change its name (`tests/core/test_kept.py` reads one of the first).
"""

import json
from dataclasses import fields, replace
from typing import Any, cast

from django.utils.crypto import salted_hmac

from rivage.core.paper import sheet as blocks
from rivage.core.paper.sheet import Sheet, plain

# Fields that came after the first sheets were kept: written where they say something.
_LATER = ("stamp", "foot")
# How a block looks, and not what it says.
_SHAPE = ("form", "level", "widths", "split", "tall", "span", "numbered", "note")
_KINDS: dict[str, Any] = {
    kind.__name__: kind
    for kind in (
        blocks.Strong,
        blocks.Stated,
        blocks.Heading,
        blocks.Paragraph,
        blocks.Plain,
        blocks.LabelledValues,
        blocks.WideCell,
        blocks.TableBlock,
        blocks.ListBlock,
        blocks.Articles,
        blocks.Signature,
        blocks.SmallPrint,
        blocks.OpaqueCode,
        blocks.PageBreak,
        blocks.Letterhead,
        Sheet,
    )
}


def kept(sheet: Sheet) -> str:
    """The sheet as JSON, the same text for the same sheet."""
    return json.dumps(_out(sheet), ensure_ascii=False, sort_keys=True)


def again(text: str) -> Sheet:
    """The sheet that `kept` wrote. KeyError or TypeError when this code no longer knows a block or a field of it."""
    return cast(Sheet, _back(json.loads(text)))


def lines(sheet: Sheet) -> list[str]:
    """What the sheet says, a line a block or an item: to be compared with another. Neither its place and date nor its
    references, which say when it was printed.
    """
    found = [sheet.title, *sheet.address]
    for block in (sheet.letterhead, *sheet.blocks):
        if block is not None:
            found += _said(block)
    return [line for line in found if line.strip()]


def mark(sheet: Sheet) -> str:
    """A word that changes with anything that the sheet says, its place and date too, and says nothing of it: a piece
    for the whole, then one a line. It is kept nowhere.
    """
    said = [*sheet.aside, *lines(sheet)]
    return "_".join((_mark("\n".join(said)), *(_mark(line) for line in said)))


def come_since(read: str, sheet: Sheet) -> tuple[list[str], int]:
    """The lines of the sheet that the one marked `read` had not, and how many of its own are gone."""
    now = {_mark(line): line for line in (*sheet.aside, *lines(sheet))}
    before = set(read.split("_")[1:])
    return [line for one, line in now.items() if one not in before], len(before - now.keys())


def signed_as(sheet: Sheet, name: str, quality: str) -> Sheet:
    """The same sheet, with the name and quality of who is about to sign where no name is written yet."""
    named = (
        replace(one, name=name, quality=quality)
        if isinstance(one, blocks.Signature) and one.capacity and not one.name
        else one
        for one in sheet.blocks
    )
    return replace(sheet, blocks=tuple(named))


def _mark(text: str) -> str:
    return salted_hmac("rivage.read", text, algorithm="sha256").hexdigest()[:32]


def _out(value: Any) -> Any:
    name = type(value).__name__
    if name in _KINDS:
        said = {field.name: getattr(value, field.name) for field in fields(value)}
        return {"kind": name, **{key: _out(one) for key, one in said.items() if one or key not in _LATER}}
    return [_out(one) for one in value] if isinstance(value, tuple) else value


def _back(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_back(one) for one in value)
    if isinstance(value, dict):
        given = {name: _back(one) for name, one in value.items() if name != "kind"}
        return _KINDS[value["kind"]](**given)
    return value


def _said(value: Any) -> list[str]:
    """The texts of a block, each on its line; the pieces of one text stay together."""
    if isinstance(value, str | blocks.Stated):
        return [plain(value)]
    if isinstance(value, tuple):
        if any(isinstance(one, blocks.Strong | blocks.Stated) for one in value):
            return [plain(value)]
        return [line for one in value for line in _said(one)]
    if type(value).__name__ in _KINDS:
        return [
            line for field in fields(value) if field.name not in _SHAPE for line in _said(getattr(value, field.name))
        ]
    return []
