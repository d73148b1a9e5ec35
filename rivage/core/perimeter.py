"""Who is acting: the context that row policies read.

A `Perimeter` is set for the length of a transaction by the database wrapper (`rivage.core.db`), the same way for
the web, the worker and the commands. No perimeter, no row. What it may reach is derived and sealed by the database
(`WayIn`): the values held here are for this process alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg
from django.db import DatabaseError
from psycopg.types.json import Jsonb

from rivage.core import clock, logins

# Those that the web's login or that of the doors may ask; the others are of the worker, which tests do not become.
DOOR = "rivage_enter_door"
OPEN_WAYS = ("rivage_enter", "rivage_enter_link", "rivage_enter_code", DOOR)
# What `rivage_put` gives back, in its order.
SETTINGS = tuple(
    f"rivage.{name}" for name in "role membership user bodies holders departements keys excluded door now seal".split()
)


class NotLetIn(Exception):
    """The database does not let in who asks: her session, her account or her function has ended."""


@dataclass(frozen=True, slots=True)
class WayIn:
    """By which owner's function the database is entered, and what it is shown."""

    function: str
    shown: tuple[Any, ...] = field(repr=False)


@dataclass(frozen=True)
class Perimeter:
    """What one acting membership may reach.

    `bodies`: antennes whose own rows it reads. `holders`: names under which files are opened to it in
    `people.Share`, such as `delegate:33`. `keys`: bodies whose keyset may unwrap keys for it. `reads`: nothing is
    written within it but the trace, so that what may be read is the same from its first statement to its last.
    `way`: None enters by the job at hand.
    """

    role: str
    membership: UUID | None = None
    user: UUID | None = None
    bodies: tuple[UUID, ...] = ()
    holders: tuple[str, ...] = ()
    departements: tuple[str, ...] = ()
    keys: tuple[UUID, ...] = ()
    reads: bool = False
    way: WayIn | None = field(default=None, compare=False)
    cache: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)


NOBODY = Perimeter(role="")
_current: ContextVar[Perimeter] = ContextVar("rivage_perimeter", default=NOBODY)
_job: ContextVar[int | None] = ContextVar("rivage_job", default=None)


class Rehearsal:
    """Where the schema `rehearsal` stands (tests, seeds), who acts is said and not shown, and time may be held."""

    on = False


def current() -> Perimeter:
    """The perimeter in force, `NOBODY` when none was set."""
    return _current.get()


def opens(perimeter: Perimeter, alias: str) -> bool:
    """Whether a perimeter is entered under this login: figures and the sealer have no context, the doors their own."""
    at_door = perimeter.way is not None and perimeter.way.function == DOOR
    return alias == (logins.DOORS if at_door and not logins.shared() else logins.DEFAULT)


def put(connection: Any, perimeter: Perimeter) -> None:
    """Enter the running transaction of a connection as a perimeter, or put back how it was entered before.

    Raises `NotLetIn`.
    """
    known = connection.entered.get(id(perimeter))
    if perimeter is NOBODY:
        known = ("",) * len(SETTINGS)
    if known:
        marks = ", ".join("set_config(%s, %s, true)" for _ in SETTINGS)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {marks}", [part for pair in zip(SETTINGS, known, strict=True) for part in pair])
        return
    # The perimeter stays with its values: while it is held, no other has its id.
    connection.entered[id(perimeter)] = _enter(connection, perimeter)
    connection.holds.append(perimeter)


def _enter(connection: Any, perimeter: Perimeter) -> tuple[str, ...]:
    way = perimeter.way or _way_of_job(perimeter)
    if Rehearsal.on:
        _ask(connection, "SELECT set_config('rehearsal.now', %s, false)", clock.now().isoformat())
        if way is None or (logins.shared() and way.function not in OPEN_WAYS):
            return tuple(_ask(connection, "SELECT rehearsal.enter(%s)", Jsonb(said(perimeter))))
    if way is None:
        raise NotLetIn("No session, no job, no way in.")
    marks = ", ".join("%s" for _ in way.shown)
    return tuple(_ask(connection, f"SELECT {way.function}({marks})", *way.shown))


def _way_of_job(perimeter: Perimeter) -> WayIn | None:
    job = _job.get()
    return WayIn("rivage_enter_job", (job, perimeter.membership)) if job and perimeter.membership else None


def said(perimeter: Perimeter) -> dict[str, Any]:
    """A perimeter as the schema `rehearsal` takes it."""
    ids = {"membership": perimeter.membership, "user": perimeter.user}
    lists = {name: getattr(perimeter, name) for name in ("bodies", "holders", "departements", "keys")}
    return (
        {"role": perimeter.role}
        | {name: str(value) if value else None for name, value in ids.items()}
        | {name: [str(one) for one in values] for name, values in lists.items()}
    )


def _ask(connection: Any, sql: str, *shown: Any) -> Any:
    """One value, its parameters bound by the server: a token written in the statement shows to whoever may look at
    what the server is doing.
    """
    connection.ensure_connection()
    try:
        with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
            found = cursor.execute(sql, shown).fetchone()
    except DatabaseError as error:
        if isinstance(error.__cause__, psycopg.errors.InsufficientPrivilege):
            raise NotLetIn(str(error)) from error
        raise
    return found[0] if found else None


def answered(sql: str, *shown: Any) -> Any:
    """What a statement of one value answers to the login in force, its parameters bound by the server."""
    return _ask(logins.connection(), sql, *shown)


@contextmanager
def perimeter(value: Perimeter) -> Iterator[Perimeter]:
    """Act within `value`: in the running transaction if there is one, else from the next one on."""
    token = _current.set(value)
    try:
        _refresh(value, anew=True)
        yield value
    finally:
        _current.reset(token)
        _refresh(_current.get(), anew=False)


def _refresh(value: Perimeter, *, anew: bool) -> None:
    connection = logins.connection()
    if logins.answers(connection) and (value is NOBODY or opens(value, connection.alias)):
        if anew:
            connection.entered.pop(id(value), None)
        put(connection, value)


@contextmanager
def job(number: int | None) -> Iterator[None]:
    """Act as the job that is being done: the database knows who asked for it."""
    token = _job.set(number)
    try:
        yield
    finally:
        _job.reset(token)


@contextmanager
def facts() -> Iterator[None]:
    """Read the plain columns of every row, write nothing (login `rivage_facts`).

    Only for figures and for sweeping jobs: encrypted columns answer "permission denied".
    """
    with logins.login(logins.FACTS):
        yield
