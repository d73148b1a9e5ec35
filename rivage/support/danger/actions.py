"""Verbs of a danger: assessed with her on a day, corrected by a row that says why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.questions import written
from rivage.core.refusal import no, reasoned, require
from rivage.core.versions import to_write
from rivage.dossiers.enums import DangerLevel
from rivage.people.actions import hold
from rivage.people.models import Person
from rivage.support import access
from rivage.support.answered import check, last_written, stands
from rivage.support.danger.questions import DANGER, ROOM
from rivage.support.models import DangerAssessment

# A danger that is seen again later than this is a slip of the year.
FURTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class DangerTold:
    """A danger as it is typed. `level`: of `DangerLevel`; `again_on`: when it is seen again."""

    day: date
    answers: Mapping[str, str]
    level: str
    again_on: date | None = None


@verb
@transaction.atomic
def assess(*, actor: Membership, on: date, person: Person, told: DangerTold, version: str) -> DangerAssessment:
    """Write a danger down. `version`: of the last that the page knew. Raises `Stale` when another came since."""
    held = hold(person, actor)
    require(access.can_note(actor, held))
    values = _values(on, held, told)
    shown = last_written(DangerAssessment, held) or DangerAssessment.beside(held)
    if not to_write(version, (shown, values)):
        return shown
    return _write("talk_noted", actor, held, values)


@verb
@transaction.atomic
def correct(
    *, actor: Membership, on: date, assessment: DangerAssessment, told: DangerTold, version: str, why: str
) -> DangerAssessment:
    """Put what is right in the place of what was noted wrong, which stays. Raises `Stale` when it was since."""
    held = hold(assessment.person, actor)
    require(access.can_note(actor, held))
    row = stands(DangerAssessment.objects.visible_to(actor).get(pk=assessment.pk))
    values = _values(on, held, told)
    if not to_write(version, (row, values)):
        return row
    why = reasoned(why)
    return _write("talk_corrected", actor, held, {**values, "replaces": row, "why": why})


def _write(kind: str, actor: Membership, held: Person, values: Mapping[str, object]) -> DangerAssessment:
    row = DangerAssessment.beside(held, recorded_by=actor, **values)
    row.save(force_insert=True)
    # The trace is read outside the antenne: its word does not say that it is about a danger.
    trace.record_about(kind, row, departement=held.departement)
    return row


def _values(on: date, held: Person, told: DangerTold) -> dict[str, object]:
    """What is written. Raises `Refused` for a day that can't be, an answer that is none, a danger never seen again."""
    check(on, held, told.day, DANGER, told.answers)
    if told.level not in DangerLevel.values:
        raise no("no_level", "Choisissez le niveau avec elle.")
    if told.level != DangerLevel.NONE and not told.again_on:
        raise no("no_again", "Un danger se revoit : choisissez le jour.")
    if told.again_on and not told.day < told.again_on <= told.day + FURTHEST:
        raise no("again_wrong", "Ce jour vient après celui de l’évaluation, et dans l’année.")
    return {
        "day": told.day,
        "questionnaire": DANGER.latest,
        "answers": written(told.answers, ROOM),
        "level": told.level,
        "again_on": told.again_on,
    }
