"""How a decision on the aid, or its end, reached her; and the answer to a request of a permit."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from rivage.accounts.enums import INSTRUCTING
from rivage.decisions.enums import NotificationOutcome
from rivage.decisions.models import REPLACES, Notified
from rivage.people.enums import Slice
from rivage.people.models.rules import ANTENNE
from rivage.people.retention import AID, PERMIT
from rivage.rights.models.afis import AfisDecision
from rivage.rights.models.months import AfisEnd
from rivage.rights.models.stay import ApsFact
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


class PermitNotice(Notified):
    """Of the answer to a request of a permit, delivered or refused, by the paper of its service. Read by those who
    read the dates of the permit.

    `fact`: the first one noted of that answer, whoever noted it and whatever was noted or corrected since: all that is
    said of one answer stands together. `letter`: the refusal that its service signed here and that was handed with it,
    as `core.paper.kept` writes it; None of any other paper.
    """

    SLICE: ClassVar[str] = Slice.STAY
    WRITERS = (ANTENNE, "delegate", "secretary", "desk")
    RETENTION = (PERMIT,)

    fact = models.ForeignKey(ApsFact, on_delete=models.PROTECT, related_name="notices")
    replaces = models.OneToOneField("self", **REPLACES)
    letter = EncryptedField("la lettre remise", null=True)

    class Meta:
        verbose_name = "notification du titre de séjour"
        constraints = [
            models.UniqueConstraint(
                fields=["fact"],
                condition=Q(replaced_at__isnull=True) & ~Q(outcome=NotificationOutcome.IMPOSSIBLE),
                name="rights_permit_notified_once",
                violation_error_message="Cette notification est déjà notée.",
            ),
        ]
