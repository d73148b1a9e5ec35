"""What this app asks of her antenne: a moment at which where she stands is not noted, her steps, her news once out."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from rivage.accounts.enums import ANTENNE_ROLES, Role
from rivage.accounts.homes import Item, register
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.dossiers.models import Period
from rivage.people import panels
from rivage.people.models import Person
from rivage.rights.alerts import due_feed
from rivage.support.after import todo as after
from rivage.support.danger.due import due_again, to_assess_again
from rivage.support.evaluation import reading
from rivage.support.models import Tally
from rivage.support.steps import due as steps
from rivage.support.tally.counting import first_open, last_day


def due(membership: Membership, on: date) -> QuerySet[Period]:
    """Of people whom the antenne accompanies and who live."""
    return reading.due(membership, on).exclude(person__in=Person.objects.filter(panels.over()))


def to_evaluate(membership: Membership, on: date) -> Iterator[Item]:
    """At entry, before the end of a period, at exit: as long as nothing was noted of it."""
    rows = list(due(membership, on).select_related("person"))
    for person, one in reading.due_of(rows, on).items():
        reference = next(row.person.reference for row in rows if row.person_id == person)
        yield Item(
            f"Noter où elle en est, {one.moment.label}",
            link(membership, "support:evaluate", person=person),
            since=one.since,
            person=person,
            reference=reference,
            consequence="Sans cela, ce que le parcours a changé pour elle ne se verra pas.",
            action="Noter",
        )


def to_let_go(membership: Membership, on: date) -> Iterator[Item]:
    """The sums of a year that is over, until the last day on which they are let go."""
    year = first_open(on)
    if year == on.year:
        return
    for row in Tally.objects.visible_to(membership).filter(year=year, let_go_on__isnull=True).defer("sums"):
        yield Item(
            f"Remettre les sommes de {row.year}",
            link(membership, "support:sums"),
            due=last_day(year),
            consequence="Sans cela, ce que le parcours change ne se voit pas dans les chiffres du pays.",
            action="Relire",
        )


# Never the next step of her page: what her path asks comes first there, and its own part says which moment is due.
register(to_evaluate, roles=ANTENNE_ROLES, rank=80)
register(to_let_go, roles=(Role.LEAD,), rank=90)
register(after.to_ask, roles=ANTENNE_ROLES, rank=82)
register(steps.to_take_up, roles=ANTENNE_ROLES, rank=76, of_people=True, waiting=steps.due)
register(to_assess_again, roles=ANTENNE_ROLES, rank=75, of_people=True, waiting=due_again)
due_feed.register(steps.appointments)
