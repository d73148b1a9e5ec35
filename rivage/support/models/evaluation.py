"""Where she stands, over time: one evaluation of coded questions at each moment."""

from django.db import models
from django.db.models import Q

from rivage.support.enums import Moment
from rivage.support.models.answered import AnsweredRow
from rivage.vault.fields import EncryptedField


class Evaluation(AnsweredRow):
    """Where she stood on a day. `answers`: a JSON object {question: code}, encrypted whole, of a `questionnaire`.

    `agreed`: asked outside a path alone, and kept. `counted`: what her evaluations added to the sums of her antenne
    once this one was written (`tally.counting`). What was noted wrong is replaced by a row that says why; both stay.
    """

    PAST = ("day",)

    moment = models.CharField("moment", max_length=7, choices=Moment.choices)
    counted = EncryptedField("ce qui est compté", null=True)
    agreed = models.BooleanField("elle est d’accord, hors d’un parcours", null=True, blank=True)

    class Meta:
        verbose_name = "évaluation"
        indexes = [models.Index(fields=["person", "day"], name="support_evaluation_day")]
        constraints = [
            models.CheckConstraint(condition=Q(moment__in=Moment.values), name="support_evaluation_moment"),
            models.CheckConstraint(
                condition=Q(agreed__isnull=True) | Q(agreed=True),
                name="support_evaluation_agreed",
                violation_error_message="Hors d’un parcours, rien n’est gardé sans son accord.",
            ),
        ]
