"""What is still to note of a refusal of a permit, each piece by its own page, from the card of the permit."""

from typing import NamedTuple

from rivage.accounts import policies
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.rights import access
from rivage.rights.clocks.facts import StayFacts
from rivage.rights.enums import ApsSource
from rivage.rights.permit import motives

WHY, TOLD, LETTER = "rights:stay_motives", "rights:stay_told", "rights:letter_day"
WORDS = {
    WHY: "Noter le motif du refus",
    TOLD: "Noter la remise du refus",
    LETTER: "Noter le dernier jour que dit sa lettre",
}


class MissingPiece(NamedTuple):
    """A piece that nobody noted: what noting it is called, and its page."""

    words: str
    url: str


def missing(membership: Membership, found: StayFacts) -> list[MissingPiece]:
    """Of the last refusal that holds, what is not noted and this reader may note: why, that it reached her; for her
    antenne, the last day that its letter prints.
    """
    one = found.permits[-1] if found.permits else None
    if one is None or one.refusal is None or one.undone:
        return []
    if not access.can_record_aps(membership, found.person, ApsSource.PHONE):
        return []
    said = motives.of_requests(membership, found).get(one.n, [])
    wanted = {
        WHY: not any(each.row.motives for each in said),
        TOLD: one.told_on is None,
        LETTER: membership.is_antenne and one.letter is None,
    }
    fact = found.named(one)
    return [
        MissingPiece(WORDS[page], link(membership, page, apsfact=fact))
        for page, absent in wanted.items()
        if absent and policies.allows(page, "POST", membership.role)
    ]
