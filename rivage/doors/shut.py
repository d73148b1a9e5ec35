"""Accounts that wrong tries have closed: what is, since when, who asks that they be open again or given back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from rivage.accounts import vouching
from rivage.accounts.models import Membership, User
from rivage.core import clock
from rivage.doors import recovery
from rivage.doors.models import Recovery, Unlocking
from rivage.law.wording import listed

PASSWORD, CODES = "password", "codes"


@dataclass(frozen=True, slots=True)
class Shut:
    """`lines`: from how many places a password is refused. `first`: the function under which her account is opened
    again, or given back, if she has one; `held`: the request for it that is under way.
    """

    user: User
    what: str
    lines: int
    since: datetime
    until: datetime
    first: Membership | None
    held: Recovery | Unlocking | None

    @property
    def asked(self) -> str:
        """Who asks that it be open again, or given back; "" for nobody."""
        if self.held is None:
            return ""
        what = "le rouvrir" if isinstance(self.held, Unlocking) else "le rendre"
        return f"{self.held.asked_by.name} demande de {what}"

    @property
    def second(self) -> str:
        """Who confirmed it, or who may."""
        if self.held is None:
            return ""
        if self.held.confirmed_by:
            return f"confirmé par {self.held.confirmed_by.name}"
        names = [one.name for one in vouching.confirmers(recovery.as_proposed(self.held)) if not one.since]
        return f"attend {listed(names)}" if names else "personne ne peut encore confirmer"


def now() -> list[Shut]:
    """All of them that the perimeter may know, the last closed first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT account, what, lines, since, until FROM doors_shut() ORDER BY since DESC")
        rows = cursor.fetchall()
    if not rows:
        return []
    accounts = {row[0] for row in rows}
    users = User.objects.in_bulk(list(accounts))
    requests = Recovery.objects.live().filter(user__in=accounts).select_related("membership__body", "membership__user")
    held: dict[UUID, Recovery | Unlocking] = {
        one.user_id: one for one in requests.select_related("asked_by", "confirmed_by")
    }
    lifts = Unlocking.objects.live().filter(user__in=accounts).select_related("membership__body", "membership__user")
    held |= {one.user_id: one for one in lifts.select_related("asked_by", "confirmed_by")}
    firsts = _firsts(accounts)
    return [
        Shut(users[who], what, lines, since, until, firsts.get(who), held.get(who))
        for who, what, lines, since, until in rows
    ]


def _firsts(accounts: Iterable[UUID]) -> dict[UUID, Membership]:
    found: dict[UUID, list[Membership]] = {}
    for one in Membership.objects.in_force(clock.now()).filter(user__in=accounts).select_related("body", "user"):
        if one.user_id:
            found.setdefault(one.user_id, []).append(one)
    return {who: recovery.oldest_first(held)[0] for who, held in found.items()}
