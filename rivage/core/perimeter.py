"""Who is acting: the context that row policies read.

A `Perimeter` is set for the length of a transaction by the database wrapper (`rivage.core.db`), the same way for
the web, the worker and the commands. No perimeter, no row.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg.pq import TransactionStatus

from rivage.core import clock


@dataclass(frozen=True)
class Perimeter:
    """What one acting membership may reach.

    `bodies`: antennes whose own rows it reads. `holders`: names under which files are opened to it in
    `people.Share`, such as `delegate:33`. `keys`: bodies whose keyset may unwrap keys for it. `reads`: nothing is
    written within it but the trace, so that what may be read is the same from its first statement to its last.
    """

    role: str
    membership: UUID | None = None
    user: UUID | None = None
    bodies: tuple[UUID, ...] = ()
    holders: tuple[str, ...] = ()
    departements: tuple[str, ...] = ()
    keys: tuple[UUID, ...] = ()
    reads: bool = False
    cache: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def settings(self) -> dict[str, str]:
        """The `rivage.*` settings of the transaction, as PostgreSQL reads them."""
        return {
            "rivage.role": self.role,
            "rivage.membership": str(self.membership or ""),
            "rivage.user": str(self.user or ""),
            "rivage.bodies": ",".join(map(str, self.bodies)),
            "rivage.holders": ",".join(self.holders),
            "rivage.departements": ",".join(self.departements),
            "rivage.keys": ",".join(map(str, self.keys)),
            "rivage.now": clock.now().isoformat(),
        }


NOBODY = Perimeter(role="")
_BROKEN = (TransactionStatus.INERROR, TransactionStatus.UNKNOWN)
_current: ContextVar[Perimeter] = ContextVar("rivage_perimeter", default=NOBODY)


def current() -> Perimeter:
    """The perimeter in force, `NOBODY` when none was set."""
    return _current.get()


def put(cursor: Any, perimeter: Perimeter) -> None:
    """Write the perimeter into the running transaction (local to it)."""
    settings = perimeter.settings()
    marks = ", ".join("set_config(%s, %s, true)" for _ in settings)
    cursor.execute(f"SELECT {marks}", [part for pair in settings.items() for part in pair])


@contextmanager
def perimeter(value: Perimeter) -> Iterator[Perimeter]:
    """Act within `value`: in the running transaction if there is one, else from the next one on."""
    token = _current.set(value)
    try:
        _refresh(value)
        yield value
    finally:
        _current.reset(token)
        _refresh(_current.get())


def _refresh(value: Perimeter) -> None:
    if _answers():
        with connection.cursor() as cursor:
            put(cursor, value)


def _answers() -> bool:
    """Whether the running transaction still takes statements. After an error in it, its rollback restores what was set
    since; a statement here would only hide that error.
    """
    if not connection.in_atomic_block or connection.needs_rollback or connection.connection is None:
        return False
    return connection.connection.info.transaction_status not in _BROKEN


@contextmanager
def facts() -> Iterator[None]:
    """Read the plain columns of every row, write nothing (role `rivage_facts`).

    Only for figures and for sweeping jobs, inside a transaction: encrypted columns answer "permission denied".
    """
    if not connection.in_atomic_block:
        raise RuntimeError("facts() is used inside a transaction.")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE rivage_facts")
    try:
        yield
    finally:
        # Also after an exception: whoever catches it without a savepoint would go on reading the whole country.
        if _answers():
            with connection.cursor() as cursor:
                cursor.execute("RESET ROLE")
