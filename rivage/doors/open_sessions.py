"""Where an account is open: seen by its holder, and ended by her."""

from dataclasses import dataclass
from datetime import datetime

from rivage.accounts.models import OpenSession, User
from rivage.audit import trace
from rivage.core import clock, logins
from rivage.doors.actions import at_the_door


@dataclass(frozen=True)
class SessionSeen:
    """An open session, as its user recognises it."""

    device: str
    since: datetime
    here: bool


def sessions(user: User, here: bytes) -> list[SessionSeen]:
    """Those of an account that are open, the latest first. `here`: the digest of the one that asks."""
    with logins.login(logins.DOORS):
        found = OpenSession.objects.filter(user=user, ends__gt=clock.now(), strong_at__isnull=False)
        return [
            SessionSeen(one.device, one.strong_at, bytes(one.digest) == here)
            for one in found.order_by("-strong_at")
            if one.strong_at
        ]


def end_sessions(*, user: User, but: bytes) -> int:
    """End the sessions of an account, all but the one whose digest is `but`. Returns how many."""
    with at_the_door(user):
        ended, _ = OpenSession.objects.filter(user=user).exclude(digest=but).delete()
        trace.record("sessions_ended", object_id=user.pk)
    return ended
