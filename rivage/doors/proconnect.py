"""The way through ProConnect (OpenID Connect, code flow): what is asked, what comes back, what it is worth.

State, nonce and verifier (PKCE, S256) are drawn for one browser, and answered within five minutes, once. No account is
made here, none is looked for by an address: an identity is its issuer and its subject, and nothing else.
"""

import json
import logging
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from rivage.accounts.http import OPENED_BY, PROCONNECT
from rivage.core import clock, post
from rivage.core.refusal import Refused, no
from rivage.doors import once, tokens, waiting
from rivage.doors import provider as asking
from rivage.doors.actions import at_the_door
from rivage.doors.provider import SIGNED, Provider
from rivage.doors.standing import FRESH, me
from rivage.doors.tokens import Untrusted

logger = logging.getLogger("rivage.doors")

WAITING, LINKING, SEALED = "proconnect", "proconnect_link", "proconnect_token"
ENTER, LINK = "enter", "link"
BYTES = 32
# What we send to any page of the provider must fit in an address.
LONGEST, SUITE_MOST = 2048, 1024
# What the provider sends back by the browser.
SENT = ("code", "state", "iss", "error")
SAID = {
    "access_denied": "Chez ProConnect, l’entrée n’est pas allée jusqu’au bout. Recommencez, ou entrez autrement.",
    "away": "ProConnect ne répond pas, ou ce qu’il a répondu n’est pas sûr. Réessayez, ou entrez autrement.",
}
_OVER, _HIDDEN = "rivage.doors.proconnect", "rivage.doors.proconnect.hidden"


@dataclass(frozen=True)
class Vouched:
    """What the provider said of whoever came back. `access`: what asks for more, for a minute; `ends`: where its own
    session ends.
    """

    subject: str
    acr: str
    amr: tuple[str, ...]
    at: int | None
    token: str
    access: str
    ends: str


@dataclass(frozen=True)
class Back:
    """An answer that was waited for: what for, where to next, and who came."""

    purpose: str
    suite: str
    told: Vouched


def here() -> Provider:
    """The provider set here. Raises `Refused` where there is none."""
    found = asking.set_here()
    if found is None:
        raise no("none", "ProConnect n’est pas réglé ici. Entrez par votre adresse.")
    return found


def refused(error: Untrusted) -> Refused:
    """What is said of an answer that can't be believed: one sentence, whatever it is; the log has the code alone."""
    logger.warning("proconnect: %s", error.code)
    return no("away", SAID["away"])


def leave_for(request: HttpRequest, purpose: str, suite: str = "") -> HttpResponse:
    """To the provider, with what answers it kept by this browser. Raises `Refused`."""
    provider = here()
    if request.get_host() != settings.PUBLIC_HOST:
        raise no("elsewhere", f"ProConnect ne connaît Rivage qu’à l’adresse {post.origin()}. Entrez par elle.")
    try:
        there = asking.addresses(provider)
    except Untrusted as error:
        raise refused(error) from error
    state, nonce, verifier = (secrets.token_urlsafe(BYTES) for _ in range(3))
    whose = str(me(request).pk) if purpose == LINK else ""
    waits = [state, nonce, verifier, purpose, suite[:SUITE_MOST], whose]
    wanted = {
        "acr": {"essential": False, "values": list(provider.two_factors)},
        "amr": {"essential": True},
        "auth_time": {"essential": True},
    }
    asked = {
        "response_type": "code",
        "client_id": provider.client,
        "redirect_uri": _back(),
        "scope": "openid email" if purpose == LINK else "openid",
        "claims": json.dumps({"id_token": wanted}),
        "state": state,
        "nonce": nonce,
        "code_challenge": tokens.challenge(verifier),
        "code_challenge_method": "S256",
    }
    return waiting.keep(redirect(_with(there.authorization, asked)), WAITING, waits)


