"""Who is to be warned of what on a day: read from plain columns, for the sweep and again before a mail leaves."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from rivage.accounts.enums import ANTENNE_ROLES, INSTRUCTING, Role
from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.people.models import Person
from rivage.rights.alerts import plain
from rivage.rights.clocks.lapses import lapses
from rivage.rights.enums import SLICE_OF, ClockName

# Days before the first one without the right at which whoever can act is told; zero is that day.
STAGES = (0, 7, 30, 60, 90)
# Roles told of each clock outside her antenne: the desk acts on the permit alone.
TOLD = {
    ClockName.PATH: INSTRUCTING,
    ClockName.RESIDENCE: (*INSTRUCTING, Role.DESK),
    ClockName.AID: INSTRUCTING,
}
ROLES = (*ANTENNE_ROLES, *INSTRUCTING, Role.DESK)

Key = tuple[UUID, str, date]


@dataclass(frozen=True, slots=True)
class Warned:
    """A lapse near enough: its person, how many days before it stands, and the users who can act."""

    person: Person
    stage: int
    users: frozenset[UUID]


def stage(left: int) -> int | None:
    """The most urgent stage reached `left` days before the first one without the right, None before all."""
    return next((one for one in STAGES if left <= one), None)


def holder(user: UUID) -> str:
    """The name under which a user is warned."""
    return f"user:{user}"


def warned(departement: str, on: date, people: Iterable[UUID] | None = None) -> dict[Key, Warned]:
    """What is to be told in a département on a day, by person, clock and first day without the right.

    Inside a transaction; a constant number of queries. `people`: only those.
    """
    near = {}
    for found in plain.gather_plain(departement, on, people).values():
        for lapse in lapses(found, on):
            reached = stage(lapse.left(on))
            if reached is not None:
                near[found.person.pk, str(lapse.clock), lapse.due] = (found.person, reached)
    able = _able({person.pk: person for person, _ in near.values()})
    return {
        key: Warned(person, reached, frozenset(able[person.pk, key[1]])) for key, (person, reached) in near.items()
    }


def _able(people: dict[UUID, Person]) -> dict[tuple[UUID, str], set[UUID]]:
    """Users who can act on each clock of each person: whoever accompanies her and leads her antenne, and those to whom
    what they need is open.
    """
    instant = clock.now()
    near_her = plain.accompanied(people)
    antennes = {person.antenne_id for person in people.values()}
    at_work = Membership.objects.in_force(instant).filter(role__in=ROLES)
    own: dict[UUID, list[tuple[str, UUID]]] = defaultdict(list)
    holding: dict[str, list[tuple[str, UUID]]] = defaultdict(list)
    for one in at_work.filter(Q(body__in=antennes) | ~Q(role__in=ANTENNE_ROLES)):
        if one.user_id is None:
            continue
        if one.is_antenne:
            own[one.body_id].append((one.role, one.user_id))
        for name in one.holders:
            holding[name].append((one.role, one.user_id))
    able: dict[tuple[UUID, str], set[UUID]] = defaultdict(set)
    for pk, person in people.items():
        near = {user for role, user in own[person.antenne_id] if role == Role.LEAD or (pk, user) in near_her}
        for name in ClockName.values:
            able[pk, name] |= near
    for pk, name, slices in plain.opened(people, instant):
        for which, roles in TOLD.items():
            if SLICE_OF[which] in slices:
                able[pk, str(which)] |= {user for role, user in holding[name] if role in roles}
    return able
