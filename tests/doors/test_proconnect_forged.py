"""Whatever is wrong in what comes back, nobody is in: one test a lie."""

import json
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.contrib.auth import SESSION_KEY
from django.test import Client

from rivage.accounts.models import User
from rivage.core import clock
from rivage.core.logins import DOORS, login
from rivage.doors import provider
from rivage.doors.models import LinkedIdentity
from rivage.doors.tokens import keys_of
from tests.doors.holding import come_in
from tests.doors.issuer import (
    CLIENT,
    ISSUER,
    KID,
    ONWARD,
    SECRET,
    START,
    SUBJECT,
    Issuer,
    b64,
    entered,
    gone,
    made_key,
    number,
    part,
    public,
    sealed,
    signed,
)

pytestmark = pytest.mark.django_db
LINK = "/compte/proconnect/lier"


@dataclass
class Forger:
    """The provider and a key that it does not publish."""

    issuer: Issuer
    stranger: rsa.RSAPrivateKey

    def pem(self) -> bytes:
        return self.issuer.key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )


@pytest.fixture
def forger(issuer: Issuer, another_key: rsa.RSAPrivateKey, user: User) -> Forger:
    with login(DOORS):
        LinkedIdentity(user=user, issuer=ISSUER, subject=SUBJECT).save(force_insert=True)
    return Forger(issuer, another_key)


def refused(client: Client, response: Any) -> None:
    assert response.status_code == 422
    assert SESSION_KEY not in client.session
    assert not client.cookies["proconnect"].value
    assert "Réessayez" in response.content.decode() or "Recommencez" in response.content.decode()


def header(f: Forger, **more: Any) -> dict[str, Any]:
    return f.issuer.header | more


def after(seconds: int) -> int:
    return int(clock.now().timestamp()) + seconds


def twice(claims: dict[str, Any]) -> bytes:
    """The same name twice: the first as it should be, the last of another."""
    return f'{json.dumps(claims)[:-1]}, "sub": "another"}}'.encode()


def cut(token: str, rank: int, value: str) -> str:
    parts = token.split(".")
    parts[rank] = value
    return ".".join(parts)


Make = Callable[[Forger, dict[str, Any]], str]
# What is wrong with a token, and how it is made.
TOKENS: dict[str, Make] = {
    "alg none, nothing signed": lambda f, c: f"{part(header(f, alg='none'))}.{part(c)}.",
    "alg none, signed": lambda f, c: signed(header(f, alg="none"), c, f.issuer.key),
    "alg NONE": lambda f, c: f"{part(header(f, alg='NONE'))}.{part(c)}.",
    "HS256 with the public key": lambda f, c: sealed(header(f, alg="HS256"), c, f.pem()),
    "HS256 with the modulus": lambda f, c: sealed(header(f, alg="HS256"), c, public(f.issuer.key)["n"].encode()),
    "HS256 with our secret": lambda f, c: sealed(header(f, alg="HS256"), c, SECRET.encode()),
    "RS384 said": lambda f, c: signed(header(f, alg="RS384"), c, f.issuer.key),
    "ES256 said": lambda f, c: signed(header(f, alg="ES256"), c, f.issuer.key),
    "alg a list": lambda f, c: signed(header(f, alg=["RS256"]), c, f.issuer.key),
    "no alg": lambda f, c: signed({"kid": KID}, c, f.issuer.key),
    "alg twice": lambda f, c: signed(f'{{"alg": "none", "alg": "RS256", "kid": "{KID}"}}'.encode(), c, f.issuer.key),
    "another key": lambda f, c: signed(f.issuer.header, c, f.stranger),
    "another kid": lambda f, c: signed(header(f, kid="key-2"), c, f.issuer.key),
    "no kid": lambda f, c: signed({"alg": "RS256"}, c, f.issuer.key),
    "an empty kid": lambda f, c: signed(header(f, kid=""), c, f.issuer.key),
    "a kid of another type": lambda f, c: signed(header(f, kid=[KID]), c, f.issuer.key),
    "a kid that is a path": lambda f, c: signed(header(f, kid="../../dev/null"), c, f.stranger),
    "a kid with SQL": lambda f, c: signed(header(f, kid="' OR 1=1 --"), c, f.stranger),
    "jku": lambda f, c: signed(header(f, jku="https://evil.example/jwks"), c, f.stranger),
    "x5u": lambda f, c: signed(header(f, x5u="https://evil.example/x5"), c, f.stranger),
    "jwk in the header": lambda f, c: signed(header(f, jwk=public(f.stranger)), c, f.stranger),
    "jwk and its kid": lambda f, c: signed(header(f, kid="mine", jwk=public(f.stranger, "mine")), c, f.stranger),
    "x5c": lambda f, c: signed(header(f, x5c=["MIIB"]), c, f.stranger),
    "crit": lambda f, c: signed(header(f, crit=["exp"]), c, f.issuer.key),
    "b64": lambda f, c: signed(header(f, b64=False), c, f.issuer.key),
    "an unknown header": lambda f, c: signed(header(f, trust="me"), c, f.issuer.key),
    "typ of an access token": lambda f, c: signed(header(f, typ="at+jwt"), c, f.issuer.key),
    "typ of a logout token": lambda f, c: signed(header(f, typ="logout+jwt"), c, f.issuer.key),
    "typ a list": lambda f, c: signed(header(f, typ=["JWT"]), c, f.issuer.key),
    "a truncated signature": lambda f, c: signed(f.issuer.header, c, f.issuer.key)[:-4],
    "no signature": lambda f, c: cut(signed(f.issuer.header, c, f.issuer.key), 2, ""),
    "the signature of another": lambda f, c: cut(
        signed(f.issuer.header, c, f.issuer.key), 1, part(c | {"sub": "another"})
    ),
    "padded": lambda f, c: f"{signed(f.issuer.header, c, f.issuer.key)}=",
    "two parts": lambda f, c: signed(f.issuer.header, c, f.issuer.key).rsplit(".", 1)[0],
    "five parts": lambda f, c: f"{signed(f.issuer.header, c, f.issuer.key)}.a.b",
    "no ASCII": lambda f, c: f"{signed(f.issuer.header, c, f.issuer.key)}é",
    "claims twice": lambda f, c: signed(f.issuer.header, twice(c), f.issuer.key),
    "claims a list": lambda f, c: signed(f.issuer.header, [c], f.issuer.key),
    "claims no JSON": lambda f, c: signed(f.issuer.header, b"sub", f.issuer.key),
    "claims deep": lambda f, c: signed(f.issuer.header, b'{"a":' + b"[" * 9000, f.issuer.key),
    "NaN": lambda f, c: signed(f.issuer.header, part_with(c, '"exp": NaN'), f.issuer.key),
    "huge": lambda f, c: signed(f.issuer.header, c | {"more": "x" * 20_000}, f.issuer.key),
    "empty": lambda f, c: "",
}


