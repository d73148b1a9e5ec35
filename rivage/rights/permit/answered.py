"""What answers a line of the home about the permit: another title that her antenne notes she holds."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from rivage.accounts.homes import Item
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.rights.permit import todo

Source = Callable[[Membership, Collection[UUID], date], Mapping[UUID, str]]
_sources: list[Source] = []
# Lines that a title held answers.
ASKED = (
    "Demander l’autorisation provisoire",
    "Demander le renouvellement du titre",
    "Demander que le récépissé soit prolongé",
)
SAY_SO = "Dire qu’un autre titre est détenu"


def register(source: Source) -> None:
    """`source`: of those people, who holds a title on that day, and which, as this membership may read it."""
    _sources.append(source)


def of_the_antenne(membership: Membership, on: date) -> Iterator[Item]:
    """What the permit asks of the antenne; of whoever holds another title, that it be said and nothing else asked."""
    items = list(todo.of_the_antenne(membership, on))
    people = {item.person for item in items if item.person is not None and item.title in ASKED}
    held = {person: title for source in _sources for person, title in source(membership, people, on).items()}
    for item in items:
        title = held.get(item.person) if item.person is not None and item.title in ASKED else None
        yield item if title is None else _say_so(membership, item, title, on)


def _say_so(membership: Membership, item: Item, title: str, on: date) -> Item:
    return replace(
        item,
        title=SAY_SO,
        url=link(membership, "rights:need", person=item.person),
        due=None,
        since=item.since or on,
        consequence=f"Noté détenu : {title}. Tant que ce n’est pas dit, le séjour attend encore une demande.",
        action="Le dire",
    )
