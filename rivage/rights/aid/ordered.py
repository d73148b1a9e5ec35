"""What was ordered of a month, and what the payer answered: plain facts, read from the rows."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from rivage.rights.enums import PayerAnswer

NOTHING = Decimal(0)
# Columns read of each: thousands of rows make one page.
LINE = (
    "month", "children", "amount", "to_confirm", "answer", "answered_on", "paid", "paid_on", "reference", "order_id",
    "decision_id", "pk",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ordered:
    """What was ordered for a month and what the payer answered. `row`: the id of the line."""

    month: date
    children: int
    amount: Decimal
    to_confirm: bool = False
    answer: str = ""
    answered_on: date | None = None
    paid: Decimal | None = None
    paid_on: date | None = None
    reference: str = ""
    order: int = 0
    decision: UUID | None = None
    row: UUID | None = None

    @property
    def counted(self) -> Decimal:
        """What counts as hers: what the payer says that it paid, nothing if it did not, the order until it answers."""
        return (self.paid or NOTHING) if self.answer else self.amount

    @property
    def in_part(self) -> bool:
        """Whether the payer says that it paid less than was ordered."""
        return self.answer == PayerAnswer.PAID and (self.paid or NOTHING) < self.amount


def as_ordered(line: Any, order: int) -> Ordered:
    """The plain facts of a line: an `AfisMonth`, or a row of `LINE`. `order`: its number, 0 where it is closed."""
    return Ordered(
        line.month, line.children, line.amount, line.to_confirm, line.answer, line.answered_on, line.paid,
        line.paid_on, line.reference, order, line.decision_id, line.pk,
    )  # fmt: skip
