"""What a migration encrypts: a plain column of rows that are there already, as rivage_owner, into an encrypted one.

Where the key of her part is gone, she was erased: the value is sealed under one that nobody keeps, as all the rest is.
"""

import secrets
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from rivage.vault import fields, keys, keysets
from rivage.vault.enums import KeyKind


def seal_column(
    apps: Any, model: tuple[str, str], plain: str, sealed: str, kind: str = KeyKind.SHARED, skip: str | None = None
) -> None:
    """Encrypt column `plain` of a model (app, name) into `sealed`, but where it is `skip`.

    Raises `KeysetMissing`: nothing has moved then.
    """
    rows = apps.get_model(*model).objects
    ciphers: dict[UUID, AESGCM] = {}
    for pk, person, value in rows.values_list("pk", "person_id", plain).iterator():
        if value == skip:
            continue
        if person not in ciphers:
            ciphers[person] = _cipher(apps, person, kind)
        bound = fields.bound(rows.model._meta.db_table, sealed, pk)
        rows.filter(pk=pk).update(**{sealed: fields.sealed(ciphers[person], bound, value)})


def sealed_again(
    apps: Any, person: UUID, before: tuple[Any, str], after: tuple[Any, str], kind: str = KeyKind.SHARED
) -> None:
    """Copy an encrypted value into a column of another row about the same person, which it is then bound to. `before`,
    `after`: a row and its column. What nobody can open any more stays so.
    """
    (row, column), (held, into) = before, after
    value = type(row).objects.values_list(column, flat=True).get(pk=row.pk)
    if value is None:
        return
    cipher = _cipher(apps, person, kind)
    try:
        text = fields.unsealed(cipher, fields.bound(row._meta.db_table, column, row.pk), value)
    except InvalidTag:
        text = ""
    bound = fields.bound(held._meta.db_table, into, held.pk)
    type(held).objects.filter(pk=held.pk).update(**{into: fields.sealed(cipher, bound, text)})


def _cipher(apps: Any, person: UUID, kind: str) -> AESGCM:
    """Her key of that kind, opened by the keyset of her antenne."""
    wraps = apps.get_model("vault", "PersonKey").objects.filter(person_id=person, kind=kind, erased_at__isnull=True)
    for antenne, body, wrapped in wraps.values_list("antenne_id", "body_id", "wrapped"):
        if antenne == body:
            return AESGCM(keysets.unwrap(body, bytes(wrapped), keys.purpose(person, kind)))
    return AESGCM(secrets.token_bytes(32))
