"""What apps that come after know of somebody, asked before her accompaniment ends: what is left open, which leaves the
homes, and what was noted with her, before which it did not end.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from rivage.accounts.models import Membership
from rivage.people.models import Person

Source = Callable[[Membership, Person, date], Iterator[str]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Add what is left open of her, a few words each: « danger à revoir le 3 mars »."""
    _sources.append(source)


def said(membership: Membership, person: Person, on: date) -> list[str]:
    return [words for source in _sources for words in source(membership, person, on)]


@dataclass(frozen=True, slots=True)
class NotedWithHer:
    """Something noted with her, on a day: « danger noté avec elle »."""

    on: date
    words: str


_met: list[Callable[[Person], Iterator[NotedWithHer]]] = []


def register_met(source: Callable[[Person], Iterator[NotedWithHer]]) -> None:
    """Add what was noted with her while she was accompanied."""
    _met.append(source)


def last_met(person: Person) -> NotedWithHer | None:
    """The last of it."""
    return max((met for source in _met for met in source(person)), key=lambda met: met.on, default=None)
