"""The last day of a remedy, from all that was noted of how a decision reached her."""

from collections.abc import Sequence

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
    return recours.deadline(ISSUES[NotificationOutcome(row.outcome)], row.on, remedies_mentioned=True)


def deadline(rows: Sequence[Notification]) -> recours.Deadline | None:
    """The delay that holds for her, of all notifications to her in the order they were noted; None before any.

    A correction never shortens what was announced: the later day holds, and none runs where none was said to, until a
    new letter is handed.
    """
    announced: list[recours.Deadline] = []
    for row in rows:
        corrects = row.replaces_id is not None and not row.new_letter
        announced = [*(announced if corrects else []), of_one(row)]
    if not announced:
        return None
    running_none = [one for one in announced if one.last_day is None]
    return running_none[-1] if running_none else max(announced, key=lambda one: str(one.last_day))
