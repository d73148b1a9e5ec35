"""Years that an antenne closed: its figures, exact, for itself; and what leaves of them, for its head office too."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from rivage.accounts.body_rows import OWN, BodyRow, BodyRowQuerySet
from rivage.accounts.enums import ANTENNE_ROLES, Role
from rivage.accounts.fields import BodyJson, BodyText
from rivage.accounts.models import Membership
from rivage.core.db.rules import IN, RowRule, closed, frozen, of_roles, policies
from rivage.core.models import Retention

FIRST_YEAR, LAST_YEAR = 2016, 2199
BELOW = "body_id IN (SELECT b.id FROM accounts_body b WHERE b.parent_id = (SELECT rivage_own_body()))"
KEPT = (
    Retention(
        "nombres d’une année close, sans personne",
        active="tant que l’antenne existe",
        then="les nombres restent",
        to_confirm="le délégué de chaque association",
    ),
)


class YearClosing(BodyRow):
    """The figures of a calendar year as an antenne closed it: exact, under its keyset. They change no more; closed
    again, a row says `why` and both stay.

    `figures`: what `report.kept.written` makes of its sections.
    """

    READERS: ClassVar[tuple[str, ...]] = ANTENNE_ROLES
    WRITERS = (Role.LEAD,)
    MOVING = ()
    OWN_HAND = True
    COUNTED = False
    PAST = ("closed_on",)
    RETENTION = KEPT

    year = models.PositiveSmallIntegerField("année")
    closed_on = models.DateField("close le")
    figures = BodyJson("nombres", default=list)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="remplace"
    )
    why = BodyText("pourquoi", default="")
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "année close"
        verbose_name_plural = "années closes"
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year"],
                condition=Q(replaces__isnull=True),
                name="report_one_closing",
                violation_error_message="Cette année est déjà close.",
            ),
            models.CheckConstraint(condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)), name="report_year"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class LeavingQuerySet(BodyRowQuerySet["YearLeaving"]):
    def visible_to(self, membership: Membership) -> "LeavingQuerySet":
        """Those of one's antenne; to a head office, those of its antennes."""
        if membership.role == Role.HEAD_OFFICE:
            return self.filter(body__parent=membership.body_id)
        return super().visible_to(membership)


class YearLeaving(BodyRow):
    """What leaves of a closed year, filtered (`report.filtering`): for whoever funds, and for the head office.

    `n`: 1, then one more each time the year is closed again.
    """

    READERS: ClassVar[tuple[str, ...]] = ANTENNE_ROLES
    WRITERS = (Role.LEAD,)
    MOVING = ()
    OWN_HAND = True
    UNCOUNTED = ("recorded_by",)
    RETENTION = KEPT

    closing = models.OneToOneField(YearClosing, on_delete=models.PROTECT, related_name="leaving")
    year = models.PositiveSmallIntegerField("année")
    n = models.PositiveSmallIntegerField("version")
    figures = models.JSONField("nombres qui sortent", default=list)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    # The plugin takes for an instance's own what replaces the manager of the base.
    objects = LeavingQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = "nombres qui sortent d’une année"
        verbose_name_plural = "nombres qui sortent d’une année"
        constraints = [models.UniqueConstraint(fields=["body", "year", "n"], name="report_leaving_once")]

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def rules(cls) -> list[RowRule]:
        """Read within its antenne, and by the head office above it."""
        own = f"{OWN} AND {of_roles(cls.READERS)}"
        reads = f"{IN} AND ({own}\n    OR {of_roles((Role.HEAD_OFFICE,))} AND {BELOW})"
        writes = f"{IN} AND {OWN}\n    AND {of_roles(cls.WRITERS)}"
        return [*closed(cls), *policies(cls, reads, writes), *frozen(cls)]


class YearTotal(BodyRow):
    """One total of a closed year, as plain tables already tell it to who reads them all; its antenne reads it, and
    `report_kept_sums` adds up those that the head office may not read one by one.

    `said`: what leaves of it (`filtering.HowSaid`).
    """

    READERS: ClassVar[tuple[str, ...]] = ANTENNE_ROLES
    WRITERS = (Role.LEAD,)
    MOVING = ()
    OWN_HAND = True
    UNCOUNTED = ("recorded_by",)
    RETENTION = KEPT

    leaving = models.ForeignKey(YearLeaving, on_delete=models.PROTECT, related_name="totals")
    code = models.CharField("nombre", max_length=20)
    n = models.PositiveIntegerField("combien")
    said = models.CharField("ce qui en sort", max_length=6)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "total d’une année close"
        verbose_name_plural = "totaux d’une année close"
        constraints = [models.UniqueConstraint(fields=["leaving", "code"], name="report_total_once")]

    def __str__(self) -> str:
        return str(self.pk)
