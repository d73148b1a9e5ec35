"""An account whose holder is written to: whoever writes says so here, from an app further right."""

from typing import Protocol
from uuid import UUID

from rivage.accounts.models import User


class Writer(Protocol):
    """Who writes to the holders of accounts, in the transaction under way."""

    def invite(self, user: User) -> None:
        """Send the link that opens an account. Raises `Refused` when too many left."""

    def confirmed(self, user: User, function: UUID) -> None:
        """Say that a function was confirmed."""


_writers: list[Writer] = []


def tell(writer: Writer) -> None:
    """Let this one write to the holders of accounts."""
    _writers.append(writer)


def invite(user: User) -> None:
    """Send its holder the link that opens an account. Raises `Refused` when too many left."""
    for writer in _writers:
        writer.invite(user)


def confirmed(user: User, function: UUID) -> None:
    """Tell its holder that a function was confirmed."""
    for writer in _writers:
        writer.confirmed(user, function)