def _with(address: str, asked: dict[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"


def _back() -> str:
    return post.link("doors:proconnect_returned")


def come_back(request: HttpRequest) -> Back:
    """Who came back, once everything that the provider sent was verified. What was waited for no longer is. Raises
    `Refused`.
    """
    given = {name: request.GET.get(name, "") for name in SENT}
    state, nonce, verifier, purpose, suite, whose = waiting.kept(request, WAITING)
    twice = any(len(request.GET.getlist(name)) > 1 for name in given)
    if twice or not secrets.compare_digest(given["state"].encode(), state.encode()):
        raise once.late()
    if purpose == LINK and whose != str(request.user.pk):
        raise once.late()
    with at_the_door(None):
        once.spend(state.encode())
    provider = here()
    try:
        _from(provider, given["iss"])
        if given["error"]:
            raise no("told", SAID.get(given["error"], SAID["away"]))
        return Back(purpose, suite, _told(provider, given["code"], nonce, verifier))
    except Untrusted as error:
        raise refused(error) from error


def _from(provider: Provider, named: str) -> None:
    """Who answers names itself, where it says that it does: else another's answer could pass for its own."""
    if (named or asking.addresses(provider).says_who) and named != provider.issuer:
        raise Untrusted("answer of another issuer")


def _told(provider: Provider, code: str, nonce: str, verifier: str) -> Vouched:
    if not code or len(code) > LONGEST:
        raise Untrusted("code")
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": _back(),
        "client_id": provider.client,
        "client_secret": secret(provider),
        "code_verifier": verifier,
    }
    there = asking.addresses(provider)
    answer = tokens.read(asking.fetch(there.token, form=form))
    token, access = answer.get("id_token"), answer.get("access_token")
    if not isinstance(token, str) or not isinstance(access, str) or str(answer.get("token_type")).lower() != "bearer":
        raise Untrusted("token answer")
    if not access.isascii() or not access.isprintable() or len(access) > tokens.MOST:
        raise Untrusted("access token")
    claims = _verified(provider, token)
    subject = tokens.of_whom(claims, provider.issuer, provider.client)
    tokens.in_time(claims, clock.now().timestamp())
    tokens.answers(claims, "nonce", nonce)
    if "at_hash" in claims:
        tokens.answers(claims, "at_hash", tokens.half(access))
    amr = claims.get("amr")
    listed = tuple(amr) if isinstance(amr, list) and all(isinstance(one, str) for one in amr) else ()
    acr = claims.get("acr")
    at = tokens.instant(claims, "auth_time")
    return Vouched(subject, acr if isinstance(acr, str) else "", listed, at, token, access, there.ends)


def _verified(provider: Provider, token: str) -> dict[str, Any]:
    return tokens.verified(token, provider.algorithm, lambda kid: asking.key_of(provider, kid))


def secret(provider: Provider) -> str:
    """Our secret, read from its file each time. Raises `Untrusted`."""
    try:
        found = provider.secret.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise Untrusted("no secret") from error
    if not found:
        raise Untrusted("no secret")
    return found


def address_of(told: Vouched) -> str:
    """The address that the provider knows of whoever came, to be read by her before she links it, and nothing else.
    Raises `Refused`.
    """
    provider = here()
    try:
        answer = asking.fetch(asking.addresses(provider).userinfo, bearer=told.access, kind=SIGNED)
        claims = _verified(provider, answer.decode("ascii", "replace"))
        if tokens.of_whom(claims, provider.issuer, provider.client) != told.subject:
            raise Untrusted("userinfo of another")
        tokens.in_time(claims, clock.now().timestamp())
    except Untrusted as error:
        raise refused(error) from error
    email = claims.get("email")
    return email[:254] if isinstance(email, str) and email.isprintable() else ""


def gave_two_factors(provider: Provider, told: Vouched) -> bool:
    """Whether the provider says, by the level and by the means, that two factors were given, and within five minutes:
    a session left open there proves nothing of who sits here now.
    """
    age = clock.now().timestamp() - told.at if told.at is not None else None
    recent = age is not None and -tokens.DRIFT <= age < FRESH.total_seconds()
    return recent and told.acr in provider.two_factors and "mfa" in told.amr


def opened(request: HttpRequest, told: Vouched) -> None:
    """Keep in the session by what it was opened, and what ends the provider's own."""
    held = [told.ends, told.token]
    request.session[OPENED_BY] = PROCONNECT
    request.session[SEALED] = waiting.seal(held, f"token:{me(request).pk}")


def ends(request: HttpRequest, *, hides: bool) -> str:
    """Where the provider's own session ends; "" when this one was not opened by it. `hides`: by Masquer."""
    held = waiting.unseal(request.session.get(SEALED, ""), f"token:{request.user.pk}")
    if held is None:
        return ""
    there, token = held
    asked = {
        "id_token_hint": token,
        "state": signing.dumps(secrets.token_urlsafe(BYTES), salt=_HIDDEN if hides else _OVER),
        "post_logout_redirect_uri": post.link("doors:proconnect_left"),
    }
    return _with(there, asked)


def ended(state: str, *, hides: bool = False) -> bool:
    """Whether this is the answer to an end that we asked for a moment ago, by Sortir or by Masquer."""
    try:
        signing.loads(state, salt=_HIDDEN if hides else _OVER, max_age=once.LASTS)
    except signing.BadSignature:
        return False
    return True


def keep_link(request: HttpRequest, told: Vouched, email: str) -> None:
    """Keep, sealed, whom the provider named, until the holder of the account has read it."""
    held = [clock.now().timestamp(), here().issuer, told.subject, email]
    request.session[LINKING] = waiting.seal(held, f"link:{me(request).pk}")


def kept_link(request: HttpRequest) -> tuple[str, str, str] | None:
    """Issuer, subject and address that wait to be linked; None when none does any more."""
    held = waiting.unseal(request.session.get(LINKING, ""), f"link:{me(request).pk}")
    if held is None:
        return None
    at, issuer, subject, email = held
    return None if clock.now().timestamp() - at > once.REMEMBERED.total_seconds() else (issuer, subject, email)


def forget_link(request: HttpRequest) -> None:
    request.session.pop(LINKING, None)
