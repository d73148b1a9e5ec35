"""Where she stands, over time: one evaluation of coded questions at each moment."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from rivage.accounts.models import Membership
from rivage.people.enums import Slice
from rivage.people.models.base import PersonRow
from rivage.people.models.rules import ANTENNE
from rivage.people.retention import ACCOMPANIMENT
from rivage.support.enums import Moment
from rivage.vault.enums import KeyKind
from rivage.vault.fields import EncryptedField


class Evaluation(PersonRow):
    """Where she stood on a day. `answers`: a JSON object {question: code}, encrypted whole, of a `questionnaire`.

    `agreed`: asked outside a path alone, and kept. `counted`: what her evaluations added to the sums of her antenne
    once this one was written (`tally.counting`). What was noted wrong is replaced by a row that says why; both stay.
    """

    SLICE: ClassVar[str] = Slice.PRIVATE
    KEY: ClassVar[str] = KeyKind.PRIVATE
    WRITERS = (ANTENNE,)
    MOVING = ()
    OWN_HAND = True
    COUNTED = False
    RETENTION = (ACCOMPANIMENT,)

    moment = models.CharField("moment", max_length=7, choices=Moment.choices)
    day = models.DateField("faite le")
    questionnaire = models.PositiveSmallIntegerField("version des questions")
    answers = EncryptedField("réponses", default="{}")
    counted = EncryptedField("ce qui est compté", null=True)
    agreed = models.BooleanField("elle est d’accord, hors d’un parcours", null=True, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="remplace"
    )
    why = EncryptedField("pourquoi", default="")
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

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
