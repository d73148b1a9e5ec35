"""What an installation says of ProConnect: together or not at all, and checked."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from rivage.config import proconnect
from rivage.config.management.commands.check_installation import unreached
from rivage.config.proconnect import TWO_FACTORS, from_environment
from rivage.config.state import Trouble
from rivage.doors.tokens import Untrusted
from tests.database import role

ISSUER = "https://proconnect.example/api/v2"
WHOLE = {
    "RIVAGE_PROCONNECT_ISSUER": f"{ISSUER}/",
    "RIVAGE_PROCONNECT_CLIENT": "invented",
    "RIVAGE_PROCONNECT_SECRET": "/keys/proconnect",
}


def test_the_settings_come_together_or_not_at_all() -> None:
    assert from_environment({}) is None
    assert from_environment(WHOLE) == {
        "issuer": ISSUER,
        "client": "invented",
        "secret": Path("/keys/proconnect"),
        "algorithm": "RS256",
        "two_factors": TWO_FACTORS,
    }
    more = from_environment(
        WHOLE | {"RIVAGE_PROCONNECT_ACR": "eidas2  eidas3", "RIVAGE_PROCONNECT_ALGORITHM": "ES256"}
    )
    assert more is not None
    assert (more["two_factors"], more["algorithm"]) == (("eidas2", "eidas3"), "ES256")
    for name in WHOLE:
        with pytest.raises(Trouble, match=name):
            from_environment({**WHOLE, name: ""})


@pytest.fixture
def sound(settings: Any, tmp_path: Path) -> dict[str, Any]:
    secret = tmp_path / "secret"
    secret.write_text("invented\n", encoding="utf-8")
    secret.chmod(0o600)
    found = from_environment(WHOLE | {"RIVAGE_PROCONNECT_SECRET": str(secret)})
    assert found is not None
    settings.PROCONNECT = found
    return found


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"issuer": "http://proconnect.example"}, "adresse https"),
        ({"issuer": "https://proconnect.example?x=1"}, "adresse https"),
        ({"algorithm": "HS256"}, "RS256 ou en ES256"),
        ({"algorithm": "none"}, "RS256 ou en ES256"),
        ({"two_factors": ("eidas1", "eidas2")}, "eidas1"),
        ({"secret": Path("/nowhere/secret")}, "ne se lit pas"),
    ],
)
def test_a_setting_that_does_not_hold_is_said(sound: dict[str, Any], change: dict[str, Any], sentence: str) -> None:
    assert list(proconnect.troubles()) == []
    sound |= change
    assert sentence in " ".join(proconnect.troubles())


def test_a_secret_that_others_read_or_that_is_empty_is_said(sound: dict[str, Any]) -> None:
    sound["secret"].chmod(0o644)
    assert "ouvert à d’autres" in " ".join(proconnect.troubles())
    sound["secret"].chmod(0o600)
    sound["secret"].write_text(" \n", encoding="utf-8")
    assert "est vide" in " ".join(proconnect.troubles())


@pytest.mark.django_db(transaction=True)
def test_a_body_that_asks_for_what_is_not_set_is_said() -> None:
    assert list(proconnect.troubles()) == []
    made = "INSERT INTO accounts_body (id, created_at, kind, name, departement, address, town, by_proconnect) "
    with role("postgres"), connection.cursor() as cursor:
        cursor.execute(made + "VALUES (gen_random_uuid(), now(), 'payer', 'Caisse inventée', '33', '', '', true)")
    assert "1 organismes l’exigent" in " ".join(proconnect.troubles())
    with role("postgres"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_body WHERE name = 'Caisse inventée'")


def test_what_it_publishes_is_compared_where_it_answers_and_told_otherwise(
    sound: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "end_session_endpoint")
    document = {"issuer": ISSUER} | {name: f"{ISSUER}/{name}" for name in names}
    monkeypatch.setattr("rivage.doors.provider.fetch", lambda _address: json.dumps(document).encode())
    assert unreached() == ""
    document["issuer"] = "https://another.example"
    with pytest.raises(Trouble, match="discovery issuer"):
        unreached()

    def away(_address: str) -> bytes:
        raise Untrusted("no answer: URLError")

    monkeypatch.setattr("rivage.doors.provider.fetch", away)
    assert "ne répond pas d’ici" in unreached()
