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
    `checked` is the day somebody (`checked_by`, a function) last looked whether it held: nothing is known of later
    days. `reread_on` is the day from which what moves must have been read again (see review.py), None for what a text
    alone moves. `rests_on`: the readings that a computed value followed.
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
    checked_by: str = ""
    reread_on: date | None = None
    rests_on: tuple["Value", ...] = field(default=(), hash=False)

    @property
    def to_confirm(self) -> bool:
        return self.status == TO_CONFIRM

    @property
    def expired(self) -> bool:
        """Whether it is to confirm because nobody has read it again since the day it moves."""
        return self.to_confirm and self.reread_on is not None and self.start >= self.reread_on


@dataclass(frozen=True, slots=True)
class Parameter:
    """A name, what it means in French, and its values in order of date, without hole or overlap.

    `alternatives` is not empty when the law is silent: each reading with its French sentence, the values in use being
    among them. `to_settle` is the question put to a lawyer. `revised` says how the last value moves: `04-01` each 1
    April, or a word of review.py. `unmoved`: why no reading changes an answer, when none does.
    """

    name: str
    label: str
    unit: str
    values: tuple[Value, ...] = field(hash=False)
    file: str
    line: int
    alternatives: tuple[tuple[str, str], ...] = ()
    to_settle: str = ""
    revised: str = ""
    unmoved: str = ""

    @property
    def is_assumption(self) -> bool:
        return bool(self.alternatives)
