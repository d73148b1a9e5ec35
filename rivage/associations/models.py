"""Which association is approved, where and until when (CASF R121-12-1 to R121-12-5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from rivage.accounts.enums import INSTRUCTING, Source
from rivage.accounts.models import Body, Membership
from rivage.core import perimeter
from rivage.core.models import DepartementRow


@dataclass(frozen=True, slots=True)
class AgrementStanding:
    """The agrément of an antenne on a date. `until`: first day without it; None when none was ever noted."""

    until: date | None
    ended: bool = False

    @property
    def last_day(self) -> date | None:
        return self.until - timedelta(days=1) if self.until else None

    def soon(self, on: date, days: int) -> bool:
        """Ended, or about to end within so many days."""
        return self.ended or (self.until is not None and self.until - on <= timedelta(days=days))


_STANDINGS = "associations.standings"


class AgrementQuerySet(models.QuerySet["Agrement"]):
    def visible_to(self, membership: Membership) -> "AgrementQuerySet":
        """Those of the départements of whoever instructs; an antenne its association's."""
        here = self.filter(departement__in=membership.departements)
        if membership.role in INSTRUCTING:
            return here
        if membership.is_antenne:
            return here.filter(association_id=membership.body.parent_id or membership.body_id)
        return self.none()

    def standing(self, antenne: Body, on: date) -> AgrementStanding:
        """Where the agrément of an antenne's association stands. What nobody noted forbids nothing."""
        return self.standings([antenne], on)[antenne]

    def standings(self, antennes: Iterable[Body], on: date) -> dict[Body, AgrementStanding]:
        """The same of each of these antennes, in one query; once for a page, several parts of which ask it."""
        current, asked = perimeter.current(), list(antennes)
        known = current.cache.setdefault((_STANDINGS, on), {}) if current.reads else {}
        missing = [antenne for antenne in asked if antenne not in known]
        known |= self._standings(missing, on) if missing else {}
        return {antenne: known[antenne] for antenne in asked}

    def _standings(self, antennes: list[Body], on: date) -> dict[Body, AgrementStanding]:
        asked = {antenne: (antenne.parent_id or antenne.pk, antenne.departement) for antenne in antennes}
        until: dict[tuple[UUID, str], date] = {}
        for row in self.counting().filter(association_id__in={one for one, _ in asked.values()}, starts__lte=on):
            place = row.association_id, row.departement
            until[place] = max(row.until, until.get(place, row.until))
        ends = {antenne: until.get(place) for antenne, place in asked.items()}
        return {antenne: AgrementStanding(end, end is not None and end <= on) for antenne, end in ends.items()}

    def approved_on(self, antenne: Body, on: date) -> date | None:
        """First day of the agrément that the association of an antenne has on a day, None when none is noted."""
        association = antenne.parent_id or antenne.pk
        begun = self.counting().filter(association_id=association, departement=antenne.departement, starts__lte=on)
        return max((row.starts for row in begun if row.until > on), default=None)

    def counting(self) -> Self:
        """Those that count: what was corrected stays and counts no more."""
        return self.filter(replaced_at__isnull=True)


class Agrement(DepartementRow):
    """An association is approved in a département from `starts` to `ends`, the first day without it (R121-12-3).

    `withdrawn_on`: withdrawn before its term, after the association was heard (R121-12-5, CRPA L122-1). A dated fact
    noted by whoever instructs, from the préfet's order; its instruction is not here. `replaces`: what was noted wrong,
    kept with its values, and `why`.
    """

    WRITERS = INSTRUCTING
    MOVING = ("heard_on", "withdrawn_on", "replaced_at")
    OWN_HAND = True
    FROZEN = "withdrawn_on"

    association = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="agrements")
    reference = models.CharField("arrêté", max_length=120)
    starts = models.DateField("début")
    ends = models.DateField("fin (exclue)")
    heard_on = models.DateField("association entendue le", null=True, blank=True)
    withdrawn_on = models.DateField("retiré à partir du", null=True, blank=True)
    source = models.CharField("d’où vient ce fait", max_length=12, choices=Source.choices)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="remplace"
    )
    why = models.CharField("pourquoi", max_length=300, blank=True)
    replaced_at = models.DateTimeField("remplacé le", null=True, blank=True)

    objects = AgrementQuerySet.as_manager()

    class Meta:
        verbose_name = "agrément"
        ordering = ["-starts"]
        constraints = [
            models.UniqueConstraint(
                fields=["association", "departement", "starts"],
                condition=Q(replaced_at__isnull=True),
                name="associations_agrement_once",
            ),
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="associations_agrement_dates",
                violation_error_message="La fin d’un agrément vient après son début.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True)
                | Q(heard_on__isnull=False, withdrawn_on__gt=F("heard_on"), withdrawn_on__gte=F("starts")),
                name="associations_agrement_heard",
                violation_error_message="Un retrait vient après avoir entendu l’association.",
            ),
        ]

    @property
    def until(self) -> date:
        """The first day without it."""
        return min(self.ends, self.withdrawn_on or self.ends)

    @property
    def last_day(self) -> date:
        return self.until - timedelta(days=1)
