"""Verbs of her steps: note one, say what came of it, correct what was noted wrong."""

import re
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from uuid import UUID

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.refusal import Stale, no, require
from rivage.law.wording import day
from rivage.people.actions import hold
from rivage.people.models import Person
from rivage.support import access
from rivage.support.enums import Barrier, StepDomain, StepOutcome
from rivage.support.models import Approach

# Older than the law of 2016 by more than a life of work in this field: the slip of a year.
EARLIEST = date(1970, 1, 1)
# An appointment further than this is a slip of the year.
FURTHEST = timedelta(days=366 * 2)
STREETS = "allée|avenue|av|boulevard|bd|chemin|cours|impasse|passage|place|quai|route|rue|square"
ADDRESS = re.compile(rf"\b\d{{1,4}}\s*(?:bis|ter|quater)?\s*,?\s*(?:{STREETS})\b|\b\d{{5}}\s+[^\W\d]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ApproachTold:
    """A step as it is typed. `due`, `due_at`: when it is taken up again; `barriers`: codes of `Barrier`."""

    domain: str
    asked_on: date
    partner: str = ""
    answered_on: date | None = None
    outcome: str = ""
    result: str = ""
    due: date | None = None
    due_at: time | None = None
    barriers: tuple[str, ...] = ()


@verb
@transaction.atomic
def note_approach(*, actor: Membership, on: date, person: Person, told: ApproachTold, once: UUID) -> Approach:
    """Write a step down. The same form sent twice is one row; raises `Refused` when it holds other words."""
    held = hold(person, actor)
    require(access.can_note(actor, held))
    check(on, told)
    if known := Approach.objects.visible_to(actor).filter(pk=once).first():
        if known.person_id != held.pk or told_of(known) != told:
            raise no(
                "once",
                "Cette page a déjà noté une démarche, autrement : corrigez-la sur sa ligne, ou notez-en une autre.",
            )
        return known
    row = _row(actor, held, told, pk=once)
    trace.record_about("approach_noted", row, departement=held.departement)
    return row


@verb
@transaction.atomic
def follow_approach(*, actor: Membership, on: date, approach: Approach, told: ApproachTold) -> Approach:
    """What came of it: an answer, another day to take it up, none any more. What was asked, of whom and when stays.

    The same twice is one row. Raises `Stale` when something else was noted since.
    """
    held = hold(approach.person, actor)
    require(access.can_note(actor, held))
    told = replace(told, domain=approach.domain, partner=approach.partner, asked_on=approach.asked_on)
    check(on, told)
    if known := _next(approach):
        if told_of(known) == told and not known.why:
            return known
        raise Stale
    if told_of(approach) == told:
        return approach
    row = _row(actor, held, told, replaces=approach)
    trace.record_about("approach_followed", row, departement=held.departement)
    return row


@verb
@transaction.atomic
def correct_approach(
    *, actor: Membership, on: date, approach: Approach, instead: ApproachTold | None, why: str
) -> Approach:
    """It was noted wrong. `instead`: what took place, None when nothing did. Both stay, with the reason."""
    held = hold(approach.person, actor)
    require(access.can_note(actor, held))
    if _next(approach):
        raise Stale
    if not approach.domain:
        raise no("nothing_noted", "Cette ligne dit déjà que rien n’a eu lieu : il n’y a rien à corriger.")
    if not why.strip():
        raise no("no_reasons", "Dites pourquoi : ce qui était noté reste avec votre raison.")
    if instead is not None:
        check(on, instead)
    told = instead or ApproachTold("", approach.asked_on)
    row = _row(actor, held, told, replaces=approach, why=why.strip())
    trace.record_about("approach_corrected", row, departement=held.departement)
    return row


def check(on: date, told: ApproachTold) -> None:
    """Raises `Refused`, in one sentence, for what can't be."""
    if told.domain not in StepDomain.values:
        raise no("no_domain", "Choisissez de quoi il s’agit.")
    for name, said in (("partner", told.partner), ("result", told.result)):
        if ADDRESS.search(said):
            raise no(f"{name}_address", "Aucune adresse ici : écrivez le service, sans sa rue ni sa ville.")
    if told.asked_on > on:
        raise no("asked_future", "Ce jour n’est pas encore venu : un rendez-vous à venir s’écrit plus bas.")
    if told.asked_on < EARLIEST:
        raise no("asked_past", "Ce jour est trop ancien : vérifiez l’année.")
    _check_answer(on, told)
    _check_due(on, told)
    if set(told.barriers) - set(Barrier.values):
        raise no("no_barrier", "Choisissez parmi ce que la page propose.")


def _check_answer(on: date, told: ApproachTold) -> None:
    if told.outcome and told.outcome not in StepOutcome.values:
        raise no("no_outcome", "Choisissez parmi ce que la page propose.")
    if bool(told.outcome) != bool(told.answered_on):
        code = "no_answered" if told.outcome else "no_outcome"
        raise no(code, "Une réponse a un jour et un sens : il manque l’un des deux.")
    if told.answered_on and told.answered_on < told.asked_on:
        raise no("answer_before", f"La démarche est du {day(told.asked_on)} : sa réponse ne peut pas venir avant.")
    if told.answered_on and told.answered_on > on:
        raise no("answer_future", "Ce jour n’est pas encore venu : la réponse se note quand elle est là.")


def _check_due(on: date, told: ApproachTold) -> None:
    if told.due_at and not told.due:
        raise no("due_missing", "Il manque le jour de ce rendez-vous.")
    if told.due and told.due < told.asked_on:
        raise no("due_before", f"La démarche est du {day(told.asked_on)} : on ne la reprend pas avant.")
    if told.due and told.due > on + FURTHEST:
        raise no("due_too_far", "Ce jour est à plus de deux ans : vérifiez l’année.")


def told_of(row: Approach) -> ApproachTold:
    """A row, as a form would say it."""
    return ApproachTold(
        row.domain,
        row.asked_on,
        row.partner,
        row.answered_on,
        row.outcome,
        row.result,
        row.due,
        row.due_at,
        tuple(code for code in row.barriers.split(",") if code),
    )


def _next(approach: Approach) -> Approach | None:
    return Approach.objects.filter(replaces=approach).first()


def _row(actor: Membership, person: Person, told: ApproachTold, **more: object) -> Approach:
    row = Approach.beside(
        person,
        domain=told.domain,
        partner=told.partner,
        outcome=told.outcome,
        result=told.result,
        barriers=",".join(told.barriers),
        asked_on=told.asked_on,
        answered_on=told.answered_on,
        due=told.due,
        due_at=told.due_at,
        recorded_by=actor,
        **more,
    )
    row.save(force_insert=True)
    return row
