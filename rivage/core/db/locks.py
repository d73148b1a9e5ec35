"""Waiting for one another where no row stands for what is held: PostgreSQL's advisory locks, by name.

Two names may fall on one number: what they guard then waits for nothing now and then, and is never done twice. Who
holds a lock and asks for another must do so in the same order everywhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.transaction import TransactionManagementError

from rivage.core.logins import connection


def lock(name: str) -> None:
    """Wait until nobody else holds `name`, and hold it until the transaction ends.

    Raises `TransactionManagementError` outside a transaction, where it would hold nothing.
    """
    _ask("pg_advisory_xact_lock", name)


def try_lock(name: str) -> bool:
    """Hold `name` until the transaction ends; False, without waiting, when somebody else does. Raises like `lock`."""
    return bool(_ask("pg_try_advisory_xact_lock", name))


@contextmanager
def alone(name: str) -> Iterator[bool]:
    """Hold `name` over several transactions; gives False, without waiting, when another connection does.

    It belongs to the connection, which must be the same from beginning to end: no pool that lends one by transaction.
    """
    held = bool(_call("pg_try_advisory_lock", name))
    try:
        yield held
    finally:
        if held and connection().is_usable():
            _call("pg_advisory_unlock", name)


def _ask(function: str, name: str) -> object:
    if not connection().in_atomic_block:
        raise TransactionManagementError(f"{name!r} would be held no longer than its own statement.")
    return _call(function, name)


def _call(function: str, name: str) -> object:
    with connection().cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtextextended(%s, 0))", [name])
        return cursor.fetchone()[0]