def part_with(claims: dict[str, Any], more: str) -> bytes:
    rest = {name: value for name, value in claims.items() if name != "exp"}
    return f"{json.dumps(rest)[:-1]}, {more}}}".encode()


@pytest.mark.parametrize("lie", TOKENS)
def test_a_token_that_is_not_signed_as_it_must_be(forger: Forger, lie: str) -> None:
    forger.issuer.make = lambda claims: TOKENS[lie](forger, claims)
    refused(client := Client(), entered(client, forger.issuer))
    assert [one for one in forger.issuer.calls if "evil" in one] == []


# What is said in a token that is rightly signed.
CLAIMS: dict[str, Callable[[], dict[str, Any]]] = {
    "over": lambda: {"exp": after(-31)},
    "no end": lambda: {"exp": None},
    "an end in words": lambda: {"exp": "tomorrow"},
    "an end that is true": lambda: {"exp": True},
    "an end that is no whole number": lambda: {"exp": 1e12},
    "an end beyond all": lambda: {"exp": 2**60},
    "made later": lambda: {"iat": after(31)},
    "made long ago": lambda: {"iat": after(-301)},
    "no day": lambda: {"iat": None},
    "not yet": lambda: {"nbf": after(60)},
    "for another": lambda: {"aud": "another"},
    "for another too": lambda: {"aud": [CLIENT, "another"]},
    "for nobody": lambda: {"aud": None},
    "for an empty list": lambda: {"aud": []},
    "of another party": lambda: {"azp": "another"},
    "of another issuer": lambda: {"iss": "https://evil.example"},
    "of nearly the issuer": lambda: {"iss": f"{ISSUER}/"},
    "of no issuer": lambda: {"iss": None},
    "of two issuers": lambda: {"iss": [ISSUER]},
    "another nonce": lambda: {"nonce": "another"},
    "no nonce": lambda: {"nonce": None},
    "an empty nonce": lambda: {"nonce": ""},
    "a list of nonces": lambda: {"nonce": ["x"]},
    "another access token": lambda: {"at_hash": "another"},
    "a subject with NUL": lambda: {"sub": f"{SUBJECT}\x00"},
    "an empty subject": lambda: {"sub": ""},
    "no subject": lambda: {"sub": None},
    "a subject beside a space": lambda: {"sub": f"{SUBJECT} "},
    "a subject on two lines": lambda: {"sub": f"{SUBJECT}\n"},
    "a subject out of ASCII": lambda: {"sub": "ѕubject"},
    "a subject too long": lambda: {"sub": "x" * 256},
    "a number for a subject": lambda: {"sub": 1},
    "an instant of proof in words": lambda: {"auth_time": "now"},
}


