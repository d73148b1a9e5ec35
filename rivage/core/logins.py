"""The logins of PostgreSQL under which this process speaks: its own, and others for what its own may not do.

The web has its own, `rivage_app`; jobs and commands too, `rivage_worker`: it is the alias `default`. `doors` writes
sessions and passwords, outside `/m/` alone; `facts` reads the plain columns of every row; `sealer` seals the trace.
Each is an alias of DATABASES with a connection of its own: no login may become another.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connections, transaction
from psycopg.pq import TransactionStatus

DEFAULT, DOORS, FACTS, SEALER = "default", "doors", "facts", "sealer"
# The role of PostgreSQL behind an alias, where all share one connection (tests: what they write is not committed).
ROLES = {DOORS: "rivage_door", FACTS: "rivage_facts", SEALER: "rivage_sealer"}
_BROKEN = (TransactionStatus.INERROR, TransactionStatus.UNKNOWN)
_alias: ContextVar[str] = ContextVar("rivage_login", default=DEFAULT)


class Router:
    """Every query goes to the login in force, whatever loaded the object at hand."""

    def db_for_read(self, _model: Any, **_hints: Any) -> str:
        return using()

    db_for_write = db_for_read

    def allow_relation(self, _one: Any, _other: Any, **_hints: Any) -> bool:
        return True

    def allow_migrate(self, alias: str, _app: str, **_hints: Any) -> bool:
        return alias == DEFAULT


def using() -> str:
    """The alias of the login in force."""
    return DEFAULT if shared() else _alias.get()


def connection() -> Any:
    """The connection of the login in force."""
    return connections[using()]


def atomic() -> AbstractContextManager[None]:
    """A transaction under the login in force."""
    return transaction.atomic(using=using())


def answers(asked: Any) -> bool:
    """Whether the running transaction of a connection still takes statements. After an error in it, its rollback
    restores what was set since; a statement here would only hide that error.
    """
    if not asked.in_atomic_block or asked.needs_rollback or asked.connection is None:
        return False
    return asked.connection.info.transaction_status not in _BROKEN


def at_doors() -> bool:
    """Whether the login in force is that of the doors."""
    return _alias.get() == DOORS


def shared() -> bool:
    """Whether every login is a role of one connection."""
    return DOORS not in connections.settings


@contextmanager
def login(alias: str) -> Iterator[None]:
    """Speak as another login."""
    before = _alias.get()
    token = _alias.set(alias)
    try:
        if shared() and alias != before:
            _become(alias)
        yield
    finally:
        _alias.reset(token)
        if shared() and alias != before:
            _become(before)


def _become(alias: str) -> None:
    one = connections[DEFAULT]
    # Also after an exception: whoever catches it without a savepoint would go on reading the whole country.
    if one.in_atomic_block and not answers(one):
        return
    with one.cursor() as cursor:
        cursor.execute(f"SET ROLE {ROLES[alias]}" if alias in ROLES else "RESET ROLE")
