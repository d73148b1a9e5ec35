"""Questions answered with her, on a day."""

from django.db import models

from rivage.people.models.base import ReplacedRow
from rivage.vault.fields import EncryptedField


class AnsweredRow(ReplacedRow):
    """Her answers on a day. `answers`: a JSON object {question: code}, encrypted whole, of a `questionnaire`."""

    day = models.DateField("faite le")
    questionnaire = models.PositiveSmallIntegerField("version des questions")
    answers = EncryptedField("réponses", default="{}")

    class Meta:
        abstract = True
