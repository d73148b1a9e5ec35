"""That the answer to a request of a permit was handed to her: noted, then corrected (`decisions.notices`)."""

from datetime import date

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.decisions import notices
from rivage.decisions.notices import Told
from rivage.rights.models import ApsFact, PermitNotice
from rivage.rights.permit.notified import locked, note


@verb
@transaction.atomic
def tell_permit(*, actor: Membership, on: date, fact: ApsFact, told: Told) -> PermitNotice:
    """Note how an answer reached her, by any of its facts. Raises `Refused` as `notices.check` does."""
    return note(actor, on, locked(actor, fact, told), told)


@verb
@transaction.atomic
def correct_permit_notice(
    *, actor: Membership, on: date, notice: PermitNotice, told: Told, why: str, new_letter: bool
) -> PermitNotice:
    """Put what happened in the place of what was noted, as `notices.correct` does. Raises `Stale` when it was already
    replaced.
    """
    act = locked(actor, notice.fact, told)
    held = PermitNotice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    made = notices.correct(actor, on, act, held, told, why=why, new_letter=new_letter)
    trace.record_about(
        "permit_notification_corrected", made, act=notice.fact.step, outcome=told.outcome, before=held.outcome
    )
    return made
