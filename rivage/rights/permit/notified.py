"""The answer to a request of a permit as an act that is notified, and its hand-over on the day it was delivered."""

from datetime import date
from functools import partial

from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.refusal import no, require
from rivage.decisions import notices
from rivage.decisions.enums import NotificationChannel, NotificationOutcome, Recipient
from rivage.decisions.notices import Told
from rivage.rights import access
from rivage.rights.models import ApsFact, PermitNotice
from rivage.rights.permit import printing
from rivage.rights.permit import told as answers


def locked(actor: Membership, fact: ApsFact, told: Told) -> notices.Act[PermitNotice]:
    """What is notified, as it is now, until the end of the transaction. Raises `Refused` to who may not."""
    answers.wait_for(fact.person_id)
    require(access.can_tell_permit(actor, fact, told.source))
    held = answers.first(fact)
    taken_on = answers.taken_on(held)
    if taken_on is None:
        raise no("no_answer", "Cette réponse n’a pas eu lieu, d’après ce qui est noté : rien n’est à remettre.")
    keep = partial(printing.keep, actor)
    return notices.Act(held, held.pk, PermitNotice, {"fact": held}, taken_on, keep, elsewhere=True)


def note(actor: Membership, on: date, act: notices.Act[PermitNotice], told: Told) -> PermitNotice:
    """Note how an answer reached her. `act`: as `locked` gave it. Raises `Refused` as `notices.check` does."""
    notices.check(actor, on, act, told)
    row = notices.written(actor, act, told)
    trace.record_about("permit_notified", row, act=row.fact.step, channel=told.channel, outcome=told.outcome)
    return row


def hand_over(actor: Membership, on: date, fact: ApsFact) -> None:
    """Note that what was delivered was handed to her at the préfecture on its day, unless a hand-over stands."""
    told = Told(
        Recipient.PERSON,
        NotificationChannel.PREFECTURE,
        NotificationOutcome.HANDED,
        fact.on,
        source=fact.source,
    )
    act = locked(actor, fact, told)
    stands = act.noted(Recipient.PERSON).filter(replaced_at__isnull=True)
    if stands.exclude(outcome=NotificationOutcome.IMPOSSIBLE).exists():
        return
    note(actor, on, act, told)
