"""Passages from one evaluation to a later one, and the sums of a year: which cells there are, and how they are kept.

Pure: no database, no key.
"""

from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from struct import pack, unpack_from
from typing import Protocol, TypeVar
from uuid import UUID

from rivage.support.enums import Moment
from rivage.support.evaluation.questions import EVALUATION

# Moment before, moment after, question, code before, code after.
Cell = tuple[str, str, str, str, str]
# How many people were counted in the year.
PEOPLE: Cell = ("", "", "", "", "")
PAIRS = (
    *((Moment.ENTRY, after) for after in (Moment.RENEWAL, Moment.EXIT, Moment.SIX, Moment.TWELVE)),
    *((Moment.RENEWAL, after) for after in (Moment.RENEWAL, Moment.EXIT, Moment.SIX, Moment.TWELVE)),
    *((Moment.EXIT, after) for after in (Moment.SIX, Moment.TWELVE)),
    (Moment.SIX, Moment.TWELVE),
)
_HEAD = "!HI"
_START = 6


class Evaluated(Protocol):
    """What a passage needs of an evaluation."""

    pk: UUID
    moment: str
    day: date


One = TypeVar("One", bound=Evaluated)


class Behind(ValueError):
    """The sums do not hold what is to be taken back: they are older than what the files say."""


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of one antenne and year. `saves`: how many times they were written."""

    saves: int = 0
    cells: Mapping[Cell, int] = field(default_factory=dict)

    def moved(self, back: Set[Cell], added: Set[Cell]) -> "Sums":
        """The same without what one person had added before, and with what she adds now. Raises `Behind`."""
        found = Counter(self.cells)
        found.subtract(back)
        found.update(added)
        if min(found.values(), default=0) < 0:
            raise Behind
        return replace(self, saves=self.saves + 1, cells={cell: n for cell, n in found.items() if n})

    @property
    def people(self) -> int:
        return self.cells.get(PEOPLE, 0)


def passages(rows: Iterable[One]) -> Iterator[tuple[One, One]]:
    """The evaluation before and the one after, of one person's that stand: from the last before, and from her entry.

    Two of the same day are no passage.
    """
    ordered = sorted(rows, key=lambda row: (row.day, row.pk))
    for after in ordered:
        earlier = [row for row in reversed(ordered) if row.day < after.day]
        entry = next((row for row in earlier if row.moment == Moment.ENTRY), None)
        befores = {row.pk: row for row in (*earlier[:1], entry) if row is not None}
        for before in befores.values():
            if (before.moment, after.moment) in PAIRS:
                yield before, after


def of_passage(before: Evaluated, after: Evaluated, said: Mapping[UUID, Mapping[str, str]]) -> Iterator[Cell]:
    """The cells of a passage: one a question answered both times. `said`: the answers of each evaluation."""
    first, then = said[before.pk], said[after.pk]
    for question in first.keys() & then.keys():
        if not {first[question], then[question]} & EVALUATION.unsaid.keys():
            yield str(before.moment), str(after.moment), question, first[question], then[question]


@lru_cache
def layout(version: int) -> tuple[Cell, ...]:
    """Every cell there may be, in its order, of the questionnaires up to a version."""
    codes = dict[str, dict[str, None]]()
    for number in sorted(EVALUATION.versions):
        for question, asked in EVALUATION.versions[number].items() if number <= version else ():
            codes.setdefault(question, {}).update(dict.fromkeys(asked.answers))
    found = (
        (str(first), str(then), question, before, after)
        for first, then in PAIRS
        for question, known in codes.items()
        for before in known
        for after in known
    )
    return PEOPLE, *found


def packed(sums: Sums) -> str:
    """Sums as they are kept, of one length whatever they say: two bytes a cell, zeros too."""
    version = EVALUATION.latest
    cells = layout(version)
    numbers = (sums.cells.get(cell, 0) for cell in cells)
    return b64encode(pack(f"{_HEAD}{len(cells)}H", version, sums.saves, *numbers)).decode()


def unpacked(text: str) -> Sums:
    """What `packed` was given, were it by an earlier questionnaire."""
    content = b64decode(text)
    version, saves = unpack_from(_HEAD, content)
    cells = layout(version)
    numbers = unpack_from(f"!{len(cells)}H", content, _START)
    return Sums(saves, {cell: n for cell, n in zip(cells, numbers, strict=True) if n})
