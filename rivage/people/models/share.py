"""What opens a file to anyone outside its antenne, and her words that allow it."""

from datetime import datetime
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from rivage.core.models import Row
from rivage.people.enums import AccordKind, Purpose, Slice
from rivage.people.models.base import PersonRow
from rivage.people.models.rules import ANTENNE
from rivage.people.retention import ACCOMPANIMENT, PROCEDURE
from rivage.vault.enums import KeyKind
from rivage.vault.fields import EncryptedField


class ShareQuerySet(models.QuerySet["Share"]):
    def in_force(self, instant: datetime) -> "ShareQuerySet":
        return self.filter(starts__lte=instant, ends__gt=instant)


class Share(Row):
    """One opening of one person's slices to one holder, for a purpose, on a ground, until a compulsory end.

    `passes`: slices that the holder may open further without reading them (the delegate carries the safety detail to
    the seats that protect, and the residence part to the desk). A trigger refuses to give what the giver has not.
    `would_end`: the day that it had, where it was ended for now and may be given back.
    """

    RETENTION = (PROCEDURE,)

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="shares")
    antenne_id = models.UUIDField("antenne")
    departement = models.CharField("département", max_length=3)
    demande_id = models.UUIDField("demande", null=True, blank=True)
    holder = models.CharField("ouvert à", max_length=60)
    slices = ArrayField(models.CharField(max_length=15, choices=Slice.choices), verbose_name="parties")
    passes = ArrayField(models.CharField(max_length=15), verbose_name="parties à transmettre", default=list)
    giver_id = models.UUIDField("ouvert par")
    purpose = models.CharField("motif d’ouverture", max_length=12, choices=Purpose.choices)
    ground = models.CharField("fondement", max_length=80)
    starts = models.DateTimeField("début")
    ends = models.DateTimeField("fin")
    ended_by = models.UUIDField("fermé par", null=True, blank=True)
    would_end = models.DateTimeField("fin, si elle est rendue", null=True, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        verbose_name = "ouverture d’un dossier"
        indexes = [
            GinIndex(fields=["slices"], name="people_share_slices"),
            models.Index(fields=["holder", "ends", "starts"], name="people_share_holder"),
            models.Index(fields=["person", "demande_id"], name="people_share_person"),
            models.Index(fields=["antenne_id"], name="people_share_antenne"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="people_share_dates"),
            models.CheckConstraint(
                condition=~Q(slices__contains=[Slice.PRIVATE]) & ~Q(slices__contains=[Slice.CONTACT]),
                name="people_share_never_private",
            ),
        ]


class Accord(PersonRow):
    """Her word, given or taken back: for the path (L121-9), for each opening beyond the law."""

    SLICE: ClassVar[str] = Slice.PIECES
    WRITERS = (ANTENNE,)
    DELETABLE = True
    RETENTION = (ACCOMPANIMENT, PROCEDURE)

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="accords")
    kind = models.CharField("accord", max_length=10, choices=AccordKind.choices)
    given_on = models.DateField("donné le")
    language = EncryptedField("langue", null=True)
    interpreter = EncryptedField("interprète", null=True)
    withdrawn_on = models.DateField("repris le", null=True, blank=True)

    class Meta:
        verbose_name = "accord"
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("given_on")),
                name="people_accord_dates",
                violation_error_message="Un accord ne peut pas être repris avant d’avoir été donné.",
            )
        ]


class AccordCorrection(PersonRow):
    """That she took her word back was noted by mistake: what was noted, and why it is not so. Stays in the antenne."""

    SLICE: ClassVar[str] = Slice.PRIVATE
    KEY: ClassVar[str] = KeyKind.PRIVATE
    WRITERS = (ANTENNE,)
    MOVING = ()
    DELETABLE = True
    RETENTION = (ACCOMPANIMENT,)

    accord = models.ForeignKey(Accord, on_delete=models.PROTECT, related_name="corrections")
    withdrawn_on = models.DateField("avait été noté repris le")
    corrected_on = models.DateField("corrigé le")
    reason = EncryptedField("pourquoi", default="")

    class Meta:
        verbose_name = "correction d’un accord"
        ordering = ["corrected_on", "created_at"]
