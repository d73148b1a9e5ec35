"""Where a word on a page leads, in an app that comes later: each registers its own in its `leads.py`."""

from collections.abc import Callable
from typing import Any

from rivage.accounts import policies
from rivage.accounts.http import link
from rivage.accounts.models import Membership

_PAGES: dict[str, tuple[str, dict[str, Callable[[str], str]]]] = {}


def register(word: str, page: str, **spelled: Callable[[str], str]) -> None:
    """`page`: the URL name that `word` leads to; `spelled`: how an id is written in its address. One page a word."""
    _PAGES[word] = page, spelled


def lead(membership: Membership, word: str, **ids: Any) -> str:
    """The address that a word leads to; "" when no app has one, or the policy closes it to this function."""
    page, spelled = _PAGES.get(word, ("", {}))
    if not policies.allows(page, "GET", membership.role):
        return ""
    return link(membership, page, **{name: spelled.get(name, str)(value) for name, value in ids.items()})
