"""Notification to the person and to the association: each its channel, its date and its outcome."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from rivage.accounts.acting import verb
from rivage.accounts.enums import Source
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core import clock
from rivage.core.refusal import Refused, Stale, no, require
from rivage.decisions import access, printing
from rivage.decisions.enums import (
    DecisionSense,
    DecisionStep,
    NotificationChannel,
    NotificationOutcome,
    PaperKind,
    Recipient,
)
from rivage.decisions.models import Decision, Notification
from rivage.decisions.recours import stops
from rivage.dossiers.actions import end_rights, hold, move, open_where_she_is
from rivage.dossiers.enums import DemandeKind, ParcoursEnd, Step
from rivage.dossiers.models import Period
from rivage.dossiers.standing import ABSENT
from rivage.law import parcours as law
from rivage.law.period import Days
from rivage.law.verdict import refuse
from rivage.law.wording import day
from rivage.people import names
from rivage.people.actions import close
from rivage.people.enums import ApsNeed
from rivage.people.models import Share


@dataclass(frozen=True, slots=True)
class Told:
    """How a notification ended. `her_wish`: she asked to come to the préfecture."""

    recipient: str
    channel: str
    outcome: str
    on: date
    language: str = ""
    interpreter: str = ""
    her_wish: bool = False
    source: str = Source.OWN_DESK


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
    require(stops.can_tell(held.recours.all()))
    _check_told(held, told, on)
    _check_once(held, told)
    _check_letter(held, told)
    require(access.can_reach(actor, held, told.recipient, told.channel, told.her_wish))
    ending = _ending(held, told, on)
    if ending is not None and ending.days_lost and not early:
        raise EndsEarly(ending)
    row = _written(actor, held, told)
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
    if row.replaced_at is not None:
        raise Stale
    told = replace(told, recipient=row.recipient)
    _check_told(held, told, on)
    require(access.can_reach(actor, held, told.recipient, told.channel, told.her_wish))
    _check_beside(held, row, told)
    if not why.strip():
        raise no("no_reasons", "Dites pourquoi : ce qui était noté reste au dossier avec votre raison.")
    names.nameless([held.person_id], why, otherwise=names.SAY_THE_PERSON)
    if new_letter:
        if told.outcome == NotificationOutcome.IMPOSSIBLE:
            raise no("not_handed", "Une nouvelle lettre se note quand elle est remise.")
        _check_letter(held, told)
    row.replaced_at = clock.now()
    row.save(update_fields=["replaced_at"])
    made = _written(actor, held, told, replaces=row, new_letter=new_letter, why=why)
    trace.record_about(
        "notification_corrected", held, recipient=told.recipient, outcome=told.outcome, before=row.outcome
    )
    return made


def _lock(decision: UUID) -> Decision:
    """The decision as it is now, held until the end of the transaction."""
    rows = Decision.objects.select_for_update(of=("self",)).select_related("demande__parcours", "person")
    return rows.get(pk=decision)


def _written(actor: Membership, decision: Decision, told: Told, **more: Any) -> Notification:
    """The row of a notification, kept. `more`: what it replaces, and why."""
    row = Notification.beside(
        decision,
        decision=decision,
        recipient=told.recipient,
        channel=told.channel,
        outcome=told.outcome,
        on=told.on,
        her_wish=told.her_wish,
        language=told.language,
        interpreter=told.interpreter,
        recorded_by=actor,
        source=told.source,
        **more,
    )
    _keep(actor, row)
    row.save(force_insert=True)
    return row


def _keep(actor: Membership, row: Notification) -> None:
    """What was handed is printed again as it was handed; a name or an address may still change before. Kept before the
    notification is written: after, nobody adds a paper to it. A day corrected changes no letter that was handed.
    """
    if row.outcome == NotificationOutcome.IMPOSSIBLE:
        return
    if row.replaces is not None and not row.new_letter and printing.hand_again(row.replaces, row):
        return
    of_person = row.recipient == Recipient.PERSON
    for kind in (PaperKind.LETTER, PaperKind.RECEIPT) if of_person else (PaperKind.ASSOCIATION,):
        made = printing.sheet(printing.of(actor, row.decision, row.on), kind)
        printing.keep_handed(row, kind, made, clock.now())


def _check_told(decision: Decision, told: Told, on: date) -> None:
    """What any notification obeys, noted at first or in the place of another."""
    if told.on < decision.taken_on:
        raise no("before_decision", "Une notification ne peut pas être datée d’avant la décision.")
    if told.on > on:
        raise no("notified_future", "Une notification ne peut pas être datée d’après aujourd’hui.")
    if told.outcome == NotificationOutcome.NOT_CLAIMED and told.channel != NotificationChannel.POST:
        raise no("not_a_letter", "Seule une lettre peut être présentée et non réclamée.")


def _check_letter(decision: Decision, told: Told) -> None:
    """A letter comes no sooner than any day noted before, or it would shorten the remedy that she was told of."""
    noted = Notification.objects.filter(decision=decision, recipient=told.recipient).aggregate(last=Max("on"))["last"]
    if told.outcome != NotificationOutcome.IMPOSSIBLE and noted is not None and told.on < noted:
        raise no(
            "letter_before",
            f"Une date plus tardive a déjà été notée : le {day(noted)}. Une nouvelle lettre est remise ce jour-là ou "
            "après. Si c’est cette date qui était fausse, corrigez-la : « elle avait été mal notée ».",
        )


def _check_beside(decision: Decision, row: Notification, told: Told) -> None:
    """An attempt that failed did not hand the letter that another one handed: one is handed, once."""
    if told.outcome == NotificationOutcome.IMPOSSIBLE:
        return
    done = Notification.objects.filter(decision=decision, recipient=row.recipient, replaced_at__isnull=True)
    other = done.exclude(outcome=NotificationOutcome.IMPOSSIBLE).exclude(pk=row.pk).first()
    if other is not None:
        raise no(
            "handed_beside",
            f"Une autre remise est déjà notée, le {day(other.on)}. Si c’est elle qui est fausse, corrigez-la sur sa "
            "ligne ; sinon, cette tentative reste sans remise.",
        )


def _check_once(decision: Decision, told: Told) -> None:
    done = Notification.objects.filter(decision=decision, recipient=told.recipient, replaced_at__isnull=True)
    if done.exclude(outcome=NotificationOutcome.IMPOSSIBLE).exists():
        raise no(
            "already_notified",
            "Cette notification est déjà notée. Si elle est fausse, prenez « Corriger » sur sa ligne, dans « Où en "
            "est la notification » : ce qui est noté y est rappelé.",
        )
    if told.outcome == NotificationOutcome.IMPOSSIBLE and done.exists():
        raise no(
            "already_impossible",
            "Il est déjà noté que cette notification n’a pas été possible. Si c’est faux, prenez « Corriger » sur sa "
            "ligne.",
        )


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
