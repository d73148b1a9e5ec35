"""Invented paths replayed day by day: what was announced, what came, and whether it could be known thirty days before.

The house decides alone what to announce: `lapses` of the facts of the day, then the sweep's own choice of what to
raise, on rows held in memory. What came, and what could be known, is read apart from it.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any, ClassVar
from unittest import mock
from uuid import UUID

from rivage.rights.alerts import actions as alerts
from rivage.rights.alerts.warned import Warned, stage
from rivage.rights.clocks import ClockFacts, gaps
from rivage.rights.clocks.lapses import lapses
from tests.year.oracle import Came, needless, why_unforeseen
from tests.year.story import PLACE, Story

MONTH = timedelta(days=30)
SOMEBODY = UUID(int=1)
Key = tuple[int, str, date]


@dataclass
class Row:
    """An alert as the sweep writes it, in memory."""

    person_id: int
    antenne_id: int
    departement: str
    clock: str
    due: date
    stage: int
    holder: str
    raised_at: datetime
    sent_at: datetime | None = None
    ended_at: datetime | None = None

    class Kept:
        """The two gestures that the sweep asks of its table, whose unique key is checked at the end."""

        def bulk_create(self, rows: list["Row"], ignore_conflicts: bool) -> None:
            """Rows are kept by whoever replays."""

        def bulk_update(self, rows: list["Row"], columns: list[str]) -> None:
            """They are the very objects."""

    objects: ClassVar[Kept] = Kept()

    @classmethod
    def beside(cls, person: Any, **values: Any) -> "Row":
        """As a row about her is made."""
        return cls(person_id=person.pk, antenne_id=person.antenne_id, **values)

    @property
    def key(self) -> Key:
        return self.person_id, self.clock, self.due


@dataclass
class Year:
    """`seen`: days on which each lapse was within ninety days, as the sweep reads it; `own`: as her antenne does."""

    rows: list[Row] = field(default_factory=list)
    sent: list[tuple[Row, date]] = field(default_factory=list)
    seen: dict[Key, list[date]] = field(default_factory=lambda: defaultdict(list))
    own: dict[Key, list[date]] = field(default_factory=lambda: defaultdict(list))
    needless: list[str] = field(default_factory=list)
    came: list[tuple[Story, Came]] = field(default_factory=list)


def replay(told: list[Story], start: date, days: int) -> Year:
    """Every morning of the year, for all paths; then what came of it, known two months later."""
    year = Year()
    known: dict[int, tuple[ClockFacts, ClockFacts | None]] = {}
    written = {story.n: story.days() for story in told}
    with mock.patch.object(alerts, "Alert", Row):
        for day in (start + timedelta(days=n) for n in range(days)):
            near: dict[Key, Warned] = {}
            for story in told:
                if story.n not in known or day in written[story.n]:
                    known[story.n] = story.facts(day), story.facts(day, private=True) if story.hidden else None
                _morning(year, near, story, known[story.n], day)
            _sweep(year, near, day)
    end = start + timedelta(days=days - 1)
    for story in told:
        year.came += [(story, one) for one in came(story, start + MONTH, end)]
    return year


def _morning(
    year: Year, near: dict[Key, Warned], story: Story, found: tuple[ClockFacts, ClockFacts | None], day: date
) -> None:
    plain, private = found
    for lapse in lapses(plain, day):
        reached = stage(lapse.left(day))
        if reached is not None:
            key = (story.n, str(lapse.clock), lapse.due)
            near[key] = Warned(plain.person, reached, frozenset([SOMEBODY]))
            year.seen[key].append(day)
            year.needless += needless(story, lapse.clock, lapse.due, day)
    for lapse in lapses(private, day) if private else ():
        if stage(lapse.left(day)) is not None:
            year.own[story.n, str(lapse.clock), lapse.due].append(day)


def _sweep(year: Year, near: dict[Key, Warned], day: date) -> None:
    """What the sweep does with what is near, in its order; then every alert that waits is sent."""
    told: Any = near
    alerts._end(year.rows, told)  # type: ignore[arg-type]
    alerts._reopen(year.rows, told)  # type: ignore[arg-type]
    year.rows += alerts._raise(year.rows, told, PLACE)  # type: ignore[arg-type]
    for row in year.rows:
        if row.sent_at is None and row.ended_at is None:
            row.sent_at = datetime(day.year, day.month, day.day, tzinfo=UTC)
            year.sent.append((row, day))


def came(story: Story, first: date, last: date) -> list[Came]:
    """Gaps that began between two days, both included, as they are known two months after."""
    found = story.facts(last + timedelta(days=60), private=True)
    return [
        Came(str(gap.clock), gap.days.start)
        for gap in gaps(found, last)
        if not gap.foreseen and first <= gap.days.start <= last
    ]


def announced(year: Year, story: Story, gap: Came, private: bool = False) -> bool:
    """Whether it was within ninety days, and told, thirty days before it came or earlier, and still that day; or told
    of a day that had come by then, as what a refusal puts in doubt is.
    """
    day = gap.start - MONTH
    seen = year.own if private else year.seen
    due = [key for key in seen if key[:2] == (story.n, gap.clock) and key[2] in gap.dues(story)]
    return any(day in seen[key] or min(seen[key]) <= key[2] <= day for key in due)


def told_twice(year: Year) -> list[str]:
    """The same alert on two rows, or sent on two days, or a less urgent one after a more urgent one."""
    rows = Counter((row.key, row.stage, row.holder) for row in year.rows)
    sent = Counter(id(row) for row, _ in year.sent)
    found = [f"{name} raised {number} times" for name, number in rows.items() if number > 1]
    found += [f"{row.key} sent {sent[id(row)]} times" for row in year.rows if sent[id(row)] > 1]
    stages: dict[Key, list[int]] = defaultdict(list)
    for row, _ in year.sent:
        stages[row.key].append(row.stage)
    found += [f"{key}: {later} days after {sooner}" for key, all_ in stages.items()
              for sooner, later in pairwise(all_) if later >= sooner]  # fmt: skip
    return found


def figures(told: list[Story], year: Year, start: date, days: int) -> dict[str, Any]:
    """What came, announced or not and why; what was announced and did not come, and why."""
    end = start + timedelta(days=days - 1)
    count: Counter[str] = Counter()
    causes: Counter[str] = Counter()
    wrong: list[str] = []
    page: Counter[str] = Counter()
    for story, gap in year.came:
        count[gap.clock] += 1
        if announced(year, story, gap):
            count["announced"] += 1
        elif cause := why_unforeseen(story, gap, gap.start - MONTH):
            causes[f"{gap.clock}: {cause}"] += 1
        elif announced(year, story, gap, private=True):
            page[gap.clock] += 1
        else:
            wrong.append(f"{story.n} {gap.clock} {gap.start}")
    by_story = {story.n: story for story in told}
    early = {row.key for row in year.rows if row.stage >= MONTH.days and start + MONTH <= row.due <= end}
    real = {(story.n, gap.clock, due) for story, gap in year.came for due in gap.dues(story)}
    false = Counter(f"{key[1]}: {by_story_cause(by_story[key[0]], key, end)}" for key in early - real)
    return {
        "paths": len(told),
        "days": days,
        "gaps": len(year.came),
        "by_clock": {name: count[name] for name in ("path", "residence", "aid")},
        "announced_30_days_before": count["announced"],
        "known_to_her_antenne_alone": sum(page.values()),
        "not_foreseeable": dict(sorted(causes.items())),
        "missed": wrong,
        "alerts": len(year.rows),
        "sent": len(year.sent),
        "announced_early": len(early),
        "announced_and_did_not_come": dict(sorted(false.items())),
        "without_need": sorted(set(year.needless)),
        "twice": told_twice(year),
    }


def by_story_cause(story: Story, key: Key, end: date) -> str:
    """Why what was announced did not come."""
    _, name, due = key
    if story.over is not None and story.over <= due + timedelta(days=1):
        return "the path ended, or was cut, before"
    found = story.facts(end + timedelta(days=60), private=True)
    if any(str(gap.clock) == "residence" and gap.days.start == due for gap in gaps(found, end)) and name == "aid":
        return "counted with the permit that was missing"
    if any(gap.days.start < due < gap.days.end and str(gap.clock) == name for gap in gaps(found, end)):
        return "inside a gap that had begun before"
    if name == "residence" and not any(one["n"] for one in story.of("permit")):
        return "no permit was ever asked for"
    authorised = any(one["starts"] <= due < one["ends"] for one in story.of("period"))
    if not authorised:
        return "nobody asked for a renewal, or it was refused, or the aid fell with its path"
    return "it was renewed in time"
