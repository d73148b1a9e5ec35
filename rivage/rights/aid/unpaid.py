"""Months that the payer did not pay: each is a task until it is answered paid, with the reason as far as it is known.

The payer gives none. What the file tells is whether a permit that is needed was held in that month.
"""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from rivage.accounts.homes import Item
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.dossiers.enums import ParcoursEnd
from rivage.law.period import Days
from rivage.law.wording import month as in_words
from rivage.law.wording import of_word
from rivage.rights.clocks.aid import UNPAID, month_of
from rivage.rights.clocks.facts import StayFacts, stay_facts
from rivage.rights.clocks.permit import valid_days
from rivage.rights.clocks.residence import needed_days
from rivage.rights.clocks.shapes import both, minus
from rivage.rights.enums import PayerAnswer
from rivage.rights.models import AfisEnd, AfisMonth

NOT_SAID = "L’organisme payeur n’a pas dit pourquoi : demandez-le-lui par la délégation."
ASK = "L’organisme payeur n’a pas dit pourquoi : demandez-le-lui. Sa nouvelle réponse se note sur la ligne de l’ordre."
WITHOUT_TITLE = "Aucun titre valable n’est noté pour tout ce mois : notez-le dès qu’il est délivré."
RETURNED = "Le versement est revenu : vérifiez avec elle où l’aide doit arriver."


def why(found: StayFacts | None, month: date, answer: str, *, antenne: bool) -> str:
    """Why a month was not paid, in one sentence, to her `antenne` or to whoever instructs; `month`: its first day.

    `found`: None for a month that came back, of which nothing else is read.
    """
    if found is None or answer == PayerAnswer.RETURNED:
        return RETURNED
    days: Days = month_of(month)
    missing = minus(both([days], needed_days(found)), valid_days(found.permits))
    if missing:
        return WITHOUT_TITLE
    return NOT_SAID if antenne else ASK


def unpaid(membership: Membership, on: date) -> QuerySet[AfisMonth]:
    """Those months. Whoever died is left in peace."""
    seen = AfisMonth.objects.visible_to(membership).exclude(decision__demande__parcours__end_kind=ParcoursEnd.DEATH)
    # Joined, the ends would be sought from every decision on the aid.
    ended = AfisEnd.objects.filter(decision=OuterRef("decision"))
    return seen.filter(~Exists(ended), answer__in=UNPAID)


def to_clear(membership: Membership, on: date) -> Iterator[Item]:
    """For the antenne and for whoever instructs: each month returned or suspended, of an aid that goes on."""
    rows = list(
        unpaid(membership, on).select_related("person", "person__antenne").order_by("month", "person__reference")
    )
    # Why a month came back is in the answer; why it was suspended, in what she holds.
    suspended = {row.person_id: row.person for row in rows if row.answer != PayerAnswer.RETURNED}
    found = stay_facts(membership, suspended.values())
    for row in rows:
        state = "suspendue" if row.answer == PayerAnswer.SUSPENDED else "revenue impayée"
        yield Item(
            title=f"Aide {of_word(in_words(row.month))} {state} : la rétablir",
            url=link(membership, "rights:months", person=row.person_id)
            if membership.is_antenne
            else link(membership, "rights:order", order=row.order_id),
            since=row.answered_on,
            person=row.person_id,
            reference=row.person.reference,
            consequence=why(found.get(row.person_id), row.month, row.answer, antenne=membership.is_antenne),
            action="Voir les mois" if membership.is_antenne else "Voir l’ordre",
        )
