"""The danger as it was assessed with her, on a day."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from rivage.accounts.models import Membership
from rivage.dossiers.enums import DangerLevel
from rivage.people.enums import Slice
from rivage.people.models.base import PersonRow
from rivage.people.models.rules import ANTENNE
from rivage.people.retention import ACCOMPANIMENT
from rivage.vault.enums import KeyKind
from rivage.vault.fields import EncryptedField


class DangerAssessment(PersonRow):
    """What was said of a danger with her. `level`: of `DangerLevel`, decided with her, computed by nothing.

    `answers`: a JSON object {question: code}, encrypted whole, of a `questionnaire`; `again_on`: seen again then.
    What her antenne acts on is the last of these, and nobody else reads one. What a commission reads is the level of
    `dossiers.Situation`, of the same words, typed for a demande and kept with it: that one wins outside, and nothing
    copies one into the other. What was noted wrong is replaced by a row that says why; both stay.
    """

    SLICE: ClassVar[str] = Slice.PRIVATE
    KEY: ClassVar[str] = KeyKind.PRIVATE
    WRITERS = (ANTENNE,)
    MOVING = ()
    OWN_HAND = True
    COUNTED = False
    PAST = ("day",)
    RETENTION = (ACCOMPANIMENT,)

    day = models.DateField("faite le")
    questionnaire = models.PositiveSmallIntegerField("version des questions")
    answers = EncryptedField("réponses", default="{}")
    level = EncryptedField("niveau", default="")
    again_on = models.DateField("à revoir le", null=True, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="remplace"
    )
    why = EncryptedField("pourquoi", default="")
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "danger noté avec elle"
        indexes = [models.Index(fields=["person", "day"], name="support_danger_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(again_on__isnull=True) | Q(again_on__gt=F("day")),
                name="support_danger_again",
                violation_error_message="On ne revoit un danger qu’après l’avoir noté.",
            ),
        ]

    @property
    def level_words(self) -> str:
        """« à surveiller »."""
        return DangerLevel(self.level).label
