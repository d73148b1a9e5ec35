"""The parts of a demande: one table per slice."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from rivage.core.db.rules import RowRule
from rivage.dossiers.enums import (
    Cause,
    Claimable,
    DangerLevel,
    Domain,
    Done,
    Held,
    OpinionSense,
    PieceKind,
    PieceState,
    Respect,
)
from rivage.dossiers.models.demande import Demande, while_written
from rivage.law.duration import LONGEST_EVER
from rivage.people.enums import Slice
from rivage.people.models.base import PersonRow
from rivage.people.models.rules import ANTENNE
from rivage.people.retention import PART_OF_A_DEMANDE
from rivage.vault.fields import EncryptedField


class DemandePart(PersonRow):
    """One slice of a demande. Who wrote it, when, and how many times is in `PartVersion`."""

    demande = models.OneToOneField(Demande, on_delete=models.PROTECT)

    class Meta:
        abstract = True

    @classmethod
    def rules(cls) -> list[RowRule]:
        return [*super().rules(), while_written(cls)]


class Situation(DemandePart):
    """Where she is today, in codes. `answers` is a JSON object {question: code}, encrypted whole."""

    SLICE: ClassVar[str] = Slice.SITUATION
    WRITERS = (ANTENNE,)
    RETENTION = PART_OF_A_DEMANDE

    demande = models.OneToOneField(Demande, on_delete=models.PROTECT, related_name="situation")
    answers = EncryptedField("réponses", default="{}")
    danger = models.CharField("danger", max_length=8, choices=DangerLevel.choices, blank=True)

    class Meta:
        verbose_name = "situation"


class Account(DemandePart):
    """*Présentation de la situation*: one page at most, read and approved by her."""

    SLICE: ClassVar[str] = Slice.ACCOUNT
    WRITERS = (ANTENNE,)
    RETENTION = PART_OF_A_DEMANDE

    demande = models.OneToOneField(Demande, on_delete=models.PROTECT, related_name="account")
    text = EncryptedField("présentation de la situation", default="")
    approved_on = models.DateField("relue et approuvée par la personne le", null=True, blank=True)

    class Meta:
        verbose_name = "présentation de la situation"


class Project(DemandePart):
    """Needs, engagements, results and difficulties, and the association's own opinion (R121-12-9, R121-12-12)."""

    SLICE: ClassVar[str] = Slice.PROJECT
    WRITERS = (ANTENNE,)
    RETENTION = PART_OF_A_DEMANDE

    demande = models.OneToOneField(Demande, on_delete=models.PROTECT, related_name="project")
    needs = EncryptedField("besoins", default="")
    expected = EncryptedField("résultats attendus", default="")
    months = models.PositiveSmallIntegerField("durée demandée, en mois", default=LONGEST_EVER)
    engagements = EncryptedField("engagements de la personne", default="")
    engagements_signed_on = models.DateField("signés le", null=True, blank=True)
    difficulties = EncryptedField("difficultés rencontrées", default="")
    results = EncryptedField("actions faites et résultats", default="")
    respect = models.CharField("engagements tenus", max_length=6, choices=Respect.choices, blank=True)
    opinion = models.CharField("avis de l’association", max_length=12, choices=OpinionSense.choices, blank=True)
    opinion_text = EncryptedField("raisons de l’avis", default="")

    class Meta:
        verbose_name = "projet"


class PlanAction(PersonRow):
    """One planned action: its field, what, for how long, what is expected (R121-12-9)."""

    SLICE: ClassVar[str] = Slice.PROJECT
    DEMANDE: ClassVar[str] = "project__demande"
    WRITERS = (ANTENNE,)
    DELETABLE = True
    RETENTION = PART_OF_A_DEMANDE

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="actions")
    rank = models.PositiveSmallIntegerField("rang")
    domain = models.CharField("domaine", max_length=8, choices=Domain.choices)
    text = EncryptedField("action", default="")
    duration = EncryptedField("durée", default="")
    expected = EncryptedField("résultat attendu", default="")

    class Meta:
        verbose_name = "action prévue"
        ordering = ["rank"]

    @classmethod
    def rules(cls) -> list[RowRule]:
        return [*super().rules(), while_written(cls, "project_id")]


