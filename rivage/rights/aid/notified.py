"""A decision on the aid, from its signature to the day it may be contested no more: handed over, then contested."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from rivage.accounts.homes import Item
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.decisions import remedies
from rivage.decisions.enums import NotificationOutcome
from rivage.decisions.recours.enums import RecoursOutcome
from rivage.decisions.recours.models import Recours
from rivage.dossiers.enums import ParcoursEnd
from rivage.law.wording import day
from rivage.rights.ended import handed, told
from rivage.rights.enums import AfisSense
from rivage.rights.models import AfisDecision, AidNotice

# Decisions noted longer ago are not read: no delay of the law is as long (recours.contentieux_mois).
BEHIND = timedelta(days=366)
# A grant is to be handed over while its period may run: after, its months were paid.
GRANTED = timedelta(days=190)


def decided(membership: Membership) -> QuerySet[AfisDecision]:
    """The decisions that this membership may read, with how they reached her and without their reasons: two queries.
    Whoever died is left in peace.
    """
    rows = AfisDecision.objects.visible_to(membership).filter(demande__taken_over=False)
    rows = rows.exclude(demande__parcours__end_kind=ParcoursEnd.DEATH)
    rows = rows.select_related("person", "demande").defer("reasons", "verdict").order_by("decided_on")
    return rows.prefetch_related(told(end__isnull=True))


def refused(membership: Membership) -> QuerySet[AfisDecision]:
    """Those that refuse it."""
    return decided(membership).filter(sense=AfisSense.REFUSE)


def to_hand(membership: Membership, on: date) -> QuerySet[AfisDecision]:
    """Those not handed to her: a refusal until it is, a grant while its period may still run."""
    rows = decided(membership).exclude(handed("decision"))
    return rows.filter(Q(sense=AfisSense.REFUSE) | Q(decided_on__gt=on - GRANTED))


def to_hand_over(membership: Membership, on: date) -> Iterator[Item]:
    """For the antenne: what the préfet decided on the aid, and that she was not handed yet."""
    for row in to_hand(membership, on):
        refuses = row.sense == AfisSense.REFUSE
        yield Item(
            title="Remettre le refus de l’aide" if refuses else "Remettre la décision sur l’aide",
            url=link(membership, "rights:afis", demande=row.demande_id),
            since=row.decided_on,
            person=row.person_id,
            reference=row.person.reference,
            consequence="Le délai pour contester ne court qu’à partir de la remise." if refuses else _granted(row),
            action="Noter la remise",
            always=True,
        )


def _granted(row: AfisDecision) -> str:
    return f"Aide accordée le {day(row.decided_on)} : elle en reçoit la décision, avec ses montants."


def unreached(membership: Membership, on: date) -> QuerySet[AfisDecision]:
    """Those that could not be handed to her, and are handed to nobody since."""
    tried = AidNotice.objects.filter(
        decision=OuterRef("pk"), end__isnull=True, replaced_at__isnull=True, outcome=NotificationOutcome.IMPOSSIBLE
    )
    return to_hand(membership, on).filter(Exists(tried))


def to_reach(membership: Membership, on: date) -> Iterator[Item]:
    """For whoever instructs: the decisions on the aid that could not be handed to her."""
    for row in unreached(membership, on):
        yield Item(
            title="Faire remettre la décision sur l’aide",
            url=link(membership, "rights:afis", demande=row.demande_id),
            since=row.decided_on,
            person=row.person_id,
            reference=row.person.reference,
            consequence="La remise a été impossible : le délai pour contester ne court pas.",
            action="Noter la remise",
        )


def lately(membership: Membership, on: date) -> QuerySet[AfisDecision]:
    """The refusals handed to her so lately that they may still be contested, and that nobody contests yet."""
    since = AidNotice.objects.filter(decision=OuterRef("pk"), end__isnull=True, on__gt=on - BEHIND)
    contested = Recours.objects.filter(act=OuterRef("pk")).exclude(outcome=RecoursOutcome.WITHDRAWN)
    return refused(membership).filter(Exists(since), ~Exists(contested))


def to_contest(membership: Membership, on: date) -> Iterator[Item]:
    """For the antenne: an aid refused, until the last day on which she may contest it."""
    for row in lately(membership, on):
        contest = remedies.contest(row.notices.all())
        if contest is None or on > contest.last:
            continue
        yield Item(
            title="Aide refusée : recours possible",
            url=link(membership, "rights:afis", demande=row.demande_id),
            due=contest.due(on),
            person=row.person_id,
            reference=row.person.reference,
            consequence=f"Aide refusée le {day(row.decided_on)}. {contest.sentence(on)} Le parcours continue.",
            action="Voir la décision",
            contest=contest,
            always=True,
        )
