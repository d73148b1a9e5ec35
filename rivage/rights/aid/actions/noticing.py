"""The payer's notice that the amount changes: noted with its source, taken back with a reason."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.enums import Role, Source
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.refusal import Stale, no, reasoned, require
from rivage.people import names
from rivage.rights import access
from rivage.rights.models import AfisMonth, PayerNotice


@dataclass(frozen=True, slots=True)
class AmountTold:
    """What the payer says: the euros of a month, from which one, on which day, and how it is known."""

    amount: Decimal
    since: date
    said_on: date
    source: str


@verb
@transaction.atomic
def note_payer_notice(*, actor: Membership, on: date, line: AfisMonth, told: AmountTold) -> PayerNotice:
    """Note it beside an ordered month of the aid it is about. What is due and what is ordered stay as they are.

    The same told twice is one row. Raises `Refused` for a day to come, or a source that is another's.
    """
    held = AfisMonth.objects.select_for_update(of=("self",)).select_related("order", "person").get(pk=line.pk)
    require(access.can_correct_answer(actor, held))
    if (told.source == Source.OWN_DESK) != (actor.role == Role.PAYER) or told.source not in Source.values:
        raise no("no_such_source", "Dites d’où vous le savez : le papier ou le téléphone.")
    if told.said_on > on:
        raise no("future", "La date est après aujourd’hui.")
    said = {
        "decision_id": held.decision_id, "since": told.since.replace(day=1), "amount": told.amount,
        "said_on": told.said_on, "source": told.source,
    }  # fmt: skip
    known = PayerNotice.objects.visible_to(actor).filter(person=held.person_id, taken_back_on__isnull=True, **said)
    if (row := known.first()) is not None:
        return row
    row = PayerNotice.beside(held, recorded_by=actor, **said)
    row.save(force_insert=True)
    trace.record_about("payer_notice_noted", row, departement=held.order.departement, source=told.source)
    return row


@verb
@transaction.atomic
def take_back_payer_notice(*, actor: Membership, on: date, notice: PayerNotice, why: str) -> PayerNotice:
    """It was noted by mistake, and why: it stays, struck through, and is set beside no month any more.

    Raises `Stale` when it was taken back already.
    """
    held = PayerNotice.objects.select_for_update(of=("self",)).select_related("person").get(pk=notice.pk)
    require(access.can_take_back_notice(actor, held))
    if held.taken_back_on is not None:
        raise Stale
    why = reasoned(why)
    names.nameless([held.person_id], why, otherwise=names.SAY_THE_PERSON)
    held.taken_back_on, held.why = on, why.strip()
    held.save(update_fields=["taken_back_on", "why"])
    trace.record_about("payer_notice_taken_back", held, departement=held.person.departement)
    return held
