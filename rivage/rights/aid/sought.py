"""In which orders somebody is, by her name or her number: words are compared here, and asked by a form alone."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from rivage.accounts.models import Membership
from rivage.core.lists import matches
from rivage.people import names
from rivage.people.enums import Slice
from rivage.rights.aid import departed
from rivage.rights.models import AfisMonth, AfisOrder
from rivage.vault import opened


class Sought(NamedTuple):
    """Somebody who answers the words, as an order names her. `antenne`: nowhere for who left the département."""

    person: UUID
    antenne: UUID
    name: str
    reference: str

    @property
    def shown(self) -> str:
        """« Lina Marée, R-3FQ7AC », the number alone where her name is closed."""
        return ", ".join(part for part in (self.name, self.reference) if part)


def in_orders(membership: Membership, orders: Collection[AfisOrder], words: str) -> dict[UUID, list[Sought]]:
    """Of these orders, those that hold a month of whoever answers the words, and of whom; each is traced as shown."""
    ids = [order.pk for order in orders]
    seen = AfisMonth.objects.visible_to(membership).filter(order__in=ids).order_by("person__reference")
    lines = set(seen.values_list("order_id", "person_id", "antenne_id", "person__reference"))
    left = departed.months(membership, ids)
    lines |= {(row.order_id, row.person_id, departed.NOWHERE, row.person.reference) for row in left}
    with opened.sorting():
        called = names.all_called(membership) | {pk: one.called for pk, one in departed.identities(left).items()}
    found: dict[UUID, list[Sought]] = {}
    for order, person, antenne, reference in lines:
        name = called.get(person, "")
        if matches(words, name, reference):
            opened.note(person, antenne, "decision")
            if name:
                opened.note(person, antenne, Slice.IDENTITY)
            found.setdefault(order, []).append(Sought(person, antenne, name, reference))
    for people in found.values():
        people.sort(key=lambda one: names.rank(one.name, one.reference))
    return found
