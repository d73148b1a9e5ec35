import importlib
import sys
from typing import Any

import pytest
from django.test import Client

from rivage.config.database_url import database_entry
from rivage.config.settings import base
from rivage.config.state import Trouble

PRODUCTION = "rivage.config.settings.production"
ENVIRONMENT = {
    "RIVAGE_SECRET_KEY": "x" * 50,
    "RIVAGE_HOSTS": "rivage.example, www.rivage.example",
    "DATABASE_URL": "postgresql://rivage_app:m%40t@db.example:5433/rivage?sslmode=verify-full",
    "RIVAGE_DOOR_DATABASE_URL": "postgresql://rivage_door@db.example:5433/rivage",
    "RIVAGE_ROOT_KEY": "/keys/root.json",
}


def production(monkeypatch: pytest.MonkeyPatch, **changes: str | None) -> Any:
    for name, value in {**ENVIRONMENT, **changes}.items():
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    monkeypatch.delitem(sys.modules, PRODUCTION, raising=False)
    return importlib.import_module(PRODUCTION)


def test_production_reads_its_database_and_hardens_its_cookies(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = production(monkeypatch)
    database = settings.DATABASES["default"]
    assert (database["USER"], database["PASSWORD"], database["HOST"], database["PORT"], database["NAME"]) == (
        "rivage_app",
        "m@t",
        "db.example",
        "5433",
        "rivage",
    )
    assert database["OPTIONS"] == {"sslmode": "verify-full"}
    assert settings.ALLOWED_HOSTS == ["rivage.example", "www.rivage.example"]
    assert settings.SESSION_COOKIE_NAME == "__Host-rivage"
    assert settings.SESSION_COOKIE_SECURE
    assert settings.CSRF_COOKIE_SECURE
    assert not settings.DEBUG


@pytest.mark.parametrize(
    ("role", "aliases"),
    [
        ("app", {"default": "rivage_app", "doors": "rivage_door"}),
        (
            "worker",
            {
                f"{a}": f"rivage_{r}"
                for a, r in (("default", "worker"), ("doors", "door"), ("facts", "facts"), ("sealer", "sealer"))
            },
        ),
        ("owner", {"default": "rivage_owner"}),
    ],
)
def test_each_process_has_its_own_logins_and_no_other(
    monkeypatch: pytest.MonkeyPatch, role: str, aliases: dict[str, str]
) -> None:
    others = {
        f"RIVAGE_{one.upper()}_DATABASE_URL": f"postgresql://rivage_{one}@db.example/rivage"
        for one in ("owner", "worker", "facts", "sealer")
    }
    monkeypatch.setattr(base, "DATABASE_ROLE", role)
    monkeypatch.setattr(base, "LOGINS_BESIDE", base.beside(role))
    settings = production(monkeypatch, **others)
    assert {alias: entry["USER"] for alias, entry in settings.DATABASES.items()} == aliases


def test_the_worker_does_not_start_under_the_login_of_the_web(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["django", "procrastinate", "worker"])
    with pytest.raises(Trouble, match="RIVAGE_ROLE=worker"):
        production(monkeypatch)


@pytest.mark.parametrize("name", sorted(ENVIRONMENT))
def test_production_without_one_of_its_variables_says_which(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    with pytest.raises(Trouble, match=name):
        production(monkeypatch, **{name: None})


@pytest.mark.parametrize("url", ["mysql://a@b/c", "postgresql://a@b", "rivage"])
def test_an_address_that_is_no_database_is_refused(url: str) -> None:
    with pytest.raises(Trouble, match="postgresql://"):
        database_entry(url)


@pytest.mark.django_db
def test_every_answer_carries_the_content_security_policy() -> None:
    policy = Client().get("/etat")["Content-Security-Policy"]
    assert sorted(part.strip() for part in policy.split(";")) == sorted(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ]
    )
