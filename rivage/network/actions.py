"""Verbs about calls for presence: what an association answers. A call itself is nobody's act (`calling`)."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core import logins
from rivage.core.refusal import no
from rivage.network.models import CallAnswer, PresenceCall


@verb
def answer(*, actor: Membership, on: date, call: UUID, going: bool) -> CallAnswer:
    """Say for one's association that it goes, or that it can't. Raises `Refused`."""
    held = PresenceCall.objects.visible_to(actor).filter(pk=call).first()
    if held is None:
        raise no("no_call", "Cet appel n’attend plus.")
    made = CallAnswer(call=held, departement=held.departement, body=actor.body, membership=actor, going=going)
    try:
        with logins.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise no("answered", "Une réponse est déjà donnée à cet appel. Relisez-le : elle est affichée.") from error
    trace.record("presence_answered", object_id=held.pk, departement=held.departement, going=going)
    return made
