"""Verbs of what is asked for her: note a step, correct one; and write the neutral sender of an antenne."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.models import Body, Membership
from rivage.audit import trace
from rivage.core.refusal import Stale, no, reasoned, require
from rivage.core.versions import to_write
from rivage.law.period import ONE_DAY, add_months
from rivage.law.wording import day
from rivage.people.actions import hold
from rivage.people.models import Person
from rivage.titles import access
from rivage.titles.enums import DUE, HAD, SAID, STEPS, SUBJECTS, WAITING, YEARLY, RightFamily, RightKind, RightStep
from rivage.titles.models import NeutralSender, RightFact, TitleHeld
from rivage.titles.neutral import check_neutral
from rivage.titles.standing import facts_of, standing_rows, version

# A ten-year card, and the time that it may take to come: further is a slip of the pen.
FURTHEST = timedelta(days=366 * 12)
# The longest life that a right or a title noted here may have had.
OLDEST = timedelta(days=366 * 40)


@dataclass(frozen=True, slots=True)
class StepNoted:
    """A step as it is typed. `due`: to be taken up again that day, for a request to chase or a right that ends."""

    step: str
    on: date
    due: date | None = None
    words: str = ""


@verb
@transaction.atomic
def note_step(*, actor: Membership, on: date, person: Person, what: str, told: StepNoted, version: str) -> RightFact:
    """Write down a step of a right or of a title. `version`: of what is noted of it, as shown (`standing.version`).

    The same step twice is one row. Raises `Stale` when another was noted since. The trace says neither which right nor
    which step.
    """
    held = hold(person, actor)
    require(access.can_note(actor, held))
    subject = _subject(what)
    rows = facts_of(held, what)
    standing = standing_rows(rows)
    told = _for_a_year(subject, told)
    if standing and _said(standing[-1]) == told:
        return standing[-1]
    _check(on, subject, standing, told)
    _compare(version, rows)
    row = _write(actor, held, subject, told)
    trace.record_about("right_noted", row, departement=held.departement)
    return row


@verb
@transaction.atomic
def correct_step(*, actor: Membership, on: date, fact: RightFact, instead: StepNoted | None, why: str) -> RightFact:
    """A step was noted wrong. `instead`: what took place, None when nothing did. Both stay, with the reason.

    Raises `Stale` when it was corrected already.
    """
    held = hold(fact.person, actor)
    require(access.can_correct(actor, fact))
    if RightFact.objects.filter(replaces=fact).exists():
        raise Stale
    if not fact.step:
        raise no("nothing_noted", "Cette ligne dit déjà que rien n’a eu lieu : il n’y a rien à corriger.")
    why = reasoned(why)
    subject = _subject(fact.what)
    if instead is not None:
        others = [row for row in standing_rows(facts_of(held, fact.what)) if row.pk != fact.pk]
        _check(on, subject, others, instead)
        _before_its_answers(subject, others, instead)
    TitleHeld.objects.filter(fact=fact, taken_back_on__isnull=True).update(taken_back_on=on)
    row = _write(actor, held, subject, instead or StepNoted("", fact.on), replaces=fact, why=why)
    trace.record_about("right_corrected", row, departement=held.departement)
    return row


@verb
@transaction.atomic
def write_sender(
    *,
    actor: Membership,
    on: date,
    body: Body,
    name: str,
    address: str,
    town: str,
    phone: str,
    version: str,
    signatory: str = "",
    foot: str = "",
) -> NeutralSender:
    """Write under which name, address and telephone the antenne signs its neutral papers, who signs, and what stands
    at their foot.

    `version`: of what was shown. Raises `Refused` where a line tells who writes or why, `Stale` when it was written
    otherwise since.
    """
    held = Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    require(access.can_write_sender(actor, held))
    values = {
        "name": name,
        "address": address,
        "town": town,
        "phone": phone,
        "signatory": signatory,
        "foot": foot,
    }
    check_neutral(actor, held, values)
    row = NeutralSender.objects.filter(body=held).first() or NeutralSender(body=held)
    if not to_write(version, (row, values)):
        return row
    row.name, row.address, row.town, row.phone = name, address, town, phone
    row.signatory, row.foot = signatory, foot
    row.save()
    trace.record("neutral_sender_written", object_id=held.pk, antennes=[held.pk], departement=held.departement)
    return row


def _subject(what: str) -> RightKind:
    if what not in SUBJECTS:
        raise no("no_such_right", "Choisissez un des droits ou des titres de la page.")
    return SUBJECTS[what]


def _for_a_year(subject: RightKind, told: StepNoted) -> StepNoted:
    """What is opened for twelve months and no day is typed is to renew by its last one."""
    if told.step != RightStep.OPENED or told.due is not None or subject.code not in YEARLY:
        return told
    return replace(told, due=add_months(told.on, 12) - ONE_DAY)


def _said(row: RightFact) -> StepNoted:
    return StepNoted(row.step, row.on, row.due, row.words)


def _compare(shown: str, rows: Sequence[RightFact]) -> None:
    if shown != version(rows):
        raise Stale


def _check(on: date, subject: RightKind, standing: Sequence[RightFact], told: StepNoted) -> None:
    if told.step not in STEPS[subject.family]:
        raise no("no_such_step", "Choisissez ce qui s’est passé.")
    if told.on > on:
        raise no("future", "Ce jour n’est pas encore venu : l’étape se note le jour où elle a lieu.")
    if told.on < on - OLDEST:
        raise no("too_old", "Ce jour est à plus de quarante ans : vérifiez l’année.")
    if told.due is not None:
        if told.step not in (*WAITING, *HAD, RightStep.REFUSED):
            raise no("due_of_nothing", "Après cela, rien n’est à reprendre : laissez ce jour vide.")
        if told.due < told.on:
            raise no("due_before", "Ce jour ne peut pas venir avant celui de l’étape.")
        if told.due > told.on + FURTHEST:
            raise no("due_too_far", f"{DUE[RightStep(told.step)]} : c’est dans plus de douze ans, vérifiez l’année.")
    asked = [row.on for row in standing if row.step == RightStep.ASKED]
    # What she said may come before any request.
    if told.step not in (RightStep.ASKED, *SAID) and asked and told.on < min(asked):
        raise no(
            "before_asked",
            f"C’est noté demandé le {day(min(asked))} : {_done(told.step)} ne peut pas dater d’avant. Corrigez ce "
            "jour, ou notez d’abord la demande d’alors.",
        )


def _done(step: str) -> str:
    return {
        RightStep.AWAITED: "une attente",
        RightStep.OPENED: "un droit ouvert",
        RightStep.HELD: "un titre détenu",
        RightStep.REFUSED: "un refus",
    }.get(RightStep(step), "une fin")


def _before_its_answers(subject: RightKind, others: Sequence[RightFact], told: StepNoted) -> None:
    """A request moved by a correction stays before what answered it."""
    if told.step != RightStep.ASKED:
        return
    asked = [told.on, *(row.on for row in others if row.step == RightStep.ASKED)]
    answers = [row.on for row in others if row.step not in (RightStep.ASKED, *SAID)]
    if answers and min(answers) < min(asked):
        what = "Ce titre" if subject.family == RightFamily.TITLE else "Ce droit"
        raise no("asked_after", f"{what} a une réponse notée le {day(min(answers))} : la demande ne vient pas après.")


def _write(
    actor: Membership,
    person: Person,
    subject: RightKind,
    told: StepNoted,
    *,
    replaces: RightFact | None = None,
    why: str = "",
) -> RightFact:
    """Add the row; that a title is held, beside it in plain."""
    row = RightFact.beside(
        person,
        what=subject.code,
        step=told.step,
        words=told.words,
        on=told.on,
        due=told.due,
        replaces=replaces,
        why=why,
        recorded_by=actor,
    )
    row.save(force_insert=True)
    if told.step == RightStep.HELD:
        TitleHeld.beside(person, fact=row, kind=subject.code, on=told.on).save(force_insert=True)
    return row
