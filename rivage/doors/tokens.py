"""What a provider signed: JSON Web Tokens verified by joserfc, with one algorithm and keys that it published itself.

Nothing of a token chooses how it is verified: the algorithm is that of the settings, the key is found by its `kid`
among the published ones, and an address or a key that a header brings is never looked at.
"""

import json
from collections.abc import Callable
from hashlib import sha256
from hmac import compare_digest
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from joserfc.util import urlsafe_b64decode, urlsafe_b64encode

Key = RSAKey | ECKey

# What is pinned, one or the other; the kind of key that goes with each, and what of a published key is read.
ALGORITHMS = {"RS256": ("RSA", ("kty", "n", "e")), "ES256": ("EC", ("kty", "crv", "x", "y"))}
SECRETS = ("d", "p", "q", "dp", "dq", "qi", "oth", "k")
# Bits of a modulus: fewer are found, more only keep us busy.
LEAST_BITS, MOST_BITS = 2048, 8192
MOST_KEYS = 20
MOST = 16 * 1024
NAME = 255
# Between two clocks, and how old an answer may be, in seconds.
DRIFT, OLD = 30, 300
# What the library raises on bytes that anybody sends.
BROKEN = Exception


class Untrusted(Exception):
    """What came can't be believed, or did not come. `code` is for the log: it holds nothing of what came."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class _Once(json.JSONDecoder):
    """JSON as everybody reads it: no name twice in an object, no number that is none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"object_pairs_hook": _once, "parse_constant": _no_constant})


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("twice")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def read(text: bytes | str) -> dict[str, Any]:
    """A JSON object. Raises `Untrusted`."""
    try:
        found = json.loads(text, cls=_Once)
    except (ValueError, RecursionError) as error:
        raise Untrusted("json") from error
    if not isinstance(found, dict):
        raise Untrusted("json")
    return found


def keys_of(document: dict[str, Any], algorithm: str) -> dict[str, Key]:
    """The published keys that may verify with this algorithm, by their `kid`. One that is secret, or two that bear the
    same name, are none.
    """
    published = document.get("keys")
    if not isinstance(published, list) or len(published) > MOST_KEYS:
        raise Untrusted("keys")
    names = [one.get("kid") for one in published if isinstance(one, dict)]
    found: dict[str, Key] = {}
    for one in published:
        key = _key(one, algorithm) if isinstance(one, dict) and names.count(one.get("kid")) == 1 else None
        if key is not None:
            found[one["kid"]] = key
    return found


def _key(one: dict[str, Any], algorithm: str) -> Key | None:
    kind, parts = ALGORITHMS[algorithm]
    named = isinstance(one.get("kid"), str) and 0 < len(one["kid"]) <= NAME
    signs = one.get("use", "sig") == "sig" and one.get("alg", algorithm) == algorithm
    verifies = "verify" in one.get("key_ops", ["verify"])
    secret = any(name in one for name in SECRETS)
    if one.get("kty") != kind or secret or not (named and signs and verifies):
        return None
    public: dict[str, Any] = {name: one.get(name) for name in parts}
    if not all(isinstance(value, str) and len(value) <= MOST_BITS // 4 for value in public.values()):
        return None
    try:
        made: Key = RSAKey.import_key(public) if kind == "RSA" else ECKey.import_key(public)
        size = made.public_key.key_size
    except BROKEN:
        return None
    if kind == "EC":
        return made if public["crv"] == "P-256" else None
    return made if LEAST_BITS <= size <= MOST_BITS else None


def verified(token: str, algorithm: str, key_of: Callable[[str], Key]) -> dict[str, Any]:
    """The claims of a token whose signature is right. `key_of` gives the key of a `kid`. Raises `Untrusted`."""
    if len(token) > MOST or not token.isascii() or token.count(".") != 2:
        raise Untrusted("form")
    try:
        header = read(urlsafe_b64decode(token.split(".")[0].encode()))
    except ValueError as error:
        raise Untrusted("form") from error
    if header.get("alg") != algorithm:
        raise Untrusted("algorithm")
    if str(header.get("typ", "JWT")).upper() != "JWT" or "crit" in header or "b64" in header:
        raise Untrusted("type")
    kid = header.get("kid")
    if not isinstance(kid, str) or not 0 < len(kid) <= NAME:
        raise Untrusted("kid")
    try:
        claims = jwt.decode(token, key_of(kid), algorithms=[algorithm], decoder_cls=_Once).claims
    except Untrusted:
        raise
    except BROKEN as error:
        raise Untrusted("signature") from error
    return dict(claims)


def of_whom(claims: dict[str, Any], issuer: str, client: str) -> str:
    """The subject of claims that this issuer made for us. Raises `Untrusted`."""
    if claims.get("iss") != issuer:
        raise Untrusted("issuer")
    # Another audience beside ours could have played this token to us.
    if claims.get("aud") not in (client, [client]) or claims.get("azp", client) != client:
        raise Untrusted("audience")
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= NAME:
        raise Untrusted("subject")
    if not (subject.isascii() and subject.isprintable() and subject == subject.strip()):
        raise Untrusted("subject")
    return subject


def in_time(claims: dict[str, Any], now: float) -> None:
    """Made a moment ago, and not over. Raises `Untrusted`."""
    made, ends, starts = instant(claims, "iat"), instant(claims, "exp"), instant(claims, "nbf")
    if made is None or ends is None or not now - OLD <= made <= now + DRIFT:
        raise Untrusted("made")
    if ends <= now - DRIFT or (starts is not None and starts > now + DRIFT):
        raise Untrusted("over")


def instant(claims: dict[str, Any], name: str) -> int | None:
    """Seconds since 1970; None without. Raises `Untrusted` for what is no whole number of them."""
    found = claims.get(name)
    if found is not None and (type(found) is not int or not 0 < found < 2**40):
        raise Untrusted("instant")
    return found


def answers(claims: dict[str, Any], name: str, expected: str) -> None:
    """Whether a claim is what we drew. Raises `Untrusted`."""
    found = claims.get(name)
    if not isinstance(found, str) or not compare_digest(found.encode(), expected.encode()):
        raise Untrusted(name)


def half(value: str) -> str:
    """What a token says of another that came with it (`at_hash`): half of its digest."""
    return urlsafe_b64encode(sha256(value.encode()).digest()[:16]).decode()


def challenge(verifier: str) -> str:
    """What is shown of a verifier before the verifier itself (PKCE, S256)."""
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).decode()
