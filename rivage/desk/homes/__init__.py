"""The home of each role: *what needs me today*, oldest first. One function per role."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from rivage.accounts.enums import Role
from rivage.accounts.models import Membership
from rivage.desk.homes.antenne import antenne
from rivage.desk.homes.deciding import payer, signatory
from rivage.desk.homes.house import admin, auditor, nothing
from rivage.desk.homes.items import Home
from rivage.desk.homes.lapses import SHOWN, panel
from rivage.desk.homes.session import chair, seat
from rivage.desk.homes.state import delegation
from rivage.desk.homes.stay import residence_desk

HOMES: dict[str, Callable[[Membership, date], Home]] = {
    Role.REFERENT: antenne,
    Role.LEAD: antenne,
    Role.DELEGATE: delegation,
    Role.SECRETARY: delegation,
    Role.CHAIR: chair,
    Role.SEAT: seat,
    Role.SIGNATORY: signatory,
    Role.DESK: residence_desk,
    Role.PAYER: payer,
    Role.ADMIN: admin,
    Role.AUDITOR: auditor,
}


def home(membership: Membership, on: date) -> Home:
    """What needs this membership on a day; beside it, what lapses, for whoever can keep it from lapsing."""
    makes = HOMES.get(membership.role, nothing)
    if not any(membership.role in roles for roles in SHOWN.values()):
        return makes(membership, on)
    # First: of all that a home reads, its clocks are of the most people, and are then read.
    lapsing = panel(membership, on)
    found = makes(membership, on)
    return replace(found, panels=(lapsing, *found.panels))
