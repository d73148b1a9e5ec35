"""Months that the payer did not pay, or not whole: each is a task until it is, with the reason as far as it is known.

The payer gives none. What the file tells is whether a permit that is needed was held in that month. An aid that the
préfet ended leaves its months due, up to the last one.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from rivage.accounts.homes import Item
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core.french import amount
from rivage.dossiers.enums import ParcoursEnd
from rivage.dossiers.models import Parcours
from rivage.law.period import Days
from rivage.law.wording import month as in_words
from rivage.law.wording import of_word
from rivage.rights.aid.ledger import Month, read_books
from rivage.rights.aid.ordered import NOTHING, Ordered
from rivage.rights.aid.orders import IN_PART
from rivage.rights.clocks.aid import UNPAID, month_of
from rivage.rights.clocks.facts import StayFacts, stay_facts
from rivage.rights.clocks.permit import valid_days
from rivage.rights.clocks.residence import needed_days
from rivage.rights.clocks.shapes import both, minus
from rivage.rights.enums import PayerAnswer
from rivage.rights.models import AfisDecision, AfisMonth

NOT_SAID = "Rivage ne reçoit pas les raisons de l’organisme payeur : demandez-les-lui par la délégation."
ASK = (
    "Rivage ne reçoit pas les raisons de l’organisme payeur : demandez-les-lui. Sa nouvelle réponse se note sur la "
    "ligne de l’ordre."
)
ALIVE = ["", *(each for each in ParcoursEnd.values if each != ParcoursEnd.DEATH)]
STILL_DUE = "Le préfet a mis fin à l’aide ; ce mois reste dû."
WITHOUT_TITLE = "Aucun titre valable n’est noté pour tout ce mois : notez-le dès qu’il est délivré."
RETURNED = "Le versement est revenu : vérifiez avec elle où l’aide doit arriver."


def why(found: StayFacts | None, month: date, answer: str, *, antenne: bool) -> str:
    """Why a month was not paid, in one sentence, to her `antenne` or to whoever instructs; `month`: its first day.

    `found`: None for a month that came back, or paid in part, of which nothing else is read.
    """
    if answer == PayerAnswer.RETURNED:
        return RETURNED
    if found is None or answer == PayerAnswer.PAID:
        return NOT_SAID if antenne else ASK
    days: Days = month_of(month)
    missing = minus(both([days], needed_days(found)), valid_days(found.permits))
    if missing:
        return WITHOUT_TITLE
    return NOT_SAID if antenne else ASK


def unpaid(membership: Membership, on: date) -> QuerySet[AfisMonth]:
    """Those months: suspended, returned, or paid less than ordered. Whoever died is left in peace.

    `ended`: the préfet ended the aid since. What was ordered after the last month due is no task.
    """
    # By themselves and not joined: paths and ends would be sought first, and months from every one of them.
    path = Parcours.objects.filter(demandes__afis_decisions=OuterRef("decision"))
    ended = AfisDecision.objects.filter(pk=OuterRef("decision"), ended_on__isnull=False)
    not_whole = IN_PART | Q(answer__in=UNPAID)
    seen = AfisMonth.objects.visible_to(membership).alias(path_end=Subquery(path.values("end_kind")))
    due = seen.filter(~Exists(ended.filter(ended_on__lt=OuterRef("month"))), not_whole, path_end__in=ALIVE)
    return due.annotate(ended=Exists(ended))


def left_of(membership: Membership, rows: Iterable[AfisMonth], on: date) -> dict[UUID, Decimal]:
    """Of the lines paid in part, what is left to pay of what is due, in euros."""
    people = {row.person_id for row in rows if row.answer == PayerAnswer.PAID}
    if not people:
        return {}
    books = read_books(membership, people)
    months = (month for person in people for month in books.months(person, on))
    return {month.ordered.row: left(month) for month in months if month.ordered is not None and month.ordered.row}


def left(month: Month) -> Decimal:
    """Of a month paid in part, what is left of what was ordered and is due, in euros; else zero."""
    line = month.ordered
    if line is None or not line.in_part:
        return NOTHING
    due = line.amount if month.grant is None else min(month.amount or NOTHING, line.amount)
    return max(due - (line.paid or NOTHING), NOTHING)


def in_words_left(rest: Decimal, line: Ordered | AfisMonth) -> str:
    """« reste 165,52 € », or both where less is due than was ordered: « reste 165,52 € dû, 271,60 € de l’ordre »."""
    of_order = line.amount - (line.paid or NOTHING)
    if rest == of_order:
        return f"reste {amount(rest)}"
    return f"reste {amount(rest)} dû, {amount(of_order)} de l’ordre"


def to_clear(membership: Membership, on: date) -> Iterator[Item]:
    """For the antenne and for whoever instructs: each of these months."""
    rows: list[Any] = list(unpaid(membership, on).select_related("person").order_by("month", "person__reference"))
    rest = left_of(membership, rows, on)
    # Why a month came back is in the answer; why it was suspended, in what she holds.
    suspended = {row.person_id: row.person for row in rows if row.answer == PayerAnswer.SUSPENDED}
    found = stay_facts(membership, suspended.values())
    for row in rows:
        if row.answer == PayerAnswer.PAID and not rest.get(row.pk, NOTHING):
            continue
        facts = found.get(row.person_id)
        reason = why(facts, row.month, row.answer, antenne=membership.is_antenne)
        yield Item(
            title=f"Aide {of_word(in_words(row.month))} {_state(row, rest)}",
            url=link(membership, "rights:months", person=row.person_id)
            if membership.is_antenne
            else link(membership, "rights:order", order=row.order_id),
            since=row.answered_on,
            person=row.person_id,
            reference=row.person.reference,
            consequence=f"{STILL_DUE} {reason}" if row.ended else reason,
            action="Voir les mois" if membership.is_antenne else "Voir l’ordre",
        )


def _state(row: Any, rest: dict[UUID, Decimal]) -> str:
    """« suspendue : la rétablir », « versée en partie : reste 365,52 € »."""
    if row.answer == PayerAnswer.PAID:
        return f"versée en partie : {in_words_left(rest[row.pk], row)}"
    state = "suspendue" if row.answer == PayerAnswer.SUSPENDED else "revenue impayée"
    return f"{state} : la {'faire verser' if row.ended else 'rétablir'}"
