"""What the residence desk and the payer read of one person: identity, decision, and nothing else."""

from typing import Any
from uuid import UUID

from rivage.accounts.enums import Role
from rivage.accounts.models import Membership
from rivage.decisions.enums import DecisionStep
from rivage.decisions.models import Decision
from rivage.desk.homes.files import people_opened
from rivage.dossiers.models import Period
from rivage.law.period import ONE_DAY
from rivage.people.enums import Slice
from rivage.people.models import Correspondence, Identity, Person
from rivage.rights.enums import AfisSense
from rivage.rights.models import AfisDecision


def opened(membership: Membership, person: UUID) -> Person | None:
    """The person, if her decision is open to this reader."""
    return people_opened(membership, Slice.DECISION).filter(pk=person).first()


def read(membership: Membership, person: Person) -> dict[str, Any]:
    """Identity and decisions; to the payer, the aid and the correspondence address too (D121-12-15)."""
    decisions = Decision.objects.visible_to(membership).filter(person=person).exclude(step=DecisionStep.DRAFT)
    context: dict[str, Any] = {
        "person": person,
        "reference": person.reference,
        "identity": Identity.objects.visible_to(membership).filter(person=person).first(),
        "decisions": decisions.defer("reasons", "motives_kept").order_by("-decided_on"),
        "periods": [
            {"n": row.n, "starts": row.starts, "last": (row.ended_on or row.ends) - ONE_DAY}
            for row in Period.objects.visible_to(membership).filter(person=person).order_by("-starts")
        ],
    }
    if membership.role == Role.PAYER:
        context["aids"] = (
            AfisDecision.objects.visible_to(membership)
            .filter(person=person, sense=AfisSense.GRANT)
            .defer("reasons")
            .order_by("-decided_on")
        )
        context["address"] = Correspondence.objects.visible_to(membership).filter(person=person).first()
    return context
