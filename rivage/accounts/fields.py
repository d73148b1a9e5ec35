"""What is encrypted and concerns no one accompanied: under the keyset of a préfecture, or of an antenne."""

import json
from typing import Any, ClassVar
from uuid import UUID

from cryptography.exceptions import InvalidTag

from rivage.accounts.enums import BodyKind
from rivage.accounts.models import Body
from rivage.core import perimeter
from rivage.vault import keysets
from rivage.vault.errors import Damaged, KeyMissing, KeysetMissing
from rivage.vault.fields import Sealed, SealedField, padded, unpadded

_VERSION = b"\x02"
_BODY = 16
_CACHE = "accounts.prefectures"


class OfficeField(SealedField):
    """Text kept encrypted under the keyset of the préfecture of its row's `departement`: whoever acts there opens it,
    and no dump (ADR 0049). Its reading is no one's.
    """

    description = "texte chiffré sous la clé de la préfecture"
    # Roles that open it although no key of people is theirs.
    also: ClassVar[tuple[str, ...]] = ()

    def keyset(self, instance: Any) -> UUID:
        """The body under whose keyset this row is written. Raises `KeyMissing`."""
        return _prefecture(instance.departement)

    def seal(self, instance: Any, value: Any) -> Sealed:
        return sealed(self.keyset(instance), self.bound(instance.pk), self.as_text(value))

    def open(self, instance: Any, sealed: Sealed) -> Any:
        body = UUID(bytes=bytes(sealed[1 : 1 + _BODY]))
        acting = perimeter.current()
        if body not in acting.keys and acting.role not in self.also:
            raise KeyMissing("La clé de cet organisme n’est pas ouverte à votre fonction.")
        try:
            if sealed[:1] != _VERSION:
                raise InvalidTag
            text = unpadded(keysets.unwrap(body, sealed[1 + _BODY :], self.bound(instance.pk).decode()))
        except (InvalidTag, KeysetMissing, ValueError) as error:
            # The keyset itself may be what is missing.
            keysets.probe(str(body))
            raise Damaged(f"{instance._meta.db_table}.{self.column} : valeur abîmée, ligne {instance.pk}.") from error
        return self.as_value(text)

    def as_text(self, value: Any) -> str:
        """What is encrypted of a value."""
        return str(value)

    def as_value(self, text: str) -> Any:
        """The value again."""
        return text


class OfficeJson(OfficeField):
    """The same of what JSON holds."""

    def as_text(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, sort_keys=True)

    def as_value(self, text: str) -> Any:
        return json.loads(text)


class BodyText(OfficeField):
    """Text kept encrypted under the keyset of the body of its row (`BodyRow`)."""

    description = "texte chiffré sous la clé de l’antenne"

    def keyset(self, instance: Any) -> UUID:
        return UUID(str(instance.body_id))


class BodyJson(BodyText, OfficeJson):
    """The same of what JSON holds."""


def sealed(body: UUID, bound: bytes, text: str) -> Sealed:
    """A text as the database keeps it, under the keyset of a body."""
    return Sealed(_VERSION + body.bytes + keysets.wrap(body, padded(text), bound.decode()))


def seal_column(apps: Any, model: tuple[str, str], plain: str, column: str, *, of_json: bool = False) -> None:
    """Encrypt, in a migration, column `plain` of a model (app, name) into `column`, but where it is empty.

    Raises `KeysetMissing`, or KeyError where a département has no préfecture: nothing has moved then.
    """
    bodies = apps.get_model("accounts", "Body").objects.filter(kind="prefecture")
    prefectures = dict(bodies.values_list("departement", "pk"))
    rows = apps.get_model(*model).objects
    as_text = OfficeJson().as_text if of_json else str
    for pk, departement, value in rows.values_list("pk", "departement", plain).iterator():
        if value:
            place = f"{rows.model._meta.db_table}.{column}:{pk}".encode()
            rows.filter(pk=pk).update(**{column: sealed(prefectures[departement], place, as_text(value))})


def _prefecture(departement: str) -> UUID:
    """The préfecture of a département, looked for once a perimeter. Raises `KeyMissing` where there is none."""
    known: dict[str, UUID] = perimeter.current().cache.setdefault(_CACHE, {})
    if departement not in known:
        found = Body.objects.filter(kind=BodyKind.PREFECTURE, departement=departement).values_list("pk", flat=True)
        body = found.first()
        if body is None:
            raise KeyMissing("Aucune préfecture n’est ouverte dans ce département.")
        known[departement] = body
    return known[departement]
