"""The three clocks of a person on a date: path, residence, aid. Each says its need before its dates (design §4)."""

from dataclasses import dataclass, replace
from datetime import date

from rivage.accounts.models import Membership
from rivage.core.french import days
from rivage.decisions.outcome import DemandeOutcome
from rivage.law import afis
from rivage.law.duration import most_months
from rivage.law.period import Days
from rivage.people.models import Person
from rivage.rights.clocks import aid, path, residence
from rivage.rights.clocks.facts import ClockFacts, gather, gather_all
from rivage.rights.clocks.gaps import gaps, lost_days
from rivage.rights.clocks.permit import PermitRequest
from rivage.rights.clocks.rows import MonthRow
from rivage.rights.clocks.shapes import Clock, Gap, Meeting, count
from rivage.rights.clocks.steps import remedy_words

__all__ = [
    "Clock",
    "ClockFacts",
    "Clocks",
    "Gap",
    "Meeting",
    "PermitRequest",
    "clocks",
    "gaps",
    "gather",
    "gather_all",
    "lost_days",
    "read",
]


@dataclass(frozen=True, slots=True)
class Clocks:
    """`periods`: rank and days of rights; `aid_months`: granted months with their amounts; `next_period`: days that a
    pending or coming renewal would open; `gaps`: past then foreseen, of the three clocks; `lost`: days authorised
    without any right received; `permits`: requests of a permit; `refusals`: of her demandes, oldest first; `ended`:
    whether the préfet ended an aid; `aid_lines`: what the payer answered of the months ordered; `paid_until`: the last
    month paid before Rivage.
    """

    on: date
    path: Clock
    residence: Clock
    aid: Clock
    used: int
    most: int
    periods: tuple[tuple[int, Days], ...] = ()
    gaps: tuple[Gap, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    aid_months: tuple[afis.DueMonth, ...] = ()
    asked_on: date | None = None
    next_period: tuple[int, Days] | None = None
    residence_wanted: bool = False
    aid_waiting: bool = False
    lost: int = 0
    permits: tuple[PermitRequest, ...] = ()
    refusals: tuple[DemandeOutcome, ...] = ()
    ended: bool = False
    aid_lines: tuple[MonthRow, ...] = ()
    paid_until: date | None = None

    @property
    def remaining(self) -> int:
        return max(0, self.most - self.used)

    @property
    def all(self) -> tuple[Clock, Clock, Clock]:
        return self.path, self.residence, self.aid

    @property
    def past(self) -> tuple[Gap, ...]:
        return tuple(gap for gap in self.gaps if not gap.foreseen)

    @property
    def foreseen(self) -> tuple[Gap, ...]:
        return tuple(gap for gap in self.gaps if gap.foreseen)

    @property
    def lost_words(self) -> str:
        """« 62 jours autorisés sans aucun droit perçu. », or ""."""
        if not self.lost:
            return ""
        return f"{days(self.lost)} autorisé{'s' if self.lost > 1 else ''} sans aucun droit perçu."

    @property
    def header(self) -> str:
        """« 16 mois comptés sur 24, restent 8. 2 ruptures, 81 jours. » A day lost on two clocks counts once."""
        counted, left = "compté" + "s" * (self.used > 1), "reste" + "nt" * (self.remaining > 1)
        said = f"{self.used} mois {counted} sur {self.most}, {left} {self.remaining}."
        if not self.past:
            return said
        lost = count(gap.days for gap in self.past)
        return f"{said} {len(self.past)} rupture{'s' if len(self.past) > 1 else ''}, {days(lost)}."


def clocks(membership: Membership, person: Person, on: date) -> Clocks:
    """Where the three clocks of a person stand on a date, for this reader."""
    return read(gather(membership, person), on)


def _residence(found: ClockFacts, on: date) -> Clock:
    """With until when a refusal may be contested, as this reader may know it."""
    said, open_ = residence.clock(found, on), remedy_words(found, on)
    return replace(said, stands=", ".join(filter(None, (said.stands, open_)))) if open_ else said


def read(found: ClockFacts, on: date) -> Clocks:
    """The clocks of these facts on a date. No query."""
    held = path.periods(found)
    return Clocks(
        on=on,
        path=path.clock(found, held, on),
        residence=_residence(found, on),
        aid=aid.clock(found),
        used=path.used(found),
        most=most_months(on),
        periods=tuple(held),
        gaps=gaps(found, on),
        meetings=path.meetings(found, on),
        aid_months=aid.granted_months(found),
        asked_on=path.asked_on(found),
        next_period=path.renewal(found, held, on),
        residence_wanted=residence.needed(found, on),
        aid_waiting=bool(found.aid and found.aid.afis_asked and not found.afis and not found.dead),
        lost=lost_days(found, on),
        permits=found.permits,
        refusals=tuple(found.outcomes),
        ended=any(row.ended_on is not None for row in found.afis),
        aid_lines=tuple(found.months),
        paid_until=max((row.paid_until for row in found.aids.values() if row.paid_until), default=None),
    )
