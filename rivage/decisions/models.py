"""The préfet's decision on a demande, her observations before it, and its notification."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from rivage.accounts.enums import DECIDING, Source
from rivage.accounts.models import QUALITY, Membership
from rivage.decisions.enums import (
    Authority,
    DecisionSense,
    DecisionStep,
    HeardBy,
    NotificationChannel,
    NotificationOutcome,
    PaperKind,
    Recipient,
)
from rivage.decisions.recours.models import ContestHelp, Recours, RecoursCorrection
from rivage.dossiers.models import Demande
from rivage.people.enums import Slice
from rivage.people.models.base import PersonRow
from rivage.people.models.rules import ANTENNE
from rivage.people.retention import PROCEDURE
from rivage.vault.fields import EncryptedField

__all__ = [
    "ContestHelp",
    "Decision",
    "Notification",
    "Observations",
    "Recours",
    "RecoursCorrection",
    "SignedPaper",
]


class Decision(PersonRow):
    """A decision on the path (CASF R121-12-10). Frozen once signed but for its step; wholly once notified.

    `motives` are codes of `rivage.law.motifs`: those the texts provide for are printed, the others never are.
    `reasons` is what the administration types, in fact and in law, printed after them. `signed_quality`: of whoever
    signed, as it was on that day.
    """

    SLICE: ClassVar[str] = Slice.DECISION
    WRITERS = ("delegate", "secretary", "signatory")
    RETENTION = (PROCEDURE,)

    demande = models.OneToOneField(Demande, on_delete=models.PROTECT, related_name="decision")
    departement = models.CharField("département", max_length=3)
    authority = models.CharField("autorité", max_length=8, choices=Authority.choices, default=Authority.PREFET)
    # Of a judgment alone.
    court = EncryptedField("juridiction et numéro", null=True)
    sense = models.CharField("sens", max_length=9, choices=DecisionSense.choices)
    step = models.CharField("état", max_length=8, choices=DecisionStep.choices, default=DecisionStep.DRAFT)
    decided_on = models.DateField("date de la décision", null=True, blank=True)
    starts = models.DateField("prise d’effet", null=True, blank=True)
    months = models.PositiveSmallIntegerField("mois", null=True, blank=True)
    motives = ArrayField(models.CharField(max_length=40), verbose_name="motifs codés", default=list, blank=True)
    motives_kept = EncryptedField("pourquoi les retenir", default="")
    reasons = EncryptedField("motivation, en fait et en droit", default="")
    signed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_name = models.CharField("signée par, d’après le papier", max_length=120, blank=True)
    signed_quality = models.CharField("qualité de qui a signé", max_length=QUALITY, blank=True)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    source = models.CharField("d’où vient ce fait", max_length=12, choices=Source.choices, default=Source.OWN_DESK)
    version = models.PositiveIntegerField("version", default=0)
    saved_at = models.DateTimeField("projet enregistré le", null=True, blank=True)

    class Meta:
        verbose_name = "décision"
        indexes = [
            models.Index(fields=["departement", "step"], name="decisions_decision_step"),
            models.Index(fields=["person"], condition=Q(sense=DecisionSense.REFUSE), name="decisions_refused"),
            models.Index(fields=["antenne_id"], name="decisions_antenne"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(sense=DecisionSense.AUTHORISE)
                | Q(step=DecisionStep.DRAFT)
                | Q(starts__isnull=False, months__isnull=False, decided_on__isnull=False),
                name="decisions_authorised_period",
                violation_error_message="Une autorisation porte sa date d’effet et sa durée.",
            ),
            models.CheckConstraint(
                condition=~Q(authority=Authority.JUDGMENT) | Q(court__isnull=False),
                name="decisions_judgment_named",
                violation_error_message="Un jugement porte sa juridiction et son numéro.",
            ),
        ]

    @property
    def taken_on(self) -> date:
        """The day it was taken. ValueError for a draft, which has none yet."""
        if self.decided_on is None:
            raise ValueError(f"{self.pk} is not signed")
        return self.decided_on

    @property
    def opening(self) -> tuple[date, int]:
        """First day and months of an authorisation. ValueError as long as both are not said."""
        if self.starts is None or self.months is None:
            raise ValueError(f"{self.pk} opens nothing yet")
        return self.starts, self.months


class SignedPaper(PersonRow):
    """A paper of a decision as it was saved with its project, then as it was signed or handed: names, wording and
    letterhead of that day. `sheet`: what `core.paper.kept` writes. Frozen by `fixed_at`, and printed from it for ever.

    `handed_with`: the notification with which it was handed, none for the decision itself. The paper is written first,
    hence no foreign key, and none is added once the notification is noted (rows.sql).
    """

    SLICE: ClassVar[str] = Slice.DECISION
    WRITERS = (ANTENNE, "delegate", "secretary", "signatory")
    FROZEN = "fixed_at"
    RETENTION = (PROCEDURE,)

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField("papier", max_length=11, choices=PaperKind.choices)
    handed_with = models.UUIDField("remis avec", null=True, blank=True)
    sheet = EncryptedField("ce qu’il dit", default="")
    fixed_at = models.DateTimeField("signé ou remis le", null=True, blank=True)

    class Meta:
        verbose_name = "papier d’une décision"
        verbose_name_plural = "papiers d’une décision"
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=models.Q(kind=PaperKind.DECISION), name="decisions_one_signed_paper"
            ),
            models.UniqueConstraint(fields=["handed_with", "kind"], name="decisions_one_paper_of_a_notification"),
        ]


class Hearing(PersonRow):
    """She was invited to say what she thinks before an unfavourable decision, and what she said, or that she has
    nothing to say. It may be written better until the decision is signed, and not after (rows of each app).
    """

    MOVING: ClassVar[tuple[str, ...]] = ("received_on", "means", "silent", "text", "heard_by_id")

    invited_on = models.DateField("invitée le")
    until = models.DateField("jusqu’au")
    received_on = models.DateField("reçues le", null=True, blank=True)
    means = models.CharField("comment", max_length=7, choices=HeardBy.choices, blank=True)
    silent = models.BooleanField("n’en a pas", default=False)
    text = EncryptedField("observations", default="")
    heard_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def write_by(self, actor: Membership) -> None:
        """Say who wrote down her words."""
        self.heard_by = actor

    def heard(self, on: date) -> bool:
        """Whether a decision of that day comes after she answered, or after the delay she was given."""
        return (self.received_on is not None and self.received_on <= on) or self.until < on


class Observations(Hearing):
    """Before a decision on the path (R121-12-10): her words, for who decides. Others read what was decided.

    `letter`: what invited her, as `core.paper.kept` writes it; None where no refusal was drafted yet that it could
    say, or where her antenne noted it, which reads no draft.
    """

    SLICE: ClassVar[str] = Slice.DECISION
    READERS = DECIDING
    WRITERS = (ANTENNE, "delegate", "secretary", "signatory")
    RETENTION = (PROCEDURE,)

    demande = models.OneToOneField(Demande, on_delete=models.PROTECT, related_name="observations")
    letter = EncryptedField("la lettre qui l’invite", null=True)

    class Meta:
        verbose_name = "observations"


REPLACES: dict[str, Any] = {
    "on_delete": models.PROTECT,
    "null": True,
    "blank": True,
    "related_name": "replacement",
    "verbose_name": "à la place de",
}


class Notified(PersonRow):
    """An act was brought to the person or to her association, and how that ended. Frozen from the start, but that
    another one takes its place: a correction, or a new letter that was handed. Both stay, with the reason.

    A table for each kind of act, under the row policies of that act; `notices` notes and corrects all of them.
    """

    MOVING = ("replaced_at",)
    FROZEN = "replaced_at"

    recipient = models.CharField("à", max_length=11, choices=Recipient.choices)
    channel = models.CharField("par", max_length=10, choices=NotificationChannel.choices)
    outcome = models.CharField("issue", max_length=11, choices=NotificationOutcome.choices)
    on = models.DateField("le")
    # At the préfecture only if she wants it: going there frightens (review I24).
    her_wish = models.BooleanField("à la demande de la personne", default=False)
    language = EncryptedField("langue", null=True)
    interpreter = EncryptedField("interprète", null=True)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    source = models.CharField("d’où vient ce fait", max_length=12, choices=Source.choices, default=Source.OWN_DESK)
    replaces: Any
    replaces_id: UUID | None
    new_letter = models.BooleanField("une nouvelle lettre", default=False)
    why = EncryptedField("pourquoi", null=True)
    replaced_at = models.DateTimeField("remplacée le", null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def reached(self) -> bool:
        """Whether it stands, and brought the act: an impossible one did not."""
        return self.replaced_at is None and self.outcome != NotificationOutcome.IMPOSSIBLE


class Notification(Notified):
    """Of a decision on the path, to the person and to the association (R121-12-10)."""

    SLICE: ClassVar[str] = Slice.DECISION
    WRITERS = (ANTENNE, "delegate", "secretary", "signatory")
    RETENTION = (PROCEDURE,)

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="notifications")
    replaces = models.OneToOneField("self", **REPLACES)

    class Meta:
        verbose_name = "notification"
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "recipient"],
                condition=~Q(outcome=NotificationOutcome.IMPOSSIBLE) & Q(replaced_at__isnull=True),
                name="decisions_notified_once",
                violation_error_message="Cette notification est déjà notée.",
            )
        ]
        indexes = [
            models.Index(
                fields=["decision"],
                condition=Q(
                    recipient=Recipient.PERSON, outcome=NotificationOutcome.IMPOSSIBLE, replaced_at__isnull=True
                ),
                name="decisions_not_reached",
            )
        ]
