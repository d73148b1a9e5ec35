"""The last day of a remedy, from all that was noted of how an act reached her."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from rivage.core.contest import Contest
from rivage.decisions.enums import NotificationOutcome
from rivage.decisions.models import Notified
from rivage.law import recours

ISSUES = {
    NotificationOutcome.HANDED: recours.Issue.HANDED,
    NotificationOutcome.NOT_CLAIMED: recours.Issue.NOT_CLAIMED,
    NotificationOutcome.REFUSED: recours.Issue.REFUSED,
    NotificationOutcome.IMPOSSIBLE: recours.Issue.IMPOSSIBLE,
}

HANDED = "de la remise"


def of_one(row: Notified) -> recours.Deadline:
    """The delay that one notification starts, or does not."""
    return started(row.outcome, row.on)


def started(outcome: str, on: date) -> recours.Deadline:
    """The delay that a notification of a day starts, ended so, or does not start."""
    return recours.deadline(ISSUES[NotificationOutcome(outcome)], on, remedies_mentioned=True)


def deadline(rows: Iterable[Notified]) -> recours.Deadline | None:
    """The delay that holds for her, of all notifications to her; None before any.

    A correction never shortens what was announced: the later day holds, and none runs where none was said to, until a
    letter is handed no sooner than any day noted before, replaced ones included. What is corrected of an attempt
    beside that letter stops nothing that the letter started.
    """
    held = sorted(rows, key=lambda row: row.created_at)
    first = _first_of_each(held)
    announced: list[recours.Deadline] = []
    latest, handed = date.min, None
    for row in held:
        found = of_one(row)
        letter = row.outcome != NotificationOutcome.IMPOSSIBLE and (row.replaces_id is None or row.new_letter)
        if letter and row.on >= latest:
            announced, handed = [found], first[row.pk]
        elif found.last_day is not None or handed is None or first[row.pk] == handed:
            announced.append(found)
        latest = max(latest, row.on)
    if not announced:
        return None
    running_none = [one for one in announced if one.last_day is None]
    return running_none[-1] if running_none else max(announced, key=lambda one: str(one.last_day))


def _first_of_each(rows: Iterable[Notified]) -> dict[UUID, UUID]:
    """Of each notification, the one that its corrections began from; rows oldest first."""
    first: dict[UUID, UUID] = {}
    for row in rows:
        first[row.pk] = row.pk if row.replaces_id is None else first.get(row.replaces_id, row.replaces_id)
    return first


def standing(rows: Iterable[Notified]) -> Notified | None:
    """The notification by which her decision stands handed, else the last attempt; None before any."""
    held = sorted((row for row in rows if row.replaced_at is None), key=lambda row: row.created_at)
    reached = [row for row in held if row.reached]
    return next(iter((reached or held)[-1:]), None)


def announced(rows: Iterable[Notified]) -> date | None:
    """The latest day she was told of, where none runs any more: it stays written until a new letter is handed."""
    held = list(rows)
    found = deadline(held)
    if found is None or found.last_day is not None:
        return None
    return max((day for row in held if (day := of_one(row).last_day)), default=None)


def contest(rows: Iterable[Notified]) -> Contest | None:
    """Until when she may contest, with the soonest last day that the notifications that stand give, where a later one
    was announced and holds: to act before it is safe whichever is right. None where no delay runs.
    """
    held = list(rows)
    found, replaced = deadline(held), {row.replaces_id for row in held}
    if found is None or found.last_day is None:
        return None
    days = [day for row in held if row.pk not in replaced and (day := of_one(row).last_day)]
    return replace(Contest.of(found.last_day, min(days, default=None)), counted=HANDED)
