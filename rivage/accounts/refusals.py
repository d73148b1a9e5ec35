"""What is refused under /m/ is traced line by line, until somebody has had many within a quarter of an hour; then by
orders of magnitude alone: nobody fills the trace, whose lines stay (finding L5).
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.urls import Resolver404, resolve

from rivage.audit import trace

# Refusals of one account that are traced one by one within a quarter of an hour.
TRACED = 30
# Counts one more of what has this name; how many within a quarter of an hour. From an app further
# right, which has a login for it.
Counter = Callable[[str], int]
_counters: list[Counter] = []


def count_with(counter: Counter) -> None:
    """Let this one count."""
    _counters.append(counter)


def record(request: HttpRequest, status: int) -> None:
    """Trace a refusal, in transactions of their own."""
    many = _one_more(request.user.pk)
    if many > TRACED and not _told(many):
        return
    with transaction.atomic():
        if many > TRACED:
            trace.record("refused_again", many=many)
        else:
            trace.record("refused", page=_page(request), method=request.method, status=status)


def _one_more(user: Any) -> int:
    return max((counter(f"refused:{user}") for counter in _counters), default=1)


def _told(many: int) -> bool:
    """The first that is not traced by itself, then ten times as many as were, a hundred times, and so on."""
    if many == TRACED + 1:
        return True
    while many > TRACED and not many % 10:
        many //= 10
    return many == TRACED


def _page(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""
