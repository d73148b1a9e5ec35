"""What a département ordered for somebody who left it: its payer still pays and answers these months, and no other.

Her leaving ended what was open there but an opening without a slice, bounded, that names no antenne. No table is read
by it: the functions of rows.sql give the columns of an order, never where she is nor where her letters go.
"""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from rivage.accounts.models import Membership
from rivage.people.models import Identity, Person
from rivage.rights.models import AfisDecision, AfisMonth
from rivage.vault import keys
from rivage.vault.enums import KeyKind

# Hers is not told. Openings of a département that she left name this one too.
NOWHERE = UUID(int=0)


def months(membership: Membership, orders: Collection[UUID], *, unanswered: bool = False) -> list[AfisMonth]:
    """The months of these orders that are for somebody who left, with the day of their decision.

    Without those that this reader sees like the others, because she came back. `unanswered`: those alone that wait
    for an answer.
    """
    if not orders:
        return []
    # The function gives more columns than the model has: they are there beside it, as attributes.
    rows: list[Any] = list(
        AfisMonth.objects.raw(
            "SELECT *, %s::uuid AS antenne_id FROM rights_left_lines(%s, %s)", [NOWHERE, list(orders), unanswered]
        )
    )
    if not rows:
        return []
    known = AfisMonth.objects.visible_to(membership).filter(pk__in=[row.pk for row in rows])
    seen = set(known.values_list("pk", flat=True))
    found = [row for row in rows if row.pk not in seen]
    for row in found:
        row.decision = AfisDecision(pk=row.decision_id, decided_on=row.decided_on)
        row.person = Person(pk=row.person_id, reference=row.file, antenne_id=NOWHERE)
    return found


def identities(rows: Collection[AfisMonth]) -> dict[UUID, Identity]:
    """What the file of an order says of each of them. Their keys open for this perimeter."""
    if not rows:
        return {}
    found: list[Any] = list(
        Identity.objects.raw(
            "SELECT *, %s::uuid AS antenne_id FROM rights_left_people(%s)",
            [NOWHERE, list({row.order_id for row in rows})],
        )
    )
    keys.take(((each.person_id, each.body_id, each.wrapped) for each in found), KeyKind.SHARED)
    return {each.person_id: each for each in found}


def answer(line: UUID, said: str, on: date, paid: Decimal, paid_on: date | None) -> bool:
    """Write what the payer answers of one of these months. False when it is not, or no longer, open to this reader."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rights_left_answer(%s, %s, %s, %s, %s)", [line, said, on, paid, paid_on])
        return bool(cursor.fetchone()[0])