@pytest.mark.parametrize("lie", CLAIMS)
def test_a_token_that_says_what_it_must_not(forger: Forger, lie: str) -> None:
    forger.issuer.changes |= CLAIMS[lie]()
    refused(client := Client(), entered(client, forger.issuer))


def test_the_same_token_rightly_said_opens(forger: Forger) -> None:
    """What makes the others bite."""
    for more in ({}, {"aud": [CLIENT]}, {"azp": CLIENT}, {"exp": after(5), "iat": after(20)}):
        forger.issuer.changes |= more
        assert entered(Client(), forger.issuer).status_code == 302
    forger.issuer.header = {"alg": "RS256", "kid": KID, "jku": "https://evil.example/jwks"}
    assert entered(Client(), forger.issuer).status_code == 302
    assert [one for one in forger.issuer.calls if "evil" in one] == []


# What comes back to us, beside the token.
def replayed_code(client: Client, f: Forger, back: dict[str, str]) -> dict[str, str]:
    client.get(ONWARD, back)
    client.get("/sortir")
    return gone(client, f.issuer) | {"code": back["code"]}


def replayed_state(client: Client, f: Forger, back: dict[str, str]) -> dict[str, str]:
    client.get(ONWARD, back)
    client.get("/sortir")
    gone(client, f.issuer)
    return back


def of_another_session(client: Client, f: Forger, back: dict[str, str]) -> dict[str, str]:
    return gone(Client(), f.issuer)


def another_verifier(client: Client, f: Forger, back: dict[str, str]) -> dict[str, str]:
    """A code that somebody else asked for, brought with our own state."""
    return back | {"code": gone(Client(), f.issuer)["code"]}


BACK: dict[str, Callable[[Client, Forger, dict[str, str]], dict[str, Any]]] = {
    "a code twice": replayed_code,
    "a state twice": replayed_state,
    "the state of another session": of_another_session,
    "the code of another": another_verifier,
    "no state": lambda c, f, b: {"code": b["code"]},
    "an empty state": lambda c, f, b: b | {"state": ""},
    "a state that is nearly ours": lambda c, f, b: b | {"state": b["state"][:-1]},
    "a state out of ASCII": lambda c, f, b: b | {"state": "é"},
    "two states": lambda c, f, b: b | {"state": [b["state"], "x"]},
    "two codes": lambda c, f, b: b | {"code": [b["code"], "x"]},
    "no code": lambda c, f, b: {"state": b["state"]},
    "a huge code": lambda c, f, b: b | {"code": "x" * 3000},
    "another issuer named": lambda c, f, b: b | {"iss": "https://evil.example"},
    "an error": lambda c, f, b: {"state": b["state"], "error": "access_denied"},
    "an error of its own words": lambda c, f, b: {"state": b["state"], "error": "<b>server</b>"},
}


@pytest.mark.parametrize("lie", BACK)
def test_an_answer_that_was_not_asked_for(forger: Forger, lie: str) -> None:
    client = Client()
    given = BACK[lie](client, forger, gone(client, forger.issuer))
    before = SESSION_KEY in client.session
    assert not before
    response = client.get(ONWARD, given)
    assert response.status_code == 422
    assert SESSION_KEY not in client.session
    assert "<b>server" not in response.content.decode()


def test_a_state_is_taken_once_whatever_the_browser_still_keeps_and_the_provider_still_gives(forger: Forger) -> None:
    client = Client()
    back = gone(client, forger.issuer)
    kept, asked = client.cookies["proconnect"].value, dict(forger.issuer.asked)
    assert client.get(ONWARD, back).status_code == 302
    client.get("/sortir")
    client.cookies["proconnect"] = kept
    forger.issuer.codes["another code"] = asked
    refused(client, client.get(ONWARD, back | {"code": "another code"}))
    assert "another code" in forger.issuer.codes


def test_an_answer_that_comes_too_late(forger: Forger) -> None:
    client = Client()
    back = gone(client, forger.issuer)
    with clock.at(clock.now() + timedelta(minutes=5, seconds=1)):
        refused(client, client.get(ONWARD, back))


def test_a_provider_that_names_itself_must_do_so_each_time(forger: Forger) -> None:
    forger.issuer.document["authorization_response_iss_parameter_supported"] = True
    client = Client()
    refused(client, client.get(ONWARD, gone(client, forger.issuer)))
    back = gone(client, forger.issuer)
    assert client.get(ONWARD, back | {"iss": ISSUER}).status_code == 302


