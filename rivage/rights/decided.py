"""What the residence desk and the payer read of one person: identity, decision, and nothing else."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from rivage.accounts.enums import Role
from rivage.accounts.models import Membership
from rivage.decisions.enums import DecisionStep
from rivage.decisions.models import Decision
from rivage.dossiers.models import Period
from rivage.law.period import ONE_DAY
from rivage.people import birth
from rivage.people.enums import Slice
from rivage.people.models import Correspondence, Identity, Person
from rivage.rights.enums import AfisSense
from rivage.rights.models import AfisDecision


def opened(membership: Membership) -> QuerySet[Person]:
    """People whose decision is open to this reader."""
    return Person.objects.visible_to(membership, Slice.DECISION).select_related("antenne")


def read(membership: Membership, person: Person) -> dict[str, Any]:
    """Identity and decisions; to the payer, the aid and the correspondence address too (D121-12-15)."""
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
        context["aids"] = [
            {"row": row, "amounts": amounts(row.verdict.get("months", []))}
            for row in granted.defer("reasons").order_by("-decided_on")
        ]
        context["address"] = Correspondence.objects.visible_to(membership).filter(person=person).first()
    return context


def amounts(months: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The months kept with the decision, those that follow at the same amount together."""
    found: list[dict[str, Any]] = []
    for each in months:
        month, euros = date.fromisoformat(each["month"]), Decimal(each["euros"])
        if found and found[-1]["euros"] == euros:
            found[-1]["last"] = month
        else:
            found.append({"first": month, "last": month, "euros": euros, "to_confirm": each["to_confirm"]})
    return found
