"""The last day of a remedy, from all that was noted of how a decision reached her."""

from collections.abc import Iterable
from datetime import date

from rivage.decisions.enums import NotificationOutcome
from rivage.decisions.models import Notification
from rivage.law import recours

ISSUES = {
    NotificationOutcome.HANDED: recours.Issue.HANDED,
    NotificationOutcome.NOT_CLAIMED: recours.Issue.NOT_CLAIMED,
    NotificationOutcome.REFUSED: recours.Issue.REFUSED,
    NotificationOutcome.IMPOSSIBLE: recours.Issue.IMPOSSIBLE,
}


def of_one(row: Notification) -> recours.Deadline:
    """The delay that one notification starts, or does not."""
    return started(row.outcome, row.on)


def started(outcome: str, on: date) -> recours.Deadline:
    """The delay that a notification of a day starts, ended so, or does not start."""
    return recours.deadline(ISSUES[NotificationOutcome(outcome)], on, remedies_mentioned=True)


def deadline(rows: Iterable[Notification]) -> recours.Deadline | None:
    """The delay that holds for her, of all notifications to her; None before any.

    A correction never shortens what was announced: the later day holds, and none runs where none was said to, until a
    letter is handed no sooner than any day noted before, replaced ones included.
    """
    announced: list[recours.Deadline] = []
    latest = date.min
    for row in sorted(rows, key=lambda row: row.created_at):
        letter = row.outcome != NotificationOutcome.IMPOSSIBLE and (row.replaces_id is None or row.new_letter)
        announced = [*([] if letter and row.on >= latest else announced), of_one(row)]
        latest = max(latest, row.on)
    if not announced:
        return None
    running_none = [one for one in announced if one.last_day is None]
    return running_none[-1] if running_none else max(announced, key=lambda one: str(one.last_day))


def announced(rows: Iterable[Notification]) -> date | None:
    """The latest day she was told of, where none runs any more: it stays written until a new letter is handed."""
    held = list(rows)
    found = deadline(held)
    if found is None or found.last_day is not None:
        return None
    return max((day for row in held if (day := of_one(row).last_day)), default=None)


def sooner(rows: Iterable[Notification]) -> date | None:
    """The last day that the notification that stands gives, where a later one was announced and holds: to act before
    it is safe whichever is right. None where both are one day, or none runs.
    """
    held = sorted(rows, key=lambda row: row.created_at)
    found, standing = deadline(held), [row for row in held if row.replaced_at is None]
    own = of_one(standing[-1]).last_day if standing else None
    return own if found and found.last_day and own and own < found.last_day else None
