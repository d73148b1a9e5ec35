"""The last day that her letter of refusal prints: read by her antenne alone, and said of no file."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from rivage.accounts.models import Membership
from rivage.core import perimeter
from rivage.rights.models import LetterDay
from rivage.vault import keys
from rivage.vault.enums import KeyKind
from rivage.vault.errors import KeyMissing

_LEFT_OUT = "rights.letters.left_out"


def days(membership: Membership, people: Iterable[UUID]) -> dict[UUID, date]:
    """By the fact that names each refusal, the day that her letter prints. Nothing for whoever is not her antenne, nor
    of what another antenne wrote, whose key did not come with her; nothing by a door that opens no key (ADR 0040).
    """
    here = perimeter.current()
    if not membership.is_antenne or not here.keys or are_left_out():
        return {}
    rows = list(LetterDay.objects.visible_to(membership).filter(person__in=list(people)))
    keys.load([row.person_id for row in rows], KeyKind.PRIVATE)
    found = {}
    for row in rows:
        try:
            text = row.last_day
        except KeyMissing:
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
    """What is made here leaves the antenne: it says the days that the refusals alone give."""
    cache = perimeter.current().cache
    before = cache.get(_LEFT_OUT, False)
    cache[_LEFT_OUT] = True
    try:
        yield
    finally:
        cache[_LEFT_OUT] = before
