"""How many days a first permit took, from the authorisation of the path to its delivery: of one's own départements."""

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low
from typing import Any
from uuid import UUID

from rivage.accounts.enums import INSTRUCTING, Source
from rivage.accounts.models import Membership
from rivage.decisions.models import Decision
from rivage.dossiers.models import Period
from rivage.law.wording import count
from rivage.rights.enums import ApsStep
from rivage.rights.models import ApsFact

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Delays:
    """The days of each permit delivered within a year, in order."""

    days: tuple[int, ...]

    @property
    def sentence(self) -> str:
        many = len(self.days)
        permits = count(many, "premier titre délivré", "premiers titres délivrés")
        if many == 1:
            return f"Depuis un an : {permits}, {count(self.days[0], 'jour')} après l’autorisation du parcours."
        middle = f", {median_low(self.days)} au milieu" if many > 2 else ""
        return (
            f"Depuis un an : {permits}, de {self.days[0]} à {count(self.days[-1], 'jour')} après l’autorisation du "
            f"parcours{middle}."
        )


def delays(membership: Membership, on: date) -> Delays | None:
    """Those of permits delivered here, wherever she went since. None for another function, or where there is none.

    The word of the desk goes before what somebody read; a permit given before its path was authorised counts for none.
    """
    if membership.role not in INSTRUCTING:
        return None
    facts: Any = ApsFact.objects.visible_to(membership).filter(
        step=ApsStep.DELIVERED,
        n=1,
        correction__isnull=True,
        on__gt=on - A_YEAR,
        on__lte=on,
        fact_departement__in=membership.departements,
    )
    delivered: dict[UUID, date] = {}
    for person, day, source in facts.order_by("created_at").values_list("person_id", "on", "source"):
        if person not in delivered or source == Source.OWN_DESK:
            delivered[person] = day
    if not delivered:
        return None
    periods = Period.objects.visible_to(membership).filter(person__in=delivered).order_by("-starts")
    # Of each, the first: written last.
    begun = dict(periods.values_list("person_id", "decision_id"))
    seen = Decision.objects.visible_to(membership).filter(pk__in=begun.values(), decided_on__isnull=False)
    decided = dict(seen.values_list("pk", "decided_on"))
    pairs = ((day, decided.get(begun[person])) for person, day in delivered.items() if person in begun)
    found = sorted((day - since).days for day, since in pairs if since is not None and since <= day)
    return Delays(tuple(found)) if found else None
