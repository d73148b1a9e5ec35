"""Passkeys (WebAuthn level 2): what is asked of the device, and what it answers, verified by python-fido2.

A challenge is drawn for one browser, which keeps it sealed (`waiting`). It is answered within five minutes, once, for
what it was drawn for. The person is always verified by her device (its own code, finger or face): a passkey is both
factors. Site and origin are those of the settings, never what a header says.
"""

from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from rivage.accounts.models import User
from rivage.core import post
from rivage.doors import waiting
from rivage.doors.actions import Passkey, Signed
from rivage.doors.models import Factor
from rivage.doors.once import late, unknown_key

WAITING = "defi"
# What a challenge is drawn for.
ENTERS, PROVES, ADDS = "enters", "proves", "adds"
# Signatures that devices have, and the library verifies: ES256, EdDSA, RS256.
ALGORITHMS = (-7, -8, -257)
# What the library raises on bytes that anybody sends: no answer, or not of this challenge, key or site.
BROKEN = Exception


def possible(request: HttpRequest) -> bool:
    """Whether browsers make keys for the name under which we are asked: ours, and never an address in figures."""
    host = _host()
    try:
        ip_address(host)
    except ValueError:
        return request.get_host() == settings.PUBLIC_HOST and (request.is_secure() or host == "localhost")
    return False


def ask_new(user: User, held: list[Factor]) -> HttpResponse:
    """What the device needs to make a key for this account, one that it does not hold yet."""
    options, state = _server().register_begin(
        PublicKeyCredentialUserEntity(id=user.pk.bytes, name=user.email, display_name=user.name),
        _known(held),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _asked(options, state, ADDS, user)


def made(request: HttpRequest, user: User, answer: Any) -> Passkey:
    """The key that the device made. Raises `Refused`."""
    state = _state(request, ADDS, user)
    try:
        data = _server().register_complete(state, RegistrationResponse.from_dict(answer))
        held = data.credential_data
        if held is None or not held.credential_id or held.public_key.get(3) not in ALGORITHMS:
            raise ValueError("no credential of ours")
        return Passkey(bytes(held.credential_id), bytes(held), data.counter, _challenge(state))
    except BROKEN as error:
        raise unknown_key() from error


def ask(user: User | None = None, held: list[Factor] | None = None) -> HttpResponse:
    """What the device needs to sign with one of these keys of this account, or with any that it has for us."""
    options, state = _server().authenticate_begin(
        _known(held) if held else None,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _asked(options, state, PROVES if user else ENTERS, user)


def credential_of(answer: Any) -> bytes:
    """The id of the key that signed. Raises `Refused`."""
    try:
        return bytes(AuthenticationResponse.from_dict(answer).raw_id)
    except BROKEN as error:
        raise unknown_key() from error


def signed(request: HttpRequest, user: User | None, answer: Any, factor: Factor) -> Signed:
    """Verify that this key signed the challenge of this browser. `user`: who proves, nobody who enters. Raises
    `Refused`.
    """
    state = _state(request, PROVES if user else ENTERS, user)
    if not factor.public:
        raise unknown_key()
    try:
        response = AuthenticationResponse.from_dict(answer)
        handle = response.response.user_handle
        if handle and handle != factor.user_id.bytes:
            raise ValueError("of another account")
        _server().authenticate_complete(state, [AttestedCredentialData(bytes(factor.public))], response)
        return Signed(int(response.response.authenticator_data.counter), _challenge(state))
    except BROKEN as error:
        raise unknown_key() from error


def _known(held: list[Factor]) -> list[AttestedCredentialData]:
    """The keys among these factors, as the library takes them."""
    return [AttestedCredentialData(bytes(one.public)) for one in held if one.public]


def _server() -> Fido2Server:
    ours = post.origin()
    entity = PublicKeyCredentialRpEntity(name="Rivage", id=_host())
    return Fido2Server(entity, verify_origin=lambda origin: origin == ours)


def _host() -> str:
    host: str = settings.PUBLIC_HOST
    return host if host.endswith("]") else host.partition(":")[0]


def _asked(options: Any, state: Any, purpose: str, user: User | None) -> HttpResponse:
    """The challenge, for the device, and for the browser to bring back."""
    return waiting.keep(JsonResponse(dict(options)), WAITING, [purpose, str(user.pk) if user else "", state])


def _state(request: HttpRequest, purpose: str, user: User | None) -> Any:
    """The challenge that this browser was given for this. Raises `Refused`."""
    what, whose, state = waiting.kept(request, WAITING)
    if (what, whose) != (purpose, str(user.pk) if user else ""):
        raise late()
    return state


def _challenge(state: Any) -> bytes:
    return str(state["challenge"]).encode()
