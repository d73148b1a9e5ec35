"""A change of amount that the payer says of itself: its notice, with its source, beside what is computed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from rivage.accounts.models import Membership
from rivage.rights.models import PayerNotice


@dataclass(frozen=True, slots=True)
class Noticed:
    """What the payer says a month of a decision is worth from `since`, by its first day, in euros."""

    decision: UUID
    since: date
    amount: Decimal
    said_on: date


def read(membership: Membership, people: Iterable[UUID]) -> dict[UUID, list[Noticed]]:
    """What the payer said of the aid of these people and holds, the last said last. One query."""
    rows = PayerNotice.objects.visible_to(membership).filter(person__in=list(people), taken_back_on__isnull=True)
    found: dict[UUID, list[Noticed]] = defaultdict(list)
    columns = ("person_id", "decision_id", "since", "amount", "said_on")
    for person, *said in rows.order_by("said_on", "created_at").values_list(*columns):
        found[person].append(Noticed(*said))
    return dict(found)


def of(told: Sequence[Noticed], decision: UUID | None, month: date) -> Noticed | None:
    """What holds of a month: the last said. None of another decision, nor of an earlier month."""
    return next((one for one in reversed(told) if one.decision == decision and one.since <= month), None)
