"""What moves the aid between two decisions, told by her antenne (CASF D121-12-17)."""

from datetime import date

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.enums import Source
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.refusal import Stale, no, reasoned, require
from rivage.people.access import can_write
from rivage.people.actions import hold
from rivage.people.models import Person
from rivage.rights.aid.scales import MOST_CHILDREN
from rivage.rights.enums import COUNTED, AidChange
from rivage.rights.models import AidEvent, EventCorrection


@verb
@transaction.atomic
def record_event(
    *,
    actor: Membership,
    on: date,
    person: Person,
    kind: str,
    event_on: date,
    children: int | None = None,
    source: str = Source.OWN_DESK,
) -> AidEvent:
    """Write down what moved her aid. `children`: those in charge from that day, for an event that changes them.

    Raises `Refused` for a day to come (a child born tomorrow), or a number that is missing or has nothing to do there.
    The same event told twice is one row; a number of children that comes back to what it was is told anew. The trace
    says neither what happened nor how many children.
    """
    # Two clicks wait for each other.
    hold(person, actor)
    require(can_write(actor, person))
    _check(on, kind, event_on, children, source)
    told = AidEvent.objects.filter(person=person, on=event_on, correction__isnull=True)
    known = told.filter(children__isnull=children is None)
    # Of the numbers told for a day the last one holds: it alone is the same as this one.
    for row in known if children is None else known.order_by("-created_at")[:1]:
        if row.children == children and row.kind == kind:
            return row
    row = AidEvent.beside(
        person,
        kind=kind,
        on=event_on,
        children=children,
        source=source,
        recorded_by=actor,
    )
    row.save(force_insert=True)
    trace.record_about("aid_event_noted", row, departement=person.departement, source=source)
    return row


@verb
@transaction.atomic
def take_back_event(*, actor: Membership, on: date, event: AidEvent, why: str) -> EventCorrection:
    """It was noted by mistake: months, amounts and what is to examine again are read without it. Its row stays, with
    why. What was ordered on it stays ordered: the difference is what is to settle.

    Raises `Stale` when it was taken back already.
    """
    hold(event.person, actor)
    require(can_write(actor, event.person))
    if EventCorrection.objects.filter(event=event).exists():
        raise Stale
    why = reasoned(why)
    row = EventCorrection.beside(event, event=event, corrected_on=on, why=why, recorded_by=actor)
    row.save(force_insert=True)
    trace.record_about("aid_event_taken_back", event, departement=event.person.departement)
    return row


def _check(on: date, kind: str, event_on: date, children: int | None, source: str) -> None:
    if kind not in AidChange.values:
        raise no("no_such_event", "Choisissez ce qui a changé.")
    if source not in Source.values:
        raise no("no_such_source", "Dites d’où vous le savez.")
    if event_on > on:
        if kind == AidChange.BIRTH:
            raise no("child_unborn", "Une naissance ne se note pas avant le jour où elle a lieu.")
        raise no("event_future", "Ce changement se note le jour où il a lieu, pas avant.")
    if kind not in COUNTED:
        if children is not None:
            raise no("children_unasked", "Ce changement ne dit pas le nombre d’enfants à charge : laissez-le vide.")
        return
    if children is None:
        raise no("children_missing", "Notez combien d’enfants sont à charge à partir de ce jour.")
    if not 0 <= children <= MOST_CHILDREN:
        raise no("children_out", f"Le nombre d’enfants à charge va de 0 à {MOST_CHILDREN}.")
    if kind == AidChange.BIRTH and children == 0:
        raise no("birth_without_child", "Après une naissance, au moins un enfant est à charge.")
