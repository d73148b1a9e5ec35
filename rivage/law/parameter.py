"""A dated value of the law, and the series of values a parameter took."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

CONFIRMED = "CONFIRMED"
TO_CONFIRM = "TO_CONFIRM"


@dataclass(frozen=True, slots=True)
class Value:
    """What a parameter is worth between `start` and `end`, both included; `end` is None while it is in force.

    `value` is an int, a Decimal (euros), a str, a tuple or a read-only mapping, according to the parameter's unit.
    `confidence` is H (read in the text), M (reliable secondary source) or L (inferred).
    `checked` is the day somebody last looked whether it still held: nothing is known of later days.
    """

    name: str
    value: Any = field(hash=False)
    start: date
    end: date | None
    article: str
    source: str
    confidence: str
    status: str
    checked: date
    note: str = ""

    @property
    def to_confirm(self) -> bool:
        return self.status == TO_CONFIRM


@dataclass(frozen=True, slots=True)
class Parameter:
    """A name, what it means in French, and its values in order of date, without hole or overlap.

    `alternatives` is not empty when the law is silent: each reading with its French sentence, the values in use being
    among them. `to_settle` is the question put to a lawyer.
    """

    name: str
    label: str
    unit: str
    values: tuple[Value, ...] = field(hash=False)
    file: str
    line: int
    alternatives: tuple[tuple[str, str], ...] = ()
    to_settle: str = ""

    @property
    def is_assumption(self) -> bool:
        return bool(self.alternatives)
