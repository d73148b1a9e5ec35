"""What her rights ask of her antenne: to renew one before its last day, to chase a request on the day chosen."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import QuerySet

from rivage.accounts.enums import ANTENNE_ROLES
from rivage.accounts.homes import Item, register
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.people import panels
from rivage.people.models import Person
from rivage.titles.enums import HAD
from rivage.titles.models import RightFact
from rivage.titles.standing import RightStanding, of_people

AHEAD = timedelta(days=60)


def due(membership: Membership, on: date) -> QuerySet[RightFact]:
    """Steps to take up again soon, of people whom the antenne accompanies and who live."""
    rows = RightFact.objects.visible_to(membership).filter(due__lte=on + AHEAD, replaced_by__isnull=True)
    return rows.exclude(person__in=Person.objects.filter(panels.over()))


def to_take_up(membership: Membership, on: date) -> Iterator[Item]:
    """A right or a title that ends, a request to chase: as long as nothing was noted of it since."""
    references = dict(due(membership, on).values_list("person", "person__reference"))
    for person, known in of_people(membership, references, on).items() if references else ():
        for one in known.values():
            if one.last is not None and one.last.due is not None and one.last.due <= on + AHEAD:
                yield _item(membership, one, references[person])


def _item(membership: Membership, one: RightStanding, reference: str) -> Item:
    assert one.last is not None  # noqa: S101 - said for the checker
    renewed = one.last.step in HAD
    return Item(
        f"{'Renouveler' if renewed else 'Relancer'} : {one.subject.label}",
        link(membership, "titles:right", person=one.last.person_id, right=one.subject.code),
        due=one.last.due,
        person=one.last.person_id,
        reference=reference,
        consequence="Après ce jour, ce droit ou ce titre ne vaut plus." if renewed else "La réponse n’est pas notée.",
        action="Renouveler" if renewed else "Relancer",
    )


register(to_take_up, roles=ANTENNE_ROLES, rank=75, of_people=True, waiting=due)
