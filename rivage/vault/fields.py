"""Encrypted fields, bound to table, column and row: AES-256-GCM under a person's key here, under the keyset of a
préfecture in `accounts.fields`.

The model that holds it has a `person_id` (or is the person: `KEY_OWNER = "id"`) and may set `KEY = KeyKind.PRIVATE`.
The plain value exists only on the instance; nothing is kept on the field, which threads share.
"""

import secrets
from typing import TYPE_CHECKING, Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models

from rivage.vault import keys, opened
from rivage.vault.enums import KeyKind
from rivage.vault.errors import Damaged

_VERSION = b"\x01"
_NONCE = 12
_HEAD = len(_VERSION) + _NONCE
# A length would tell a nationality or a civility from a dump: texts are brought to a multiple of this, in bytes.
_BLOCK = 64
# The size of a file would tell which it is: its last segment is brought to a multiple of this.
_PAGE = 16 * 1024
_END = b"\x80"


class Sealed(bytes):
    """A value as stored, not opened yet."""


class _Opener:
    """Opens the stored value at the first reading and keeps it on the instance."""

    def __init__(self, field: "SealedField") -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            instance.refresh_from_db(fields=[name])
        value = instance.__dict__[name]
        if isinstance(value, Sealed):
            value = instance.__dict__[name] = self.field.open(instance, value)
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


# Django takes the two types of a column from its stubs alone.
if TYPE_CHECKING:
    _Column = models.Field[Any, Any]
else:
    _Column = models.Field


class SealedField(_Column):
    """What is kept encrypted. `None` and the empty string stay apart. A subclass says under which key."""

    # The database keeps the digest of what it replaces (`core.db.rules.remembering`).
    REMEMBERED = True

    def get_internal_type(self) -> str:
        return "BinaryField"

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opener(self))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, Sealed):
            return value
        return self.seal(model_instance, value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is not None and not isinstance(value, Sealed):
            raise TypeError(f"{self.name} is encrypted: it can't be filtered on nor updated in bulk.")
        return value

    def seal(self, instance: Any, value: Any) -> Sealed:
        """Encrypt a value for this row."""
        raise NotImplementedError

    def open(self, instance: Any, sealed: Sealed) -> Any:
        """Decrypt a stored value. Raises `Damaged` when it was altered or moved."""
        raise NotImplementedError

    def bound(self, row: Any) -> bytes:
        """What binds a value to this column and a row."""
        return bound(self.model._meta.db_table, str(self.column), row)


class EncryptedField(SealedField):
    """Text kept encrypted under the key of the person whom the row is about."""

    description = "texte chiffré sous la clé de la personne"

    # A table about a person: it has a `SLICE`, and its rows an `antenne_id`.
    model: Any

    def seal(self, instance: Any, value: str) -> Sealed:
        """Encrypt a text for this row."""
        return sealed(_cipher(instance), self.bound(instance.pk), value)

    def open(self, instance: Any, sealed: Sealed) -> str:
        """Decrypt a stored value, and note that it was read. Raises `Damaged` when it was altered or moved."""
        return self.open_row(instance.pk, _person(instance), instance.antenne_id, sealed)

    def open_row(self, row: Any, person: UUID, antenne: UUID, sealed: bytes) -> str:
        """The same for a value read without its instance. `row`: the id of its row; `antenne`: hers."""
        text = self.opened(keys.cipher(person, getattr(self.model, "KEY", KeyKind.SHARED)), row, sealed)
        opened.note(person, antenne, self.model.SLICE)
        return text

    def opened(self, cipher: AESGCM, row: Any, sealed: bytes) -> str:
        """The same under a key at hand: nothing is noted."""
        try:
            return unsealed(cipher, self.bound(row), sealed)
        except (InvalidTag, ValueError) as error:
            raise Damaged(f"{self.model._meta.db_table}.{self.column} : valeur abîmée, ligne {row}.") from error


class EncryptedBytes(EncryptedField):
    """A segment of a file, kept encrypted under the key of the person whom the row is about.

    It is bound to the place that its row names (`place()`: of which file, which of how many), not to the id of the
    row: one that was moved, repeated, or whose file was cut short is `Damaged`.
    """

    description = "octets chiffrés sous la clé de la personne"

    def seal(self, instance: Any, value: bytes) -> Sealed:  # type: ignore[override]
        """Encrypt bytes for the place of this row."""
        nonce = secrets.token_bytes(_NONCE)
        content = _filled(value, _PAGE)
        return Sealed(_VERSION + nonce + _cipher(instance).encrypt(nonce, content, self.bound(instance.place())))

    def open(self, instance: Any, sealed: Sealed) -> bytes:  # type: ignore[override]
        """Decrypt a segment, and note that it was read. Raises `Damaged` when it was altered or moved."""
        try:
            if sealed[:1] != _VERSION:
                raise InvalidTag
            key: AESGCM = _cipher(instance)
            content = key.decrypt(sealed[1:_HEAD], sealed[_HEAD:], self.bound(instance.place()))
            found, end, _ = content.rpartition(_END)
            if not end:
                raise InvalidTag
        except (InvalidTag, ValueError) as error:
            raise Damaged(
                f"{self.model._meta.db_table}.{self.column} : segment abîmé, ligne {instance.pk}."
            ) from error
        opened.note(_person(instance), instance.antenne_id, self.model.SLICE)
        return found


def sealed(cipher: AESGCM, bound: bytes, text: str) -> Sealed:
    """A text as the database keeps it, under a person’s key. `bound`: to what it stays bound."""
    nonce = secrets.token_bytes(_NONCE)
    return Sealed(_VERSION + nonce + cipher.encrypt(nonce, padded(text), bound))


def unsealed(cipher: AESGCM, bound: bytes, sealed: bytes) -> str:
    """What `sealed` was given. Raises InvalidTag or ValueError for anything else."""
    if sealed[:1] != _VERSION:
        raise InvalidTag
    return unpadded(cipher.decrypt(sealed[1:_HEAD], sealed[_HEAD:], bound))


def bound(table: str, column: str, row: Any) -> bytes:
    """What binds a value to its table, column and row."""
    return f"{table}.{column}:{row}".encode()


def padded(text: str) -> bytes:
    """A text brought to a multiple of `_BLOCK` bytes."""
    return _filled(text.encode(), _BLOCK)


def _filled(content: bytes, block: int) -> bytes:
    content += _END
    return content + bytes(-len(content) % block)


def unpadded(content: bytes) -> str:
    """What `padded` was given. Raises InvalidTag for anything else."""
    text, end, _ = content.rpartition(_END)
    if not end:
        raise InvalidTag
    return text.decode()


def _person(instance: Any) -> Any:
    return getattr(instance, getattr(instance, "KEY_OWNER", "person_id"))


def _cipher(instance: Any) -> Any:
    return keys.cipher(_person(instance), getattr(instance, "KEY", KeyKind.SHARED))
