"""The answers to a request of a permit, each named by the first fact noted of it, and how they reached her."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from rivage.accounts.models import Membership
from rivage.core.db.locks import lock
from rivage.decisions import remedies
from rivage.decisions.models import Decision
from rivage.law.verdict import Verdict, allow, refuse
from rivage.law.wording import day
from rivage.rights.clocks.facts import StayFacts
from rivage.rights.models import ApsFact, PermitNotice


def of_answer(fact: ApsFact) -> "QuerySet[ApsFact]":
    """All that was noted of the same answer, the first one first."""
    rows = ApsFact.objects.filter(person=fact.person_id, n=fact.n, step=fact.step)
    return rows.order_by("created_at", "pk")


def first(fact: ApsFact) -> ApsFact:
    """The fact by which its answer is named."""
    return of_answer(fact).select_related("person__antenne")[0]


def taken_on(fact: ApsFact) -> date | None:
    """The first day of which an answer is noted, corrections made; None where it did not take place."""
    days = of_answer(fact).filter(correction__isnull=True).values_list("on", flat=True)
    return min(days, default=None)


def wait_for(person: object) -> None:
    """Two writers of one person's permit wait for each other. Not a row lock: the desk may not write her row."""
    lock(f"rights.aps:{person}")


def can_leave(fact: ApsFact, instead: tuple[int, str, date] | None) -> Verdict:
    """Whether a fact may be said wrong: an answer that reached her is not taken from under its notice, nor dated after
    it. `instead`: rank, step and day of what takes its place.
    """
    rows = PermitNotice.objects.filter(fact__person=fact.person_id, fact__n=fact.n, fact__step=fact.step)
    stands = remedies.standing(rows)
    if stands is None or not stands.reached:
        return allow()
    others = of_answer(fact).filter(correction__isnull=True).exclude(pk=fact.pk).values_list("on", flat=True)
    days = [*others, *([instead[2]] if instead is not None and instead[:2] == (fact.n, fact.step) else [])]
    if any(one <= stands.on for one in days):
        return allow()
    return refuse(
        "told_already",
        f"Cette réponse est notée remise à la personne le {day(stands.on)} : corrigez d’abord la remise.",
    )


def demandes_of(membership: Membership, found: StayFacts) -> dict[int, UUID]:
    """Of each request by rank, the demande of the path that ran when it was asked, or answered, else of the first one;
    as far as its decision is open to this membership.
    """
    periods = sorted(found.periods, key=lambda row: row.starts)
    if not periods or not found.permits:
        return {}
    rows = Decision.objects.visible_to(membership).filter(pk__in=[row.decision_id for row in periods])
    decided_by = dict(rows.values_list("pk", "demande_id"))
    made = {}
    for one in found.permits:
        days = [said.on for said in (one.requested, one.receipt, one.delivered, one.refused) if said is not None]
        held = next((row for row in reversed(periods) if days and row.starts <= days[0]), periods[0])
        if held.decision_id in decided_by:
            made[one.n] = decided_by[held.decision_id]
    return made
