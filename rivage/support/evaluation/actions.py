"""Verbs of an evaluation: noted at a moment, corrected by a row that says why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core import sheets
from rivage.core.questions import written
from rivage.core.refusal import no, reasoned, require
from rivage.core.versions import to_write
from rivage.people.actions import hold
from rivage.people.models import Person
from rivage.support import access
from rivage.support.answered import check, last_written, stands
from rivage.support.enums import Moment
from rivage.support.evaluation.questions import EVALUATION, ROOM
from rivage.support.evaluation.reading import between, going_out, in_path
from rivage.support.models import Evaluation
from rivage.support.tally import counting


@dataclass(frozen=True, slots=True)
class EvaluationTold:
    """An evaluation as it is typed: every question has its answer, « pas demandé » being one. `leaves`: it is said
    that she goes out, where nothing noted says so yet.
    """

    moment: str
    day: date
    answers: Mapping[str, str]
    agreed: bool = False
    leaves: bool = False


@verb
@transaction.atomic
def note_evaluation(*, actor: Membership, on: date, person: Person, told: EvaluationTold, version: str) -> Evaluation:
    """Write where she stands. `version`: of the last that the page knew. Raises `Stale` when another came since."""
    held = hold(person, actor)
    require(access.can_note(actor, held))
    values = _values(on, held, told)
    shown = last_written(Evaluation, held) or Evaluation.beside(held)
    if not to_write(version, (shown, values)):
        return shown
    return _write("evaluation_noted", actor, on, held, values)


@verb
@transaction.atomic
def correct_evaluation(
    *, actor: Membership, on: date, evaluation: Evaluation, told: EvaluationTold, version: str, why: str
) -> Evaluation:
    """Put what is right in the place of what was noted wrong, which stays; of one corrected before, what stands.

    `version`: of what the page showed. Raises `Stale` when it was corrected since.
    """
    held = hold(evaluation.person, actor)
    require(access.can_note(actor, held))
    row = stands(Evaluation.objects.visible_to(actor).get(pk=evaluation.pk))
    values = _values(on, held, told)
    if not to_write(version, (row, values)):
        return row
    why = reasoned(why)
    return _write("evaluation_corrected", actor, on, held, {**values, "replaces": row, "why": why})


def _write(kind: str, actor: Membership, on: date, held: Person, values: Mapping[str, object]) -> Evaluation:
    row = Evaluation.beside(held, recorded_by=actor, **values)
    counting.count(actor, on, held, row)
    row.save(force_insert=True)
    trace.record_about(kind, row, departement=held.departement)
    return row


def _values(on: date, held: Person, told: EvaluationTold) -> dict[str, object]:
    """What is written. Raises `Refused` for a day that can't be, an answer that is none, or no accord."""
    if told.moment not in Moment.values:
        raise no("no_moment", "Choisissez le moment.")
    check(on, held, told.day, EVALUATION, told.answers)
    if told.moment == Moment.EXIT and not told.leaves and not going_out(held, told.day):
        raise no(
            "not_leaving",
            "Rien ne dit qu’elle sort : son accompagnement continue, sans fin de parcours dans les deux mois. "
            "Choisissez un autre moment, ou notez d’abord la fin, dans « Ce qui change » ; si la fin se note après, "
            "cochez qu’elle sort.",
        )
    outside = not in_path(held, told.day)
    if outside and not told.agreed:
        raise no("no_agreement", "Hors d’un parcours, rien n’est gardé sans son accord.")
    return {
        "moment": told.moment,
        "day": told.day,
        "questionnaire": EVALUATION.latest,
        "answers": written(told.answers, ROOM),
        "agreed": True if outside else None,
    }


@verb
@transaction.atomic
def export_between(*, actor: Membership, on: date, first: str, last: str, kind: str) -> bytes:
    """What the antenne's evaluations say between two moments, as a file of one of `sheets.KINDS`: traced, exact."""
    require(access.can_compare(actor))
    found = between(actor, first, last)
    heads = ("Question", "Réponse", "Avant", "Après")
    rows: list[tuple[str, str, int | None, int | None]] = [
        (line.question, line.answer, line.before, line.after) for line in found.lines
    ]
    rows += [
        ("Personnes évaluées aux deux moments", "", found.both, found.both),
        ("Personnes sans seconde évaluation", "", found.alone, None),
        ("Interne à l’antenne", "nombres exacts, à ne pas diffuser", None, None),
    ]
    trace.record("list_exported", antennes=[actor.body_id], list="support:before_after", lines=len(rows), format=kind)
    return sheets.KINDS[kind]("Tableau", heads, rows)
