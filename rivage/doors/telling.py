"""What holders are told by mail of their accounts, as it was noted (`Notice`): one job sends everything.

A mail that does not leave holds back no other. It is tried again each quarter of an hour, and after a day no more:
that is traced once, and said where somebody asked for it.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.core.exceptions import ImproperlyConfigured
from django.db.models import F, Q, QuerySet

from rivage.audit import trace
from rivage.core import clock, french, logins, post
from rivage.doors import links
from rivage.doors.actions import at_the_door
from rivage.doors.enums import LinkPurpose, NoticeKind
from rivage.doors.models import OPEN, Notice, Recovery
from rivage.law import territory

# How many at a time; when one that did not leave is tried again; after how long nobody tries any more; how long it is
# known what was told.
AT_ONCE, AGAIN, GIVEN_UP, KEPT = 100, timedelta(minutes=15), timedelta(days=1), timedelta(days=30)


def tell() -> int:
    """Write to whoever is to be told now, what was never tried first. Gives how many mails left."""
    with logins.login(logins.DOORS):
        rows = _due().select_related("user", "recovery__user", "recovery__asked_by", "recovery__membership__body")
        found = list(rows.order_by(F("tried_at").asc(nulls_first=True), "due")[:AT_ONCE])
        return sum(_told(mine) for mine in _mails(found))


def forget() -> None:
    """Forget what was to be told long ago."""
    with logins.login(logins.DOORS):
        Notice.objects.filter(due__lt=clock.now() - KEPT).delete()


def _due() -> QuerySet[Notice]:
    """What may leave now: of a request, as long as it leads somewhere, and its link once it opens."""
    now = clock.now()
    again = Q(tried_at=None) | Q(tried_at__lt=now - AGAIN)
    asked = Q(what__in=(NoticeKind.ASKED, NoticeKind.CONFIRMED), recovery__in=Recovery.objects.live())
    link = Q(what=NoticeKind.LINK, recovery__in=Recovery.objects.opening())
    of_request = Q(user__is_active=True) & (asked | link | Q(what=NoticeKind.REFUSED))
    return Notice.objects.filter(again, Q(recovery=None) | of_request, due__lte=now, told_at=None, given_up_at=None)


def _mails(found: Iterable[Notice]) -> Iterable[list[Notice]]:
    """One mail each, but for what changed of what opens one account."""
    mails: dict[object, list[Notice]] = {}
    for one in found:
        changed = one.recovery_id is None and one.what != NoticeKind.DEVICE
        mails.setdefault(one.user_id if changed else one.pk, []).append(one)
    return mails.values()


def _told(rows: list[Notice]) -> bool:
    """Whether it left. Each is taken by one worker, which says so before it tries."""
    now, first = clock.now(), rows[0]
    held = Notice.objects.filter(pk__in=[one.pk for one in rows])
    if _due().filter(pk__in=[one.pk for one in rows]).update(tried_at=now) < len(rows):
        return False
    token = links.new_token() if first.what == NoticeKind.LINK else ""
    try:
        _write(rows, token)
    except (OSError, ValueError, ImproperlyConfigured) as error:
        if held.filter(due__lt=now - GIVEN_UP).update(given_up_at=now):
            with at_the_door(first.user):
                trace.record("told_in_vain", object_id=first.user_id, error=type(error).__name__)
        return False
    with at_the_door(first.user):
        held.update(told_at=now)
        if token:
            links.keep(first.user, LinkPurpose.RECOVERY, token)
        if first.recovery is not None:
            trace.record("recovery_told", object_id=first.recovery.user_id)
    return True


def _write(rows: list[Notice], token: str) -> None:
    first, page = rows[0], post.link("doors:account")
    if first.recovery is not None:
        _of_recovery(first, first.recovery, page, token)
    elif first.what == NoticeKind.DEVICE:
        post.send("doors", "device", **_to(first), device=first.label, when=_when(first), link=page)
    else:
        said = sorted(rows, key=lambda one: one.created_at)
        what = "\n".join(f"– {_when(one)}, heure de Paris : {one.get_what_display()}" for one in said)
        post.send("doors", "change", **_to(first), what=what, link=page)


def _of_recovery(one: Notice, recovery: Recovery, page: str, token: str) -> None:
    opens, zone = recovery.opens_at or clock.now(), recovery.membership.zone
    if one.what == NoticeKind.ASKED:
        post.send("doors", "recovery_asked", **_to(one), asker=recovery.asked_by.name, link=page)
    elif one.what == NoticeKind.CONFIRMED:
        post.send("doors", "recovery_confirmed", **_to(one), when=french.moment(opens, zone), link=page)
    elif one.what == NoticeKind.LINK:
        until = french.moment(min(opens + OPEN, clock.now() + links.LASTS), zone)
        post.send("doors", "recovery", **_to(one), link=post.link("doors:activate", token=token), until=until)
    else:
        post.send("doors", "recovery_refused", **_to(one), whose=recovery.user.name)


def _to(one: Notice) -> dict[str, str]:
    return {"to": one.user.email, "person": one.user.name}


def _when(one: Notice) -> str:
    return french.moment(one.created_at, clock.zone(territory.PARIS))
