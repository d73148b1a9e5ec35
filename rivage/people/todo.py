"""What people put on a home: a file that nobody in office may read, whom a function left, who is not told yet."""

from collections.abc import Iterator
from datetime import date

from django.db import connection
from django.db.models import QuerySet

from rivage.accounts import duties, roles
from rivage.accounts.enums import ANTENNE_ROLES, Role
from rivage.accounts.homes import Item, register
from rivage.accounts.http import link
from rivage.accounts.models import Body, Membership
from rivage.core import clock
from rivage.core.db.calls import answer
from rivage.people import panels, relay
from rivage.people.models import Accompaniment, Person


def unread(membership: Membership, on: date) -> Iterator[Item]:
    """Functions in which everybody is set aside by somebody: another agent is needed. Nothing says whose file."""
    every = roles.roles().values()
    kinds = [kind for kind in every if kind.holds == kind.code and not kind.by_seat]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(['people_unread(%s)'] * len(kinds))}", [kind.code for kind in kinds])
        counts = cursor.fetchone()
    for kind, many in zip(kinds, counts, strict=True):
        if many:
            yield Item(
                title="Un dossier attend un autre agent" if many == 1 else f"{many} dossiers attendent un autre agent",
                url=link(membership, "accounts:memberships"),
                who=kind.label,
                consequence="Personne, à cette fonction, ne peut s’en charger : il faut nommer quelqu’un d’autre.",
                action="Nommer quelqu’un",
            )


def alone(membership: Membership, on: date) -> Iterator[Item]:
    """Whom the end of a function left with nobody, a line for each colleague who left."""
    for one in relay.left(membership):
        many, first = len(one.people), one.people[0]
        gone = f"{one.user.name} n’est plus là"
        if many == 1:
            yield Item(
                title="Dire qui prend la suite",
                url=relay.page(membership, one.user.pk),
                since=one.since,
                person=first.pk,
                reference=first.reference,
                consequence=f"{gone} : personne ne l’accompagne.",
                action="Choisir",
            )
        else:
            yield Item(
                title=f"Dire qui prend la suite pour {many} personnes",
                url=relay.page(membership, one.user.pk),
                since=one.since,
                consequence=f"{gone} : personne ne les accompagne.",
                action="Choisir",
            )


def untold(membership: Membership, on: date) -> Iterator[Item]:
    """Who has not been told yet who takes over."""
    for row in _untold(membership, on).select_related("person", "user").order_by("starts"):
        yield Item(
            title="Lui dire qui prend la suite",
            url=link(membership, "people:told", person=row.person_id),
            since=clock.local_day(row.starts, row.person.departement),
            person=row.person_id,
            reference=row.person.reference,
            consequence=f"{row.user.name} l’accompagne désormais, et elle ne le sait pas encore.",
            action="Comment la joindre",
        )


def _untold(membership: Membership, on: date) -> QuerySet[Accompaniment]:
    rows = Accompaniment.objects.visible_to(membership).to_tell()
    return rows.exclude(person__in=Person.objects.filter(panels.over()))


def _open_to(body: Body, place: str, role: str) -> int:
    """How many files are open to a role in a département."""
    return int(answer("SELECT people_open_to(%s)", f"{role}:{place}"))


duties.counted_otherwise(_open_to)
register(unread, roles=(Role.DELEGATE, Role.CHAIR), rank=15)
register(alone, roles=(Role.LEAD,), rank=5, of_people=True, waiting=lambda membership, on: relay.alone(membership))
register(untold, roles=ANTENNE_ROLES, rank=6, of_people=True, waiting=_untold)
