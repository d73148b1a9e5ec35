"""A refusal of a permit that holds no more: what is left to answer anew."""

from rivage.rights.clocks.facts import StayFacts
from rivage.rights.clocks.rows import PermitRow
from rivage.rights.enums import ApsStep

# The steps that answer a request.
ANSWERS = (ApsStep.DELIVERED, ApsStep.REFUSED)


def to_redo(found: StayFacts) -> PermitRow | None:
    """The last fact whose refusal was undone, None where nothing is, or once it was answered anew: delivered, or
    answered on that request or a later one.
    """
    for row in reversed(found.aps):
        since = row.undone_on
        if since is None or not any(_stands(one) and (one.n, one.step) == (row.n, row.step) for one in found.aps):
            continue
        anew = (one for one in found.aps if _stands(one) and one.step in ANSWERS and one.n >= row.n and one != row)
        if not any(one.on >= since or (one.n > row.n) for one in anew):
            return row
    return None


def refusal_undone(found: StayFacts, n: int) -> PermitRow | None:
    """Of a request, the fact whose refusal holds no more, None where it holds."""
    return next((row for row in reversed(found.aps) if row.n == n and row.undone_on is not None), None)


def to_answer(found: StayFacts) -> PermitRow | None:
    """The fact against which a gracious remedy waits for an answer, None where none does: one made against a refusal
    that holds no more, or answered anew since, waits for nothing.
    """
    waits = [row for row in found.aps if row.appeal_awaits and row.undone_on is None and _stands(row)]
    held = [row for row in waits if not _delivered_since(found, row)]
    return min(held, key=lambda row: row.appeal_awaits or row.on, default=None)


def _delivered_since(found: StayFacts, row: PermitRow) -> bool:
    given = (one for one in found.aps if _stands(one) and one.step == ApsStep.DELIVERED)
    return any((one.n, one.on) >= (row.n, row.on) for one in given)


def _stands(row: PermitRow) -> bool:
    return row.corrected is None