@pytest.mark.parametrize(
    "change",
    [
        {"id_token": None},
        {"id_token": 1},
        {"access_token": None},
        {"access_token": "a b\r\nX: y"},
        {"token_type": "mac"},
    ],
)
def test_an_answer_without_its_parts(forger: Forger, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any]) -> None:
    whole = forger.issuer.token
    monkeypatch.setattr(forger.issuer, "token", lambda form: whole(form) | change)
    refused(client := Client(), entered(client, forger.issuer))


def test_what_the_provider_publishes_must_be_its_own(forger: Forger) -> None:
    for change in (
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://proconnect.example/token"},
        {"token_endpoint": "file:///etc/passwd"},
        {"jwks_uri": "https://user@proconnect.example/jwks"},
        {"jwks_uri": None},
        {"code_challenge_methods_supported": ["plain"]},
        {"id_token_signing_alg_values_supported": ["HS256"]},
    ):
        provider.forget()
        before = dict(forger.issuer.document)
        forger.issuer.document |= change
        client = Client()
        response = client.get(START)
        assert response.status_code == 422, change
        assert "proconnect" not in client.cookies
        forger.issuer.document = before


def test_secret_and_doubtful_keys_verify_nothing(
    forger: Forger, its_key: rsa.RSAPrivateKey, another_key: rsa.RSAPrivateKey
) -> None:
    right, secret = public(its_key), number(its_key.private_numbers().d)
    small = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505 - what is refused
    for one in (
        right | {"d": secret},
        {"kty": "oct", "kid": KID, "k": b64(SECRET.encode())},
        {"kty": "oct", "kid": KID, "alg": "RS256", "k": right["n"]},
        public(small),
        right | {"use": "enc"},
        right | {"alg": "HS256"},
        right | {"key_ops": ["sign"]},
        right | {"kid": ""},
        right | {"kid": 1},
        right | {"n": 1},
        right | {"n": "x" * 5000},
        right | {"kty": "EC"},
        "a word",
    ):
        with warnings.catch_warnings():
            # The library warns of a small key; in a program that serves, a warning stops nothing.
            warnings.simplefilter("ignore")
            assert keys_of({"keys": [one]}, "RS256") == {}, one
        provider.forget()
        forger.issuer.keys = [one]  # type: ignore[list-item]
        refused(client := Client(), entered(client, forger.issuer))
    assert keys_of({"keys": [right, public(another_key)]}, "RS256") == {}
    assert set(keys_of({"keys": [right, public(another_key, "key-2"), {"kty": "PQ"}]}, "RS256")) == {KID, "key-2"}


def test_a_key_that_changes_is_found_again_and_an_invented_one_asks_once_a_minute(forger: Forger) -> None:
    issuer = forger.issuer
    assert entered(Client(), issuer).status_code == 302
    issuer.calls.clear()
    issuer.make = lambda claims: signed(issuer.header | {"kid": "invented"}, claims, issuer.key)
    for _ in range(5):
        assert entered(Client(), issuer).status_code == 422
    assert sum(one.endswith("/jwks") for one in issuer.calls) <= 1
    changed = made_key()
    issuer.keys = [public(changed, "key-2")]
    issuer.make = lambda claims: signed(issuer.header | {"kid": "key-2"}, claims, changed)
    with clock.at(clock.now() + timedelta(seconds=61)):
        assert entered(Client(), issuer).status_code == 302


TOLD: dict[str, Callable[[Issuer, Forger], None]] = {
    "of another subject": lambda i, f: i.told_changes.update(sub="another"),
    "of another issuer": lambda i, f: i.told_changes.update(iss="https://evil.example"),
    "for another": lambda i, f: i.told_changes.update(aud="another"),
    "over": lambda i, f: i.told_changes.update(exp=after(-40)),
    "not signed": lambda i, f: setattr(i, "told", lambda c: json.dumps(c)),
    "not signed, and said so": lambda i, f: setattr(i, "told_type", "application/json"),
    "alg none": lambda i, f: setattr(i, "told", lambda c: f"{part(header(f, alg='none'))}.{part(c)}."),
    "by another key": lambda i, f: setattr(i, "told", lambda c: signed(i.header, c, f.stranger)),
    "HS256": lambda i, f: setattr(i, "told", lambda c: sealed(header(f, alg="HS256"), c, f.pem())),
}


@pytest.mark.parametrize("lie", TOLD)
def test_what_is_told_of_her_is_verified_too(
    issuer: Issuer, another_key: rsa.RSAPrivateKey, user: User, lie: str
) -> None:
    TOLD[lie](issuer, Forger(issuer, another_key))
    client = Client()
    come_in(client, user)
    response = entered(client, issuer, LINK)
    assert response.status_code == 422
    assert "proconnect_link" not in client.session
    assert client.post("/compte/proconnect")["Location"] == "/compte"
    with login(DOORS):
        assert not LinkedIdentity.objects.exists()
