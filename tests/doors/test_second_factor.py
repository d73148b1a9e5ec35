"""A code serves once, a wrong one counts, a passkey is of this site and of this challenge; nothing opens before."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode

from rivage.accounts.models import User
from rivage.core import clock
from rivage.doors import actions, brake, codes
from rivage.doors.actions import CLOSED, SLOW, CodeOutcome
from tests.doors.holding import SECRET, come_in, enter, give_application
from tests.world import World

SITE = "localhost"
OURS = f"http://{SITE}"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
# Which model of device: none says.
MODEL = bytes(16)


@pytest.fixture
def user(world: World) -> User:
    found = world["lead:estuaire33"].user
    assert found is not None
    return found


class Device:
    """A device that makes one key and signs with it, as it is told, well or badly."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.credential, self.count = b"an invented credential", 0

    def data(self, site: str, flags: int, attested: bytes = b"") -> bytes:
        return sha256(site.encode()) + bytes([flags]) + self.count.to_bytes(4, "big") + attested

    def made(
        self, asked: dict[str, Any], *, origin: str = OURS, site: str = SITE, flags: int = PRESENT | VERIFIED
    ) -> str:
        public = cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        size = len(self.credential).to_bytes(2, "big")
        data = self.data(site, flags | ATTESTED, MODEL + size + self.credential + public)
        response = {"attestationObject": websafe_encode(cbor.encode({"fmt": "none", "attStmt": {}, "authData": data}))}
        return self._answer(response, "webauthn.create", asked["challenge"], origin)

    def signed(
        self,
        asked: dict[str, Any],
        *,
        origin: str = OURS,
        site: str = SITE,
        flags: int = PRESENT | VERIFIED,
        handle: bytes = b"",
        kind: str = "webauthn.get",
        broken: bool = False,
    ) -> str:
        self.count += 1
        data = self.data(site, flags)
        client = self._client(kind, asked["challenge"], origin)
        signature = self.key.sign(data + sha256(client), ec.ECDSA(hashes.SHA256()))
        response = {
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature[:-1] + bytes([signature[-1] ^ broken])),
        } | ({"userHandle": websafe_encode(handle)} if handle else {})
        return self._answer(response, kind, asked["challenge"], origin)

    def _client(self, kind: str, challenge: str, origin: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin}).encode()

    def _answer(self, response: dict[str, str], kind: str, challenge: str, origin: str) -> str:
        response["clientDataJSON"] = websafe_encode(self._client(kind, challenge, origin))
        own = websafe_encode(self.credential)
        return json.dumps(
            {"id": own, "rawId": own, "type": "public-key", "response": response, "clientExtensionResults": {}}
        )


def at_site() -> Client:
    return Client(headers={"host": SITE})


def asked(client: Client, path: str) -> dict[str, Any]:
    found: dict[str, Any] = client.post(path).json()["publicKey"]
    return found


@pytest.fixture
def device(user: User) -> Device:
    """The key of this account, added on its page."""
    client, made = at_site(), Device()
    come_in(client, user)
    answer = made.made(asked(client, "/compte/cle/defi"))
    assert client.post("/compte/cle", {"label": "clé inventée", "answer": answer}).status_code == 302
    return made


@pytest.mark.django_db
def test_a_code_serves_once_and_one_of_another_minute_not_at_all(user: User) -> None:
    give_application(user)
    now = clock.now()
    for seconds, taken in ((-95, False), (-30, True), (-30, False), (0, True), (0, False), (30, True), (95, False)):
        code = codes.code_at(SECRET, (now + timedelta(seconds=seconds)).timestamp())
        with clock.at(now):
            outcome = actions.take_code(user=user, typed=f" {code[:3]} {code[3:]} ")
        assert (outcome is CodeOutcome.TAKEN) is taken, seconds


@pytest.mark.django_db
def test_wrong_codes_slow_then_close_the_application_and_a_recovery_code_still_opens(user: User) -> None:
    give_application(user)
    (kept, *_) = actions.draw_recovery_codes(user=user)
    now = clock.now()
    right = codes.code_at(SECRET, now.timestamp())
    wrong = f"{(int(right) + 500_000) % 1_000_000:06}"
    for number in range(SLOW):
        with clock.at(now + timedelta(seconds=number)):
            assert actions.take_code(user=user, typed=wrong) is CodeOutcome.WRONG
    with clock.at(now + timedelta(seconds=SLOW)):
        assert actions.take_code(user=user, typed=right) is CodeOutcome.SLOW
    for number in range(CLOSED - SLOW):
        with clock.at(now + timedelta(minutes=20 * (number + 1))):
            assert actions.take_code(user=user, typed="000000") in (CodeOutcome.WRONG, CodeOutcome.SLOW)
    later = now + timedelta(days=2)
    with clock.at(later):
        assert actions.take_code(user=user, typed=codes.code_at(SECRET, later.timestamp())) is CodeOutcome.CLOSED
        assert actions.take_recovery_code(user=user, typed=kept.lower().replace("-", " ")) is CodeOutcome.TAKEN
        assert actions.take_recovery_code(user=user, typed=kept) is CodeOutcome.WRONG


