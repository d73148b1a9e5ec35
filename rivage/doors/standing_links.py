"""Addresses that open without an account, for as long as they stand (ADR 0040): drawn, ended, entered.

A token is shown once to the function that asked for it, and kept nowhere. What it opens is derived by the database
from its row (`rivage_enter_link`), while both stand: the départements of that function and nobody's file, or what that
function reads, without any key. By neither is anything written.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership, digest_of
from rivage.audit import trace
from rivage.core import clock, logins
from rivage.core.perimeter import Perimeter, WayIn, perimeter
from rivage.core.refusal import no
from rivage.doors.actions import at_the_door
from rivage.doors.enums import StandingPurpose
from rivage.doors.models import StandingLink

LASTS = timedelta(days=365)
BYTES = 32
# Its use is traced once in so long.
TOLD = timedelta(days=1)


def of(membership: Membership, purpose: StandingPurpose) -> StandingLink | None:
    """The one of this function that opens."""
    held = StandingLink.objects.filter(membership=membership, purpose=purpose, ended_at=None, ends__gt=clock.now())
    return held.first()


@verb
def draw(*, actor: Membership, on: date, purpose: StandingPurpose) -> str:
    """The token of a new one; the former one of this function opens nothing any more."""
    _end(actor, purpose)
    token = secrets.token_urlsafe(BYTES)
    ends = min(clock.now() + LASTS, actor.ends)
    made = StandingLink(membership=actor, purpose=purpose, digest=digest_of(token), ends=ends)
    made.save(force_insert=True)
    trace.record("standing_link_drawn", object_id=made.pk, purpose=purpose)
    return token


@verb
def end(*, actor: Membership, on: date, purpose: StandingPurpose) -> None:
    """Nothing opens by it any more. Raises `Refused` when none opens."""
    if not _end(actor, purpose):
        raise no("no_link", "Aucune adresse n’est ouverte.")
    trace.record("standing_link_ended", object_id=actor.pk, purpose=purpose)


def _end(actor: Membership, purpose: StandingPurpose) -> int:
    held = StandingLink.objects.filter(membership=actor, purpose=purpose, ended_at=None)
    return held.update(ended_at=clock.now())


def holder(token: str, purpose: StandingPurpose) -> Membership | None:
    """The function that this token reads for; None when it opens nothing. Its use is traced once a day."""
    with logins.login(logins.DOORS):
        held = StandingLink.objects.filter(digest=digest_of(token), purpose=purpose, ended_at=None)
        link = held.select_related("membership__body", "membership__user").first()
    member = link.membership if link is not None and link.ends > clock.now() else None
    if link is None or member is None or not member.counts_at(clock.now()):
        return None
    if link.used_at is None or link.used_at < clock.now() - TOLD:
        with at_the_door(member.user):
            StandingLink.objects.filter(pk=link.pk).update(used_at=clock.now())
            trace.record("standing_link_read", object_id=link.pk, purpose=purpose)
    return member


@contextmanager
def reading(token: str, purpose: StandingPurpose, member: Membership) -> Iterator[None]:
    """Read as the token of `member` opens. Raises `NotLetIn` when it opens nothing any more."""
    way = WayIn("rivage_enter_link", (token,))
    if purpose == StandingPurpose.AGENDA:
        opens = Perimeter(role="", user=member.user_id, departements=tuple(member.departements), way=way)
    else:
        opens = replace(member.perimeter(), keys=(), reads=True, way=way)
    with logins.login(logins.DEFAULT), perimeter(opens), logins.atomic():
        yield
