from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from rivage.config import health


@pytest.mark.django_db
def test_health_answers_as_the_application_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("rivage_app",)
    assert Client().get("/etat").status_code == 200


@pytest.mark.django_db
def test_health_says_503_when_the_database_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr(health, "connection", SimpleNamespace(cursor=refuse))
    response = Client().get("/etat")
    assert response.status_code == 503
    assert b"gone" not in response.content
