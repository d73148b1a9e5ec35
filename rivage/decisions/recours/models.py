"""What is known of the remedies made against a decision."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from rivage.accounts.enums import INSTRUCTING
from rivage.accounts.models import Membership
from rivage.decisions.recours.enums import About, HelpedBy, JudgeOrder, RecoursKind, RecoursOutcome
from rivage.dossiers.models import Demande
from rivage.people.enums import Slice
from rivage.people.models.base import PersonRow
from rivage.people.models.rules import ANTENNE
from rivage.people.retention import ACCOMPANIMENT, PROCEDURE
from rivage.vault.enums import KeyKind
from rivage.vault.fields import EncryptedField

# What a remedy says, as it is followed and as a correction keeps it.
SAID = (
    "kind", "filed_on", "memoir_due", "memoir_on", "outcome", "outcome_on", "ordered", "reexamine_days", "court",
)  # fmt: skip


class Recours(PersonRow):
    """One remedy, once it was made. It may come before the decision is notified, and two may be open on one act.

    `decision`: of the path; `act`: of another act, registered in `decisions.acts`. Read by her antenne and by whoever
    instructs, to whom it is sent or communicated; who helps her is not (`ContestHelp`). What was noted wrong is
    written over beside a `RecoursCorrection`, which keeps it (rows_recours.sql). `reexamine_days`: within how many
    days of the judgment her demande is to be examined again.
    """

    SLICE: ClassVar[str] = Slice.DECISION
    READERS = INSTRUCTING
    WRITERS = (ANTENNE, "delegate", "secretary")
    MOVING = SAID
    OWN_HAND = True
    UNCOUNTED = ("act",)
    RETENTION = (PROCEDURE,)

    demande = models.ForeignKey(Demande, on_delete=models.PROTECT, related_name="recours")
    about = models.CharField("contre", max_length=8, choices=About.choices)
    decision = models.ForeignKey(
        "decisions.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="recours"
    )
    act = models.UUIDField("acte", null=True, blank=True)
    kind = models.CharField("sorte", max_length=8, choices=RecoursKind.choices)
    filed_on = models.DateField("fait le")
    court = EncryptedField("juridiction et numéro", null=True)
    memoir_due = models.DateField("mémoire attendu le", null=True, blank=True)
    memoir_on = models.DateField("mémoire envoyé le", null=True, blank=True)
    outcome = models.CharField("issue", max_length=9, choices=RecoursOutcome.choices, default=RecoursOutcome.PENDING)
    outcome_on = models.DateField("le", null=True, blank=True)
    ordered = models.CharField("ordonné", max_length=9, choices=JudgeOrder.choices, default=JudgeOrder.NOTHING)
    reexamine_days = models.PositiveSmallIntegerField("réexaminer sous, en jours", null=True, blank=True)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "recours"
        verbose_name_plural = "recours"
        ordering = ["filed_on", "created_at"]
        indexes = [
            models.Index(
                fields=["person"], condition=Q(outcome=RecoursOutcome.PENDING), name="decisions_recours_pending"
            ),
            models.Index(fields=["person"], condition=Q(reexamine_days__isnull=False), name="decisions_recours_again"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(about=About.PATH, decision__isnull=False, act__isnull=True)
                | (~Q(about=About.PATH) & Q(decision__isnull=True, act__isnull=False)),
                name="decisions_recours_one_act",
                violation_error_message="Un recours vise un seul acte.",
            ),
            models.CheckConstraint(
                condition=Q(outcome=RecoursOutcome.PENDING, outcome_on__isnull=True)
                | (~Q(outcome=RecoursOutcome.PENDING) & Q(outcome_on__gte=F("filed_on"))),
                name="decisions_recours_outcome",
                violation_error_message="L’issue d’un recours porte son jour, après celui du recours.",
            ),
            models.UniqueConstraint(
                fields=["demande", "about", "kind", "filed_on"],
                name="decisions_recours_once",
                violation_error_message="Ce recours est déjà noté.",
            ),
        ]


class RecoursCorrection(PersonRow):
    """What was noted of a remedy and was wrong, as it was noted, and why. Both stay."""

    SLICE: ClassVar[str] = Slice.DECISION
    READERS = INSTRUCTING
    WRITERS = (ANTENNE, "delegate", "secretary")
    MOVING = ()
    OWN_HAND = True
    RETENTION = (PROCEDURE,)
    DEMANDE = "recours__demande"

    recours = models.ForeignKey(Recours, on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField("sorte", max_length=8, choices=RecoursKind.choices)
    filed_on = models.DateField("fait le")
    court = EncryptedField("juridiction et numéro", null=True)
    memoir_due = models.DateField("mémoire attendu le", null=True, blank=True)
    memoir_on = models.DateField("mémoire envoyé le", null=True, blank=True)
    outcome = models.CharField("issue", max_length=9, choices=RecoursOutcome.choices)
    outcome_on = models.DateField("le", null=True, blank=True)
    ordered = models.CharField("ordonné", max_length=9, choices=JudgeOrder.choices)
    reexamine_days = models.PositiveSmallIntegerField("réexaminer sous, en jours", null=True, blank=True)
    corrected_on = models.DateField("corrigé le")
    why = EncryptedField("pourquoi", default="")
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "correction d’un recours"
        verbose_name_plural = "corrections d’un recours"
        ordering = ["created_at"]


class ContestHelp(PersonRow):
    """Who helps her to contest one act, and when she asked for legal aid, under the key that only her antenne holds:
    the préfecture reads neither her lawyer nor her means. One row an act, written over.
    """

    SLICE: ClassVar[str] = Slice.PRIVATE
    KEY: ClassVar[str] = KeyKind.PRIVATE
    WRITERS = (ANTENNE,)
    MOVING = ("helped_by", "lawyer", "aid_asked_on", "aid_answered_on", "recorded_by_id")
    OWN_HAND = True
    COUNTED = False
    RETENTION = (ACCOMPANIMENT,)

    demande = models.ForeignKey(Demande, on_delete=models.PROTECT, related_name="+")
    about = models.CharField("contre", max_length=8, choices=About.choices)
    act = models.UUIDField("acte")
    helped_by = models.CharField("qui l’aide", max_length=7, choices=HelpedBy.choices, blank=True)
    lawyer = EncryptedField("avocat", null=True)
    aid_asked_on = models.DateField("aide juridictionnelle demandée le", null=True, blank=True)
    aid_answered_on = models.DateField("décision sur l’aide juridictionnelle, le", null=True, blank=True)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "aide pour contester"
        verbose_name_plural = "aides pour contester"
        constraints = [
            models.UniqueConstraint(fields=["about", "act"], name="decisions_help_once"),
            models.CheckConstraint(
                condition=Q(aid_answered_on__isnull=True) | Q(aid_answered_on__gte=F("aid_asked_on")),
                name="decisions_help_days",
            ),
        ]
