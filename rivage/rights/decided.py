"""What the residence desk and the payer read of one person: identity, decision, and nothing else."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from rivage.accounts.enums import Role
from rivage.accounts.models import Membership
from rivage.core.french import capital
from rivage.decisions.enums import DecisionStep
from rivage.decisions.models import Decision
from rivage.dossiers.models import Period
from rivage.law.period import ONE_DAY
from rivage.law.wording import month as in_words
from rivage.law.wording import of_word
from rivage.people import birth
from rivage.people.enums import Slice
from rivage.people.models import Correspondence, Identity, Person
from rivage.rights.ended import NOT_HANDED, Ended, ended_aids, ends, with_handed
from rivage.rights.enums import AfisSense
from rivage.rights.models import AfisDecision, AfisMonth


def opened(membership: Membership) -> QuerySet[Person]:
    """People whose decision is open to this reader."""
    return Person.objects.visible_to(membership, Slice.DECISION).select_related("antenne")


def read(membership: Membership, person: Person) -> dict[str, Any]:
    """Identity and decisions; to the payer, the aid and the correspondence address too (D121-12-15). The desk reads
    that the aid ended and when, nothing else of it: the permit does not rest on it.
    """
    decisions = Decision.objects.visible_to(membership).filter(person=person).exclude(step=DecisionStep.DRAFT)
    identity = Identity.objects.visible_to(membership).filter(person=person).first()
    context: dict[str, Any] = {
        "person": person,
        "reference": person.reference,
        "identity": identity,
        "born": birth.in_words(identity.birth) if identity else "",
        "decisions": decisions.defer("reasons", "motives_kept").order_by("-decided_on"),
        "periods": [
            {"n": row.n, "starts": row.starts, "last": (row.ended_on or row.ends) - ONE_DAY}
            for row in Period.objects.lived().visible_to(membership).filter(person=person).order_by("-starts")
        ],
    }
    if membership.role == Role.PAYER:
        granted = AfisDecision.objects.visible_to(membership).filter(person=person, sense=AfisSense.GRANT)
        rows = list(granted.defer("reasons").order_by("-decided_on"))
        ended = with_handed(ends(membership, [row.pk for row in rows]))
        context["not_handed"] = NOT_HANDED
        context["aids"] = [
            {"row": row, "ended": ended.get(row.pk)} | amounts(_due(row, ended.get(row.pk)), _ordered(membership, row))
            for row in rows
        ]
        context["address"] = Correspondence.objects.visible_to(membership).filter(person=person).first()
    if membership.role == Role.DESK:
        context["ended"] = ended_aids(membership, person.pk)
    return context


def last_ends(membership: Membership, people: Iterable[UUID]) -> dict[UUID, Ended]:
    """For the payer: of each person whose last aid granted the préfet ended, that end."""
    granted = AfisDecision.objects.visible_to(membership).filter(person__in=list(people), sense=AfisSense.GRANT)
    last = dict(granted.order_by("decided_on").values_list("person_id", "pk"))
    found = with_handed(ends(membership, last.values()))
    return {person: found[decision] for person, decision in last.items() if decision in found}


def _due(row: AfisDecision, ended: Ended | None) -> list[dict[str, Any]]:
    """The months kept with a decision, up to the last one due."""
    months: list[dict[str, Any]] = row.verdict.get("months", [])
    return [each for each in months if ended is None or date.fromisoformat(each["month"]) <= ended.last]


def _ordered(membership: Membership, row: AfisDecision) -> dict[date, tuple[int, Decimal, bool]]:
    lines = AfisMonth.objects.visible_to(membership).filter(decision=row)
    found = lines.values_list("month", "children", "amount", "to_confirm")
    return {month: (children, euros, unsure) for month, children, euros, unsure in found}


def amounts(months: list[dict[str, Any]], ordered: Mapping[date, tuple[int, Decimal, bool]]) -> dict[str, Any]:
    """The months kept with the decision, those that follow at the same amount together (`amounts`). A month ordered
    says what its order says. `moved`: one was ordered at another amount, after which only an order tells.

    `ordered`: children, euros, and whether it is to be confirmed, by the first day of the month.
    """
    found: list[dict[str, Any]] = []
    moved = False
    for each in months:
        month, euros = date.fromisoformat(each["month"]), Decimal(each["euros"])
        said = {"ordered": month in ordered, "children": 0, "euros": euros, "to_confirm": each["to_confirm"]}
        if month in ordered:
            said |= dict(zip(("children", "euros", "to_confirm"), ordered[month], strict=True))
            moved = moved or said["euros"] != euros
        elif moved:
            break
        if found and {name: found[-1][name] for name in said} == said:
            found[-1]["last"] = month
        else:
            found.append(said | {"first": month, "last": month})
    for span in found:
        span["when"] = _when(span["first"], span["last"])
    return {"amounts": found, "moved": moved and max(ordered) < date.fromisoformat(months[-1]["month"])}


def _when(first: date, last: date) -> str:
    """« D’août 2026 à janvier 2027 », « En août 2026 »."""
    if first == last:
        return f"En {in_words(first)}"
    words = f"{of_word(in_words(first))} à {in_words(last)}"
    return capital(words)
