"""A payer's answer noted wrong: what is right takes its place, what was noted stays, with the reason."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core import clock
from rivage.core.french import amount
from rivage.core.refusal import Stale, no, reasoned, require
from rivage.core.versions import version_of
from rivage.people import names
from rivage.rights import access
from rivage.rights.aid import scales
from rivage.rights.aid.answers import paid_day
from rivage.rights.enums import PayerAnswer
from rivage.rights.models import AfisMonth, AnswerCorrection


@dataclass(frozen=True, slots=True)
class Answered:
    """What the payer answers of a month, on which day; `paid`: euros, 0 unless paid, that
    left on `paid_on`, None where it is not said; `beyond`: it was read again that
    this is more than was ordered; `whole`: that it is the total, though it equals what was left; `after_end`: that the
    aid had ended before this month.
    """

    answer: str
    on: date
    paid: Decimal = Decimal(0)
    beyond: bool = False
    whole: bool = False
    after_end: bool = False
    paid_on: date | None = None

    def is_said_of(self, line: AfisMonth) -> bool:
        """Whether it is what is noted of a month."""
        noted = (line.answer, line.answered_on, line.paid, line.paid_on)
        return noted == (self.answer, self.on, self.paid, self.paid_on)


@verb
@transaction.atomic
def correct_answer(
    *, actor: Membership, on: date, line: AfisMonth, instead: Answered | None, why: str, version: str
) -> AfisMonth:
    """Put what the payer answered in the place of what was noted; `instead`: None when it answered nothing yet.

    `version`: `version_of` the line that was read. Raises `Stale` when something else was noted of it since.
    """
    held = AfisMonth.objects.select_for_update(of=("self",)).select_related("order").get(pk=line.pk)
    require(access.can_correct_answer(actor, held))
    if version != version_of(held):
        raise Stale
    if held.answered_on is None:
        raise no("not_answered", "Aucune réponse n’est notée pour ce mois : il n’y a rien à corriger.")
    why = reasoned(why)
    names.nameless([held.person_id], why, otherwise=names.SAY_THE_PERSON)
    if instead is not None:
        check_answer(held, instead, on)
    before, paid = held.answer, held.paid or Decimal(0)
    AnswerCorrection.beside(
        held,
        month=held,
        answer=before,
        answered_on=held.answered_on,
        paid=paid,
        paid_on=held.paid_on,
        corrected_on=on,
        why=why,
        recorded_by=actor,
    ).save(force_insert=True)
    held.answer, held.answered_on, held.paid, held.paid_on = "", None, None, None
    if instead is not None:
        held.answer, held.answered_on = instead.answer, instead.on
        held.paid, held.paid_on = instead.paid, instead.paid_on
    held.save(update_fields=["answer", "answered_on", "paid", "paid_on"])
    trace.record_about(
        "answer_corrected", held, departement=held.order.departement, answer=held.answer or "none", before=before
    )
    return held


def gap(ordered: Decimal, paid: Decimal) -> str:
    """« Versé 600 €, ordonné 559,44 € : 40,56 € de plus que l’ordre. », for more than was ordered."""
    more = amount(paid - ordered)
    return f"Versé {amount(paid)}, ordonné {amount(ordered)} : {more} de plus que l’ordre."


def check_answer(line: AfisMonth, told: Answered, on: date) -> None:
    """The same that a file of answers obeys (`rights.aid.answers`)."""
    if told.answer not in PayerAnswer.values:
        raise no("state", "La réponse est « versé », « revenu impayé » ou « suspendu ».")
    if (told.answer == PayerAnswer.PAID) != (told.paid > 0):
        raise no("amount", "Un mois versé a un montant, au-dessus de zéro ; un mois qui ne l’est pas n’en a pas.")
    most = scales.most(line.month)
    if told.paid > most:
        raise no(
            "too_much",
            f"{amount(told.paid)} dépasse ce que la loi permet pour un mois, {amount(most)} : vérifiez le montant.",
        )
    if told.paid > line.amount and not told.beyond:
        raise no("beyond", f"{gap(line.amount, told.paid)} Vérifiez le montant, puis confirmez-le.")
    if told.on > on:
        raise no("future", "La date est après aujourd’hui.")
    issued = clock.local_day(line.order.issued_at, line.order.departement)
    if told.on < issued:
        raise no("before_order", "La date est avant l’ordre.")
    require(paid_day(told.answer, told.paid_on, told.on, issued))
    if told.is_said_of(line):
        raise no("same", "C’est ce qui est déjà noté : changez ce qui est faux.")
