"""How an act reached her, as its page shows it."""

from collections.abc import Callable, Iterable
from typing import Any

from rivage.accounts.enums import Role
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core.contest import Contest
from rivage.core.languages import interpreted
from rivage.decisions import remedies
from rivage.decisions.enums import Recipient
from rivage.decisions.models import Notified


def told_lines(
    notices: Iterable[Notified],
    membership: Membership,
    correcting: str,
    named: str,
    moved: str = "",
    printed: Callable[[Contest], Contest] = lambda counted: counted,
) -> list[dict[str, Any]]:
    """Each notice that stands, with what it took the place of, and the last day of a remedy for hers; `announced`: the
    one she had been told of, where none runs any more. `correcting`: the page that corrects one, by its `named` id;
    `moved`: what remedies made since say of the delay; `printed`: a day counted, as her letter may
    change it for this reader. `heard`: in which language she heard it is said, to all but a desk that did not note it;
    `passed`: and how.
    """
    rows = sorted(notices, key=lambda row: row.created_at)
    hers = [row for row in rows if row.recipient == Recipient.PERSON]
    by_id = {row.pk: row for row in rows}
    found = []
    for row in sorted((row for row in rows if row.replaced_at is None), key=lambda row: row.on):
        before, last = [], row
        while last.replaces_id is not None:
            before.append({"row": by_id[last.replaces_id], "after": last})
            last = by_id[last.replaces_id]
        holds = row.recipient == Recipient.PERSON and row == remedies.standing(hers)
        heard = membership.role != Role.DESK or row.recorded_by.role == Role.DESK
        found.append(
            {
                "row": row,
                "heard": heard,
                "passed": interpreted(row.interpreter or "") if heard else "",
                "before": before,
                "deadline": remedies.deadline(hers) if holds else None,
                "announced": remedies.announced(hers) if holds else None,
                "contest": printed(contest) if holds and (contest := remedies.contest(hers)) else None,
                "moved": moved if holds else "",
                "correct": link(membership, correcting, **{named: row.pk}),
            }
        )
    return found
