"""That a decision on the aid, or its end, was handed to her: noted, then corrected (`decisions.notices`)."""

from datetime import date
from functools import partial

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.refusal import require
from rivage.decisions import notices
from rivage.decisions.notices import Told
from rivage.rights import access
from rivage.rights.aid import printing
from rivage.rights.models import AfisDecision, AfisEnd, AidNotice


@verb
@transaction.atomic
def tell_aid(
    *, actor: Membership, on: date, decision: AfisDecision, end: AfisEnd | None = None, told: Told
) -> AidNotice:
    """Note how a decision on the aid reached her, or its `end`. Raises `Refused` as `notices.check` does."""
    act = _locked(actor, decision, end)
    notices.check(actor, on, act, told)
    row = notices.written(actor, act, told)
    trace.record_about("aid_notified", row, act=_kind(row), channel=told.channel, outcome=told.outcome)
    return row


@verb
@transaction.atomic
def correct_aid_notice(
    *, actor: Membership, on: date, notice: AidNotice, told: Told, why: str, new_letter: bool
) -> AidNotice:
    """Put what happened in the place of what was noted, as `notices.correct` does. Raises `Stale` when it was already
    replaced.
    """
    act = _locked(actor, notice.decision, notice.end)
    held = AidNotice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    made = notices.correct(actor, on, act, held, told, why=why, new_letter=new_letter)
    trace.record_about("aid_notification_corrected", made, act=_kind(made), outcome=told.outcome, before=held.outcome)
    return made


def _locked(actor: Membership, decision: AfisDecision, end: AfisEnd | None) -> notices.Act[AidNotice]:
    """What is notified, as it is now, held until the end of the transaction. Raises `Refused` to who may not."""
    rows = AfisDecision.objects.select_for_update(of=("self",)).select_related("demande", "person")
    held = rows.get(pk=decision.pk)
    ended = AfisEnd.objects.select_for_update(of=("self",)).get(pk=end.pk) if end is not None else None
    require(access.can_tell_aid(actor, held, ended))
    named = {"decision": held, "end": ended}
    taken_on = ended.decided_on if ended is not None else held.decided_on
    return notices.Act(held, (ended or held).pk, AidNotice, named, taken_on, partial(printing.keep, actor))


def _kind(row: AidNotice) -> str:
    return "end" if row.end_id is not None else str(row.decision.sense)
