"""She is invited to present observations before an aid ends (R121-12-13-2; CRPA L121-1, L122-1)."""

from typing import ClassVar

from django.db import models

from rivage.accounts.enums import INSTRUCTING
from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.decisions.models import Hearing
from rivage.people.enums import Slice
from rivage.people.models.base import PersonRow
from rivage.people.models.rules import ANTENNE
from rivage.people.retention import AID
from rivage.rights.enums import EndGround
from rivage.rights.models.afis import AfisDecision
from rivage.vault.fields import EncryptedField


class AidHearing(Hearing):
    """Before the end of one aid. `ground`, `facts`: what is held against it, as the letter that invites her says it.
    Read by those who read why an aid ended. Written by whoever instructs; her antenne writes down what she said.

    `letter`: what invited her, as `core.paper.kept` writes it. `heard_at`: when her words were written down, which may
    be after the end (rows_ends.sql).
    """

    SLICE: ClassVar[str] = Slice.DECISION
    READERS = INSTRUCTING
    WRITERS = (ANTENNE, "delegate", "secretary")
    MOVING = (*Hearing.MOVING, "heard_at")
    RETENTION = (AID,)

    decision = models.ForeignKey(AfisDecision, on_delete=models.PROTECT, related_name="hearings")
    ground = models.CharField("motif envisagé", max_length=11, choices=EndGround.choices)
    facts = EncryptedField("ce qui est reproché, en fait", default="")
    letter = EncryptedField("la lettre qui l’invite", null=True)
    heard_at = models.DateTimeField("écrites le", null=True, blank=True)

    class Meta:
        verbose_name = "observations avant la fin de l’aide"
        ordering = ["invited_on", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "invited_on"],
                name="rights_end_invited_once",
                violation_error_message="Cette invitation est déjà notée.",
            ),
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("invited_on")), name="rights_end_days_to_answer"
            ),
            models.CheckConstraint(condition=models.Q(ground__in=EndGround.values), name="rights_end_invited_ground"),
        ]

    def write_by(self, actor: Membership) -> None:
        super().write_by(actor)
        self.heard_at = clock.now()


class AidReview(PersonRow):
    """Whoever instructs looked again at an aid, or at its end, after something new: it stays as it is. What was noted
    before `created_at` waits for nobody any more.
    """

    SLICE: ClassVar[str] = Slice.DECISION
    READERS = INSTRUCTING
    WRITERS = ("delegate", "secretary")
    MOVING = ()
    OWN_HAND = True
    RETENTION = (AID,)

    decision = models.ForeignKey(AfisDecision, on_delete=models.PROTECT, related_name="reviews")
    on = models.DateField("réexaminée le")
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "aide réexaminée"
        ordering = ["created_at"]
