"""Files as the homes and the tableau de suivi read them: a constant number of queries, whatever the number of rows."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from rivage.accounts.models import Membership
from rivage.core import perimeter
from rivage.dossiers.models import Demande, Period
from rivage.people.enums import Slice
from rivage.people.models import Person
from rivage.people.models.base import PersonRowQuerySet
from rivage.rights.clocks import gather_all
from rivage.rights.clocks.facts import LapseFacts

_FACTS = "desk.facts"


def demandes(membership: Membership, *steps: str) -> "PersonRowQuerySet[Demande]":
    """Demandes at these steps that this membership may read, with their person and antenne."""
    return Demande.objects.visible_to(membership).filter(step__in=steps).select_related("person", "person__antenne")


def running_periods(membership: Membership, on: date) -> list[Period]:
    """Periods running on a day with their person and path, by end. Whoever died or is away is left in peace."""
    return list(
        Period.objects.visible_to(membership)
        .filter(starts__lte=on, ends__gt=on, ended_on__isnull=True, parcours__ended_on__isnull=True)
        .select_related("person", "person__antenne", "parcours")
        .order_by("ends")
    )


def facts_of(membership: Membership, people: Iterable[Person]) -> dict[UUID, LapseFacts]:
    """What lapses is read from, of each person; those that this page has read already are not read again."""
    wanted = list(people)
    read: dict[UUID, LapseFacts] = perimeter.current().cache.setdefault((_FACTS, membership.pk), {})
    missing = [person for person in wanted if person.pk not in read]
    read |= gather_all(membership, missing, LapseFacts) if missing else {}
    return {person.pk: read[person.pk] for person in wanted}


def people_opened(membership: Membership, slice_: str = Slice.DECISION) -> "QuerySet[Person]":
    """People of whom a slice is open to this membership."""
    return Person.objects.visible_to(membership, slice_).select_related("antenne").order_by("reference")
