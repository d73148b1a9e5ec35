"""Rows of our models written by COPY, in the order they were given, by the superuser of the embedded server.

Triggers and foreign keys are not asked (`session_replication_role`): what is written is proved afterwards, by the
checks of the data.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection, models
from psycopg import sql


@contextmanager
def superuser() -> Iterator[psycopg.Connection]:
    """One transaction as superuser, triggers off. Only the embedded server has such a door."""
    held: dict[str, Any] = settings.DATABASES["default"]
    with psycopg.connect(host=held["HOST"], dbname=held["NAME"], user="postgres") as opened:
        opened.execute("SET session_replication_role = replica")
        opened.execute("SET statement_timeout = 0")
        opened.execute("SET idle_in_transaction_session_timeout = 0")
        opened.execute("SET synchronous_commit = off")
        yield opened


class Copier:
    """Keeps rows by table until `write`."""

    def __init__(self) -> None:
        self._waiting: dict[type[models.Model], list[list[Any]]] = {}

    def add(self, row: Any) -> Any:
        """Keep a row as the database will have it, encrypted fields sealed under the perimeter in force."""
        fields = type(row)._meta.concrete_fields
        self._waiting.setdefault(type(row), []).append(
            [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
        )
        return row

    def write(self, opened: psycopg.Connection) -> None:
        """Send every row kept."""
        for model, rows in self._waiting.items():
            copy_rows(opened, model._meta.db_table, [str(field.column) for field in model._meta.concrete_fields], rows)
        self._waiting.clear()


def copy_rows(opened: psycopg.Connection, table: str, columns: Iterable[str], rows: Iterable[list[Any]]) -> None:
    """COPY rows into a table."""
    named = sql.SQL(", ").join(map(sql.Identifier, columns))
    order = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), named)
    with opened.cursor() as cursor, cursor.copy(order) as copy:
        for row in rows:
            copy.write_row(row)
