"""What nobody does any more in a place: a role says its duty in its roles.yaml, an app how many files wait for it.

Nothing of it is stored: a duty is undone where somebody was confirmed to it, and nobody who does it is in office.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from rivage.accounts import roles
from rivage.accounts.enums import Role
from rivage.accounts.models import Body, Membership, leaderless_below
from rivage.accounts.roles import DeclaredRole
from rivage.core import clock
from rivage.law import territory

# (body, département, the role whose duty it is) → how many files wait for it. Never whose.
Count = Callable[[Body, str, str], int]

_counts: dict[str, Count] = {}
_otherwise: list[Count] = []


@dataclass(frozen=True, slots=True)
class Undone:
    """A duty that nobody does. `place`: the département, "" in a body that acts in none by itself. `since`: the day
    after the last one who did it, None before she leaves. `waiting`: files."""

    role: DeclaredRole
    body: Body
    place: str
    waiting: int
    since: date | None = None

    @property
    def sentence(self) -> str:
        """« Plus personne ne peut signer les décisions : 3 dossiers attendent. », to come as long as she is there."""
        can = "ne peut" if self.since else "ne pourra"
        where = ""
        if self.place and self.place != self.body.departement:
            where = f" ({territory.departement(self.place).name})"
        waiting = {0: "", 1: " : un dossier attend"}.get(self.waiting, f" : {self.waiting} dossiers attendent")
        return f"Plus personne {can} {self.role.duty}{where}{waiting}."


def counted(role: str, count: Count) -> None:
    """Say how many files wait for the duty of a role. Raises ValueError where another app says it."""
    if role in _counts:
        raise ValueError(f"On compte déjà ce qui attend la fonction {role}.")
    _counts[role] = count


def counted_otherwise(count: Count) -> None:
    """Say it for the roles of which no app says it."""
    _otherwise.append(count)


def lost(ending: Membership) -> list[Undone]:
    """What nobody will be able to do once this function has ended."""
    if not ending.confirmed_by_id:
        return []
    others = Membership.objects.in_force(clock.now()).exclude(pk=ending.pk)
    places = ending.departements or [""]
    return [
        Undone(role, ending.body, place, _waiting(role, ending.body, place))
        for role in roles.duties(ending.role)
        for place in places
        if not _doing(others, role, ending.body, place).exists()
    ]


def alone(ending: Membership) -> list[str]:
    """Where nobody else has this very function, while others go on in its name: a sentence each, with what waits."""
    role = roles.role(ending.role)
    if not ending.confirmed_by_id or role.holds != role.code or role.by_seat:
        return []
    others = Membership.objects.in_force(clock.now()).exclude(pk=ending.pk)
    said = []
    for place in ending.departements:
        there = _doing(others, role, ending.body, place)
        if there.filter(role=role.code).exists() or not there.exists():
            continue
        left = ", ".join(dict.fromkeys(roles.role(row.role).short.lower() for row in there))
        many = _waiting(role, ending.body, place)
        waiting = {0: "", 1: " Un dossier attend."}.get(many, f" {many} dossiers attendent.")
        where = territory.departement(place).name
        said.append(
            f"Plus personne n’aura la fonction « {role.label} » ({where}) : il ne reste que "
            f"d’autres fonctions qui agissent en son nom ({left}).{waiting}"
        )
    return said


def undone(rows: "QuerySet[Membership]") -> list[Undone]:
    """What nobody does any more of what these memberships did or would do, the oldest first."""
    now = clock.now()
    last: dict[tuple[str, object, str], Membership] = {}
    held = rows.filter(confirmed_by__isnull=False, user__isnull=False, starts__lte=now)
    for row in held.select_related("body").order_by("ends"):
        for role in roles.duties(row.role):
            for place in row.departements or [""]:
                last[role.code, row.body_id, place] = row
    there = Membership.objects.in_force(now)
    found = []
    for (code, _, place), row in last.items():
        role = roles.role(code)
        if row.ends <= now and not _doing(there, role, row.body, place).exists():
            since = row.ends.astimezone(row.zone).date()
            found.append(Undone(role, row.body, place, _waiting(role, row.body, place), since))
    return found


def asked_of(actor: Membership) -> "QuerySet[Membership]":
    """Whose duties somebody sees to: those of her body; who stands above also those of the bodies that it relieves and
    the technical team those of every body, where nobody with authority is left."""
    every = Membership.objects.all()
    if actor.role != Role.ADMIN and actor.role not in roles.authority(actor.body.kind):
        return every.none()
    if actor.role == Role.ADMIN:
        led = Membership.objects.leading(clock.now()).exclude(body=actor.body_id)
        return every.exclude(body__in=led.values("body"))
    return every.filter(Q(body=actor.body_id) | Q(body__in=leaderless_below(actor.body, actor.departements)))


def _doing(rows: "QuerySet[Membership]", role: DeclaredRole, body: Body, place: str) -> "QuerySet[Membership]":
    """Of these, who does it there: whoever holds the same name in the same département, or the role in the body."""
    able = rows.filter(role__in=roles.doing(role.code))
    return able.filter(departements__contains=[place]) if place and role.holds else able.filter(body=body)


def _waiting(role: DeclaredRole, body: Body, place: str) -> int:
    counts: Iterable[Count] = [_counts[role.code]] if role.code in _counts else _otherwise
    return sum(count(body, place, role.code) for count in counts)
