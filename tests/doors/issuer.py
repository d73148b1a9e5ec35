"""A provider of OpenID Connect in the process of the tests: its keys are made as it starts, and it lies when asked."""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from django.test import Client

from rivage.core import clock
from rivage.doors.provider import JSON, SIGNED
from rivage.doors.tokens import Untrusted
from tests.doors.holding import come_in

ISSUER, CLIENT, SECRET = "https://proconnect.example/api/v2", "rivage-invented", "invented-secret"
SUBJECT, EMAIL, HIGH = "3f1c-invented", "camille.invented@example.org", "eidas2"
KID = "key-1"
START, BACK, ONWARD = "/entrer/proconnect", "/entrer/proconnect/retour", "/entrer/proconnect/suite"


def b64(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def number(value: int) -> str:
    return b64(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def made_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def public(key: rsa.RSAPrivateKey, kid: str = KID, **more: Any) -> dict[str, Any]:
    numbers = key.public_key().public_numbers()
    return {"kty": "RSA", "use": "sig", "kid": kid, "n": number(numbers.n), "e": number(numbers.e)} | more


def part(value: Any) -> str:
    return b64(value if isinstance(value, bytes) else json.dumps(value).encode())


def signed(header: Any, claims: Any, key: rsa.RSAPrivateKey) -> str:
    text = f"{part(header)}.{part(claims)}"
    return f"{text}.{b64(key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


def sealed(header: Any, claims: Any, secret: bytes) -> str:
    """The same with HS256."""
    text = f"{part(header)}.{part(claims)}"
    return f"{text}.{b64(hmac.digest(secret, text.encode(), sha256))}"


class Issuer:
    """What it publishes and answers. A test changes an attribute, or gives a function that makes the token."""

    def __init__(self, key: rsa.RSAPrivateKey) -> None:
        self.key = key
        self.keys: list[dict[str, Any]] = [public(key)]
        self.document: dict[str, Any] = {
            "issuer": ISSUER,
            "authorization_endpoint": f"{ISSUER}/authorize",
            "token_endpoint": f"{ISSUER}/token",
            "userinfo_endpoint": f"{ISSUER}/userinfo",
            "jwks_uri": f"{ISSUER}/jwks",
            "end_session_endpoint": f"{ISSUER}/session/end",
        }
        self.header: dict[str, Any] = {"alg": "RS256", "kid": KID, "typ": "JWT"}
        self.changes: dict[str, Any] = {"acr": HIGH, "amr": ["pwd", "otp", "mfa"]}
        self.make: Callable[[dict[str, Any]], str] = lambda claims: signed(self.header, claims, self.key)
        self.told: Callable[[dict[str, Any]], str] = lambda claims: signed(self.header, claims, self.key)
        self.told_changes: dict[str, Any] = {}
        self.told_type = SIGNED
        self.asked: dict[str, str] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.calls: list[str] = []
        self.rank = count()

    def authorize(self, address: str) -> str:
        """Somebody proves there who she is; gives a code."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.asked, code = query, f"code-{next(self.rank)}"
        self.codes[code] = query
        return code

    def claims(self, **more: Any) -> dict[str, Any]:
        now = int(clock.now().timestamp())
        known = {"iss": ISSUER, "aud": CLIENT, "sub": SUBJECT, "iat": now, "exp": now + 60}
        found = known | more | self.changes
        return {name: value for name, value in found.items() if value is not None}

    def fetch(self, address: str, *, form: Any = None, bearer: str = "", kind: str = JSON) -> bytes:
        self.calls.append(address)
        if address.endswith("/.well-known/openid-configuration"):
            return json.dumps(self.document).encode()
        if address.endswith("/jwks"):
            return json.dumps({"keys": self.keys}).encode()
        if address.endswith("/userinfo") and bearer == "access-invented":
            if kind != self.told_type:
                raise Untrusted("type of answer")
            claims = self.claims() | {"email": EMAIL} | self.told_changes
            return self.told({name: claims[name] for name in claims if name not in ("acr", "amr")}).encode()
        if address.endswith("/token"):
            return json.dumps(self.token(form)).encode()
        raise Untrusted("status 404")

    def token(self, form: dict[str, str]) -> dict[str, Any]:
        """Each code once, to whoever shows our secret, the verifier and the same address of return."""
        asked = self.codes.pop(form["code"], None)
        challenge = b64(sha256(form["code_verifier"].encode()).digest())
        shown = (form["client_id"], form["client_secret"], form["redirect_uri"], form["grant_type"])
        if asked is None or challenge != asked["code_challenge"] or asked["code_challenge_method"] != "S256":
            raise Untrusted("status 400")
        if shown != (CLIENT, SECRET, asked["redirect_uri"], "authorization_code"):
            raise Untrusted("status 401")
        made = self.make(self.claims(nonce=asked["nonce"], auth_time=int(clock.now().timestamp()) - 20))
        return {"access_token": "access-invented", "token_type": "Bearer", "expires_in": 60, "id_token": made}


def set_up(settings: Any, monkeypatch: Any, issuer: Issuer, folder: Path) -> None:
    """Make this installation one where people come in by that provider."""
    secret = folder / "secret"
    secret.write_text(f"{SECRET}\n", encoding="utf-8")
    secret.chmod(0o600)
    settings.PUBLIC_HOST = "testserver"
    settings.PROCONNECT = {
        "issuer": ISSUER,
        "client": CLIENT,
        "secret": secret,
        "algorithm": "RS256",
        "two_factors": (HIGH,),
    }
    monkeypatch.setattr("rivage.doors.provider.fetch", issuer.fetch)
    monkeypatch.setattr("rivage.doors.provider._kept", {})


def gone(client: Client, issuer: Issuer, path: str = START, **extra: Any) -> dict[str, str]:
    """Leave by a page of ours; gives what the provider sends back."""
    response = client.get(path, **extra)
    assert response.status_code == 302, response.content.decode()
    assert response["Location"].startswith(f"{ISSUER}/authorize?")
    return {"code": issuer.authorize(response["Location"]), "state": issuer.asked["state"]}


def entered(client: Client, issuer: Issuer, path: str = START) -> Any:
    """Leave, prove, come back."""
    return client.get(ONWARD, gone(client, issuer, path))


def linked(user: Any, issuer: Issuer) -> Client:
    """Link the identity of the provider to this account, by its pages."""
    client = Client()
    come_in(client, user)
    assert entered(client, issuer, "/compte/proconnect/lier")["Location"] == "/compte/proconnect"
    assert client.post("/compte/proconnect")["Location"] == "/compte"
    return client
