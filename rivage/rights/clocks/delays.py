"""How many days a first permit took, from the authorisation of the path to its delivery, by préfecture."""

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low
from typing import Any
from uuid import UUID

from rivage.accounts.enums import INSTRUCTING, Role, Source
from rivage.accounts.models import Membership
from rivage.decisions.models import Decision
from rivage.dossiers.models import Period
from rivage.law import territory
from rivage.law.wording import count
from rivage.rights.enums import ApsStep
from rivage.rights.models import ApsFact

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Delays:
    """The days of each permit delivered within a year by a préfecture, in order. `place`: where there are several."""

    days: tuple[int, ...]
    place: str = ""

    @property
    def sentence(self) -> str:
        many = len(self.days)
        permits = count(many, "premier titre délivré", "premiers titres délivrés")
        since = f"{self.place}, depuis un an" if self.place else "Depuis un an"
        if many == 1:
            return f"{since} : {permits}, {count(self.days[0], 'jour')} après l’autorisation du parcours."
        middle = f", {median_low(self.days)} au milieu" if many > 2 else ""
        return (
            f"{since} : {permits}, de {self.days[0]} à {count(self.days[-1], 'jour')} après l’autorisation du "
            f"parcours{middle}."
        )


def delays(membership: Membership, on: date) -> list[Delays]:
    """Those of permits delivered here, wherever she went since. None for another function, or where there is none. Who
    reads them reads each file that they count.

    The word of the desk goes before what somebody read; a permit given before its path was authorised counts for none.
    """
    if membership.role not in (*INSTRUCTING, Role.DESK):
        return []
    facts: Any = ApsFact.objects.visible_to(membership).filter(
        step=ApsStep.DELIVERED,
        n=1,
        correction__isnull=True,
        on__gt=on - A_YEAR,
        on__lte=on,
        fact_departement__in=membership.departements,
    )
    delivered: dict[UUID, tuple[date, str]] = {}
    rows = facts.order_by("created_at").values_list("person_id", "on", "source", "fact_departement")
    for person, day, source, code in rows:
        if person not in delivered or source == Source.OWN_DESK:
            delivered[person] = (day, code)
    if not delivered:
        return []
    periods = Period.objects.visible_to(membership).filter(person__in=delivered).order_by("-starts")
    # Of each, the first: written last.
    begun = dict(periods.values_list("person_id", "decision_id"))
    seen = Decision.objects.visible_to(membership).filter(pk__in=begun.values(), decided_on__isnull=False)
    decided = dict(seen.values_list("pk", "decided_on"))
    found: dict[str, list[int]] = {}
    for person, (day, code) in delivered.items():
        since = decided.get(begun[person]) if person in begun else None
        if since is not None and since <= day:
            found.setdefault(code, []).append((day - since).days)
    several = len(membership.departements) > 1
    return [
        Delays(tuple(sorted(days)), territory.departement(code).name if several else "")
        for code, days in sorted(found.items())
    ]
