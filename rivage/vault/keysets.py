"""Keysets of bodies, kept in files outside the database.

Where `RIVAGE_KEYS_SOCKET` is set, another process holds them and is asked (`asking`, `holder`, ADR 0041).
`RIVAGE_KEYS` holds one file per body, wrapped by the root keyset of `RIVAGE_ROOT_KEY`; neither may lie under the
data folder or the backup folder (`rivage check` refuses). A lost keyset is a lost file: see `recovery`.
"""

import os
import secrets
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from uuid import UUID

import tink
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from tink import aead, json_proto_keyset_format, proto_keyset_format, secret_key_access

from rivage.vault import asking, wire
from rivage.vault.errors import KeysetMissing

aead.register()

SEAL = "seal"
# Seals the secrets of second factors.
DOOR = "door"
# Seals the sums that antennes let go (ADR 0058).
FIGURES = "figures"
NAMED = (DOOR, FIGURES)
_TEMPLATE = aead.aead_key_templates.AES256_GCM


def root_path() -> Path:
    return Path(settings.RIVAGE_ROOT_KEY)


def keyset_path(name: UUID | str) -> Path:
    return Path(settings.RIVAGE_KEYS) / f"{name}.keyset"


def create_root() -> None:
    """Draw the root keyset, the sealing key, the keysets of the doors and of the figures, unless they are there."""
    if not root_path().exists():
        handle = tink.new_keyset_handle(_TEMPLATE)
        write(root_path(), json_proto_keyset_format.serialize(handle, secret_key_access.TOKEN).encode())
    if not keyset_path(SEAL).exists():
        write(keyset_path(SEAL), _root().encrypt(secrets.token_bytes(32), SEAL.encode()))
    for name in NAMED:
        if not keyset_path(name).exists():
            create(name)


def create(body: UUID | str) -> None:
    """Draw the keyset of a body. Never replaces one: what it wraps would be lost."""
    if settings.RIVAGE_KEYS_SOCKET:
        asking.ask(wire.CREATE, [(body, "", b"")])
    else:
        create_here(body)


def create_here(body: UUID | str) -> None:
    """The same in this process, as all that ends so."""
    if keyset_path(body).exists():
        raise FileExistsError(f"Le jeu de clés de {body} existe déjà.")
    handle = tink.new_keyset_handle(_TEMPLATE)
    write(keyset_path(body), proto_keyset_format.serialize_encrypted(handle, _root(), str(body).encode()))


def wrap(body: UUID | str, key: bytes, purpose: str) -> bytes:
    """Wrap a person's key under a body's keyset; `purpose` binds it to the person and the kind of key.

    Under the keyset of the doors, the secret of a second factor.
    """
    if settings.RIVAGE_KEYS_SOCKET:
        return asking.ask(wire.WRAP, [(body, purpose, key)])[0]
    return wrap_here(body, key, purpose)


def wrap_here(body: UUID | str, key: bytes, purpose: str) -> bytes:
    return bytes(_body(body).encrypt(key, purpose.encode()))


def unwrap(body: UUID | str, wrapped: bytes, purpose: str) -> bytes:
    """The key wrapped by `wrap`. Raises `KeysetMissing` when the keyset is not the one that wrapped it."""
    return unwrap_all([(body, purpose, wrapped)])[0]


def unwrap_all(items: Sequence[tuple[UUID | str, str, bytes]]) -> list[bytes]:
    """The same of several: (body, purpose, wrapped key). Asked at once, where another process holds the keysets."""
    if settings.RIVAGE_KEYS_SOCKET and items:
        return asking.ask(wire.UNWRAP, items)
    # A list opens thousands under one keyset.
    opened = {body: _body(body) for body in {body for body, _, _ in items}}
    return [_unwrapped(opened[body], body, wrapped, purpose) for body, purpose, wrapped in items]


def unwrap_here(body: UUID | str, wrapped: bytes, purpose: str) -> bytes:
    return _unwrapped(_body(body), body, wrapped, purpose)


def _unwrapped(opened: aead.Aead, body: UUID | str, wrapped: bytes, purpose: str) -> bytes:
    try:
        return bytes(opened.decrypt(wrapped, purpose.encode()))
    except tink.TinkError as error:
        raise KeysetMissing(f"Le jeu de clés de l’organisme {body} n’ouvre pas cette clé.") from error


def seal_key() -> bytes:
    """The 32 bytes that authenticate the chain of seals."""
    try:
        return bytes(_root().decrypt(read(keyset_path(SEAL)), SEAL.encode()))
    except tink.TinkError as error:
        raise KeysetMissing("La clé des scellés ne s’ouvre pas avec la clé racine présente.") from error


def derived(use: str) -> bytes:
    """32 bytes derived from the sealing key for one other use: kept and given back with it, in no other file."""
    return HKDF(hashes.SHA256(), 32, salt=None, info=f"rivage {use}".encode()).derive(seal_key())


def probe(name: str) -> None:
    """Raise `KeysetMissing` unless this key file opens under the root keyset."""
    if name == SEAL:
        seal_key()
    elif settings.RIVAGE_KEYS_SOCKET:
        asking.ask(wire.PROBE, [(name, "", b"")])
    else:
        probe_here(name if name in NAMED else UUID(name))


def probe_here(body: UUID | str) -> None:
    _body(body)


def forget() -> None:
    """Drop what was read from the files (after a restore, a removal, or in tests)."""
    _root.cache_clear()
    _body.cache_clear()
    asking.forget()


@lru_cache(maxsize=1)
def _root() -> aead.Aead:
    text = read(root_path()).decode()
    try:
        return json_proto_keyset_format.parse(text, secret_key_access.TOKEN).primitive(aead.Aead)
    except tink.TinkError as error:
        raise KeysetMissing(f"La clé racine {root_path().name} est illisible.") from error


@lru_cache(maxsize=512)
def _body(body: UUID | str) -> aead.Aead:
    blob = read(keyset_path(body))
    try:
        return proto_keyset_format.parse_encrypted(blob, _root(), str(body).encode()).primitive(aead.Aead)
    except tink.TinkError as error:
        raise KeysetMissing(
            f"Le jeu de clés de l’organisme {body} ne s’ouvre pas avec la clé racine présente."
        ) from error


def read(path: Path) -> bytes:
    """A key file's bytes. Raises `KeysetMissing` with the file's name."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise KeysetMissing(
            f"Le fichier de clés {path.name} manque. Restaurez-le : rivage keys restore FICHIER."
        ) from error


def write(path: Path, content: bytes) -> None:
    """Write a key file once, readable by its owner alone, on disk before returning."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
