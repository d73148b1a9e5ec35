"""Verbs of who reads: whom she sets aside, what is opened to whom, ended, and given back."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from rivage.accounts import policies
from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core import clock
from rivage.core.refusal import require
from rivage.law.period import add_months
from rivage.people import access, readers
from rivage.people.actions.held import hold
from rivage.people.models import Exclusion, Person, Share

# What an opening given back has of the one that was ended.
GIVEN_BACK = (
    "person_id", "antenne_id", "departement", "demande_id", "holder", "slices", "passes", "purpose", "ground",
)  # fmt: skip


@verb
def exclude(*, actor: Membership, on: date, person: Person, holder: str) -> None:
    """She says who must not read her file: refused at every reading from now on, and openings of a seat end now.

    `holder`: as `Exclusion` names it. Raises `Refused` for who accompanies her.
    """
    hold(person, actor)
    require(access.can_set_aside(actor, person, holder))
    known = readers.known_as(person, holder)
    for name in known.holders if known else (holder,):
        Exclusion.say(person, name)
    seats = {holder, *(known.seats if known else ())}
    close(actor=actor, on=on, shares=Share.objects.filter(person=person, holder__in=seats))
    trace.record_on("reader_excluded", person)


@verb
def readmit(*, actor: Membership, on: date, exclusion: Exclusion) -> None:
    """She no longer sets this reader aside. What their functions have open is theirs to read from now on; what was
    closed to a seat stays so until the next opening.
    """
    hold(exclusion.person, actor)
    require(access.can_write(actor, exclusion.person))
    Exclusion.lift(readers.lifted_with(exclusion).words)
    trace.record_on("reader_readmitted", exclusion.person)


@verb
def open_file(
    *,
    actor: Membership,
    on: date,
    person: Person,
    holder: str,
    opening: str,
    demande: UUID | None = None,
    departement: str = "",
) -> None:
    """Open slices of a file to a holder, as policy/slices.yaml says for this verb, until its compulsory end.

    `departement`: whose procedure this opening belongs to, hence who sees and closes it; the person's by default.

    What the actor has not, the database refuses; what she excluded is silently left out. Opening again what is
    open changes nothing.
    """
    rule = policies.openings()[opening]
    instant = clock.now()
    already = Share.objects.in_force(instant).filter(
        person=person, holder=holder, demande_id=demande, slices__contains=list(rule.slices)
    )
    if already.exists():
        return
    Share(
        person=person,
        antenne_id=person.antenne_id,
        departement=departement or person.departement,
        demande_id=demande,
        holder=holder,
        slices=list(rule.slices),
        passes=list(rule.passes),
        giver_id=actor.pk,
        purpose=rule.purpose,
        ground=rule.ground,
        starts=instant,
        ends=_end(instant, rule.months),
    ).save(force_insert=True)
    trace.record_on("file_opened", person, holder=holder, opening=opening)


@verb
def close(*, actor: Membership, on: date, shares: Any, for_now: bool = False) -> int:
    """End openings now. Returns how many were in force. `for_now`: the day each had is kept, for `give_back`; else
    those that were ended so are given back no more.
    """
    instant = clock.now()
    open_now = Q(ends__gt=instant)
    asked = shares.filter(open_now if for_now else open_now | Q(would_end__isnull=False))
    found = list(asked.only("person_id", "antenne_id", "holder", "ends"))
    if not found:
        return 0
    asked.update(
        ends=Least(F("ends"), Greatest(F("starts"), instant)),
        ended_by=actor.pk,
        would_end=F("ends") if for_now else None,
    )
    return trace.record_each("file_closed", [row for row in found if row.ends > instant], "holder")


@verb
def give_back(*, actor: Membership, on: date, shares: Any) -> int:
    """Open again, each until the day it had, those that were ended for now. Returns how many."""
    instant = clock.now()
    ended = shares.filter(would_end__isnull=False)
    given = [row for row in ended if row.would_end > instant]
    for row in given:
        again = {name: getattr(row, name) for name in GIVEN_BACK}
        Share(**again, giver_id=actor.pk, starts=instant, ends=row.would_end).save(force_insert=True)
    ended.update(would_end=None)
    return trace.record_each("file_given_back", given, "holder")


def _end(instant: datetime, months: int) -> datetime:
    return datetime.combine(add_months(instant.date(), months), instant.timetz())
