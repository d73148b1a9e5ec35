"""Who takes over: whom somebody accompanies, and whom the end of a function left with nobody, computed from today.

Nothing of it is stored: a person is left as long as nobody who accompanies her has a function in her antenne.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from rivage.accounts import closing, policies
from rivage.accounts.enums import ANTENNE_ROLES, Role
from rivage.accounts.http import link
from rivage.accounts.models import Membership, User
from rivage.core import clock
from rivage.people import panels
from rivage.people.models import Accompaniment, Person


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """Those whom one colleague alone accompanies, who has no function here since a day (the one after its last)."""

    user: User
    since: date
    people: tuple[Person, ...]


def followed(membership: Membership, user: UUID) -> list[Person]:
    """Whom somebody accompanies, of those whom this membership reads: by the file, function or not."""
    rows = Accompaniment.objects.in_force().filter(user=user)
    seen = Person.objects.visible_to(membership).exclude(panels.over()).filter(pk__in=rows.values("person"))
    return list(seen.order_by("created_at"))


def ever(membership: Membership) -> set[UUID]:
    """Whoever accompanies or has accompanied somebody whom this membership reads."""
    return set(Accompaniment.objects.visible_to(membership).values_list("user", flat=True))


def teams(membership: Membership) -> list[tuple[User, int]]:
    """Who accompanies somebody whom this membership reads, and how many, by name."""
    people = Person.objects.visible_to(membership).exclude(panels.over())
    rows = Accompaniment.objects.in_force().filter(person__in=people).select_related("user")
    many = Counter(row.user for row in rows)
    return sorted(many.items(), key=lambda found: found[0].name)


def alone(membership: Membership) -> QuerySet[Person]:
    """Whom nobody with a function accompanies, of whom this membership reads."""
    return Person.objects.visible_to(membership).alone_in(membership.body_id).exclude(panels.over())


def left(membership: Membership) -> list[LeftAlone]:
    """Those left with nobody, of whom this membership reads, by the colleague who was the last to leave."""
    people = {one.pk: one for one in alone(membership).order_by("created_at")}
    if not people:
        return []
    rows = Accompaniment.objects.in_force().filter(person__in=people).select_related("user")
    ended = _ended(membership, {row.user_id for row in rows})
    last: dict[UUID, Accompaniment] = {}
    for row in sorted(rows, key=lambda row: (ended[row.user_id], row.starts)):
        last[row.person_id] = row
    users = {row.user_id: row.user for row in last.values()}
    return [
        LeftAlone(
            user, ended[pk], tuple(one for one in people.values() if one.pk in last and last[one.pk].user_id == pk)
        )
        for pk, user in sorted(users.items(), key=lambda found: ended[found[0]])
    ]


def _ended(membership: Membership, users: Iterable[UUID]) -> dict[UUID, date]:
    """The day after the last of their functions in this antenne."""
    rows = Membership.objects.filter(
        body=membership.body_id, role__in=ANTENNE_ROLES, confirmed_by__isnull=False, user__in=users
    )
    ends: dict[UUID, date] = {}
    for user, instant in rows.order_by("ends").values_list("user", "ends"):
        ends[user] = min(instant, clock.now()).astimezone(membership.zone).date()
    return {user: ends.get(user, membership.today) for user in users}


def page(membership: Membership, user: UUID) -> str:
    """Where the people of a colleague are handed over, "" for whom it is closed."""
    opened = policies.allows("people:relay", "GET", membership.role)
    return f"{link(membership, 'people:relay')}?de={user}" if opened else ""


def _closing(actor: Membership, ending: Membership) -> closing.Remaining | None:
    """Whom the end of a function leaves, or left, with nobody."""
    if actor.body_id != ending.body_id or actor.role != Role.LEAD or not (ending.user and ending.confirmed_by_id):
        return None
    others = Membership.objects.in_force(clock.now()).filter(
        user=ending.user, body=ending.body_id, role__in=ANTENNE_ROLES
    )
    if others.exclude(pk=ending.pk).exists():
        return None
    hers = followed(actor, ending.user.pk)
    beside = Accompaniment.objects.carried().filter(person__in=hers).exclude(user=ending.user.pk)
    alone = len({one.pk for one in hers} - set(beside.values_list("person", flat=True)))
    if not alone:
        return None
    whom = "Une personne" if alone == 1 else f"{alone} personnes"
    until = "elle reste" if alone == 1 else "elles restent"
    nobody = "n’a personne d’autre" if alone == 1 else "n’ont personne d’autre"
    follows = "accompagne" if ending.ends > clock.now() else "accompagnait"
    return closing.Remaining(
        f"{whom} que {ending.user.name} {follows} {nobody} : {until} à votre accueil tant que quelqu’un n’a pas pris "
        "la suite.",
        page(actor, ending.user.pk),
        "Dire qui prend la suite",
    )


closing.tell(_closing)
