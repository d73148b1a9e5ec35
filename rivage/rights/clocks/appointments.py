"""The appointment for a permit that is still to come: of her last request, as long as nothing answered it."""

from datetime import date

from rivage.accounts.models import Membership
from rivage.rights.clocks.facts import StayFacts, lapse_facts
from rivage.rights.clocks.followed import followed


def coming(found: StayFacts, on: date) -> date | None:
    """The day of it, today included; None where none is to come."""
    last = found.permits[-1] if found.permits else None
    if last is None or last.answered or last.appointment is None or last.appointment.on < on:
        return None
    return last.appointment.on


def days(membership: Membership, on: date) -> set[date]:
    """For the calendar of an antenne: the days alone. Read without any key."""
    if not membership.is_antenne:
        return set()
    facts = lapse_facts(membership, followed(membership, on)).values()
    return {day for found in facts if (day := coming(found, on)) is not None}
