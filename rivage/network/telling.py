"""Who is told by mail that a call waits: the associations within a minute of it, then the délégation.

The code of a service writes its call and nothing else (ADR 0052), hence no job: one of the worker looks each minute,
notes whom it tells, and queues a mail for each, which is tried again alone and looks again before it leaves.
"""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from rivage.accounts.enums import ANTENNE_ROLES, Role
from rivage.accounts.models import Membership, system_perimeter
from rivage.audit import trace
from rivage.core import clock, post
from rivage.core.db.locks import try_lock
from rivage.core.perimeter import Perimeter, perimeter
from rivage.law import territory
from rivage.network.enums import CallReason
from rivage.network.models import CallTold, PresenceCall

SEND = "network.send"
ROLES = {CallReason.WAITS: ANTENNE_ROLES, CallReason.NOBODY: (Role.DELEGATE,)}


def everywhere() -> Perimeter:
    """The system, in every département: a call says where it is."""
    return system_perimeter(*sorted(one.code for one in territory.departements()))


def there(departement: str, what: CallReason) -> list[Membership]:
    """Those in force whom a call of a département is told to."""
    held = Membership.objects.in_force(clock.now()).filter(role__in=ROLES[what], departements__contains=[departement])
    return list(held.filter(user__isnull=False).select_related("user").order_by("created_at", "pk"))


def antennes(departement: str) -> set[UUID]:
    """Those that accompany there, by somebody in force."""
    return {one.body_id for one in there(departement, CallReason.WAITS)}


@transaction.atomic
def tell() -> int:
    """Note whoever is to be told of a call now and was not yet, and queue her mail. Gives how many."""
    if not try_lock("network.tell"):
        return 0
    with perimeter(everywhere()):
        return sum(_told(call) for call in PresenceCall.objects.standing())


def _told(call: PresenceCall) -> int:
    turn = len(call.returns)
    known = set(CallTold.objects.filter(call=call, turn=turn).values_list("user", "what"))
    wanted = {(user, what) for what in CallReason for user in _wanted(call, what)}
    new = [
        CallTold(call=call, departement=call.departement, user_id=user, what=what, turn=turn)
        for user, what in sorted(wanted - known)
    ]
    if new:
        CallTold.objects.bulk_create(new)
        for one in new:
            app.configure_task(SEND).defer(told=str(one.pk))
        trace.record("presence_told", object_id=call.pk, departement=call.departement, told=len(new))
    return len(new)


def _wanted(call: PresenceCall, what: CallReason) -> Iterator[UUID]:
    """Users who are to know it now: of the associations, those that have said nothing since it waits."""
    if not _true(call, what):
        return
    for one in there(call.departement, what):
        if one.user_id and (what == CallReason.NOBODY or call.waits_for(one.body_id)):
            yield one.user_id


def _true(call: PresenceCall, what: str) -> bool:
    return call.goes is None if what == CallReason.WAITS else call.unanswered(antennes(call.departement))


@transaction.atomic
def send(told: UUID) -> None:
    """Send somebody the mail that was noted, unless the call waits no more or she may read it no more."""
    with perimeter(everywhere()):
        row = CallTold.objects.filter(pk=told).first()
        if row is None:
            return
        call = PresenceCall.objects.standing().filter(pk=row.call_id).first()
        if call is None or len(call.returns) != row.turn or not _true(call, row.what):
            return
        held = [one for one in there(call.departement, CallReason(row.what)) if one.user_id == row.user_id]
        if held and held[0].user:
            page = post.link("network:calls", membership=held[0].pk)
            post.send("network", row.what, to=held[0].user.email, link=page)
