"""Verbs about calls for presence: what an association answers. A call itself is nobody's act (`calling`)."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core import clock, french, logins
from rivage.core.refusal import no
from rivage.network.models import CallAnswer, PresenceCall


@verb
def answer(*, actor: Membership, on: date, call: UUID, going: bool) -> CallAnswer:
    """Say for one's association that it goes, or that it can't. Raises `Refused`."""
    made = _written(_held(actor, call), actor, going)
    trace.record("presence_answered", object_id=call, departement=made.departement, going=going)
    return made


@verb
def answer_again(*, actor: Membership, on: date, call: UUID, former: UUID, going: bool) -> CallAnswer:
    """Take back what one's association answered, and say this in its place; what it said is kept. Raises `Refused`."""
    held = _held(actor, call)
    own = held.answer_of(actor.body_id)
    if own is None or own.pk != former or (own.going == going and not held.waits_for(actor.body_id)):
        raise no("answered", _already(held, actor))
    with logins.atomic():
        CallAnswer.objects.filter(pk=own.pk, withdrawn_at=None).update(withdrawn_at=clock.now())
        made = _written(held, actor, going)
    trace.record("presence_answered_again", object_id=call, departement=made.departement, going=going)
    return made


def _held(actor: Membership, call: UUID) -> PresenceCall:
    held = PresenceCall.objects.visible_to(actor).filter(pk=call).first()
    if held is None:
        raise no("no_call", "Cet appel n’attend plus.")
    return held


def _written(held: PresenceCall, actor: Membership, going: bool) -> CallAnswer:
    made = CallAnswer(
        call=held,
        created_at=clock.now(),
        departement=held.departement,
        body=actor.body,
        membership=actor,
        going=going,
    )
    try:
        with logins.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise no("answered", _already(_held(actor, held.pk), actor)) from error
    return made


def _already(held: PresenceCall, actor: Membership) -> str:
    """What was answered before, of a form that was left open."""
    own, goes = held.answer_of(actor.body_id), held.goes
    if own is not None:
        at = french.moment(own.created_at, clock.zone(held.departement))
        said = "qu’elle y va" if own.going else "qu’elle ne peut pas y aller"
        return f"Votre association a déjà répondu {said}, le {at}. Rien n’est changé."
    if goes is not None:
        return f"{goes.body.name} a déjà répondu qu’elle y va. Rien n’est changé."
    return "Cette réponse n’est plus celle de votre association. Relisez l’appel."
