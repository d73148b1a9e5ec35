"""What her steps ask of her antenne: to take one up again on its day."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import QuerySet

from rivage.accounts.homes import Item
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core.french import hour
from rivage.people import panels
from rivage.people.models import Person
from rivage.rights.alerts import due_feed
from rivage.support.enums import StepDomain
from rivage.support.models import Approach
from rivage.support.steps import reading

# How long before its day a step is said on a home.
AHEAD = timedelta(days=7)


def standing(membership: Membership) -> QuerySet[Approach]:
    """Steps to take up again, as they stand, of people whom the antenne accompanies and who live."""
    rows = Approach.objects.visible_to(membership).filter(due__isnull=False, replaced_by__isnull=True)
    return rows.exclude(person__in=Person.objects.filter(panels.over()))


def due(membership: Membership, on: date) -> QuerySet[Approach]:
    """Those whose day comes within the week, or has passed."""
    return standing(membership).filter(due__lte=on + AHEAD)


def to_take_up(membership: Membership, on: date) -> Iterator[Item]:
    """A step to take up again, an appointment: until what came of it is noted."""
    wanted = dict(due(membership, on).values_list("pk", "person__reference"))
    people = set(due(membership, on).values_list("person", flat=True)) if wanted else set()
    for line in reading.of_people(membership, people, on) if wanted else ():
        row = line.row
        if row.pk not in wanted:
            continue
        label = StepDomain(row.domain).label
        at = f", à {hour(row.due_at)}" if row.due_at else ""
        yield Item(
            f"Rendez-vous{at} : {label}" if row.due_at else f"Reprendre une démarche : {label}",
            link(membership, "support:follow_step", approach=row.pk),
            due=row.due,
            person=row.person_id,
            reference=wanted[row.pk],
            consequence="Notez ce qu’il en est, et la démarche quitte votre accueil.",
            action="Noter la suite",
        )


def appointments(membership: Membership) -> list[due_feed.DueMoment]:
    """The same days for one's calendar, without whom nor what: those to come."""
    rows = standing(membership).filter(due__gte=membership.today)
    return [due_feed.DueMoment(day, at) for day, at in rows.values_list("due", "due_at").distinct() if day]
