"""A decision on the aid, or its end, handed to her in a test."""

from datetime import date

from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.decisions.notices import Told
from rivage.rights.aid import actions
from rivage.rights.models import AfisDecision, AfisEnd, AidNotice

TYPED = {"channel": "by_hand", "outcome": "handed", "source": "own_desk"}


def told(on: date, outcome: str = "handed", channel: str = "by_hand") -> Told:
    return Told("person", channel, outcome, on)


def hand(actor: Membership, of: AfisDecision | AfisEnd, on: date, outcome: str = "handed") -> AidNotice:
    """Noted today."""
    end = of if isinstance(of, AfisEnd) else None
    decision = of.decision if isinstance(of, AfisEnd) else of
    return actions.tell_aid(actor=actor, on=clock.today("33"), decision=decision, end=end, told=told(on, outcome))


def hand_instead(
    actor: Membership, notice: AidNotice, on: date | None, why: str = "Le reçu le dit.", *, new_letter: bool = False
) -> AidNotice:
    """Corrected today; `on` None: nothing was handed."""
    today = clock.today("33")
    said = told(on) if on else told(today, "impossible")
    return actions.correct_aid_notice(actor=actor, on=today, notice=notice, told=said, why=why, new_letter=new_letter)
