"""ProConnect as it is set here, and what is asked of it: over HTTPS, following nothing, waiting and reading little.

Its addresses and its keys are kept an hour by each process. A key that is not known is asked for again, once a minute
at most; a provider that does not answer is left alone for ten seconds.
"""

import time
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from django.conf import settings

from rivage.core import clock
from rivage.doors.tokens import Key, Untrusted, keys_of, read

# Seconds that an answer may take in all, and its bytes.
SECONDS, MOST = 5.0, 64 * 1024
CHUNK = 8 * 1024
KEPT, AGAIN, ALONE = 3600, 60, 10
JSON, SIGNED = "application/json", "application/jwt"
NEEDED = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "end_session_endpoint")
LOOPBACK = ("localhost", "127.0.0.1")


@dataclass(frozen=True)
class Provider:
    """What an installation says of ProConnect. `secret`: the file of our secret; `two_factors`: the values of `acr`
    that say two factors were given.
    """

    issuer: str
    client: str
    secret: Path
    algorithm: str
    two_factors: tuple[str, ...]


@dataclass(frozen=True)
class Addresses:
    """Where each thing is asked, as the provider publishes it. `says_who`: its answers name it (RFC 9207)."""

    authorization: str
    token: str
    userinfo: str
    keys: str
    ends: str
    says_who: bool


_kept: dict[str, tuple[float, Any]] = {}


def set_here() -> Provider | None:
    """The provider of this installation; None where there is none, and nothing of it is shown."""
    found: dict[str, Any] | None = settings.PROCONNECT
    return Provider(**found) if found else None


def forget() -> None:
    """Ask everything anew."""
    _kept.clear()


def addresses(provider: Provider) -> Addresses:
    """Where this provider is asked what. Raises `Untrusted`."""
    found: Addresses = _fresh(f"addresses {provider.issuer}", lambda: published(provider), KEPT)
    return found


def published(provider: Provider) -> Addresses:
    """The document of discovery, asked now. Raises `Untrusted` when it is not this issuer's, or not whole."""
    document = read(fetch(f"{provider.issuer}/.well-known/openid-configuration"))
    if document.get("issuer") != provider.issuer:
        raise Untrusted("discovery issuer")
    found = [document.get(name) for name in NEEDED]
    if not all(isinstance(one, str) and safe(one) for one in found):
        raise Untrusted("discovery addresses")
    for name, wanted in (
        ("code_challenge_methods_supported", "S256"),
        ("id_token_signing_alg_values_supported", provider.algorithm),
    ):
        if wanted not in document.get(name, [wanted]):
            raise Untrusted(f"discovery {name}")
    says = document.get("authorization_response_iss_parameter_supported") is True
    authorization, token, userinfo, keys, ends = (str(one) for one in found)
    return Addresses(authorization, token, userinfo, keys, ends, says)


def key_of(provider: Provider, kid: str) -> Key:
    """The key of this name that the provider publishes. Raises `Untrusted`."""
    name = f"keys {provider.issuer}"

    def asked() -> dict[str, Key]:
        return keys_of(read(fetch(addresses(provider).keys)), provider.algorithm)

    held: dict[str, Key] = _fresh(name, asked, KEPT)
    if kid not in held:
        # It may have changed its keys; whoever invents names makes us ask no more than once a minute.
        held = _fresh(name, asked, AGAIN)
    if kid not in held:
        raise Untrusted("unknown kid")
    return held[kid]


def _fresh(name: str, asked: Any, seconds: float) -> Any:
    now = clock.now().timestamp()
    at, found = _kept.get(name, (0.0, None))
    failed, _ = _kept.get(f"{name} failed", (0.0, None))
    if found is not None and 0 <= now - at < seconds:
        return found
    if 0 <= now - failed < ALONE:
        raise Untrusted("left alone")
    try:
        found = asked()
    except Untrusted:
        _kept[f"{name} failed"] = (now, None)
        raise
    _kept[name] = (now, found)
    return found


def safe(address: str) -> bool:
    """Whether an address is one of HTTPS with a host and nothing else before it; on this machine, HTTP in tests."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return False
    if not parts.hostname or parts.username is not None or parts.fragment or not address.isprintable():
        return False
    rehearsed = settings.MODE == "test" and parts.hostname in LOOPBACK
    return parts.scheme == "https" or (parts.scheme == "http" and rehearsed)


def _opener() -> OpenerDirector:
    """What speaks HTTP and HTTPS, and follows no redirection: the handler that does is left out."""
    opener = OpenerDirector()
    for handler in (ProxyHandler, HTTPHandler, HTTPSHandler, HTTPDefaultErrorHandler, HTTPErrorProcessor):
        opener.add_handler(handler())
    return opener


def fetch(address: str, *, form: dict[str, str] | None = None, bearer: str = "", kind: str = JSON) -> bytes:
    """What an address of the provider answers, of this type and no other. Raises `Untrusted`."""
    if not safe(address):
        raise Untrusted("address")
    body = urlencode(form).encode() if form is not None else None
    headers = {"Accept": kind, "User-Agent": "Rivage"} | ({"Authorization": f"Bearer {bearer}"} if bearer else {})
    asked = Request(address, data=body, headers=headers)  # noqa: S310 - `safe` lets no other scheme through
    until = time.monotonic() + SECONDS
    try:
        with _opener().open(asked, timeout=SECONDS) as answer:
            if answer.headers.get_content_type() != kind:
                raise Untrusted("type of answer")
            return _read(answer, until)
    except HTTPError as error:
        error.close()
        raise Untrusted(f"status {error.code}") from None
    except (OSError, HTTPException, ValueError) as error:
        raise Untrusted(f"no answer: {type(error).__name__}") from None


def _read(answer: Any, until: float) -> bytes:
    """All of an answer, as long as it is short and does not drip."""
    parts, size = [], 0
    while part := answer.read1(CHUNK):
        parts.append(part)
        size += len(part)
        if size > MOST:
            raise Untrusted("huge answer")
        if time.monotonic() > until:
            raise Untrusted("slow answer")
    return b"".join(parts)
