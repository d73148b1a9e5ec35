"""The base of every table about a person."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar
from uuid import UUID

from django.db import models

from rivage.accounts.models import Membership
from rivage.core import clock, perimeter
from rivage.core.db.lookups import Among, AnyOf, Written
from rivage.core.db.rules import RowRule
from rivage.core.models import Row
from rivage.people.enums import Slice
from rivage.people.models import gates
from rivage.people.models.rules import ANTENNE, person_guard, person_rules
from rivage.people.retention import ACCOMPANIMENT
from rivage.vault.enums import KeyKind
from rivage.vault.fields import EncryptedField

if TYPE_CHECKING:
    from rivage.people.models.person import Person

AboutHer = TypeVar("AboutHer", bound="PersonRow")
Gate = TypeVar("Gate")
_GATES = "people.gates"


_only: ContextVar[UUID | None] = ContextVar("rivage_only", default=None)


@contextmanager
def only(person: UUID) -> Iterator[None]:
    """Within, the gates give this person and the rows about her alone: narrower than they are, never wider.

    What a home is made of is so read of one person, by the same sources and in the same order.
    """
    token = _only.set(person)
    try:
        yield
    finally:
        _only.reset(token)


def narrowed_to() -> UUID | None:
    """The person to whom the gates are narrowed, or None."""
    return _only.get()


def of_her() -> dict[str, UUID]:
    """To narrow to the same person what a gate is not asked of, as a filter: nothing where they are not narrowed."""
    person = narrowed_to()
    return {"person": person} if person else {}


class PersonRowQuerySet(models.QuerySet[AboutHer]):
    def visible_to(self, membership: Membership) -> Self:
        """Rows that this membership may read: its antenne's (those it accompanies), or opened to it by a Share.

        A share that names a demande opens that one alone, as the row policies say too.
        """
        slice_, path, readers = self.model.SLICE, self.model.demande_path(), self.model.READERS
        if readers and not membership.is_antenne and membership.role not in readers:
            return self.none()
        seen = self.filter(_once(membership, (slice_,), self._people))
        if membership.is_antenne:
            return seen.filter(antenne_id=membership.body_id)
        if not path:
            return seen
        return seen.filter(_once(membership, (slice_, path), self._opened))

    def opened_too(self, membership: Membership, slice_: str) -> Self:
        """Of rows that `visible_to` gave, those about people of whom another slice is open too: to an antenne, all.

        Who is a person to see was asked there, and is not asked again.
        """
        if membership.is_antenne:
            return self
        return self.filter(person__in=self._shares(membership, slice_).values("person"))

    def _people(self, membership: Membership, slice_: str) -> gates.Condition:
        if (read := gates.known(membership, narrowed_to())) is not None:
            return read.of_people(slice_)
        people: Any = self.model._meta.get_field("person").related_model
        return Among("person", Written(people.objects.visible_to(membership, slice_).values("pk")))

    def _opened(self, membership: Membership, slice_: str, path: str) -> gates.Condition:
        read = gates.known(membership, narrowed_to())
        if isinstance(read, gates.OpenedByShares | gates.OnePerson):
            return read.of_demandes(slice_, path)
        opened = self._shares(membership, slice_)
        of_all = AnyOf("person", Written(opened.filter(demande_id__isnull=True).values("person")))
        of_one = AnyOf(path, Written(opened.filter(demande_id__isnull=False).values("demande_id")))
        return models.Q(of_all) | models.Q(of_one)

    def _shares(self, membership: Membership, slice_: str) -> "models.QuerySet[Any, Any]":
        shares = self.model._meta.apps.get_model("people", "Share").objects.in_force(clock.now())
        found: models.QuerySet[Any, Any] = shares.filter(holder__in=membership.holders, slices__contains=[slice_])
        return found


def _once(membership: Membership, of: tuple[str, ...], build: Callable[..., Gate]) -> Gate:
    """A piece of a gate as `build` writes it. In a perimeter that only reads it is written once: a home asks for the
    same some thirty times, of tables that differ. It holds no row: the database answers each time.
    """
    current = perimeter.current()
    if not current.reads:
        return build(membership, *of)
    key = (_GATES, membership.pk, narrowed_to(), gates.known(membership, narrowed_to()), of)
    if key not in current.cache:
        current.cache[key] = build(membership, *of)
    found: Gate = current.cache[key]
    return found


class PersonRow(Row):
    """A row about a person. `antenne_id` repeats her antenne's, so that the row policy reads this table alone.

    `DEMANDE`: the way from the row to its demande when it is not a column of that name. `READERS`: of those to whom
    the slice is opened, the roles that read this table; without any, all of them.
    """

    SLICE: ClassVar[str] = Slice.PRIVATE
    DEMANDE: ClassVar[str] = ""
    READERS: ClassVar[tuple[str, ...]] = ()

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", verbose_name="personne")
    antenne_id = models.UUIDField("antenne")

    objects = PersonRowQuerySet.as_manager()

    @classmethod
    def beside(cls, row: "PersonRow | Person", **values: Any) -> Self:
        """A new row about the person of another row, or about a person, and of the antenne where hers is. Not kept."""
        about = {"person_id": row.person_id} if isinstance(row, PersonRow) else {"person": row}
        return cls(**about, antenne_id=row.antenne_id, **values)

    @classmethod
    def demande_path(cls) -> str:
        """The way from the row to its demande, empty for rows that belong to none."""
        named = any(column.name == "demande" for column in cls._meta.concrete_fields)
        return cls.DEMANDE or ("demande" if named else "")

    @classmethod
    def rules(cls) -> list[RowRule]:
        """Read by her antenne and by those to whom a share opens its slice (docs/rows.sql)."""
        return [*person_rules(cls), person_guard(cls)]

    class Meta:
        abstract = True


class PlacedRow(PersonRow):
    """A fact that is counted where it took place: her département and her antenne then, kept by the database as it is
    written (`people_fact_place`). A transfer moves the row, and not these. Empty where nobody knows.
    """

    fact_departement = models.CharField("département du fait", max_length=3, default="", editable=False)
    fact_antenne = models.UUIDField("antenne du fait", null=True, editable=False)

    class Meta:
        abstract = True


class ReplacedRow(PersonRow):
    """What her antenne notes of her for itself, never changed: what was noted wrong, or goes on, is replaced by a row
    that says so, `why` where it corrects. The last one stands; all of them stay.
    """

    SLICE: ClassVar[str] = Slice.PRIVATE
    KEY: ClassVar[str] = KeyKind.PRIVATE
    WRITERS = (ANTENNE,)
    MOVING = ()
    OWN_HAND = True
    COUNTED = False
    RETENTION = (ACCOMPANIMENT,)

    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="remplace"
    )
    why = EncryptedField("pourquoi", default="")
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
