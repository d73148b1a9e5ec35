"""The base of rows that concern neither a person nor a département: one body's own."""

from typing import ClassVar, Self, TypeVar

from django.db import models

from rivage.accounts.models import Body, Membership
from rivage.core.db.rules import IN, RowRule, closed, frozen, of_roles, policies
from rivage.core.models import Row

OWN = "body_id = (SELECT rivage_own_body())"


Own = TypeVar("Own", bound="BodyRow")


class BodyRowQuerySet(models.QuerySet[Own]):
    def visible_to(self, membership: Membership) -> Self:
        """Those of the body for which it acts, where its function reads any."""
        reads = membership.role in self.model.READERS
        return self.filter(body=membership.body_id) if reads else self.none()


class BodyRow(Row):
    """A row of one body, read and written within it alone: by the roles of its `READERS` and of its `WRITERS`."""

    READERS: ClassVar[tuple[str, ...]] = ()

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name="organisme")

    objects = BodyRowQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def rules(cls) -> list[RowRule]:
        reads = f"{IN} AND {OWN}\n    AND {of_roles(cls.READERS)}"
        writes = f"{IN} AND {OWN}\n    AND {of_roles(cls.WRITERS)}"
        return [*closed(cls), *policies(cls, reads, writes), *frozen(cls)]
