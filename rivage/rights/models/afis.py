"""The préfet's decision on the AFIS, after the commission's avis (L121-9 II)."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from rivage.accounts.enums import INSTRUCTING, Source
from rivage.accounts.models import Membership
from rivage.dossiers.models import Demande
from rivage.law.no_motive import WITHOUT
from rivage.people.enums import Slice
from rivage.people.models.base import PersonRow, PersonRowQuerySet
from rivage.people.retention import AID
from rivage.rights.enums import AfisSense
from rivage.vault.fields import EncryptedField

# Orders and answers name nobody, but a total may.
ORDERING_AND_PAYING = ("delegate", "secretary", "payer")
# What is granted, ordered and paid for somebody: not the desk, which reads that an aid ended (`rights_ended_aids`).
READING_AID = (*ORDERING_AND_PAYING, "signatory")


class AfisDecisionQuerySet(PersonRowQuerySet["AfisDecision"]):
    def standing(self) -> Self:
        """Those that hold: one a demande at most."""
        return self.filter(undone_on__isnull=True, replaced_on__isnull=True)


class AfisDecision(PersonRow):
    """Granted or refused, for the period of the path's decision (D121-12-16). The computed verdict is help beside it.

    `verdict` keeps the codes and articles shown to whoever decided, `children` the number the amount is counted on.
    `motives` of a refusal: codes of `law.afis_motifs`; none for one noted before they were asked.
    `ended_on`: the day of the préfet's decision that ended it, for those who read that and not why; the row of the end
    writes it, and nothing else (rows.sql). Noted wrong, what was noted stays in an `AfisCorrection`, until a month is
    ordered. `undone_on`: since when a refusal holds no more, by a judgment or by what the préfet granted; the remedy
    writes it (rows_ends.sql), and the aid is then decided anew beside it, on the same demande. `replaced_on`: the day
    of the decision that the préfet took in the place of a refusal, its conditions being met since (`aid.retaken`).
    """

    SLICE: ClassVar[str] = Slice.DECISION
    READERS = READING_AID
    WRITERS = ("delegate", "secretary")
    MOVING = (
        *("ended_on", "replaced_on", "sense", "decided_on", "children"),
        *("motives", "verdict", "reasons", "signed_name", "source"),
    )
    PAST = ("decided_on", "replaced_on")
    RETENTION = (AID,)

    demande = models.ForeignKey(Demande, on_delete=models.PROTECT, related_name="afis_decisions")
    sense = models.CharField("sens", max_length=6, choices=AfisSense.choices)
    decided_on = models.DateField("date de la décision")
    children = models.PositiveSmallIntegerField("enfants à charge", default=0)
    motives = ArrayField(models.CharField(max_length=20), verbose_name="motifs codés", default=list, blank=True)
    verdict = models.JSONField("ce que disait le texte", default=dict)
    reasons = EncryptedField("motivation", default="")
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    signed_name = models.CharField("signée par, d’après le papier", max_length=120, blank=True)
    source = models.CharField("d’où vient ce fait", max_length=12, choices=Source.choices, default=Source.OWN_DESK)
    ended_on = models.DateField("fin décidée le", null=True, blank=True, editable=False)
    undone_on = models.DateField("ne tient plus depuis le", null=True, blank=True, editable=False)
    replaced_on = models.DateField("remplacée le", null=True, blank=True, editable=False)

    objects = AfisDecisionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = "décision sur l’aide"
        constraints = [
            models.UniqueConstraint(
                fields=["demande"],
                condition=Q(undone_on__isnull=True, replaced_on__isnull=True),
                name="rights_afis_once",
                violation_error_message="La décision sur l’aide est déjà notée.",
            ),
            models.CheckConstraint(
                condition=Q(children__lte=20),
                name="rights_afis_children",
                violation_error_message="Le nombre d’enfants à charge va de 0 à 20.",
            ),
            models.CheckConstraint(
                condition=Q(sense=AfisSense.REFUSE) | Q(motives=[]),
                name="rights_afis_motives",
                violation_error_message="Une aide accordée n’a pas de motif de refus.",
            ),
            models.CheckConstraint(
                condition=~Q(motives__contains=[WITHOUT]) | Q(motives=[WITHOUT]), name="rights_afis_without_motive"
            ),
        ]


class AfisCorrection(PersonRow):
    """What had been noted of the decision on the aid, and why it was not so. The decision itself holds what is right.

    Whoever wrote one has noted the aid too, for the first order (`aid.hands`).
    """

    SLICE: ClassVar[str] = Slice.DECISION
    READERS = INSTRUCTING
    WRITERS = ("delegate", "secretary")
    MOVING = ()
    OWN_HAND = True
    PAST = ("corrected_on",)
    RETENTION = (AID,)

    decision = models.ForeignKey(AfisDecision, on_delete=models.PROTECT, related_name="corrections")
    sense = models.CharField("avait été notée", max_length=6, choices=AfisSense.choices)
    decided_on = models.DateField("date notée")
    children = models.PositiveSmallIntegerField("enfants à charge notés")
    motives = ArrayField(models.CharField(max_length=20), verbose_name="motifs notés", default=list, blank=True)
    reasons = EncryptedField("motivation notée", default="")
    signed_name = models.CharField("signature notée", max_length=120, blank=True)
    known_from = models.CharField("provenance notée", max_length=12, choices=Source.choices)
    corrected_on = models.DateField("corrigé le")
    why = EncryptedField("pourquoi", default="")
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "correction de la décision sur l’aide"
        ordering = ["created_at"]
