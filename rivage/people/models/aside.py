"""Whom she sets aside: what she said, sealed for her antenne, and the digests by which the database closes her file.

A digest is HMAC-SHA-256 of `user:<id>`, one person whatever her functions; `member:<id>`, a member of the commission
without an account; `seat:<id>`, whoever holds that seat. No login reads one, nor its key, nor makes one (ADR 0042).
"""

import hmac
from collections.abc import Iterable
from hashlib import sha256
from typing import ClassVar, NamedTuple, Self, cast
from uuid import UUID

from django.conf import settings
from django.db import models

from rivage.accounts.models import Body
from rivage.core import logins
from rivage.core.db.calls import answer
from rivage.core.db.rules import RowRule, shut
from rivage.core.models import Row, pads
from rivage.people.enums import Slice
from rivage.people.models.base import PersonRow
from rivage.people.models.person import Person
from rivage.people.models.rules import ANTENNE
from rivage.people.retention import ACCOMPANIMENT
from rivage.vault import keysets
from rivage.vault.enums import KeyKind
from rivage.vault.errors import VaultError
from rivage.vault.fields import EncryptedField

# What the key is known by: no holder is written so.
MARK = "mark"


class Closing(NamedTuple):
    """One name under which somebody reads nothing of her: by which word of hers."""

    person: UUID
    exclusion: UUID
    holder: str


class Exclusion(PersonRow):
    """Who must not read her file, as she said it. Refused at the reading, in every function, now and later; never
    explained (I9).

    Written and lifted by the owner's functions alone, which keep the digests beside.
    """

    SLICE: ClassVar[str] = Slice.PRIVATE
    KEY: ClassVar[str] = KeyKind.PRIVATE
    WRITERS = (ANTENNE,)
    DELETABLE = True
    COUNTED = False
    RETENTION = (ACCOMPANIMENT,)

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="exclusions")
    holder = EncryptedField("ne doit pas lire", null=True)

    class Meta:
        verbose_name = "lecture écartée"

    @classmethod
    def say(cls, person: Person, holder: str) -> Self | None:
        """Set a reader aside, in the perimeter of her antenne. None when it was so already."""
        row, field = cls.beside(person), cast("EncryptedField", cls._meta.get_field("holder"))
        row.holder = field.seal(row, holder)
        said = answer("SELECT people_set_aside(%s, %s, %s, %s)", row.pk, person.pk, holder, row.__dict__["holder"])
        return row if said else None

    @classmethod
    def lift(cls, rows: Iterable[UUID]) -> int:
        """Take these words of hers back, and every digest that followed. Gives how many."""
        return int(answer("SELECT people_readmit(%s)", list(rows)))

    @classmethod
    def closing(cls, people: Iterable[UUID], holders: Iterable[str]) -> list[Closing]:
        """Which of these names are set aside by which of these people, all of the antenne of the perimeter."""
        with logins.connection().cursor() as cursor:
            cursor.execute("SELECT * FROM people_aside_of(%s, %s)", [list(people), list(holders)])
            return [Closing(*row) for row in cursor.fetchall()]


class Aside(Row):
    """One digest that closes her file: of the name that she said, or of one that this person received since.

    `mark`: of the key that made it; one that is not of the key in place lets nobody in.
    """

    RETENTION = (ACCOMPANIMENT,)

    exclusion_id = models.UUIDField("parole")
    person_id = models.UUIDField("personne")
    digest = models.BinaryField("empreinte")
    mark = models.BinaryField("marque de la clé")

    class Meta:
        verbose_name = "empreinte d’une lecture écartée"
        indexes = [
            # Asked whenever somebody enters: who set her aside, and whether every mark is that of the key.
            models.Index(fields=["digest"], include=["person_id"], name="people_aside_digest"),
            models.Index(fields=["mark"], name="people_aside_mark"),
            models.Index(fields=["person_id"], name="people_aside_person"),
        ]
        constraints = [models.UniqueConstraint(fields=["exclusion_id", "digest"], name="people_aside_unique")]

    @classmethod
    def rules(cls) -> list[RowRule]:
        return shut(cls)


class WrongKey(VaultError):
    """The key of the digests is not the one that made them, or can't be had. The sentence says what to do."""


class AsideKey(Row):
    """The key of the digests, as the two pads of an HMAC: read by the owner's functions alone, left out of dumps.

    Derived from the sealing key (`keysets.derived`), so that the recovery file brings it back after a restore.
    """

    inside = models.BinaryField("clé, dedans")
    outside = models.BinaryField("clé, dehors")

    class Meta:
        verbose_name = "clé des lectures écartées"
        verbose_name_plural = "clés des lectures écartées"

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def rules(cls) -> list[RowRule]:
        return shut(cls)

    @classmethod
    def install(cls) -> bool:
        """Put in place the key that the key files give, as rivage_owner; gives whether it was not there.

        In a base without any body, which nothing was restored into, draws the key files that are missing.
        Raises `WrongKey`, and changes nothing.
        """
        if not keysets.keyset_path(keysets.SEAL).exists() and not Body.objects.exists():
            keysets.create_root()
        key = derived()
        if Aside.objects.exclude(mark=digest(key, MARK)).exists():
            raise WrongKey(
                "Des lectures écartées l’ont été sous une autre clé que celle des fichiers présents : sans elle, qui "
                "doit ne rien lire lirait. Restaurez les clés de cette base (rivage keys restore FICHIER), puis "
                "relancez rivage migrate."
            )
        inside, outside = pads(key)
        if cls.objects.filter(inside=inside, outside=outside).count() == cls.objects.count() == 1:
            return False
        cls.objects.all().delete()
        cls(inside=inside, outside=outside).save(force_insert=True)
        return True

    @classmethod
    def stands(cls) -> bool:
        """Whether the base has the key of the files, where this process reads them, and every digest is made under
        it. Raises `WrongKey`.
        """
        mark = None if settings.RIVAGE_KEYS_SOCKET else digest(derived(), MARK)
        return bool(answer("SELECT people_aside_stands(%s::bytea)", mark))


def derived() -> bytes:
    """The key of the digests, from the key files. Raises `WrongKey`."""
    try:
        return keysets.derived("aside")
    except VaultError as error:
        raise WrongKey(
            f"La clé des lectures écartées ne se lit pas, et personne n’entre sans elle. {error}"
        ) from error


def digest(key: bytes, said: str) -> bytes:
    """What the database makes of a name (`people_digested`): for the installation alone."""
    return hmac.new(key, said.encode(), sha256).digest()
