"""Codes of an application (RFC 6238: SHA-1, six digits, thirty seconds) and recovery codes."""

import secrets
from hashlib import sha256
from hmac import compare_digest
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from rivage.core import ids

STEP = 30
DIGITS = 6
# What RFC 4226 asks of a shared secret, in bytes.
SECRET = 20
# A telephone may be half a minute early or late.
DRIFT = 1
RECOVERY_CODES = 10
# 16 of 23 signs are 72 bits.
GROUPS, LENGTH = 4, 4


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET)


def code_at(secret: bytes, seconds: float) -> str:
    """The code that the application shows at this time (seconds since 1970)."""
    return _totp(secret).generate(int(seconds)).decode()


def step_of(secret: bytes, typed: str, seconds: float, after: int) -> int | None:
    """The interval whose code was typed, among those around this time and later than `after`; None when none is."""
    now = int(seconds) // STEP
    taken = None
    for step in range(now - DRIFT, now + DRIFT + 1):
        if compare_digest(code_at(secret, step * STEP).encode(), typed.encode()) and step > after:
            taken = step
    return taken


def address(secret: bytes, account: str) -> str:
    """What the application reads from the QR code (otpauth)."""
    return _totp(secret).get_provisioning_uri(account, "Rivage")


def new_recovery_codes() -> list[str]:
    return [ids.code(GROUPS, LENGTH) for _ in range(RECOVERY_CODES)]


def recovery_digest(user: UUID, typed: str) -> bytes:
    """What the database holds of a recovery code, however it is written."""
    return sha256(user.bytes + ids.bare(typed).encode()).digest()


def _totp(secret: bytes) -> TOTP:
    return TOTP(secret, DIGITS, SHA1(), STEP)  # noqa: S303 - what applications compute; a HMAC, not a digest
