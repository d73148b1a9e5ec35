"""What a danger asks of her antenne: to see it again with her, on its day."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from rivage.accounts.homes import Item
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.people import panels
from rivage.people.models import Person
from rivage.support.models import DangerAssessment

# How long before its day it is said on a home.
AHEAD = timedelta(days=3)


def due_again(membership: Membership, on: date) -> QuerySet[DangerAssessment]:
    """The last assessments to see again, of people whom the antenne accompanies and who live."""
    stand = DangerAssessment.objects.filter(person=OuterRef("person"), replaced_by__isnull=True)
    later = stand.filter(Q(day__gt=OuterRef("day")) | Q(day=OuterRef("day"), created_at__gt=OuterRef("created_at")))
    rows = DangerAssessment.objects.visible_to(membership).filter(replaced_by__isnull=True, again_on__lte=on + AHEAD)
    return rows.filter(~Exists(later)).exclude(person__in=Person.objects.filter(panels.over()))


def to_assess_again(membership: Membership, on: date) -> Iterator[Item]:
    """Until it is assessed again."""
    for person, reference, day in due_again(membership, on).values_list("person", "person__reference", "again_on"):
        yield Item(
            "Revoir avec elle si elle est en danger",
            link(membership, "support:assess_danger", person=person),
            due=day,
            person=person,
            reference=reference,
            consequence="Ce qui est noté d’un danger vieillit vite. Le niveau se décide avec elle.",
            action="Noter",
        )
