"""The database stops in the middle of a request: a sentence, nothing half-done, and the next request works."""

from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection

from rivage.audit import trace
from rivage.commissions.models import Seance
from rivage.config.server import EmbeddedServer
from rivage.config.sessions import SessionStore
from tests.bad_input.calling import Caller
from tests.world import World, acting


@pytest.mark.django_db(transaction=True)
def test_a_connection_cut_after_the_write_leaves_nothing(
    world: World, embedded_server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = Caller(world["delegate:33"])
    typed = {"day": "2027-03-01", "hour": "14:30", "place": "Salle des Cartes"}
    record, name = trace.record, str(settings.DATABASES["default"]["NAME"])

    def cut(*args: Any, **values: Any) -> None:
        """Once the row is written, and before the trace: the server ends this connection."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM commissions_seance")
            assert cursor.fetchone()[0] == 1
        embedded_server.psql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            f" WHERE datname = '{name}' AND usename = 'rivage_app'",
            user="postgres",
            database="postgres",
        )
        record(*args, **values)

    monkeypatch.setattr(trace, "record", cut)
    answer = caller.post("commissions:plan", typed)
    assert answer.status == 503
    assert answer.says("<h1")
    assert answer.says("enregistré")
    monkeypatch.undo()
    connection.close()
    with acting(world["delegate:33"]):
        assert Seance.objects.count() == 0
    assert caller.post("commissions:plan", typed).status == 200
    with acting(world["delegate:33"]):
        assert Seance.objects.count() == 1


@pytest.mark.django_db
def test_a_database_that_is_away_before_anybody_is_known_is_said_in_words(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = Caller(world["delegate:33"])

    def away(_store: SessionStore) -> dict[str, Any]:
        raise OperationalError("the database system is starting up")

    monkeypatch.setattr(SessionStore, "load", away)
    answer = caller.get("commissions:list")
    assert answer.status == 503
    assert answer.says("<h1")
