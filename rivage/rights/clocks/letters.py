"""The last day that her letter of refusal prints: read by her antenne alone, and said of no file."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import Enum, auto
from uuid import UUID

from rivage.accounts.models import Membership
from rivage.core import perimeter
from rivage.rights.models import LetterDay
from rivage.vault import keys
from rivage.vault.enums import KeyKind
from rivage.vault.errors import KeyMissing

_LEFT_OUT = "rights.letters.left_out"


class LetterRead(Enum):
    """How whoever reads a refusal of a permit reads the day that its letter prints, whether one is written or not:
    `APART`, in a file that leaves her antenne.
    """

    READ = auto()
    UNREAD = auto()
    APART = auto()


def read_by(membership: Membership) -> LetterRead:
    """Nothing is read by whoever is not her antenne, nor by a door that opens no key (ADR 0040)."""
    here = perimeter.current()
    if not membership.is_antenne or not here.keys:
        return LetterRead.UNREAD
    return LetterRead.APART if are_left_out() else LetterRead.READ


def days(membership: Membership, people: Iterable[UUID]) -> dict[UUID, date | None]:
    """By the fact that names each refusal, the day that her letter prints; None of what another antenne wrote, whose
    key did not come with her. Nothing for whoever reads none (`read_by`).
    """
    if read_by(membership) != LetterRead.READ:
        return {}
    rows = list(LetterDay.objects.visible_to(membership).filter(person__in=list(people)))
    keys.load([row.person_id for row in rows], KeyKind.PRIVATE)
    found: dict[UUID, date | None] = {}
    for row in rows:
        try:
            text = row.last_day
        except KeyMissing:
            found[row.fact_id] = None
            continue
        if text:
            found[row.fact_id] = date.fromisoformat(text)
    return found


def unread(membership: Membership, people: Iterable[UUID]) -> set[UUID]:
    """By a door that opens no key, the facts of which a day is written: what the refusal gives is not said."""
    if not membership.is_antenne or perimeter.current().keys:
        return set()
    rows = LetterDay.objects.visible_to(membership).filter(person__in=list(people))
    return set(rows.values_list("fact_id", flat=True))


def are_left_out() -> bool:
    """Whether what is made here leaves the antenne."""
    return bool(perimeter.current().cache.get(_LEFT_OUT))


@contextmanager
def left_out() -> Iterator[None]:
    """What is made here leaves the antenne: it says no day of a refusal whose letter may print a sooner one."""
    cache = perimeter.current().cache
    before = cache.get(_LEFT_OUT, False)
    cache[_LEFT_OUT] = True
    try:
        yield
    finally:
        cache[_LEFT_OUT] = before
