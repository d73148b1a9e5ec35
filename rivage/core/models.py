"""The bases of every table, and what each declares of its rows: who writes, what freezes, how long it is kept."""

import secrets
import uuid
from dataclasses import dataclass
from typing import ClassVar

from django.db import models

from rivage.core import clock
from rivage.core.db.rules import (
    HERE,
    IN,
    RowRule,
    by_no_door,
    closed,
    departement_guard,
    frozen,
    of_roles,
    policies,
    shut,
)


@dataclass(frozen=True, slots=True)
class Retention:
    """A line of the table of docs/data-protection.md (§1): how long a part stays in use, and what becomes of it then.

    `months`: the duration in it, when it has one. `to_confirm`: who has to settle it; nothing applies it yet.
    """

    part: str
    active: str
    then: str
    to_confirm: str
    months: int | None = None


class Row(models.Model):
    """A row with an id drawn by the application (UUIDv4, so that no time or rank shows) and its instant of creation.

    Both are set in Python: a row that its writer may not read back must be insertable without RETURNING.

    What the database enforces is declared on the class, and written there by `rivage migrate`:
    `WRITERS`, the roles that write;
    `MOVING`, the columns that may still change once the row is written; None, all of them;
    `FROZEN`, the column that freezes the row once it is set;
    `OWN_HAND`, whether each is written in one's own name (`recorded_by`) and now;
    `PAST`, the days that are facts: none is of a day to come;
    `DELETABLE`, whether the application deletes rows;
    `UNCOUNTED`, the plain columns that no figure reads: words;
    `COUNTED`, whether figures read anything of the table;
    `RETENTION`, the lines that apply to it, compulsory for a row about a person.
    """

    WRITERS: ClassVar[tuple[str, ...]] = ()
    MOVING: ClassVar[tuple[str, ...] | None] = None
    FROZEN: ClassVar[str] = ""
    OWN_HAND: ClassVar[bool] = False
    PAST: ClassVar[tuple[str, ...]] = ()
    DELETABLE: ClassVar[bool] = False
    UNCOUNTED: ClassVar[tuple[str, ...]] = ()
    COUNTED: ClassVar[bool] = True
    RETENTION: ClassVar[tuple[Retention, ...]] = ()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField("créé le", default=clock.now, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def rules(cls) -> list[RowRule]:
        """Closed to all but the owner and the figures, until rows.sql opens it."""
        return [*closed(cls), *frozen(cls)]


class OpenRow(Row):
    """A row that concerns nobody accompanied, read by every context: no row policy (config/checks.py says why).

    rows.sql narrows what may be written.
    """

    class Meta:
        abstract = True

    @classmethod
    def rules(cls) -> list[RowRule]:
        return [by_no_door(cls._meta.db_table, "ROW"), *frozen(cls)]


class DepartementRow(Row):
    """A row of the State's procedure that concerns no one in particular (sessions, seats, orders).

    `READERS`: the roles that read it in their département; none, whoever acts there. `BY_LINK`: also who comes by a
    link of that département, in no function (ADR 0040).
    """

    WRITERS: ClassVar[tuple[str, ...]] = ("delegate", "secretary", "chair")
    READERS: ClassVar[tuple[str, ...]] = ()
    BY_LINK = False

    departement = models.CharField("département", max_length=3)

    class Meta:
        abstract = True

    @classmethod
    def rules(cls) -> list[RowRule]:
        who = of_roles(cls.READERS) if cls.READERS else "" if cls.BY_LINK else "(SELECT rivage_role()) <> ''"
        reads = f"{HERE}\n    AND {who}" if who else HERE
        writes = f"{HERE}\n    AND {of_roles(cls.WRITERS)}"
        app = policies(cls, reads, f"{IN} AND {writes}")
        return [*closed(cls), *app, *frozen(cls), departement_guard(cls)]


class SealKey(Row):
    """The key of the seal of contexts (`rivage_seal`), as the two pads of an HMAC: read by the owner's functions
    alone, left out of dumps, drawn by `rivage migrate` where there is none.
    """

    inside = models.BinaryField("clé, dedans")
    outside = models.BinaryField("clé, dehors")

    class Meta:
        verbose_name = "clé du sceau"
        verbose_name_plural = "clés du sceau"

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def draw(cls) -> bool:
        """Draw a key where there is none, as rivage_owner; gives whether it did."""
        if cls.objects.exists():
            return False
        inside, outside = pads(secrets.token_bytes(64))
        cls(inside=inside, outside=outside).save(force_insert=True)
        return True


class Replaced(models.Model):
    """The SHA-256 of an encrypted value that was replaced or deleted: it is not written again (ADR 0039).

    Nothing says whose it was, nor when. No login reads or writes it: the owner's trigger does.
    """

    digest = models.BinaryField("empreinte", primary_key=True)

    class Meta:
        verbose_name = "valeur remplacée"
        verbose_name_plural = "valeurs remplacées"

    def __str__(self) -> str:
        return bytes(self.digest).hex()

    @classmethod
    def rules(cls) -> list[RowRule]:
        return shut(cls)


def pads(key: bytes) -> tuple[bytes, bytes]:
    """The two pads of HMAC-SHA-256 under a key of 64 bytes at most: what the database puts before what it digests."""
    block = key.ljust(64, b"\0")
    inside, outside = (bytes(byte ^ pad for byte in block) for pad in (0x36, 0x5C))
    return inside, outside
