"""A permit as it is lived: what a préfecture asks and accepts, and the steps at a consulate, which hold nothing up."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from rivage.accounts.enums import ANTENNE_ROLES, INSTRUCTING, Role
from rivage.accounts.models import Body, Membership
from rivage.core.models import DepartementRow
from rivage.people.enums import Slice
from rivage.people.models.base import PersonRow
from rivage.people.models.rules import ANTENNE
from rivage.people.retention import ACCOMPANIMENT, AID
from rivage.rights.enums import IdentityPaper, PermitPaper, SameDay
from rivage.rights.models.afis import READING_AID
from rivage.vault.enums import KeyKind
from rivage.vault.fields import EncryptedField


class PermitPractice(DepartementRow):
    """What the préfecture of a département asks for a permit, accepts as identity, and how it hands it over, written
    over, compared with the texts where it is read. Nobody's file.

    Two sides: said by the service du séjour or the délégation, which prevails; or, with `met_by`, the papers that an
    antenne was asked for there. Both are kept. Nothing is compared across préfectures: figures come later.
    """

    READERS = (*INSTRUCTING, Role.DESK, *ANTENNE_ROLES)
    WRITERS = (*INSTRUCTING, Role.DESK, *ANTENNE_ROLES)
    MOVING = ("asked", "accepted", "same_day", "said_on", "recorded_by_id")
    OWN_HAND = True

    asked = ArrayField(models.CharField(max_length=12), verbose_name="pièces demandées", default=list, blank=True)
    accepted = ArrayField(models.CharField(max_length=12), verbose_name="pièces acceptées", default=list, blank=True)
    same_day = models.CharField("remise", max_length=5, choices=SameDay.choices, blank=True)
    said_on = models.DateField("dit le")
    met_by = models.ForeignKey(
        Body, verbose_name="rencontré par", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "ce que demande une préfecture pour un titre"
        verbose_name_plural = "ce que demandent les préfectures pour un titre"
        constraints = [
            models.UniqueConstraint(
                fields=["departement"], condition=Q(met_by__isnull=True), name="rights_practice_once"
            ),
            models.UniqueConstraint(
                fields=["departement", "met_by"], condition=Q(met_by__isnull=False), name="rights_practice_met_once"
            ),
            models.CheckConstraint(
                condition=Q(met_by__isnull=True) | Q(accepted=[], same_day=""), name="rights_practice_met_papers"
            ),
            models.CheckConstraint(
                condition=Q(asked__contained_by=PermitPaper.values) & Q(accepted__contained_by=IdentityPaper.values),
                name="rights_practice_codes",
            ),
        ]


class ConsularStep(PersonRow):
    """One attempt to get a paper of her country: when, what came of it, what it cost. Her antenne alone reads it, and
    nothing waits for it. Rows are added; `taken_back_on`: it was noted by mistake.
    """

    SLICE: ClassVar[str] = Slice.PRIVATE
    KEY: ClassVar[str] = KeyKind.PRIVATE
    WRITERS = (ANTENNE,)
    MOVING = ("taken_back_on",)
    OWN_HAND = True
    FROZEN = "taken_back_on"
    COUNTED = False
    RETENTION = (ACCOMPANIMENT,)

    what = EncryptedField("document", default="")
    outcome = EncryptedField("ce qui s’est passé", default="")
    words = EncryptedField("où, et quoi d’autre", default="")
    on = models.DateField("le")
    cost = models.DecimalField("coût", max_digits=7, decimal_places=2, null=True, blank=True)
    taken_back_on = models.DateField("dit noté par erreur le", null=True, blank=True)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "démarche consulaire"
        verbose_name_plural = "démarches consulaires"
        ordering = ["on", "created_at"]


class OneOffPaid(PersonRow):
    """That an aid which a decree gave once was paid to her, as whoever instructs knows it of the payer: Rivage orders
    none. `decree`: its year; `taken_back_on`: it was noted by mistake.
    """

    SLICE: ClassVar[str] = Slice.DECISION
    READERS = READING_AID
    WRITERS = ("delegate", "secretary")
    MOVING = ("taken_back_on",)
    OWN_HAND = True
    FROZEN = "taken_back_on"
    RETENTION = (AID,)

    decree = models.PositiveSmallIntegerField("année du décret")
    amount = models.DecimalField("versé", max_digits=8, decimal_places=2)
    paid_on = models.DateField("versé le")
    taken_back_on = models.DateField("dit noté par erreur le", null=True, blank=True)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "aide versée une seule fois"
        ordering = ["paid_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "decree"],
                condition=Q(taken_back_on__isnull=True),
                name="rights_one_off_once",
                violation_error_message="Cette aide est déjà notée versée.",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="rights_one_off_amount"),
        ]
