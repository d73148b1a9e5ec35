"""Whom a membership may see, asked of the database once by a page that reads of many people."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db.models import QuerySet

from rivage.accounts.enums import Role
from rivage.accounts.models import Membership
from rivage.core import perimeter
from rivage.core.db.lookups import Given
from rivage.people.models import Person, Share, gates
from rivage.people.models.base import only

# Above so many, they weigh more to send again with each statement than to be joined.
MOST = 1000


def read(membership: Membership) -> None:
    """What this page reads then carries the answer instead of the question (`gates`).

    That of one person is better found by her own id. Where something may be written, and where they are very many,
    nothing is kept and each statement asks. The row policies ask each time, whatever is kept.
    """
    if not _may_keep(membership):
        return
    if membership.role == Role.LEAD:
        gone = Person.objects.filter(antenne=membership.body_id, erased_on__isnull=False)
        gates.keep(membership, gates.WholeAntenne(tuple(gone.values_list("pk", flat=True))))
    elif membership.is_antenne:
        seen = list(Person.objects.visible_to(membership).values_list("pk", flat=True))
        if len(seen) <= MOST:
            gates.keep(membership, gates.Accompanied(Given(seen)))
    else:
        if len(rows := tuple(_openings(membership))) <= MOST:
            gates.keep(membership, gates.OpenedByShares(rows))


@contextmanager
def those(membership: Membership, people: Iterable[UUID]) -> Iterator[None]:
    """Within, the same of the people of one page of a list: what is said of each is then read of them alone.

    For those to whom files are opened: that of an antenne is as quickly asked again. Nothing outside is narrowed.
    """
    asked = set(people)
    if membership.is_antenne or not _may_keep(membership) or len(asked) > MOST:
        yield
        return
    gates.keep(membership, gates.OpenedByShares(tuple(_openings(membership).filter(person__in=asked))))
    try:
        yield
    finally:
        gates.keep(membership, None)


@contextmanager
def her(membership: Membership, person: Person) -> Iterator[None]:
    """Within, the gates are narrowed to one person (`only`), and what is open of her is asked once.

    `person`: as `visible_to` gave her, which is all that there is to ask of an antenne.
    """
    with only(person.pk):
        if not _may_keep(membership):
            yield
            return
        openings = None if membership.is_antenne else tuple(_openings(membership))
        gates.keep(membership, gates.OnePerson(person.pk, openings))
        try:
            yield
        finally:
            gates.keep(membership, None)


def _openings(membership: Membership) -> "QuerySet[Share, gates.Opening]":
    return Person.objects.all().openings(membership).values_list("person_id", "demande_id", "slices")


def _may_keep(membership: Membership) -> bool:
    return perimeter.current().reads and gates.known(membership) is None
