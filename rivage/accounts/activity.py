"""What an antenne did between two days: each app counts its own from the files open to who asks (ADR 0060).

An app registers sections in its `figures.py`; the report puts them together, and filters what leaves.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from rivage.accounts import policies
from rivage.accounts.http import link
from rivage.accounts.models import Membership

# Place of a figure in what adds up: `start` + `entered` - `left` = `end`.
Place = Literal["", "start", "entered", "left", "end"]


@dataclass(frozen=True, slots=True)
class FigurePart:
    """One of the answers into which a figure is split. `people`: of how many it is, where `n` counts acts."""

    code: str
    label: str
    n: int
    people: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number and the words that define it. `n` None: nothing says it.

    `parts` add up to `n`, every answer that may be, zeros too: one left out would be told by its absence. `many`: they
    do not, one act having several; such a split leaves the antenne in no print. `people`: of how many people, where
    `n` counts acts. `kind`: `of_people`, or `free`, of nobody (hours, posts); `ratio`, which rests on the figure
    `rests_on`, on `people`, or on nobody, and is added to no other. `place`: in what adds up; `within`: the figure of
    which it is a share. `inside`: it leaves the antenne in no print. `named`: as a report or an enquiry calls it.
    """

    code: str
    label: str
    definition: str
    n: int | Decimal | None
    parts: tuple[FigurePart, ...] = ()
    split: str = ""
    many: bool = False
    people: int | None = None
    kind: Literal["of_people", "free", "ratio"] = "of_people"
    unit: str = ""
    rests_on: str = ""
    place: Place = ""
    within: str = ""
    inside: bool = False
    named: str = ""


@dataclass(frozen=True, slots=True)
class ActivitySection:
    """Figures of one subject, under its title."""

    code: str
    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A page of figures that the report leads to: its name in the policy, and what it is."""

    page: str
    label: str


_beside: list[Beside] = []


def register_beside(page: str, label: str) -> None:
    """Lead from the report to a page of other figures, for the roles to which the policy opens it."""
    _beside.append(Beside(page, label))


def beside(membership: Membership) -> list[tuple[str, str]]:
    """The address and the words of each that is open to this membership."""
    held = [one for one in _beside if policies.allows(one.page, "GET", membership.role)]
    return [(link(membership, one.page), one.label) for one in held]


Source = Callable[[Membership, date, date], ActivitySection]


@dataclass(frozen=True, slots=True)
class _Counting:
    rank: int
    source: Source = field(compare=False)


_sources: list[_Counting] = []


def register(source: Source, *, rank: int) -> None:
    """Add a section: `source(membership, first, last)`, both days included, for what is open to who asks."""
    _sources.append(_Counting(rank, source))


def sections(membership: Membership, first: date, last: date) -> list[ActivitySection]:
    """All of them, in their order."""
    ranked = sorted(_sources, key=lambda one: one.rank)
    return [one.source(membership, first, last) for one in ranked]


def split(choices: Iterable[tuple[str, str]], found: Mapping[str, int]) -> tuple[FigurePart, ...]:
    """Each choice with how many gave it, zeros too."""
    return tuple(FigurePart(str(code), str(label), found.get(code, 0)) for code, label in choices)


def split_acts(choices: Iterable[tuple[str, str]], acts: Collection[tuple[str, UUID]]) -> tuple[FigurePart, ...]:
    """The same of acts: each (code, person)."""
    many = Counter(code for code, _ in acts)
    people = Counter(code for code, _ in set(acts))
    return tuple(FigurePart(str(code), str(label), many[code], people[code]) for code, label in choices)


@dataclass(frozen=True, slots=True)
class AddedUp:
    """What spans of days add up to between two days, both included: `stock` + `entered` - `left` = `after`, always."""

    stock: int
    entered: int
    left: int

    @property
    def after(self) -> int:
        return self.stock + self.entered - self.left


def moved(spans: Collection[tuple[date, date | None]], first: date, last: date) -> AddedUp:
    """Of spans, each from its first day to the day it ends; None: it goes on. That day is the last of the stock's."""
    return AddedUp(
        stock=sum(1 for starts, ends in spans if starts < first and (ends is None or ends >= first)),
        entered=sum(1 for starts, _ in spans if first <= starts <= last),
        left=sum(1 for starts, ends in spans if starts <= last and ends and first <= ends <= last),
    )
