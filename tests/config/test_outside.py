"""L8: what is answered to anybody: to a name that is not ours too, under our headers; whom to tell of a flaw."""

from datetime import datetime, timedelta
from importlib import import_module, reload
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from gunicorn.config import Config
from gunicorn.http import wsgi as served

from rivage.config import checks
from rivage.core import clock

HEADERS = (
    *("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy"),
    *("Cross-Origin-Opener-Policy", "Cache-Control", "X-Robots-Tag", "Permissions-Policy"),
)


@pytest.mark.django_db
@pytest.mark.parametrize("redirected", [True, False])
@pytest.mark.parametrize("path", ["/", "/entrer", "/etat", "/m/x/", "/static/nothing.css"])
def test_l8_a_name_that_is_not_ours_is_refused_under_our_headers(settings: Any, redirected: bool, path: str) -> None:
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = redirected, ["rivage.example"]
    answer = Client().get(path, headers={"host": "ailleurs.example"})
    assert answer.status_code == 400
    assert [name for name in HEADERS if name not in answer.headers and not path.startswith("/static/")] == []
    assert "ailleurs" not in answer.content.decode()
    ours = Client().get(path, headers={"host": "rivage.example"})
    assert ours.status_code == 301 if redirected else ours.status_code in (200, 302, 404)


@pytest.mark.django_db
def test_l8_whom_to_tell_of_a_flaw_is_said_where_somebody_is_named(settings: Any) -> None:
    settings.SECURITY_CONTACT = "mailto:failles@rivage.example"
    answer = Client().get("/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    said = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert said["Contact"] == "mailto:failles@rivage.example"
    ends = datetime.fromisoformat(said["Expires"])
    assert timedelta(days=30) < ends - clock.now() < timedelta(days=365)
    settings.SECURITY_CONTACT = ""
    assert Client().get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize(("contact", "asked"), [("", True), ("moi", True), ("https://rivage.example/failles", False)])
def test_l8_production_asks_whom_to_tell_of_a_flaw(settings: Any, contact: str, asked: bool) -> None:
    settings.MODE, settings.SECURITY_CONTACT = "production", contact
    assert any("RIVAGE_SECURITY_CONTACT" in said for said in checks.mode()) == asked


def test_l8_what_serves_names_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served, "SERVER", served.SERVER)

    monkeypatch.setattr("resource.setrlimit", lambda *_: None)
    reload(import_module("rivage.config.wsgi"))
    request: Any = SimpleNamespace(version=(1, 1), method="GET", headers=[], should_close=lambda: True)
    response = served.Response(request, BytesIO(), Config())
    response.start_response("200 OK", [])
    assert not any("gunicorn" in line.lower() for line in response.default_headers())
