"""Asking a function of the database for one value."""

from typing import Any

from rivage.core.logins import connection


def answer(sql: str, *values: Any) -> Any:
    """What a statement of one row and one column answers. `values`: its parameters, in order."""
    with connection().cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]
