"""A step as it is typed, and as a row keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any

from rivage.core import questions
from rivage.support.models import Approach
from rivage.support.steps.themes import theme

# Every row as long as the longest: none tells how much was said.
ROOM = 256
STARTS, ENDS, REASON = "starts", "ends", "reason"


@dataclass(frozen=True, slots=True)
class ApproachTold:
    """A step as it is typed. `due`, `due_at`: when it is taken up again; `barriers`: codes of `Barrier`.

    `kind`, `details`, `reason` of a refusal: codes that its domain declares (`themes`); `starts`, `ends`: the days
    between which what was obtained runs.
    """

    domain: str
    asked_on: date
    kind: str = ""
    partner: str = ""
    answered_on: date | None = None
    outcome: str = ""
    result: str = ""
    due: date | None = None
    due_at: time | None = None
    barriers: tuple[str, ...] = ()
    reason: str = ""
    starts: date | None = None
    ends: date | None = None
    details: Mapping[str, str] = field(default_factory=dict)


def completed(on: date, told: ApproachTold) -> ApproachTold:
    """The same, with the last day that a text gives to what runs, and that day to take it up, where none is typed."""
    last = theme(told.domain).last_day(told.kind, told.starts) if told.starts and not told.ends else None
    if last is None:
        return told
    return replace(told, ends=last, due=told.due or (last if last >= on else None))


def columns(told: ApproachTold) -> dict[str, Any]:
    """What a row keeps of it."""
    kept = {code: said for code, said in told.details.items() if said}
    kept |= {STARTS: told.starts.isoformat()} if told.starts else {}
    kept |= {ENDS: told.ends.isoformat()} if told.ends else {}
    kept |= {REASON: told.reason} if told.reason else {}
    return {
        "domain": told.domain,
        "kind": told.kind,
        "partner": told.partner,
        "outcome": told.outcome,
        "result": told.result,
        "barriers": ",".join(told.barriers),
        "details": questions.written(kept, ROOM),
        "asked_on": told.asked_on,
        "answered_on": told.answered_on,
        "due": told.due,
        "due_at": told.due_at,
    }


def told_of(row: Approach) -> ApproachTold:
    """A row, as a form would say it."""
    kept = questions.read(row.details or "{}")
    starts, ends = kept.pop(STARTS, ""), kept.pop(ENDS, "")
    return ApproachTold(
        domain=row.domain,
        asked_on=row.asked_on,
        kind=row.kind or "",
        partner=row.partner,
        answered_on=row.answered_on,
        outcome=row.outcome,
        result=row.result,
        due=row.due,
        due_at=row.due_at,
        barriers=tuple(code for code in row.barriers.split(",") if code),
        reason=kept.pop(REASON, ""),
        starts=date.fromisoformat(starts) if starts else None,
        ends=date.fromisoformat(ends) if ends else None,
        details=kept,
    )


def asked_of(row: Approach) -> dict[str, Any]:
    """Of a row, what was asked, of whom and when: what follows a step does not change it."""
    told = told_of(row)
    declared = theme(told.domain).details
    return {
        "domain": told.domain,
        "kind": told.kind,
        "partner": told.partner,
        "asked_on": told.asked_on,
        "details": {code: said for code, said in told.details.items() if declared[code].asked},
    }
