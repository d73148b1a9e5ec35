"""Verbs of her steps: note one, say what came of it, correct what was noted wrong."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.refusal import Stale, no, reasoned, require
from rivage.people.actions import hold
from rivage.people.models import Person
from rivage.support import access
from rivage.support.models import Approach
from rivage.support.steps.checks import check, check_kind
from rivage.support.steps.told import ApproachTold, asked_of, columns, completed, told_of


@verb
@transaction.atomic
def note_approach(*, actor: Membership, on: date, person: Person, told: ApproachTold, once: UUID) -> Approach:
    """Write a step down. The same form sent twice is one row; raises `Refused` when it holds other words."""
    held = hold(person, actor)
    require(access.can_note(actor, held))
    told = completed(on, told)
    check(on, told)
    check_kind(told)
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
    asked = asked_of(approach)
    told = completed(on, replace(told, **asked | {"details": {**told.details, **asked["details"]}}))
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
    why = reasoned(why)
    if instead is not None:
        instead = completed(on, instead)
        check(on, instead)
        check_kind(instead)
    told = instead or ApproachTold("", approach.asked_on)
    row = _row(actor, held, told, replaces=approach, why=why)
    trace.record_about("approach_corrected", row, departement=held.departement)
    return row


def _next(approach: Approach) -> Approach | None:
    return Approach.objects.filter(replaces=approach).first()


def _row(actor: Membership, person: Person, told: ApproachTold, **more: object) -> Approach:
    row = Approach.beside(person, **columns(told), recorded_by=actor, **more)
    row.save(force_insert=True)
    return row
