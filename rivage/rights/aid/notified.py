"""A decision on the aid, from its signature to the day it may be contested no more: handed over, then contested."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from rivage.accounts.homes import Item
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.decisions import remedies
from rivage.decisions.lateness import Hand
from rivage.decisions.lateness import to_hand as line
from rivage.law.wording import day
from rivage.rights.ended import handed
from rivage.rights.enums import AfisSense
from rivage.rights.models import AfisDecision
from rivage.rights.refusals import contestable, decided

STARTS = "Le délai pour contester ne court qu’à partir de la remise."
IMPOSSIBLE = "La remise a été impossible : le délai pour contester ne court pas."


def to_hand(membership: Membership, on: date) -> QuerySet[AfisDecision]:
    """Those not handed to her, granted or refused, until they are, or until a judge stops them."""
    return decided(membership).standing().exclude(handed("decision"))


def refused(membership: Membership, on: date) -> "QuerySet[Any, Any]":
    """The demandes of those that refuse it."""
    return _demandes(membership, on, AfisSense.REFUSE)


def granted(membership: Membership, on: date) -> "QuerySet[Any, Any]":
    """The demandes of those that grant it."""
    return _demandes(membership, on, AfisSense.GRANT)


def _demandes(membership: Membership, on: date, sense: AfisSense) -> "QuerySet[Any, Any]":
    return to_hand(membership, on).filter(sense=sense).order_by().values_list("demande", flat=True)


def to_hand_over(membership: Membership, on: date) -> Iterator[Item]:
    """What the préfet decided on the aid, and that she was not handed yet: for her antenne, and for who instructs."""
    for row in to_hand(membership, on):
        refuses = row.sense == AfisSense.REFUSE
        stands = remedies.standing(row.notices.all())
        said = IMPOSSIBLE if stands is not None else STARTS if refuses else _granted(row)
        url = link(membership, "rights:afis", demande=row.demande_id)
        act = Hand(row.person_id, row.person.reference, row.demande.departement, row.decided_on, url)
        title = "Remettre le refus de l’aide" if refuses else "Remettre la décision sur l’aide"
        yield line(act, title, said, always=True)


def _granted(row: AfisDecision) -> str:
    return f"Aide accordée le {day(row.decided_on)} : elle en reçoit la décision, avec ses mois et ses montants."


def to_contest(membership: Membership, on: date) -> Iterator[Item]:
    """For the antenne: an aid refused, until the last day on which she may contest it."""
    for row, delay in contestable(membership, on):
        if delay.contest is not None:
            yield Item(
                title="Aide refusée : recours possible",
                url=link(membership, "rights:afis", demande=row.demande_id),
                due=delay.contest.due(on),
                person=row.person_id,
                reference=row.person.reference,
                consequence=f"Aide refusée le {day(row.decided_on)}. {delay.sentence(on)} Le parcours continue.",
                action="Voir la décision",
                contest=delay.contest,
                always=True,
            )
