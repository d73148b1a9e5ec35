"""What reading the clocks gives: clocks in words, gaps, meetings; and days as sets of periods."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from rivage.core.french import days
from rivage.law.period import Days
from rivage.rights.enums import ClockName

ALWAYS = Days(date.min, date.max)


@dataclass(frozen=True, slots=True)
class Clock:
    """`need`: whether it concerns her, in words; `stands`: where it stands; `short`, `second`: labels of a figure."""

    name: str
    need: str
    stands: str
    short: str = ""
    second: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Days without a right that is needed. `foreseen`: they are to come, if nobody acts before the first of them.

    A gap that runs today counts today: it is no longer foreseen.
    """

    days: Days
    clock: ClockName = ClockName.PATH
    foreseen: bool = False

    @property
    def sentence(self) -> str:
        return f"{'rupture possible' if self.foreseen else 'rupture'} de {days(self.days.days)}"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session at which a demande was, or is to be examined."""

    on: date
    state: str  # held, coming, postponed, missed (closed for want of a quorum)


def joined(spans: Iterable[Days]) -> list[Days]:
    """The same days as periods that neither touch nor overlap, in order."""
    whole: list[Days] = []
    for span in sorted(spans, key=attrgetter("start", "end")):
        if whole and span.start <= whole[-1].end:
            whole[-1] = Days(whole[-1].start, max(whole[-1].end, span.end))
        else:
            whole.append(span)
    return whole


def minus(spans: Iterable[Days], taken: Sequence[Days]) -> list[Days]:
    """The days of `spans` that no period of `taken` holds, in order."""
    left = joined(spans)
    for away in taken:
        kept = []
        for span in left:
            if not span.overlaps(away):
                kept.append(span)
                continue
            if span.start < away.start:
                kept.append(Days(span.start, away.start))
            if away.end < span.end:
                kept.append(Days(away.end, span.end))
        left = kept
    return left


def both(one: Iterable[Days], other: Iterable[Days]) -> list[Days]:
    """The days that are in both."""
    first, second = joined(one), joined(other)
    return joined(Days(max(a.start, b.start), min(a.end, b.end)) for a in first for b in second if a.overlaps(b))


def count(spans: Iterable[Days]) -> int:
    """How many days, each counted once."""
    return sum(span.days for span in joined(spans))
