"""Passkeys (WebAuthn level 2): what is asked of the device, and what it answers, verified by python-fido2.

A challenge is drawn for one session and answered within five minutes, once. The person is always verified by her
device (its own code, finger or face): a passkey is both factors.
"""

from ipaddress import ip_address
from typing import Any

from django.http import HttpRequest
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
from rivage.core import clock
from rivage.core.refusal import no
from rivage.doors.actions import Passkey, unknown_key
from rivage.doors.models import Factor

CHALLENGE = "challenge"
MINUTES = 5
# Signatures that devices have, and the library verifies: ES256, EdDSA, RS256.
ALGORITHMS = (-7, -8, -257)
# What the library raises on bytes that anybody sends: no answer, or not of this challenge, key or site.
BROKEN = Exception


def possible(request: HttpRequest) -> bool:
    """Whether browsers make keys for the name under which we are asked: never for an address in figures."""
    host = _host(request)
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return request.is_secure() or host == "localhost"
    return False


def ask_new(request: HttpRequest, user: User, held: list[Factor]) -> dict[str, Any]:
    """What the device needs to make a key for this account, one that it does not hold yet."""
    options, state = _server(request).register_begin(
        PublicKeyCredentialUserEntity(id=user.pk.bytes, name=user.email, display_name=user.name),
        _known(held),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _kept(request, options, state)


def made(request: HttpRequest, answer: Any) -> Passkey:
    """The key that the device made. Raises `Refused`."""
    state = _state(request)
    try:
        data = _server(request).register_complete(state, RegistrationResponse.from_dict(answer))
        held = data.credential_data
        if held is None or not held.credential_id or held.public_key.get(3) not in ALGORITHMS:
            raise ValueError("no credential of ours")
        return Passkey(bytes(held.credential_id), bytes(held), data.counter)
    except BROKEN as error:
        raise unknown_key() from error


def ask(request: HttpRequest, held: list[Factor] | None = None) -> dict[str, Any]:
    """What the device needs to sign with one of these keys, or with any that it has for us."""
    options, state = _server(request).authenticate_begin(
        _known(held) if held else None,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _kept(request, options, state)


def credential_of(answer: Any) -> bytes:
    """The id of the key that signed. Raises `Refused`."""
    try:
        return bytes(AuthenticationResponse.from_dict(answer).raw_id)
    except BROKEN as error:
        raise unknown_key() from error


def signed(request: HttpRequest, answer: Any, factor: Factor | None) -> int:
    """Verify that this key signed the challenge of this session; gives its counter. Raises `Refused`."""
    state = _state(request)
    if factor is None or not factor.public:
        raise unknown_key()
    try:
        response = AuthenticationResponse.from_dict(answer)
        handle = response.response.user_handle
        if handle and handle != factor.user_id.bytes:
            raise ValueError("of another account")
        _server(request).authenticate_complete(state, [AttestedCredentialData(bytes(factor.public))], response)
        return int(response.response.authenticator_data.counter)
    except BROKEN as error:
        raise unknown_key() from error


def _known(held: list[Factor]) -> list[AttestedCredentialData]:
    """The keys among these factors, as the library takes them."""
    return [AttestedCredentialData(bytes(one.public)) for one in held if one.public]


def _server(request: HttpRequest) -> Fido2Server:
    ours = f"{request.scheme}://{request.get_host()}"
    entity = PublicKeyCredentialRpEntity(name="Rivage", id=_host(request))
    return Fido2Server(entity, verify_origin=lambda origin: origin == ours)


def _host(request: HttpRequest) -> str:
    host = request.get_host()
    return host if host.endswith("]") else host.rsplit(":", 1)[0]


def _kept(request: HttpRequest, options: Any, state: Any) -> dict[str, Any]:
    request.session[CHALLENGE] = [clock.now().timestamp(), state]
    return dict(options)


def _state(request: HttpRequest) -> Any:
    """The challenge of this session, which then is no longer."""
    at, state = request.session.pop(CHALLENGE, (0, None))
    if state is None or clock.now().timestamp() - at > MINUTES * 60:
        raise no("late", "La demande a expiré. Recommencez.")
    return state
