"""Notification to the person and to the association: each its channel, its date and its outcome."""

from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core import clock
from rivage.core.refusal import Refused, require
from rivage.decisions import access, notices, printing
from rivage.decisions.enums import DecisionSense, DecisionStep, NotificationOutcome, PaperKind, Recipient
from rivage.decisions.models import Decision, Notification
from rivage.decisions.notices import Told
from rivage.dossiers.actions import end_rights, hold, move, open_where_she_is
from rivage.dossiers.enums import DemandeKind, ParcoursEnd, Step
from rivage.dossiers.models import Period
from rivage.dossiers.standing import ABSENT
from rivage.law import parcours as law
from rivage.law.period import Days
from rivage.law.verdict import refuse
from rivage.people.actions import close
from rivage.people.enums import ApsNeed
from rivage.people.models import Share


class EndsEarly(Refused):
    """Her rights would end before their term, and nobody has read what that changes. `ending`: when, and at what cost.

    The last of the refusals: all else allows it.
    """

    def __init__(self, ending: law.EndOfRights) -> None:
        super().__init__(
            refuse(
                "ends_early",
                "Cette notification met fin à ses droits avant leur terme : relisez ce que cela change.",
                article="CASF R121-12-10",
            )
        )
        self.ending = ending


@verb
@transaction.atomic
def notify(*, actor: Membership, on: date, decision: Decision, told: Told, early: bool = False) -> Notification:
    """Note a notification; when both have an outcome, the decision is notified and what it opens is opened.

    An impossible one closes, and starts no delay of remedy; a later one may still be noted. `early`: rights that end
    before their term were said to whoever notes it, and confirmed. Raises `Refused` for a channel she does not allow,
    a date before the decision or after today, a notification already noted; `EndsEarly`.
    """
    held = _lock(decision.pk)
    require(access.can_notify(actor, held))
    act = _act(actor, held)
    notices.check(actor, on, act, told)
    ending = _ending(held, told, on)
    if ending is not None and ending.days_lost and not early:
        raise EndsEarly(ending)
    row = notices.written(actor, act, told)
    trace.record_about("decision_notified", held, recipient=told.recipient, channel=told.channel, outcome=told.outcome)
    if ending is not None and ending.end is not None:
        parcours = held.demande.parcours
        end_rights(actor=actor, on=on, parcours=parcours, ended_on=ending.end, kind=ParcoursEnd.NOT_RENEWED)
    if held.step == DecisionStep.SIGNED and _both_told(held):
        _close(actor, on, held)
    return row


@verb
@transaction.atomic
def correct_notification(
    *, actor: Membership, on: date, notification: Notification, told: Told, why: str, new_letter: bool
) -> Notification:
    """Put what happened in the place of what was noted. `new_letter`: it was noted right, and another letter was
    handed since, from which the delays of remedy run anew; a correction never shortens them (`remedies.deadline`).

    Rights that a first notification ended stay ended. Raises `Stale` when it was already replaced.
    """
    held = _lock(notification.decision_id)
    require(access.can_notify(actor, held))
    row = Notification.objects.select_for_update(of=("self",)).get(pk=notification.pk, decision=held)
    made = notices.correct(actor, on, _act(actor, held), row, told, why=why, new_letter=new_letter)
    trace.record_about(
        "notification_corrected", held, recipient=row.recipient, outcome=told.outcome, before=row.outcome
    )
    return made


def _lock(decision: UUID) -> Decision:
    """The decision as it is now, held until the end of the transaction."""
    rows = Decision.objects.select_for_update(of=("self",)).select_related("demande__parcours", "person")
    return rows.get(pk=decision)


def _act(actor: Membership, decision: Decision) -> notices.Act[Notification]:
    return notices.Act(
        decision, decision.pk, Notification, {"decision": decision}, decision.taken_on, partial(_keep, actor)
    )


def _keep(actor: Membership, row: Notification) -> None:
    """What was handed is printed again as it was handed; a name or an address may still change before. A day corrected
    changes no letter that was handed.
    """
    if printing.hand_again(row):
        return
    of_person = row.recipient == Recipient.PERSON
    for kind in (PaperKind.LETTER, PaperKind.RECEIPT) if of_person else (PaperKind.ASSOCIATION,):
        made = printing.sheet(printing.of(actor, row.decision, row.on), kind)
        printing.keep_handed(row, kind, made, clock.now())


def _both_told(decision: Decision) -> bool:
    told = Notification.objects.filter(decision=decision).values_list("recipient", flat=True)
    return set(told) >= {Recipient.PERSON, Recipient.ASSOCIATION}


def _ending(decision: Decision, told: Told, on: date) -> law.EndOfRights | None:
    """R121-12-10: a non-renewal ends the rights on the day it is notified to her. None when nothing ends."""
    demande = decision.demande
    if (
        decision.sense != DecisionSense.REFUSE
        or demande.kind != DemandeKind.RENOUVELLEMENT
        or told.recipient != Recipient.PERSON
        or told.outcome == NotificationOutcome.IMPOSSIBLE
    ):
        return None
    period = Period.objects.lived().filter(parcours=demande.parcours_id).order_by("-starts").first()
    # Noted as away, she still had her rights, which this ends: coming back opens them no more.
    over = demande.parcours.ended_on is not None and demande.parcours.end_kind not in ABSENT
    if period is None or over:
        return None
    found = law.end_of_rights(Days(period.starts, period.ends), on, notified_on=told.on)
    return found if found.end is not None else replace(found, end=period.ends)


def _close(actor: Membership, on: date, decision: Decision) -> None:
    decision.step = DecisionStep.NOTIFIED
    decision.save(update_fields=["step"])
    demande, person = decision.demande, decision.person
    hold(demande, actor)
    if demande.step == Step.DECIDED:
        move(demande, "notify", demande.version, closed_on=on)
    close(
        actor=actor,
        on=on,
        shares=Share.objects.filter(person=person, holder=f"signatory:{decision.departement}"),
    )
    if decision.sense == DecisionSense.AUTHORISE and person.aps_need == ApsNeed.YES:
        open_where_she_is(actor=actor, on=on, demande=demande, kind="desk", opening="authorise_residence")
