"""Tries of a password: five from one address at one account close that pair; an account slows, and never closes.

Whatever is refused at the entrance is traced, until an address has done little else for a quarter of an hour; what is
refused inside, until an account has.
"""

import time
from datetime import timedelta
from hashlib import sha256
from ipaddress import ip_address, ip_network
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.http import HttpRequest

from rivage.accounts import refusals
from rivage.accounts.models import User
from rivage.audit import trace
from rivage.core import clock, logins
from rivage.core.perimeter import answered
from rivage.doors.actions import COUNTED, at_the_door
from rivage.doors.enums import FactorKind
from rivage.doors.models import Knock, WrongCode

WITHIN = timedelta(minutes=15)
# Wrong tries at one account from anywhere, after which each waits, by how much more for each, and how long at most.
FREE, EACH, AT_MOST = 10, 0.1, 1.0
# Refused entries of one address, and refused keys of one account, that are traced one by one in a quarter of an hour.
TRACED = 30
# Wrong recovery codes from one address at one account within a quarter of an hour, before whoever tries waits.
TRIED = 10
# Wrong codes of services from one address within a quarter of an hour, before it waits.
SERVICES_TRIED = 10
# How long a wrong password is remembered: nothing of it counts after a quarter of an hour.
KEPT = timedelta(days=1)
KNOCK = """
INSERT INTO doors_knock AS held (id, created_at, block, many) VALUES (gen_random_uuid(), %s, %s, 1)
  ON CONFLICT (block) DO UPDATE SET
    many = CASE WHEN held.created_at > %s THEN held.many + 1 ELSE 1 END,
    created_at = CASE WHEN held.created_at > %s THEN held.created_at ELSE excluded.created_at END
  RETURNING many"""


def address_of(request: HttpRequest) -> str:
    """Who asks, as the farthest of our own proxies saw it: each adds at the right of X-Forwarded-For whom it serves.
    What stands further left was written by whoever wanted. Without a proxy, who is connected.
    """
    chain = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    connected: str = request.META.get("REMOTE_ADDR", "")
    seen = chain[-settings.PROXIES] if 0 < settings.PROXIES <= len(chain) else connected
    try:
        return str(ip_address(seen))
    except ValueError:
        return connected


def typed_address(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The account a try counts for: without capitals, or each way to write it would give five more tries."""
    given = (credentials or {}).get("username") or request.POST.get("username", "")
    return str(given).strip().lower()


def wait_for(wrong: int) -> float:
    """Seconds to wait before the next try at an account that had so many wrong ones."""
    return min(AT_MOST, EACH * max(0, wrong - FREE))


def slow(account: str) -> None:
    """Wait, whatever the account, known or not."""
    tries = AccessAttempt.objects.filter(username=account, attempt_time__gt=clock.now() - WITHIN)
    time.sleep(wait_for(tries.aggregate(wrong=Sum("failures_since_start"))["wrong"] or 0))


def block_of(address: str) -> str:
    """Whom an address counts for: of IPv6, the 64 bits that one line is given."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network((found, 64), strict=False)) if found.version == 6 else str(found)


def line_of(request: HttpRequest) -> str:
    """Whom a password tried counts for: whoever has a line of IPv6 has as many addresses of it as she likes."""
    address = address_of(request)
    try:
        return str(ip_network(block_of(address)).network_address)
    except ValueError:
        return address


def tries(request: HttpRequest, user: User) -> int:
    """Count one more recovery code tried at this account from this address; how many within a quarter of an hour."""
    return often(_pair(request, user))


def guesses(user: User) -> int:
    """Count one more time that the password in use was typed to change it, from wherever; how many within a quarter
    of an hour. Who holds an open session could otherwise guess it there without end.
    """
    return often(_hidden(f"{user.pk}:current"))


def right(request: HttpRequest, user: User) -> None:
    """It was a right one: none counts any more."""
    with at_the_door(user):
        Knock.objects.filter(block=_pair(request, user)).delete()


def wrong_service_code(request: HttpRequest, prefix: str) -> None:
    """Count and trace a code of no service, for its address and for the signs that it begins with: whoever tries the
    rest of a known one from many addresses waits, and closes it for nobody.
    """
    often(_services(request))
    time.sleep(wait_for(often(_hidden(f"{prefix}:service"))))
    record_refused(request, "service_code_refused")


def many_service_codes(request: HttpRequest) -> bool:
    """Whether this address tried too many, and waits."""
    with logins.login(logins.DOORS):
        tried = Knock.objects.filter(block=_services(request), created_at__gt=clock.now() - WITHIN)
        return tried.filter(many__gte=SERVICES_TRIED).exists()


def _services(request: HttpRequest) -> str:
    return _hidden(f"{block_of(address_of(request))}:services")


def _pair(request: HttpRequest, user: User) -> str:
    return _hidden(f"{user.pk}:{block_of(address_of(request))}")


def _hidden(what: str) -> str:
    """What counts for something else than an address, and names nothing."""
    return sha256(what.encode()).hexdigest()[:45]


def record_refused(request: HttpRequest, event: str, email: str = "") -> None:
    """Trace a refused entry. A wrong password of a known account always is: five close it for this address. The rest
    is until its address has had `TRACED` of them; that it went on is traced once. The same work is done for all.
    """
    with at_the_door(None):
        known = User.objects.filter(email__iexact=email).first()
        many = _knocks(block_of(address_of(request)))
        mark = transaction.savepoint(using=logins.using())
        trace.record(event, object_id=known.pk if known else None)
        if many > TRACED and not (known and event == "sign_in_refused"):
            transaction.savepoint_rollback(mark, using=logins.using())
        if many == TRACED + 1:
            trace.record("sign_in_flood")


def record_refused_key(user: User) -> None:
    """Trace a passkey that was refused to a session of this account: as often as what is refused to an address, from
    wherever it comes, since a password alone sends as many as it likes.
    """
    with at_the_door(user):
        many = _knocks(_hidden(f"{user.pk}:keys"))
        if many <= TRACED:
            trace.record("code_refused", object_id=user.pk, by=FactorKind.PASSKEY)
        elif many == TRACED + 1:
            trace.record("keys_flood", object_id=user.pk)


def refused_codes(user: User) -> int:
    """How many codes of hers were refused within a month."""
    with logins.login(logins.DOORS):
        return WrongCode.objects.filter(user=user, created_at__gt=clock.now() - COUNTED).count()


def often(what: str) -> int:
    """How many times this was asked within a quarter of an hour, this one included."""
    with at_the_door(None):
        return _knocks(what)


def _knocks(what: str) -> int:
    """Count one more, in the transaction under way at the doors."""
    now = clock.now()
    return int(answered(KNOCK, now, what, now - WITHIN, now - WITHIN))


refusals.count_with(lambda what: often(_hidden(what)))


def forget() -> None:
    """Forget the addresses that have stopped, and the passwords tried a day ago: they name accounts and addresses."""
    with logins.login(logins.DOORS):
        Knock.objects.filter(created_at__lt=clock.now() - WITHIN).delete()
        for model in (AccessAttempt, AccessFailureLog, AccessLog):
            model.objects.filter(attempt_time__lt=clock.now() - KEPT).delete()
