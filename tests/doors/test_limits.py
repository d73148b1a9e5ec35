"""What strangers ask at the entrance fills nothing; a challenge is taken once, for our own name alone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connections, transaction
from django.test import Client

from rivage.accounts.models import OpenSession, User
from rivage.audit.models import Event
from rivage.config import checks, jobs
from rivage.core import clock, post
from rivage.core.logins import DOORS, login
from rivage.core.perimeter import Perimeter, perimeter
from rivage.core.refusal import Refused
from rivage.doors import actions, brake, once
from rivage.doors.forms import SignInForm
from rivage.doors.models import Knock, SpentChallenge
from tests.doors.holding import come_in, enter
from tests.doors.test_second_factor import SITE, Device, asked, at_site
from tests.world import PASSWORD, World

LATER = "une-toute-autre-phrase"


@pytest.fixture
def device(user: User) -> Device:
    client, made = at_site(), Device()
    come_in(client, user)
    answer = made.made(asked(client, "/compte/cle/defi"))
    assert client.post("/compte/cle", {"label": "clé inventée", "answer": answer}).status_code == 302
    return made


def kinds() -> dict[str, int]:
    with perimeter(Perimeter(role="auditor")), transaction.atomic():
        found: dict[str, int] = {}
        for kind in Event.objects.values_list("kind", flat=True):
            found[kind] = found.get(kind, 0) + 1
        return found


def sessions() -> int:
    with login(DOORS):
        return OpenSession.objects.count()


@pytest.mark.django_db
def test_a_stranger_who_asks_for_challenges_leaves_no_session(user: User) -> None:
    before = sessions()
    for _ in range(5):
        client = at_site()
        assert "publicKey" in client.post("/entrer/cle/defi").json()
        assert client.post("/entrer/cle", {"answer": "{}"}).status_code == 422
    assert sessions() == before


@pytest.mark.django_db
def test_refused_entries_of_one_address_are_traced_so_many_times(user: User) -> None:
    before = kinds().get("sign_in_refused", 0)
    for _ in range(brake.TRACED + 20):
        assert at_site().post("/entrer/cle", {"answer": "{}"}).status_code == 422
    after = kinds()
    assert after["sign_in_refused"] - before == brake.TRACED
    assert after["sign_in_flood"] == 1
    # A wrong password of an account that is there is always said.
    enter(Client(), "personne@exemple.invalid", "faux-mot-de-passe")
    assert kinds()["sign_in_refused"] == after["sign_in_refused"]
    enter(Client(), user.email, "faux-mot-de-passe")
    assert kinds()["sign_in_refused"] == after["sign_in_refused"] + 1
    # Another address, and this one a quarter of an hour later.
    at_site().post("/entrer/cle", {"answer": "{}"}, REMOTE_ADDR="10.9.0.1")
    assert kinds()["sign_in_refused"] == after["sign_in_refused"] + 2
    with clock.at(clock.now() + timedelta(minutes=16)):
        at_site().post("/entrer/cle", {"answer": "{}"})
        assert kinds()["sign_in_refused"] == after["sign_in_refused"] + 3
        with login(DOORS):
            assert Knock.objects.count() == 2


@pytest.mark.django_db
def test_refused_keys_of_one_account_are_traced_so_many_times(user: User) -> None:
    client, before = at_site(), kinds().get("code_refused", 0)
    enter(client, user.email)
    for n in range(brake.TRACED + 5):
        assert client.post("/preuve/cle", {"answer": "{}"}, REMOTE_ADDR=f"10.9.0.{n}").status_code == 422
    after = kinds()
    assert after["code_refused"] - before == brake.TRACED
    assert after["keys_flood"] == 1
    with clock.at(clock.now() + timedelta(minutes=16)):
        client.post("/preuve/cle", {"answer": "{}"})
    assert kinds()["code_refused"] - before == brake.TRACED + 1


def test_a_line_of_ipv6_is_one_address() -> None:
    assert brake.block_of("2001:db8:1:2:3:4:5:6") == brake.block_of("2001:db8:1:2::9") == "2001:db8:1:2::/64"
    assert brake.block_of("10.0.0.1") == "10.0.0.1"


@pytest.mark.django_db
def test_what_is_remembered_for_a_while_goes(user: User, device: Device) -> None:
    client = at_site()
    client.post("/entrer/cle", {"answer": device.signed(asked(client, "/entrer/cle/defi"))})
    at_site().post("/entrer/cle", {"answer": "{}"})
    with login(DOORS):
        assert (SpentChallenge.objects.count(), Knock.objects.count()) == (2, 1)
    with clock.at(clock.now() + timedelta(minutes=16)):
        jobs.clear_sessions(timestamp=0)
    with login(DOORS):
        assert (SpentChallenge.objects.count(), Knock.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_a_challenge_is_taken_once_whatever_the_counter(user: User, device: Device) -> None:
    """Keys that a phone keeps in its cloud count nothing: the same answer would open again."""
    client = at_site()
    ask = asked(client, "/entrer/cle/defi")
    device.count = -1
    answer = device.signed(ask, handle=user.pk.bytes)
    assert client.post("/entrer/cle", {"answer": answer}).status_code == 302
    other = at_site()
    other.cookies["defi"] = client.cookies["defi"].value
    again = other.post("/entrer/cle", {"answer": answer})
    assert again.status_code == 422
    assert "a expiré" in again.content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_takes_it(world: World) -> None:
    many = 12
    together = Barrier(many)

    def take(_number: int) -> bool:
        together.wait()
        try:
            with actions.at_the_door(None):
                once.spend(b"one challenge")
        except Refused:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(many) as pool:
        taken = list(pool.map(take, range(many)))
    assert taken.count(True) == 1


@pytest.mark.django_db
def test_a_challenge_serves_for_what_it_was_drawn_for(user: User, device: Device) -> None:
    alone, beside = at_site(), at_site()
    enter(beside, user.email)
    for path, client, sent in (
        ("/entrer/cle/defi", beside, "/preuve/cle"),
        ("/preuve/cle/defi", alone, "/entrer/cle"),
    ):
        giver = beside if path.startswith("/preuve") else alone
        ask = asked(giver, path)
        client.cookies["defi"] = giver.cookies["defi"].value
        assert client.post(sent, {"answer": device.signed(ask)}).status_code == 422


@pytest.mark.django_db
def test_keys_are_for_one_name_whatever_a_header_says(user: User, device: Device, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "autre.localhost", "testserver"]
    elsewhere = Client(headers={"host": "autre.localhost"})
    assert "Entrer avec une clé" not in elsewhere.get("/entrer").content.decode()
    assert "Entrer avec une clé" in at_site().get("/entrer").content.decode()
    ask = asked(elsewhere, "/entrer/cle/defi")
    assert ask["rpId"] == SITE
    forged = device.signed(ask, origin="http://autre.localhost", site="autre.localhost")
    assert elsewhere.post("/entrer/cle", {"answer": forged}).status_code == 422
    assert post.link("doors:sign_in") == "http://localhost/entrer"


@pytest.mark.parametrize(
    ("host", "allowed", "words"),
    [
        ("rivage.exemple", ["rivage.exemple"], ""),
        ("autre.exemple", ["rivage.exemple"], "n’est pas un de ceux"),
        ("rivage.exemple", ["rivage.exemple", "*"], "en entier"),
        (".exemple", [".exemple"], "en entier"),
        ("10.0.0.1", ["10.0.0.1"], "en chiffres"),
    ],
)
def test_the_public_name_is_checked(host: str, allowed: list[str], words: str) -> None:
    said = " ".join(checks.public_host(host, allowed))
    assert words in said if words else said == ""


@pytest.mark.django_db
def test_a_password_that_changes_while_one_enters_opens_nothing(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sessions()

    def changed(_form: SignInForm, found: User) -> None:
        actions.choose_password(user=User.objects.get(pk=found.pk), password=LATER)

    monkeypatch.setattr(SignInForm, "confirm_login_allowed", changed)
    client = Client()
    assert enter(client, user.email, PASSWORD).status_code == 422
    assert client.get("/preuve").url.startswith("/entrer")  # type: ignore[attr-defined]
    assert sessions() == before
