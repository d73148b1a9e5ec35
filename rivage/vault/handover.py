"""A person's keys, handed over under a code that she carries, to a body that nobody has named yet.

The code has 20 signs of an alphabet of 23, 90 bits drawn at random. scrypt makes of it a digest, by which the row is
found, and a secret, which opens it; neither gives the other. The salt is fixed: a code is drawn, never chosen.
"""

import secrets
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from rivage.core import ids
from rivage.vault import keys, keysets
from rivage.vault.enums import KeyKind
from rivage.vault.errors import Damaged

SIGNS, GROUP = 20, 5
_SALT = b"rivage handover 1"
_NONCE = 12


@dataclass(frozen=True, slots=True)
class Opener:
    """What a code gives: the digest to look for, the secret that opens what is found."""

    digest: bytes
    secret: bytes


@dataclass(frozen=True, slots=True)
class SealedKeys:
    """A person's two keys and a short text, each under the secret of one code."""

    label: bytes
    private: bytes
    shared: bytes


def draw() -> str:
    """A new code such as 4T7KM-9ACDE-FGHJK-3MNPQ."""
    return ids.code(SIGNS // GROUP, GROUP)


def opener(typed: str) -> Opener | None:
    """What a typed code gives, whatever its spaces, dashes and capitals; None for what can't be one."""
    signs = ids.bare(typed)
    if len(signs) != SIGNS or set(signs) - set(ids.ALPHABET):
        return None
    derived = Scrypt(salt=_SALT, length=64, n=2**14, r=8, p=1).derive(signs.encode())
    return Opener(derived[:32], derived[32:])


def seal(person: UUID, antenne: UUID, opener: Opener, label: str) -> SealedKeys:
    """Put both keys of a person, opened by her antenne, and what she is called under a code."""
    return SealedKeys(
        label=_seal(opener, label.encode(), person, "label"),
        **{kind: _seal(opener, keys.raw(person, antenne, kind), person, kind) for kind in KeyKind.values},
    )


def label(person: UUID, opener: Opener, sealed: bytes) -> str:
    """The short text that came with the keys. Raises `Damaged`."""
    return _open(opener, sealed, person, "label").decode()


def rewrap(person: UUID, opener: Opener, sealed: bytes, kind: str, body: UUID) -> bytes:
    """A key that came under a code, wrapped by the keyset of the body that welcomes. Raises `Damaged`."""
    return keysets.wrap(body, _open(opener, sealed, person, kind), keys.purpose(person, kind))


def _seal(opener: Opener, content: bytes, person: UUID, what: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(opener.secret).encrypt(nonce, content, _bound(person, what))


def _open(opener: Opener, sealed: bytes, person: UUID, what: str) -> bytes:
    content = bytes(sealed)
    try:
        return AESGCM(opener.secret).decrypt(content[:_NONCE], content[_NONCE:], _bound(person, what))
    except (InvalidTag, ValueError) as error:
        raise Damaged(f"people_transferkey.{what} : valeur abîmée, personne {person}.") from error


def _bound(person: UUID, what: str) -> bytes:
    return f"handover:{person}:{what}".encode()
