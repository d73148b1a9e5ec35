"""The answers to a request of a permit, each named by the first fact noted of it, and how they reached her."""

from datetime import date

from django.db.models import QuerySet

from rivage.core.db.locks import lock
from rivage.decisions import remedies
from rivage.law.verdict import Verdict, allow, refuse
from rivage.law.wording import day
from rivage.rights.enums import ApsStep
from rivage.rights.models import ApsFact, PermitNotice

ANSWERS = (ApsStep.DELIVERED, ApsStep.REFUSED)


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
