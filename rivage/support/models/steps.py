"""What is done with her between two demandes: one step, asked of somebody, answered or to take up again."""

from django.db import models
from django.db.models import F, Q

from rivage.people.models.base import ReplacedRow
from rivage.vault.fields import EncryptedField


class Approach(ReplacedRow):
    """A step as it stands (`démarche`), or an appointment. `due`: the day on which it is taken up again, at `due_at`.

    A row is never changed: the next one replaces it, with `why` where it corrects. `domain` "": nothing took place.
    `kind`, `details`: what its domain may say (`steps.themes`), details as a JSON object {code: said}; `starts` and
    `ends` in it: the days between which what was obtained runs; `reason`: of a refusal. `barriers`: codes of
    `enums.Barrier`.
    """

    PAST = ("asked_on", "answered_on")

    domain = EncryptedField("domaine", default="")
    kind = EncryptedField("nature", null=True, blank=True)
    details = EncryptedField("précisions", null=True, blank=True)
    partner = EncryptedField("auprès de", default="")
    outcome = EncryptedField("réponse", default="")
    result = EncryptedField("ce que cela donne", default="")
    barriers = EncryptedField("ce qui fait obstacle", default="")
    asked_on = models.DateField("faite le")
    answered_on = models.DateField("réponse le", null=True, blank=True)
    due = models.DateField("à reprendre le", null=True, blank=True)
    due_at = models.TimeField("à", null=True, blank=True)

    class Meta:
        verbose_name = "démarche"
        indexes = [models.Index(fields=["due"], name="support_approach_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("asked_on")),
                name="support_approach_answer",
                violation_error_message="Une réponse ne vient pas avant sa demande.",
            ),
            models.CheckConstraint(
                condition=(Q(due__isnull=True) & Q(due_at__isnull=True)) | Q(due__gte=F("asked_on")),
                name="support_approach_due_day",
                violation_error_message="On ne reprend pas une démarche avant de l’avoir faite.",
            ),
        ]
