"""What is asked for her beside the path and after it, kept by her antenne; who signs its neutral papers."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from rivage.accounts.enums import ANTENNE_ROLES, Role
from rivage.accounts.models import Body, Membership
from rivage.core.db.rules import IN, RowRule, closed, of_roles, policies
from rivage.core.models import Row
from rivage.people.enums import Slice
from rivage.people.models.base import PersonRow, ReplacedRow
from rivage.people.models.rules import ANTENNE
from rivage.people.retention import ACCOMPANIMENT
from rivage.titles.enums import TitleKind
from rivage.vault.fields import EncryptedField


class RightFact(ReplacedRow):
    """One dated step of a right or of a title (`titles.enums.SUBJECTS`), read by her antenne alone.

    Rows are added, never changed. What was noted wrong is replaced by a row that says why, and both stay; `step` ""
    of such a row: nothing took place. `due`: the day on which it is to be taken up again, to chase or to renew.
    """

    what = EncryptedField("droit ou titre", default="")
    step = EncryptedField("étape", default="")
    words = EncryptedField("précision", default="")
    on = models.DateField("le")
    due = models.DateField("à reprendre le", null=True, blank=True)

    class Meta:
        verbose_name = "étape d’un droit ou d’un titre"
        ordering = ["on", "created_at"]
        indexes = [models.Index(fields=["due"], name="titles_fact_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(due__isnull=True) | Q(due__gte=F("on")),
                name="titles_fact_days",
                violation_error_message="Un dernier jour ne vient pas avant le premier.",
            )
        ]


class TitleHeld(PersonRow):
    """A title is held: its kind and its day, in plain for the figures, and nothing else of what her antenne keeps.

    That none is, or that one is awaited, is no row. `taken_back_on`: it was noted by mistake.
    """

    SLICE: ClassVar[str] = Slice.PRIVATE
    WRITERS = (ANTENNE,)
    MOVING = ("taken_back_on",)
    FROZEN = "taken_back_on"
    UNCOUNTED = ("fact",)
    RETENTION = (ACCOMPANIMENT,)

    fact = models.OneToOneField(RightFact, on_delete=models.PROTECT, related_name="held")
    kind = models.CharField("titre", max_length=20, choices=TitleKind.choices)
    on = models.DateField("détenu depuis le")
    taken_back_on = models.DateField("dit noté par erreur le", null=True, blank=True)

    class Meta:
        verbose_name = "titre détenu"
        constraints = [models.CheckConstraint(condition=Q(kind__in=TitleKind.values), name="titles_held_kind")]


class NeutralSenderQuerySet(models.QuerySet["NeutralSender"]):
    def visible_to(self, membership: Membership) -> Self:
        """That of its own antenne."""
        return self.filter(body=membership.body_id) if membership.is_antenne else self.none()


class NeutralSender(Row):
    """Under which name an antenne signs a paper that must not tell what it does: read by it, written by its lead."""

    COUNTED = False

    body = models.OneToOneField(Body, on_delete=models.PROTECT, related_name="+", verbose_name="antenne")
    name = models.CharField("nom", max_length=80)
    address = models.CharField("adresse", max_length=300)
    town = models.CharField("ville", max_length=80)
    phone = models.CharField("téléphone", max_length=40)
    signatory = models.CharField("qui signe", max_length=120, blank=True, default="", db_default="")
    foot = models.CharField("pied de page", max_length=200, blank=True, default="", db_default="")

    objects = NeutralSenderQuerySet.as_manager()

    class Meta:
        verbose_name = "expéditeur neutre"

    @classmethod
    def rules(cls) -> list[RowRule]:
        """Read by whoever acts for the antenne, written by its lead."""
        own = "body_id = ANY ((SELECT rivage_bodies())::uuid[])"
        reads = f"{IN} AND {own}\n    AND {of_roles(ANTENNE_ROLES)}"
        writes = f"{IN} AND {own}\n    AND {of_roles([Role.LEAD])}"
        return [*closed(cls), *policies(cls, reads, writes)]