@pytest.mark.django_db
def test_new_recovery_codes_end_those_of_before_and_none_opens_another_account(world: World, user: User) -> None:
    (first, *_) = actions.draw_recovery_codes(user=user)
    (second, *_) = actions.draw_recovery_codes(user=user)
    other = world["referent:estuaire33"].user
    assert other is not None
    assert actions.take_recovery_code(user=user, typed=first) is CodeOutcome.WRONG
    assert actions.take_recovery_code(user=other, typed=second) is CodeOutcome.WRONG
    assert actions.take_recovery_code(user=user, typed=second) is CodeOutcome.TAKEN


@pytest.mark.django_db
def test_a_password_alone_opens_no_page_and_adds_no_factor(world: World, user: User) -> None:
    client = at_site()
    enter(client, user.email)
    home = f"/m/{world['lead:estuaire33'].pk}/"
    for path in (
        home,
        "/fonctions",
        "/compte",
        "/compte/premier",
        "/compte/cle",
        "/compte/application",
        "/mot-de-passe",
    ):
        assert client.get(path).url.startswith("/preuve?suite="), path  # type: ignore[attr-defined]
    for path in ("/compte/codes", "/compte/cle/defi", "/compte/sessions/fermer"):
        assert client.post(path).url.startswith("/preuve?suite="), path  # type: ignore[attr-defined]
    assert "n’a pas encore de second facteur" in client.get("/preuve").content.decode()


@pytest.mark.django_db
def test_what_touches_the_account_is_proved_again_after_five_minutes(user: User) -> None:
    client = at_site()
    come_in(client, user)
    assert client.get("/compte/application").status_code == 200
    with clock.at(clock.now() + timedelta(minutes=6)):
        assert client.get("/compte").status_code == 200
        assert client.get("/compte/application").url == "/preuve?suite=%2Fcompte%2Fapplication"  # type: ignore[attr-defined]
        assert client.post("/compte/codes").url == "/preuve?suite=%2Fcompte%2Fcodes"  # type: ignore[attr-defined]
        # The way back is a page, not a sending.
        client.post("/preuve", {"code": actions.shown_code(user)})
        assert "Vous n’en avez pas encore" in client.get("/compte/codes").content.decode()


@pytest.mark.django_db
def test_a_passkey_opens_alone_even_when_the_password_is_locked(user: User, device: Device) -> None:
    for _ in range(5):
        enter(Client(), user.email, "une-autre-phrase-inventee")
    client = at_site()
    answer = device.signed(asked(client, "/entrer/cle/defi"), handle=user.pk.bytes)
    assert client.post("/entrer/cle", {"answer": answer}).url == "/fonctions"  # type: ignore[attr-defined]
    assert client.get("/fonctions").status_code == 302
    # The same answer opens nothing twice.
    assert at_site().post("/entrer/cle", {"answer": answer}).status_code == 422


FORGED: dict[str, Callable[[Device, dict[str, Any], User], str]] = {
    "of another site": lambda device, ask, _: device.signed(ask, origin="http://ailleurs.invalid"),
    "of a site under ours": lambda device, ask, _: device.signed(ask, origin="http://sous.localhost"),
    "for another site": lambda device, ask, _: device.signed(ask, site="ailleurs.invalid"),
    "of another challenge": lambda device, ask, _: device.signed(ask | {"challenge": websafe_encode(bytes(32))}),
    "without its person": lambda device, ask, _: device.signed(ask, flags=PRESENT),
    "without anybody": lambda device, ask, _: device.signed(ask, flags=0),
    "a creation": lambda device, ask, _: device.signed(ask, kind="webauthn.create"),
    "a broken signature": lambda device, ask, _: device.signed(ask, broken=True),
    "of another account": lambda device, ask, _: device.signed(ask, handle=bytes(16)),
    "of an unknown key": lambda _device, ask, _: _unknown(ask),
    "a number": lambda *_: "7",
    "a list": lambda *_: "[]",
    "nothing in it": lambda *_: "{}",
    "no JSON": lambda *_: "{",
}


