"""Warning whoever can act before a right lapses: alerts raised once, one neutral mail a day, checked before it leaves.

Nobody asks for it: the system perimeter of a département acts, reads plain columns and writes alerts, never a file.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from rivage.accounts.models import Membership, User, system_perimeter
from rivage.audit import trace
from rivage.core import clock, post
from rivage.core.db.locks import try_lock
from rivage.core.perimeter import perimeter
from rivage.law import territory
from rivage.people.models import Person
from rivage.rights.alerts import plain
from rivage.rights.alerts.warned import ROLES, TOLD, Key, Warned, holder, warned
from rivage.rights.enums import SLICE_OF, ClockName
from rivage.rights.models import Alert

SEND = "rights.send_alerts"
# Between the sweep and the mail: time for the sweeps of a user's other départements, so that one mail tells all.
GROUPED_FOR = {"minutes": 30}
# One mail a day: what was raised after it left waits for the next one.
A_DAY = timedelta(hours=12)


@transaction.atomic
def sweep(*, departement: str, on: date) -> int:
    """Raise the alerts of a département for a day, and defer one message for each user who has one to receive.

    Returns how many were raised. Twice the same day, or two at once, raise none twice: the second of two gives way.
    A stage that no sweep saw is not raised afterwards: the most urgent one stands for all those before it.
    """
    if not try_lock(f"rights.sweep:{departement}"):
        return 0
    told = warned(departement, on)
    known = plain.alerts_of(departement, {person for person, _, _ in told})
    with perimeter(system_perimeter(departement)):
        ended = _end([row for row in known if row.departement == departement], told)
        again = _reopen(known, told)
        new = _raise(known, told, departement)
        waiting = {row.holder for row in known if _waits(row)} | {row.holder for row in [*new, *again]}
        for name in sorted(waiting):
            user = name.removeprefix("user:")
            app.configure_task(SEND, lock=f"{SEND}:{user}", schedule_in=GROUPED_FOR).defer(user=user, day=f"{on}")
        if new or ended:
            trace.record(
                "alerts_raised",
                people={row.person_id for row in new},
                antennes={row.antenne_id for row in new},
                departement=departement,
                raised=len(new),
                ended=ended,
            )
    return len(new)


def _key(row: Alert) -> Key:
    return row.person_id, row.clock, row.due


def _waits(row: Alert) -> bool:
    return row.sent_at is None and row.ended_at is None


def _true(row: Alert, told: dict[Key, Warned]) -> bool:
    """Whether the right still lapses that day, and its holder can still act."""
    found = told.get(_key(row))
    return found is not None and row.holder in {holder(user) for user in found.users}


def _end(rows: Iterable[Alert], told: dict[Key, Warned]) -> int:
    """End what is no longer true: the date moved, a right came back, she died or left, its holder changed."""
    over = [row for row in rows if row.ended_at is None and not _true(row, told)]
    for row in over:
        row.ended_at = clock.now()
    Alert.objects.bulk_update(over, ["ended_at"])
    return len(over)


def _reopen(rows: Iterable[Alert], told: dict[Key, Warned]) -> list[Alert]:
    """What was ended and is true again, a word taken back for instance. What was sent is not sent twice."""
    again = [row for row in rows if row.ended_at is not None and _true(row, told)]
    for row in again:
        row.ended_at = None
    Alert.objects.bulk_update(again, ["ended_at"])
    return [row for row in again if row.sent_at is None]


def _raise(rows: Iterable[Alert], told: dict[Key, Warned], departement: str) -> list[Alert]:
    reached: dict[tuple[Key, str], int] = {}
    for row in rows:
        name = (_key(row), row.holder)
        reached[name] = min(row.stage, reached.get(name, row.stage))
    new = [
        Alert.beside(
            found.person,
            departement=departement,
            clock=key[1],
            due=key[2],
            stage=found.stage,
            holder=holder(user),
            raised_at=clock.now(),
        )
        for key, found in told.items()
        for user in sorted(found.users)
        if found.stage < reached.get((key, holder(user)), found.stage + 1)
    ]
    Alert.objects.bulk_create(new, ignore_conflicts=True)
    return new


@transaction.atomic
def send(*, user: User, on: date) -> int:
    """Send one mail for all that a user has to be told, and say it sent. Returns how many alerts it stands for.

    Each is checked again: the right still lapses, a membership in force may act on it, the file is open to it. The
    mail leaves, then the transaction is committed: a crash between the two alone sends it twice.
    """
    name = holder(user.pk)
    codes = plain.places_of(name)
    with perimeter(system_perimeter(*codes)):
        rows = list(Alert.objects.select_for_update().filter(holder=name, sent_at=None, ended_at=None))
        if not rows or plain.was_told(name, clock.now() - A_DAY):
            return 0
    told: dict[Key, Warned] = {}
    for code in sorted(codes):
        told |= warned(code, on, {row.person_id for row in rows if row.departement == code})
    doors = _doors(user, [row for row in rows if _true(row, told)])
    seen: list[Alert] = []
    over: list[Alert] = []
    for row in rows:
        opened = any((row.person_id, row.clock) in found for found in doors.values())
        (seen if opened and _true(row, told) else over).append(row)
    with perimeter(system_perimeter(*codes)):
        _settle(over, "ended_at", clock.now())
        if not seen:
            return 0
        links = "\n".join(post.link("rights:lapses", membership=one.pk) for one in doors)
        post.send("rights", "echeance", to=user.email, links=links)
        _settle(seen, "sent_at", clock.now())
        people, antennes = {row.person_id for row in seen}, {row.antenne_id for row in seen}
        trace.record("alerts_sent", people=people, antennes=antennes, object_id=user.pk, alerts=len(seen))
    return len(seen)


def _settle(rows: list[Alert], column: str, instant: datetime) -> None:
    for row in rows:
        setattr(row, column, instant)
    Alert.objects.bulk_update(rows, [column])


def _doors(user: User, rows: list[Alert]) -> dict[Membership, set[tuple[UUID, str]]]:
    """The memberships of a user by which these files are open, with the (person, clock) that each opens: read as each
    of them, row policies included.
    """
    doors = {}
    held = Membership.objects.in_force(clock.now()).filter(user=user, role__in=ROLES).order_by("created_at")
    for membership in held:
        wanted: dict[str, set[UUID]] = defaultdict(set)
        for row in rows:
            if membership.is_antenne or membership.role in TOLD[ClockName(row.clock)]:
                wanted[row.clock].add(row.person_id)
        with perimeter(membership.perimeter()):
            opened = {
                (person, which)
                for which, people in wanted.items()
                for person in Person.objects.visible_to(membership, SLICE_OF[ClockName(which)])
                .filter(pk__in=people)
                .values_list("pk", flat=True)
            }
        if opened:
            doors[membership] = opened
    return doors


@transaction.atomic
def note_not_sent(*, user: UUID, attempt: int, error: str) -> None:
    """A mail did not leave: written apart, since what it tried is undone. `error`: the type of what went wrong."""
    with perimeter(system_perimeter()):
        trace.record("alerts_not_sent", object_id=user, attempt=attempt, error=error)


def swept_departements() -> list[str]:
    """Every département of the country: where nobody is followed, a sweep finds nothing."""
    return sorted(one.code for one in territory.departements())
