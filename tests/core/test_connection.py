"""How the application speaks to PostgreSQL: a connection is kept from one request to the next."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import BaseTzLoader

from rivage.config.database_url import database_entry
from rivage.config.server import EmbeddedServer
from rivage.config.state import state_folder


@pytest.mark.parametrize(
    "entry",
    [
        EmbeddedServer(state_folder()).settings_for("app"),
        database_entry("postgresql://rivage_app:invented@machine.invalid/rivage?sslmode=verify-full"),
    ],
    ids=["embedded", "address"],
)
def test_a_connection_is_kept_and_asked_whether_it_still_answers(entry: dict[str, object]) -> None:
    """Kept blindly, one that a restart of the server cut would fail the next request."""
    assert isinstance(entry["CONN_MAX_AGE"], int)
    assert entry["CONN_MAX_AGE"] > 0
    assert entry["CONN_HEALTH_CHECKS"] is True


@pytest.mark.django_db
@pytest.mark.parametrize("said", ["2026-11-29 22:47:39.831913", "2026-03-01 00:00:00", "2026-03-01 00:00:00.5"])
def test_an_instant_is_read_as_django_reads_it_and_not_by_its_code(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = datetime.fromisoformat(said).replace(tzinfo=UTC)
    monkeypatch.setattr(BaseTzLoader, "load", lambda *_: pytest.fail("read by Django"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamp AT TIME ZONE 'UTC'", [said])
        (found,) = cursor.fetchone()
    assert found == expected
    assert found.utcoffset() == timedelta(0)
    assert str(found) == str(expected)


@pytest.mark.django_db
def test_an_instant_of_another_time_zone_is_left_to_django(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    django = BaseTzLoader.load
    monkeypatch.setattr(BaseTzLoader, "load", lambda *args: read.append(args) or django(*args))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TIME ZONE 'Europe/Paris'")
        cursor.execute("SELECT '2026-07-01 12:00:00+00'::timestamptz")
        cursor.fetchone()
    assert len(read) == 1
