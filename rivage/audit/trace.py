"""Writing the trace: a plain INSERT in the transaction of the act, without lock and without RETURNING."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from rivage.audit import registry
from rivage.audit.models import Event
from rivage.core import clock, perimeter
from rivage.core.db.lookups import Holding
from rivage.vault.opened import Opened

READ = "read"
# A person's reading is not repeated for the same membership and slices within this time (design §5, review A19).
REPEAT = timedelta(minutes=10)


def record(
    kind: str,
    /,
    *,
    people: Iterable[UUID] = (),
    antennes: Iterable[UUID] = (),
    object_id: UUID | None = None,
    departement: str = "",
    **details: Any,
) -> Event:
    """Record one act of the perimeter in force. Raises `UnknownEvent` for an undeclared type or detail."""
    event = _event(kind, people, antennes, object_id, departement, details)
    event.save(force_insert=True)
    return event


def record_each(kind: str, rows: Iterable[Any], /, *details: str) -> int:
    """Record the same act once for each of these rows about a person, in one statement. Returns how many.

    `details`: names of the details of the event, read on each row. Raises `UnknownEvent` like `record`.
    """
    events = [
        _event(kind, [row.person_id], [row.antenne_id], None, "", {name: getattr(row, name) for name in details})
        for row in rows
    ]
    Event.objects.bulk_create(events)
    return len(events)


def _event(
    kind: str,
    people: Iterable[UUID],
    antennes: Iterable[UUID],
    object_id: UUID | None,
    departement: str,
    details: dict[str, Any],
) -> Event:
    declared = registry.get(kind)
    unknown = set(details) - set(declared.details)
    if unknown:
        raise registry.UnknownEvent(f"{kind}: {', '.join(sorted(unknown))}")
    current = perimeter.current()
    return Event(
        at=clock.now(),
        kind=kind,
        user_id=current.user,
        membership_id=current.membership,
        role=current.role,
        departement=departement or (current.departements[0] if len(current.departements) == 1 else ""),
        people=sorted(set(people)),
        antennes=sorted(set(antennes)),
        object_id=object_id,
        details=details,
    )


def record_about(kind: str, row: Any, /, *, departement: str = "", **details: Any) -> Event:
    """Record an act on a row about one person: any with `person_id` and `antenne_id`, and often a `departement`."""
    return record(
        kind,
        people=[row.person_id],
        antennes=[row.antenne_id],
        object_id=row.pk,
        departement=departement or getattr(row, "departement", ""),
        **details,
    )


def record_on(kind: str, person: Any, /, **details: Any) -> Event:
    """Record an act on a person herself: anything with a `pk`, an `antenne_id` and a `departement`."""
    return record(kind, people=[person.pk], antennes=[person.antenne_id], departement=person.departement, **details)


def read(opened: dict[UUID, Opened]) -> Event | None:
    """Record that people were shown, with their slices, unless the same membership was shown the same just before."""
    if not opened:
        return None
    current = perimeter.current()
    slices = sorted({slice_ for shown in opened.values() for slice_ in shown.slices})
    recent = Event.objects.filter(
        Holding("people", opened),
        kind=READ,
        membership_id=current.membership,
        user_id=current.user,
        at__gt=clock.now() - REPEAT,
        details__slices=slices,
    )
    seen = {person for row in recent.values_list("people", flat=True) for person in row}
    new = {person: shown.antenne for person, shown in opened.items() if person not in seen}
    if not new:
        return None
    return record(READ, people=new, antennes=new.values(), slices=slices)
