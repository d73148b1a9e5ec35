"""The danger as it was assessed with her, on a day."""

from django.db import models
from django.db.models import F, Q

from rivage.dossiers.enums import DangerLevel
from rivage.support.models.answered import AnsweredRow
from rivage.vault.fields import EncryptedField


class DangerAssessment(AnsweredRow):
    """What was said of a danger with her. `level`: of `DangerLevel`, decided with her, computed by nothing.

    `answers`: a JSON object {question: code}, encrypted whole, of a `questionnaire`; `again_on`: seen again then.
    What her antenne acts on is the last of these, and nobody else reads one. What a commission reads is the level of
    `dossiers.Situation`, of the same words, typed for a demande and kept with it: that one wins outside, and nothing
    copies one into the other. What was noted wrong is replaced by a row that says why; both stay.
    """

    PAST = ("day",)

    level = EncryptedField("niveau", default="")
    again_on = models.DateField("à revoir le", null=True, blank=True)

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