def _unknown(ask: dict[str, Any]) -> str:
    other = Device()
    other.credential = b"another invented credential"
    return other.signed(ask)


@pytest.mark.django_db
@pytest.mark.parametrize("forged", FORGED)
def test_a_forged_answer_of_a_key_opens_nothing(user: User, device: Device, forged: str) -> None:
    alone, beside = at_site(), at_site()
    answer = FORGED[forged](device, asked(alone, "/entrer/cle/defi"), user)
    refused = alone.post("/entrer/cle", {"answer": answer})
    assert refused.status_code == 422
    assert "Traceback" not in refused.content.decode()
    assert alone.get("/fonctions").url.startswith("/entrer")  # type: ignore[attr-defined]
    enter(beside, user.email)
    answer = FORGED[forged](device, asked(beside, "/preuve/cle/defi"), user)
    assert beside.post("/preuve/cle", {"answer": answer}).status_code == 422
    assert beside.get("/fonctions").url.startswith("/preuve")  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_a_challenge_is_late_after_five_minutes_and_a_copied_key_is_seen(user: User, device: Device) -> None:
    client = at_site()
    ask = asked(client, "/entrer/cle/defi")
    with clock.at(clock.now() + timedelta(minutes=6)):
        assert client.post("/entrer/cle", {"answer": device.signed(ask)}).status_code == 422
    assert client.post("/entrer/cle", {"answer": device.signed(asked(client, "/entrer/cle/defi"))}).status_code == 302
    device.count -= 1
    copy = at_site()
    assert copy.post("/entrer/cle", {"answer": device.signed(asked(copy, "/entrer/cle/defi"))}).status_code == 422


@pytest.mark.django_db
def test_the_last_factor_stays_and_one_taken_away_opens_no_more(user: User, device: Device) -> None:
    client = at_site()
    come_in(client, user)
    phone, key = actions.factors(user)
    assert client.post(f"/compte/moyens/{key.pk}/retirer").status_code == 302
    assert client.post(f"/compte/moyens/{phone.pk}/retirer").status_code == 422
    assert [one.pk for one in actions.factors(user)] == [phone.pk]
    away = at_site()
    assert away.post("/entrer/cle", {"answer": device.signed(asked(away, "/entrer/cle/defi"))}).status_code == 422


@pytest.mark.django_db
def test_other_sessions_end_at_once_and_this_one_stays(user: User) -> None:
    here, there = at_site(), at_site()
    come_in(here, user)
    come_in(there, user)
    assert "2 autres" not in here.get("/compte").content.decode()
    assert "Une autre session est fermée" in here.post("/compte/sessions/fermer", follow=True).content.decode()
    assert here.get("/compte").status_code == 200
    assert there.get("/compte").url.startswith("/entrer")  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_a_right_code_lifts_the_wait_and_forgets_no_wrong_one(user: User) -> None:
    give_application(user)
    for _ in range(2):
        for _ in range(SLOW - 1):
            assert actions.take_code(user=user, typed="000000") is CodeOutcome.WRONG
        assert actions.take_code(user=user, typed=actions.shown_code(user)) is CodeOutcome.TAKEN
    assert brake.refused_codes(user) == 2 * (SLOW - 1)


@pytest.mark.django_db
def test_wrong_recovery_codes_shut_nobody_out(user: User) -> None:
    (kept, *_) = actions.draw_recovery_codes(user=user)
    for _ in range(CLOSED):
        assert actions.take_recovery_code(user=user, typed="7777-7777-7777-7777") is CodeOutcome.WRONG
    assert actions.take_recovery_code(user=user, typed=kept) is CodeOutcome.TAKEN


@pytest.mark.django_db
def test_a_key_that_somebody_holds_or_of_an_unknown_kind_is_not_added_twice(user: User, device: Device) -> None:
    client = at_site()
    come_in(client, user)
    again = device.made(asked(client, "/compte/cle/defi"))
    assert client.post("/compte/cle", {"label": "la même", "answer": again}).status_code == 422
    for answer in ('{"id": ' * 4000, "[" * 10_000):
        assert client.post("/compte/cle", {"label": "x", "answer": answer}).status_code == 422
    other = Device()
    other.credential = b""
    assert (
        client.post("/compte/cle", {"label": "x", "answer": other.made(asked(client, "/compte/cle/defi"))}).status_code
        == 422
    )
