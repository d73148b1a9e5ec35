"""The database of a test worker: other users of it, emptying it, and a state built once, put back in one statement.

What is kept was made through the actions. The copies lie in a schema of their own, closed to the application, which
may only call what gives these very rows back.
"""

import json
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db import connection, transaction

from rivage.config.server import EmbeddedServer
from rivage.vault import keysets

T = TypeVar("T")

AGAINST_POWER_CUTS = ("fsync", "full_page_writes", "synchronous_commit")

AS_REPLICA = "SET session_replication_role = replica"
WRITTEN_BY_MIGRATIONS = (
    *("django_migrations", "django_content_type", "auth_permission"),
    *("accounts_role", "core_sealkey", "people_asidekey"),
)
PUT_BACK = """
CREATE FUNCTION kept."{name}"() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp SET session_replication_role = replica AS $$ BEGIN {inserts} END $$
"""


@contextmanager
def role(user: str, *statements: str, database: str = "") -> Iterator[None]:
    """Be another database user for a while, elsewhere when a database is named. It reconnects, hence never inside a
    test's transaction: factories act inside `with perimeter(…)` instead."""
    before = {name: connection.settings_dict[name] for name in ("USER", "NAME")}
    connection.close()
    connection.settings_dict |= {"USER": user, "NAME": database or before["NAME"]}
    try:
        for statement in statements:
            connection.cursor().execute(statement)
        yield
    finally:
        connection.close()
        connection.settings_dict |= before


def set_durable(server: EmbeddedServer, durable: bool) -> None:
    """Whether what this server of tests commits is on the disk before it answers."""
    change = "RESET {}" if durable else "SET {} = off"
    changes = [f"ALTER SYSTEM {change.format(name)};" for name in AGAINST_POWER_CUTS]
    server.psql("\n".join([*changes, "SELECT pg_reload_conf();"]), database="postgres")


@dataclass(frozen=True)
class Queued:
    id: int
    args: dict[str, str]


def queued(task: str) -> list[Queued]:
    """The jobs of a task, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, args::text FROM kept.queued(%s)", [task])
        return [Queued(number, json.loads(args)) for number, args in cursor.fetchall()]


def set_down(row: Any, **values: Any) -> None:
    """Write plain columns of one row as they would have been written when they still could: no guard is asked."""
    said = {row._meta.get_field(name).column: value for name, value in values.items()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT kept.set_down(%s, %s, %s)", [row._meta.db_table, row.pk, json.dumps(said, default=str)])


@dataclass(frozen=True)
class Kept(Generic[T]):
    """What a builder returned, and the key files that it wrote. `put_back()` gives a fresh copy each time."""

    name: str
    made: bytes
    files: dict[Path, bytes]

    def put_back(self) -> T:
        """Write the rows again, in the running transaction when there is one."""
        for path, content in self.files.items():
            if not path.exists():
                keysets.write(path, content)
        keysets.forget()
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT kept."{self.name}"()')
        return pickle.loads(self.made)  # noqa: S301 - made by us, a moment ago


def keep(name: str, build: Callable[[], T]) -> Kept[T]:
    """Build in the database emptied first, keep every row, and leave it empty again."""
    empty_database()
    made = build()
    folder = Path(settings.RIVAGE_KEYS)
    files = {path: path.read_bytes() for path in folder.iterdir()}
    with role("postgres", AS_REPLICA), connection.cursor() as cursor:
        tables = filled(all_tables())
        cursor.execute("CREATE SCHEMA IF NOT EXISTS kept")
        cursor.execute("GRANT USAGE ON SCHEMA kept TO rivage_app")
        for table in tables:
            cursor.execute(f'CREATE TABLE kept."{name}_{table}" AS TABLE "{table}"')
        inserts = " ".join(f'INSERT INTO public."{t}" TABLE kept."{name}_{t}";' for t in tables)
        cursor.execute(PUT_BACK.format(name=name, inserts=inserts))
        empty(tables)
    return Kept(name, pickle.dumps(made), files)


def empty_database() -> None:
    """Undo what a test committed. What migrations wrote (content types, permissions) stays."""
    with role("postgres", AS_REPLICA):
        empty(filled(all_tables()))


def all_tables() -> list[str]:
    """Every table that tests write to, jobs included."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        return [name for (name,) in cursor.fetchall() if name not in WRITTEN_BY_MIGRATIONS]


def filled(tables: list[str]) -> list[str]:
    """Those of the tables that hold a row (as the superuser)."""
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{t}' WHERE EXISTS (SELECT FROM \"{t}\")" for t in tables))
        return [row[0] for row in cursor.fetchall()]


def empty(tables: list[str]) -> None:
    """Empty these tables (as a superuser over whom triggers and keys have no hold). A few rows go faster so than by
    TRUNCATE, which syncs new files for each table and each index."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'DELETE FROM "{table}"')