class ActionResult(PersonRow):
    """What became of one action of the plan before, at renewal, and why it was not possible when it was not."""

    SLICE: ClassVar[str] = Slice.PROJECT
    DEMANDE: ClassVar[str] = "project__demande"
    WRITERS = (ANTENNE,)
    RETENTION = PART_OF_A_DEMANDE

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="outcomes")
    rank = models.PositiveSmallIntegerField("rang")
    domain = models.CharField("domaine", max_length=8, choices=Domain.choices)
    text = EncryptedField("action", default="")
    outcome = models.CharField("ce qu’elle est devenue", max_length=12, choices=Done.choices, blank=True)
    cause = models.CharField("pourquoi", max_length=12, choices=Cause.choices, blank=True)

    class Meta:
        verbose_name = "action du plan précédent"
        ordering = ["rank"]

    @classmethod
    def rules(cls) -> list[RowRule]:
        return [*super().rules(), while_written(cls, "project_id")]


class Safety(DemandePart):
    """Detail of the danger, for the seats that protect if she agrees. Its level alone is in the situation."""

    SLICE: ClassVar[str] = Slice.SAFETY
    WRITERS = (ANTENNE,)
    RETENTION = PART_OF_A_DEMANDE

    demande = models.OneToOneField(Demande, on_delete=models.PROTECT, related_name="safety")
    detail = EncryptedField("détail du danger", default="")

    class Meta:
        verbose_name = "sécurité"


class Aid(DemandePart):
    """The AFIS asked, and what the law needs to know of it (L121-9, R121-12-13-1).

    `paid_until`: of a path that ran before Rivage, the first day of the last month paid by then; None when none was.
    Kept here rather than beside the decision or the taking over: neither the payer nor a seat reads it.
    """

    SLICE: ClassVar[str] = Slice.AID
    WRITERS = (ANTENNE,)
    RETENTION = PART_OF_A_DEMANDE

    demande = models.OneToOneField(Demande, on_delete=models.PROTECT, related_name="aid")
    afis_asked = models.BooleanField("AFIS demandée", null=True)
    rsa = models.CharField("peut demander le RSA", max_length=8, choices=Claimable.choices, blank=True)
    ada = models.CharField("peut demander l’ADA", max_length=8, choices=Claimable.choices, blank=True)
    document = models.CharField("document de séjour", max_length=24, choices=Held.choices, blank=True)
    household = models.PositiveSmallIntegerField("personnes au foyer", null=True, blank=True)
    children = models.PositiveSmallIntegerField("enfants à charge", null=True, blank=True)
    resources = models.DecimalField(
        "ressources du foyer, le mois précédent (euros)", max_digits=8, decimal_places=2, null=True, blank=True
    )
    paid_until = models.DateField("dernier mois versé avant Rivage", null=True, blank=True)

    class Meta:
        verbose_name = "aide financière"
        constraints = [
            models.CheckConstraint(
                condition=Q(resources__isnull=True) | Q(resources__gte=0), name="dossiers_aid_plus"
            ),
            models.CheckConstraint(
                condition=Q(paid_until__isnull=True) | Q(paid_until__day=1), name="dossiers_aid_paid_until"
            ),
        ]


class Piece(PersonRow):
    """A paper given, to come, or that does not exist: « no document » is a complete answer."""

    SLICE: ClassVar[str] = Slice.PIECES
    WRITERS = (ANTENNE,)
    DELETABLE = True
    RETENTION = PART_OF_A_DEMANDE

    demande = models.ForeignKey(Demande, on_delete=models.PROTECT, related_name="pieces")
    kind = models.CharField("pièce", max_length=12, choices=PieceKind.choices)
    state = models.CharField("état", max_length=12, choices=PieceState.choices)
    given_on = models.DateField("remise le", null=True, blank=True)
    remark = EncryptedField("remarque", default="")

    class Meta:
        verbose_name = "pièce"
        constraints = [models.UniqueConstraint(fields=["demande", "kind"], name="dossiers_one_piece")]

    @classmethod
    def rules(cls) -> list[RowRule]:
        return [*super().rules(), while_written(cls)]


class Residence(PersonRow):
    """What the APS needs, after authorisation: read by the desk alone beside the antenne."""

    SLICE: ClassVar[str] = Slice.RESIDENCE
    WRITERS = (ANTENNE,)
    RETENTION = PART_OF_A_DEMANDE

    demande = models.OneToOneField(Demande, on_delete=models.PROTECT, related_name="residence")
    papers = EncryptedField("papiers disponibles", default="")

    class Meta:
        verbose_name = "séjour"
