"""A document before it is printed: plain data that the PDF and the editable draft both render.

Builders (`<app>/papers.py`) make a `Sheet` from plain values. Text is text: nothing in it is markup, in either form.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from rivage.core.paper import code, french
from rivage.law.wording import NBSP


@dataclass(frozen=True, slots=True)
class Strong:
    """Words set in bold inside a text."""

    text: str


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement of law or practice; `to_confirm` prints its mark until a competent person has confirmed it."""

    text: str
    to_confirm: bool = False


Text = str | Stated | tuple[str | Strong | Stated, ...]
Run = tuple[str, bool]


def runs(text: Text) -> list[Run]:
    """The pieces of a text, cleaned and spaced, each with whether it is bold."""
    pieces = text if isinstance(text, tuple) else (text,)
    return [run for piece in pieces for run in _piece(piece)]


def _piece(piece: str | Strong | Stated) -> Iterator[Run]:
    if isinstance(piece, Stated):
        yield french.spaced(piece.text), False
        if piece.to_confirm:
            yield f"{NBSP}(à{NBSP}confirmer)", True
    elif isinstance(piece, Strong):
        yield french.spaced(piece.text), True
    else:
        yield french.spaced(piece), False


def plain(text: Text) -> str:
    """The same text without its bold."""
    return "".join(words for words, _ in runs(text))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the sheet; level 1 is the sheet's title."""

    text: str
    level: Literal[2, 3] = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`hanging` is for visas and considérants, `centred` for « Décide : », `right` for place and date."""

    text: Text
    form: Literal["body", "hanging", "centred", "right"] = "body"


@dataclass(frozen=True, slots=True)
class Plain:
    """The « En clair » box: what the document changes for the person, in plain words."""

    text: Text


@dataclass(frozen=True, slots=True)
class LabelledValues:
    """Labels and values, one a line."""

    pairs: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class WideCell:
    """A table cell over several columns."""

    text: Text
    span: int = 1


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with its heading row, repeated on each page.

    `widths`: shares of the width, 0 for "as wide as its text"; empty: equal. `split`: the rows in two tables side by
    side on the PDF. `tall`: rows high enough for a handwritten signature.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[Text | WideCell, ...], ...]
    widths: tuple[float, ...] = ()
    split: bool = False
    tall: bool = False

    def __post_init__(self) -> None:
        for row in self.rows:
            width = sum(cell.span if isinstance(cell, WideCell) else 1 for cell in row)
            if width != len(self.headers):
                raise ValueError(f"A row has {width} cells for {len(self.headers)} columns.")
        if self.widths and len(self.widths) != len(self.headers):
            raise ValueError("A table has one width a column, or none.")


@dataclass(frozen=True, slots=True)
class ListBlock:
    """Items, numbered or not."""

    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Articles:
    """Article 1er, Article 2…"""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, in what capacity and quality, with room for the hand: "Pour le préfet et par délégation,", then "La
    secrétaire générale", then her name.
    """

    capacity: str
    name: str = ""
    quality: str = ""


