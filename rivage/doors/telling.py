"""What a holder is told by mail of her account: a browser new to it, a change of what opens it, whoever did it."""

from collections.abc import Callable
from datetime import timedelta
from itertools import groupby
from typing import TypeVar

from django.db.models import F, Q

from rivage.accounts.models import User
from rivage.audit import trace
from rivage.core import clock, french, logins, post
from rivage.doors.actions import at_the_door
from rivage.doors.models import AccountChange, KnownDevice
from rivage.law import territory

# How many at a time; when one that did not leave is tried again; after how long nobody tries any more; how long it is
# known what was told.
AT_ONCE, AGAIN, GIVEN_UP, KEPT = 100, timedelta(minutes=15), timedelta(days=1), timedelta(days=30)
One = TypeVar("One", KnownDevice, AccountChange)


def tell() -> int:
    """Write to the holders who have not been told yet. A mail that does not leave holds back no other, and is tried
    again. Gives how many left.
    """
    with logins.login(logins.DOORS):
        devices = [(one.user, [one]) for one in _untold(KnownDevice)]
        changes = sorted(_untold(AccountChange), key=lambda one: (str(one.user_id), one.created_at))
        each = [(mine[0].user, mine) for _, own in groupby(changes, lambda one: one.user_id) if (mine := list(own))]
        told = sum(_told(KnownDevice, user, mine, _of_browser) for user, mine in devices)
        return told + sum(_told(AccountChange, user, mine, _of_changes) for user, mine in each)


def forget() -> None:
    """Forget the changes that were told long ago."""
    with logins.login(logins.DOORS):
        AccountChange.objects.filter(told_at__lt=clock.now() - KEPT).delete()


def _untold(model: type[One]) -> list[One]:
    """Those to tell now, what was never tried first."""
    due = Q(tried_at=None) | Q(tried_at__lt=clock.now() - AGAIN)
    rows = model.objects.filter(due, told_at=None).select_related("user")
    return list(rows.order_by(F("tried_at").asc(nulls_first=True), "created_at")[:AT_ONCE])


def _told(model: type[One], user: User, rows: list[One], write: Callable[[User, list[One]], None]) -> bool:
    now, asked = clock.now(), model.objects.filter(pk__in=[one.pk for one in rows])
    try:
        write(user, rows)
    except (OSError, ValueError) as error:
        asked.update(tried_at=now)
        if asked.filter(created_at__lt=now - GIVEN_UP).update(told_at=now):
            with at_the_door(user):
                trace.record("told_in_vain", object_id=user.pk, error=type(error).__name__)
        return False
    asked.update(told_at=now)
    return True


def _of_browser(user: User, rows: list[KnownDevice]) -> None:
    (one,) = rows
    link = post.link("doors:account")
    post.send("doors", "device", to=user.email, person=user.name, device=one.label, when=_when(one), link=link)


def _of_changes(user: User, rows: list[AccountChange]) -> None:
    what = "\n".join(f"– {_when(one)}, heure de Paris : {one.get_what_display()}" for one in rows)
    post.send("doors", "change", to=user.email, person=user.name, what=what, link=post.link("doors:account"))


def _when(one: KnownDevice | AccountChange) -> str:
    return french.moment(one.created_at, clock.zone(territory.PARIS))
