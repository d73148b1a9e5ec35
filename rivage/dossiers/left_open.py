"""What apps that come after still wait for of somebody, said before her accompaniment ends: it leaves the homes."""

from collections.abc import Callable, Iterator
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
