"""The base of every table about a person."""

from typing import ClassVar

from django.db import models

from rivage.accounts.models import Membership
from rivage.core.models import Row
from rivage.people.enums import Slice


class PersonRowQuerySet(models.QuerySet):
    def visible_to(self, membership: Membership) -> "PersonRowQuerySet":
        """Rows that this membership may read: its antenne's (those it accompanies), or opened to it by a Share."""
        people = self.model._meta.get_field("person").related_model
        return self.filter(person__in=people.objects.visible_to(membership, self.model.SLICE).values("pk"))


class PersonRow(Row):
    """A row about a person. `antenne_id` repeats her antenne's, so that the row policy reads this table alone."""

    SLICE: ClassVar[str] = Slice.PRIVATE

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", verbose_name="personne")
    antenne_id = models.UUIDField("antenne")

    objects = PersonRowQuerySet.as_manager()

    class Meta:
        abstract = True
