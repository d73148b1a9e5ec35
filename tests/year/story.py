"""Invented paths, drawn from a seed: what happens to each, and the day when somebody wrote it down."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

from rivage.dossiers.enums import Step
from rivage.law.period import add_months
from rivage.rights.clocks import ClockFacts
from rivage.rights.clocks.rows import PermitRow
from rivage.rights.enums import READ_AS, PermitNeed

PLACE, NOBODY = "33", UUID(int=0)
MOST_MONTHS, PERIOD_MONTHS = 24, 6


@dataclass(frozen=True)
class Told:
    """One fact of a kind, and the day from which it is written down."""

    known: date
    kind: str
    values: dict[str, Any]


@dataclass
class Story:
    """One path. `told` in the order in which it was written."""

    n: int
    told: list[Told] = field(default_factory=list)
    over: date | None = None

    def tell(self, known: date, kind: str, **values: Any) -> None:
        self.told.append(Told(known, kind, values))

    def of(self, kind: str, known: date = date.max) -> list[dict[str, Any]]:
        return [one.values for one in self.told if one.kind == kind and one.known <= known]

    @property
    def hidden(self) -> bool:
        """Whether her antenne reads more than the others: the last day of another document."""
        return any(one["need"] == PermitNeed.OTHER_TITLE for one in self.of("need"))

    def days(self) -> set[date]:
        """Days on which something is written down."""
        return {one.known for one in self.told}

    def facts(self, on: date, private: bool = False) -> ClockFacts:
        """What is written down on a day. `private`: with what her antenne alone reads."""
        found = ClockFacts(SimpleNamespace(pk=self.n, antenne_id=0, aps_need="not_concerned"))  # type: ignore[arg-type]
        found.parcours = SimpleNamespace(pk=self.n, ended_on=None, months_before=0)  # type: ignore[assignment]
        for one in self.told:
            if one.known <= on:
                WRITE[one.kind](found, private, **one.values)
        found.periods.sort(key=lambda row: row.starts)
        found.aps.sort(key=lambda row: row.n)
        found.aid = found.aids.get(found.demandes[-1].pk) if found.demandes else None
        return found


def _period(found: ClockFacts, _private: bool, n: int, starts: date, ends: date, demande: int) -> None:
    row = SimpleNamespace(
        pk=n,
        n=n,
        starts=starts,
        ends=ends,
        ended_on=None,
        stopped_on=None,
        decision_id=demande,
        parcours_id=found.person.pk,
    )
    found.periods.append(row)  # type: ignore[arg-type]
    found.decisions[demande] = demande  # type: ignore[index,assignment]


def _cut(found: ClockFacts, _private: bool, n: int, on: date) -> None:
    next(row for row in found.periods if row.n == n).ended_on = on


def _over(found: ClockFacts, _private: bool, on: date, away: bool) -> None:
    """Her word or her death stops the periods; while she is away they run to their term."""
    found.parcours.ended_on = on  # type: ignore[union-attr]
    for row in found.periods:
        if row.ends > on and not away:
            row.ended_on = on


def _demande(found: ClockFacts, _private: bool, pk: int, **aid: Any) -> None:
    found.demandes.append(SimpleNamespace(pk=pk, step=Step.DRAFT, departement=PLACE))  # type: ignore[arg-type]
    found.aids[pk] = SimpleNamespace(document="titre", ada="no", **aid)  # type: ignore[index,assignment]


def _step(found: ClockFacts, _private: bool, pk: int, step: str) -> None:
    next(row for row in found.demandes if row.pk == pk).step = step


def _afis(found: ClockFacts, _private: bool, demande: int, sense: str) -> None:
    row = SimpleNamespace(pk=demande, demande_id=demande, sense=sense, children=0, ended_on=None)
    found.afis.append(row)  # type: ignore[arg-type]


def _need(found: ClockFacts, private: bool, need: PermitNeed, since: date, until: date | None = None) -> None:
    needed, was = need == PermitNeed.NEEDED, found.person.aps_need == "yes"
    if needed != was:
        found.need_spans.append(SimpleNamespace(needed=needed, since=since))  # type: ignore[arg-type]
    found.person.aps_need = READ_AS[need]
    if private:
        last = until.isoformat() if until else ""
        found.need = SimpleNamespace(need=need, until=last, changed_on=since)  # type: ignore[assignment]


def _permit(found: ClockFacts, _private: bool, n: int, step: str, on: date, until: date | None = None) -> None:
    found.aps.append(PermitRow(NOBODY, uuid4(), n, step, on, until, "own_desk", NOBODY, None))


def _month(found: ClockFacts, _private: bool, month: date, answer: str) -> None:
    found.months.append(SimpleNamespace(month=month, answer=answer, paid=None))  # type: ignore[arg-type]


WRITE = {
    "period": _period,
    "cut": _cut,
    "over": _over,
    "demande": _demande,
    "step": _step,
    "afis": _afis,
    "need": _need,
    "permit": _permit,
    "month": _month,
}


class Writer:
    """Draws one story. What people and offices do late, never, or twice is drawn too."""

    def __init__(self, draw: random.Random, n: int, start: date, days: int) -> None:
        self.draw, self.start, self.end = draw, start, start + timedelta(days=days)
        self.story = Story(n)
        self.first = self.day(start, -170, days - 60)

    def day(self, day: date, least: int, most: int) -> date:
        return day + timedelta(days=self.draw.randint(least, most))

    def chance(self, share: float) -> bool:
        return self.draw.random() < share

    def written(self, day: date) -> date:
        """Most facts are written within the week, a few weeks later."""
        return self.day(day, 20, 45) if self.chance(0.08) else self.day(day, 0, 6)

    def write(self) -> Story:
        self._needs()
        self._periods()
        self._ends()
        self.story.told.sort(key=lambda one: one.known)
        return self.story

    def _periods(self) -> None:
        starts, used, k = self.first, 0, 1
        asked_aid, rsa = self.chance(0.75), "yes" if self.chance(0.08) else "no"
        self._demande(k, self.day(starts, -90, -50), asked_aid, rsa)
        decided = self.day(starts, -12, 0)
        while starts <= self.end and used < MOST_MONTHS:
            ends = add_months(starts, PERIOD_MONTHS)
            known = self.day(decided, 0, 4)
            self.story.tell(known, "step", pk=k, step=Step.DECIDED)
            self.story.tell(known, "period", n=k, starts=starts, ends=ends, demande=k)
            if self.chance(0.9):
                self.story.tell(self.day(known, 1, 30), "step", pk=k, step=Step.NOTIFIED)
            self._aid(k, starts, known, asked_aid and rsa == "no")
            used, k = used + PERIOD_MONTHS, k + 1
            if used >= MOST_MONTHS or self.chance(0.12):
                return
            begun = self.day(ends, -110, -5) if self.chance(0.9) else self.day(ends, 1, 40)
            self._demande(k, begun, asked_aid, rsa)
            if self.chance(0.06):
                return
            decided = self.day(ends, -25, -2) if self.chance(0.6) else self.day(ends, 1, 75)
            decided = max(decided, begun + timedelta(days=2))
            self._steps(k, begun, decided)
            if self.chance(0.05):
                self.story.tell(self.day(decided, 0, 4), "step", pk=k, step=Step.NOTIFIED)
                return
            starts = max(ends, decided)

    def _demande(self, pk: int, begun: date, asked: bool, rsa: str) -> None:
        self.story.tell(begun, "demande", pk=pk, afis_asked=asked, rsa=rsa)

    def _steps(self, pk: int, begun: date, decided: date) -> None:
        steps = (Step.SUBMITTED, Step.COMPLETE, Step.SCHEDULED, Step.OPINED)
        lasted = (decided - begun).days
        for rank, step in enumerate(steps, 1):
            self.story.tell(begun + timedelta(days=lasted * rank // 6), "step", pk=pk, step=step)

    def _aid(self, demande: int, starts: date, known: date, wanted: bool) -> None:
        if not wanted or self.chance(0.08):
            return
        told = known if self.chance(0.75) else self.day(known, 8, 80)
        sense = "grant" if self.chance(0.92) else "refuse"
        self.story.tell(told, "afis", demande=demande, sense=sense)
        month = starts.replace(day=1)
        while sense == "grant" and month < add_months(starts, PERIOD_MONTHS):
            if self.chance(0.02):
                answer = self.draw.choice(("returned", "suspended"))
                self.story.tell(self.day(add_months(month, 1), 3, 20), "month", month=month, answer=answer)
            month = add_months(month, 1)

    def _needs(self) -> None:
        kind = self.draw.choices(
            (PermitNeed.NEEDED, PermitNeed.OTHER_TITLE, PermitNeed.NOT_CONCERNED, PermitNeed.ASYLUM), (60, 15, 10, 15)
        )[0]
        before = self.day(self.first, -90, -50)
        if kind == PermitNeed.NEEDED:
            self.story.tell(before, "need", need=kind, since=before)
            self._permits(self.first)
        elif kind == PermitNeed.ASYLUM:
            self.story.tell(before, "need", need=kind, since=before)
            ended = self.day(self.first, 10, 250)
            self.story.tell(self.written(ended), "need", need=PermitNeed.NEEDED, since=ended)
            self._permits(ended)
        elif kind == PermitNeed.OTHER_TITLE and self.chance(0.6):
            until = self.day(self.first, 20, 250)
            self.story.tell(before, "need", need=kind, since=before, until=until)
            after = self.written(until + timedelta(days=1))
            self.story.tell(after, "need", need=PermitNeed.NEEDED, since=until + timedelta(days=1))
            self._permits(until)
        else:
            self.story.tell(before, "need", need=kind, since=before)

    def _permits(self, since: date) -> None:
        """Requests one after the other: asked early or late, answered or not, each paper with its last day."""
        asked = self.day(since, 0, 30)
        for n in range(1, 7):
            if self.chance(0.04) or asked > self.end:
                return
            self._fact(n, "requested", asked)
            given = self.day(asked, 20, 120)
            if self.chance(0.75):
                lasts = self.draw.choice((20, 90, 120, 180))
                self._fact(n, "receipt", self.day(asked, 0, 20), lasts)
            if self.chance(0.05):
                self._fact(n, "refused", given)
                return
            self._fact(n, "delivered", given, self.draw.choice((182, 182, 182, 90)))
            until = given + timedelta(days=182)
            asked = self.day(until, -70, 25)

    def _fact(self, n: int, step: str, on: date, lasts: int = 0) -> None:
        until = on + timedelta(days=lasts) if lasts else None
        self.story.tell(self.written(on), "permit", n=n, step=step, on=on, until=until)

    def _ends(self) -> None:
        """A path ended or cut as a text allows. Nothing of what would have come after is written."""
        if self.chance(0.08):
            over = self.day(self.start, 0, (self.end - self.start).days)
            self._stop(over, "over", on=over, away=self.chance(0.5))
        elif self.chance(0.06):
            periods = [one for one in self.story.of("period") if one["starts"] > self.start - timedelta(days=150)]
            if periods:
                row = self.draw.choice(periods)
                cut = self.day(row["starts"], 30, 150)
                self._stop(cut, "cut", n=row["n"], on=cut)

    def _stop(self, day: date, kind: str, **values: Any) -> None:
        known = self.day(day, 0, 15)
        self.story.told = [one for one in self.story.told if one.known < known]
        if kind == "cut" and not any(one["n"] == values["n"] for one in self.story.of("period")):
            return
        if kind == "cut" and self.story.of("period")[-1]["n"] != values["n"]:
            return
        self.story.tell(known, kind, **values)
        self.story.over = day


def stories(seed: int, paths: int, start: date, days: int) -> list[Story]:
    draw = random.Random(seed)  # noqa: S311 - drawn again from its seed
    return [Writer(draw, n, start, days).write() for n in range(paths)]
