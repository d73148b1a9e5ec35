"""An aid that the préfet refused: what is said of it until it may be contested no more.

That the decision was handed to her is not noted yet: no day is counted, the letter says it.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import QuerySet

from rivage.accounts.homes import Item
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core.clock import local_day
from rivage.dossiers.enums import ParcoursEnd
from rivage.law.recours import last_day
from rivage.law.wording import day
from rivage.rights.enums import AfisSense
from rivage.rights.models import AfisDecision

# Refusals noted longer ago are not read: no delay of the law is as long (recours.contentieux_mois).
BEHIND = timedelta(days=190)
LETTER = "la lettre dit jusqu’à quel jour la contester."


def refused(membership: Membership) -> QuerySet[AfisDecision]:
    """The refusals that this membership may read, without their reasons. Whoever died is left in peace."""
    rows = AfisDecision.objects.visible_to(membership).filter(sense=AfisSense.REFUSE, demande__taken_over=False)
    rows = rows.exclude(demande__parcours__end_kind=ParcoursEnd.DEATH)
    return rows.select_related("person", "demande").defer("reasons", "verdict").order_by("decided_on")


def lately(membership: Membership, on: date) -> QuerySet[AfisDecision]:
    """Those that may still be contested, or little older."""
    return refused(membership).filter(created_at__date__gt=on - BEHIND)


def to_contest(membership: Membership, on: date) -> Iterator[Item]:
    """For the antenne: an aid refused, for as long as a delay that starts on the day it was noted."""
    for row in lately(membership, on):
        noted = max(row.decided_on, local_day(row.created_at, row.person.departement))
        if on > last_day(noted):
            continue
        yield Item(
            title="Aide refusée : recours possible",
            url=link(membership, "rights:afis", demande=row.demande_id),
            since=row.decided_on,
            person=row.person_id,
            reference=row.person.reference,
            consequence=f"Aide refusée le {day(row.decided_on)} : {LETTER} Le parcours continue.",
            action="Voir la décision",
            always=True,
        )
