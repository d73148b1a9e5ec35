"""How a decision on the aid, or its end, reached her."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from rivage.accounts.enums import INSTRUCTING
from rivage.decisions.enums import NotificationOutcome
from rivage.decisions.models import REPLACES, Notified
from rivage.people.enums import Slice
from rivage.people.models.rules import ANTENNE
from rivage.people.retention import AID
from rivage.rights.models.afis import AfisDecision
from rivage.rights.models.months import AfisEnd
from rivage.vault.fields import EncryptedField


class AidNotice(Notified):
    """Of a decision on the aid, granted or refused, or of its `end`. Read by those who read why: not by the payer.

    `letter`, `receipt`: what was handed with it, as `core.paper.kept` writes it; None where it was not kept.
    """

    SLICE: ClassVar[str] = Slice.DECISION
    READERS = INSTRUCTING
    WRITERS = (ANTENNE, "delegate", "secretary")
    RETENTION = (AID,)

    decision = models.ForeignKey(AfisDecision, on_delete=models.PROTECT, related_name="notices")
    end = models.ForeignKey(AfisEnd, on_delete=models.PROTECT, null=True, blank=True, related_name="notices")
    replaces = models.OneToOneField("self", **REPLACES)
    letter = EncryptedField("la lettre remise", null=True)
    receipt = EncryptedField("le reçu remis", null=True)

    class Meta:
        verbose_name = "notification de l’aide"
        constraints = [
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(end__isnull=True, replaced_at__isnull=True) & ~Q(outcome=NotificationOutcome.IMPOSSIBLE),
                name="rights_aid_notified_once",
                violation_error_message="Cette notification est déjà notée.",
            ),
            models.UniqueConstraint(
                fields=["end"],
                condition=Q(replaced_at__isnull=True) & ~Q(outcome=NotificationOutcome.IMPOSSIBLE),
                name="rights_end_notified_once",
                violation_error_message="Cette notification est déjà notée.",
            ),
        ]
