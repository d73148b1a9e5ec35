"""A new account: whoever writes to its holder says so here, from an app further right."""

from collections.abc import Callable

from rivage.accounts.models import User

_told: list[Callable[[User], None]] = []


def tell(told: Callable[[User], None]) -> None:
    """Call `told` with each new account, in the transaction that makes it."""
    _told.append(told)


def welcome(user: User) -> None:
    """Let this account's holder be written to."""
    for told in _told:
        told(user)
