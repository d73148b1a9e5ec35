"""The base of every table about a person."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar
from uuid import UUID

from django.db import models

from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.core.db.lookups import AnyOf
from rivage.core.db.rules import RowRule
from rivage.core.models import Row
from rivage.people.enums import Slice
from rivage.people.models.rules import person_guard, person_rules

if TYPE_CHECKING:
    from rivage.people.models.person import Person

AboutHer = TypeVar("AboutHer", bound="PersonRow")


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


class PersonRowQuerySet(models.QuerySet[AboutHer]):
    def visible_to(self, membership: Membership) -> Self:
        """Rows that this membership may read: its antenne's (those it accompanies), or opened to it by a Share.

        A share that names a demande opens that one alone, as the row policies say too.
        """
        people: Any = self.model._meta.get_field("person").related_model
        seen = self.filter(person__in=people.objects.visible_to(membership, self.model.SLICE).values("pk"))
        path = self.model.demande_path()
        if membership.is_antenne or not path:
            return seen
        shares = self.model._meta.apps.get_model("people", "Share").objects.in_force(clock.now())
        opened = shares.filter(holder__in=membership.holders, slices__contains=[self.model.SLICE])
        of_all = AnyOf("person", opened.filter(demande_id__isnull=True).values("person"))
        of_one = AnyOf(path, opened.filter(demande_id__isnull=False).values("demande_id"))
        return seen.filter(models.Q(of_all) | models.Q(of_one))


class PersonRow(Row):
    """A row about a person. `antenne_id` repeats her antenne's, so that the row policy reads this table alone.

    `DEMANDE`: the way from the row to its demande when it is not a column of that name.
    """

    SLICE: ClassVar[str] = Slice.PRIVATE
    DEMANDE: ClassVar[str] = ""

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
