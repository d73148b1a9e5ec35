"""She is invited to present observations before an aid ends (R121-12-13-2; CRPA L121-1, L122-1)."""

from typing import ClassVar

from django.db import models

from rivage.accounts.enums import INSTRUCTING
from rivage.decisions.models import Hearing
from rivage.people.enums import Slice
from rivage.people.models.rules import ANTENNE
from rivage.people.retention import AID
from rivage.rights.enums import EndGround
from rivage.rights.models.afis import AfisDecision
from rivage.vault.fields import EncryptedField


class AidHearing(Hearing):
    """Before the end of one aid. `ground`, `facts`: what is held against it, as the letter that invites her says it.
    Read by those who read why an aid ended. Written by whoever instructs; her antenne writes down what she said.
    """

    SLICE: ClassVar[str] = Slice.DECISION
    READERS = INSTRUCTING
    WRITERS = (ANTENNE, "delegate", "secretary")
    RETENTION = (AID,)

    decision = models.ForeignKey(AfisDecision, on_delete=models.PROTECT, related_name="hearings")
    ground = models.CharField("motif envisagé", max_length=11, choices=EndGround.choices)
    facts = EncryptedField("ce qui est reproché, en fait", default="")

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
        ]
