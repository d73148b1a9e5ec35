"""Tries of a password: five from one address at one account close that pair; an account slows, and never closes."""

import time
from datetime import timedelta
from ipaddress import ip_address
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest

from rivage.core import clock

WITHIN = timedelta(minutes=15)
# Wrong tries at one account from anywhere, after which each waits, by how much more for each, and how long at most.
FREE, EACH, AT_MOST = 10, 0.1, 1.0


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