@dataclass(frozen=True, slots=True)
class SmallPrint:
    """Remedies and the like: 9 pt under a rule."""

    title: str
    paragraphs: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class OpaqueCode:
    """A square code beside the last signature, or at the end. `value`: 1 to 38 capitals or digits, never a name."""

    value: str
    note: str = "Code de rattachement de la page signée.\nIl ne contient aucun nom."

    def __post_init__(self) -> None:
        code.check(self.value)


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a page."""


Block = (
    Heading
    | Paragraph
    | Plain
    | LabelledValues
    | TableBlock
    | ListBlock
    | Articles
    | Signature
    | SmallPrint
    | OpaqueCode
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes. Kept neutral: an authority and a service whose names don't say the subject. `foot`: the lines at
    the bottom of each page.
    """

    authority: str
    service: str = ""
    lines: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document. `title` is printed; the metadata carry "Document <reference>" and nothing else.

    `aside`: lines at the right of the letterhead (place and date, references). `address`: lines in the window.
    `stamp`: at the head of each page, what the whole document is (« PROJET, NON SIGNÉ »).
    Raises ValueError on an empty title or a reference that isn't a neutral one.
    """

    title: str
    reference: str
    blocks: tuple[Block, ...]
    letterhead: Letterhead | None = None
    aside: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    dense: bool = False
    stamp: str = ""

    def __post_init__(self) -> None:
        if not french.clean(self.title).strip():
            raise ValueError("A document needs a title.")
        check_reference(self.reference)

    @property
    def neutral_title(self) -> str:
        """What a reader's window, a print queue or a file's properties show."""
        return f"Document {self.reference}"


_REFERENCE = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")


def check_reference(reference: str) -> str:
    """The reference itself; raises ValueError unless it is capitals, digits and hyphens."""
    if not _REFERENCE.fullmatch(reference) or len(reference) > 40:
        raise ValueError("A reference is made of capitals, digits and hyphens, 40 at most.")
    return reference


def _cells(row: tuple[Text | WideCell, ...]) -> list[dict[str, Any]]:
    return [
        {"runs": runs(cell.text), "span": cell.span} if isinstance(cell, WideCell) else {"runs": runs(cell), "span": 1}
        for cell in row
    ]


def _table(block: TableBlock) -> dict[str, Any]:
    return {
        "headers": [french.spaced(head) for head in block.headers],
        "rows": [_cells(row) for row in block.rows],
        "widths": list(block.widths or (1,) * len(block.headers)),
        "split": block.split,
        "tall": block.tall,
    }


def _block(block: Block) -> dict[str, Any]:
    """A block as the template reads it: `kind` and the strings it needs."""
    match block:
        case Heading(text, level):
            return {"kind": "heading", "text": french.spaced(text), "level": level}
        case Paragraph(text, form):
            return {"kind": "paragraph", "runs": runs(text), "form": form}
        case Plain(text):
            return {"kind": "plain", "runs": runs(text)}
        case LabelledValues(pairs):
            return {"kind": "facts", "pairs": [[french.spaced(label), runs(value)] for label, value in pairs]}
        case TableBlock():
            return {"kind": "table", **_table(block)}
        case ListBlock(items, numbered):
            return {"kind": "list", "items": [runs(item) for item in items], "numbered": numbered}
        case Articles(items):
            return {"kind": "articles", "items": [[article(place), runs(item)] for place, item in enumerate(items, 1)]}
        case Signature(capacity, name, quality):
            said = {"capacity": capacity, "quality": quality, "name": name}
            return {"kind": "signature"} | {key: french.spaced(text) for key, text in said.items()}
        case SmallPrint(title, paragraphs):
            return {"kind": "small", "title": french.spaced(title), "paragraphs": [runs(item) for item in paragraphs]}
        case OpaqueCode(value, note):
            return {"kind": "code", "svg": code.svg(value), "value": value, "note": french.spaced(note)}
        case PageBreak():
            return {"kind": "break"}
    raise TypeError(f"No such block: {block!r}")


def article(place: int) -> str:
    """Article 1er. Article 2."""
    return f"Article{NBSP}{'1er' if place == 1 else place}."


def data(sheets: Sequence[Sheet]) -> dict[str, Any]:
    """What `core/sheet` reads: {"title": neutral title, "sheets": [{title, reference, head, foot, aside, address,
    dense, stamp, blocks: [{kind, …}]}]}, strings and lists only. Several sheets print one after the other, pages
    counted apart.
    """
    if not sheets:
        raise ValueError("Nothing to print.")
    return {
        "title": sheets[0].neutral_title if len(sheets) == 1 else f"Documents ({len(sheets)})",
        "sheets": [_sheet(sheet) for sheet in sheets],
    }


def _sheet(sheet: Sheet) -> dict[str, Any]:
    head = sheet.letterhead
    return {
        "title": french.spaced(sheet.title),
        "reference": sheet.reference,
        "head": [french.spaced(line) for line in (head.authority, head.service, *head.lines) if line] if head else [],
        "foot": [french.spaced(line) for line in head.foot] if head else [],
        "aside": [french.spaced(line) for line in sheet.aside],
        "address": [french.spaced(line) for line in sheet.address],
        "dense": sheet.dense,
        "stamp": french.spaced(sheet.stamp),
        "blocks": [_block(block) for block in sheet.blocks],
    }
