"""The appointments to come, on the home of the antenne that goes there with her."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from rivage.accounts.homes import Item
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core.french import day_in_short
from rivage.rights.clocks.appointments import coming
from rivage.rights.clocks.facts import stay_facts
from rivage.rights.clocks.followed import followed
from rivage.rights.enums import ConsularOutcome
from rivage.rights.models import ConsularStep
from rivage.vault import keys
from rivage.vault.enums import KeyKind


def of_the_antenne(membership: Membership, on: date) -> Iterator[Item]:
    """At the service du séjour: of a request that nothing answered."""
    for found in stay_facts(membership, followed(membership, on)).values():
        if (day := coming(found, on)) is not None:
            yield Item(
                "Préparer le rendez-vous au service du séjour",
                link(membership, "rights:stay", person=found.person.pk),
                due=day,
                person=found.person.pk,
                reference=found.person.reference,
                consequence=f"Le {day_in_short(day, on=on)}, un récépissé ou l’autorisation peut être remis.",
                action="Voir",
            )


def to_come(membership: Membership, on: date) -> "QuerySet[ConsularStep]":
    """Steps at a consulate of today and after, which stand: her antenne's alone."""
    return ConsularStep.objects.visible_to(membership).filter(on__gte=on, taken_back_on__isnull=True)


def consular(membership: Membership, on: date) -> Iterator[Item]:
    """At a consulate: what is noted of today that is no appointment waits for nothing. No other role reads it, no
    calendar and no figure.
    """
    rows = list(to_come(membership, on).select_related("person").order_by("on", "created_at"))
    keys.load({row.person_id for row in rows}, KeyKind.PRIVATE)
    for row in rows:
        if row.outcome == ConsularOutcome.APPOINTMENT:
            yield Item(
                "Préparer le rendez-vous pour ses papiers",
                link(membership, "rights:consular", person=row.person_id),
                due=row.on,
                person=row.person_id,
                reference=row.person.reference,
                consequence=f"Le {day_in_short(row.on, on=on)}. Seule l’association qui l’accompagne le lit.",
                action="Voir",
            )
