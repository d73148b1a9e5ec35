"""What is done with her between two demandes: one step, asked of somebody, answered or to take up again."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from rivage.accounts.models import Membership
from rivage.people.enums import Slice
from rivage.people.models.base import PersonRow
from rivage.people.models.rules import ANTENNE
from rivage.people.retention import ACCOMPANIMENT
from rivage.vault.enums import KeyKind
from rivage.vault.fields import EncryptedField


class Approach(PersonRow):
    """A step as it stands (`démarche`), or an appointment. `due`: the day on which it is taken up again, at `due_at`.

    A row is never changed: the next one replaces it, with `why` where it corrects. `domain` "": nothing took place.
    `kind`, `details`: what its domain may say (`steps.themes`), details as a JSON object {code: said}; `starts` and
    `ends` in it: the days between which what was obtained runs; `reason`: of a refusal. `barriers`: codes of
    `enums.Barrier`.
    """

    SLICE: ClassVar[str] = Slice.PRIVATE
    KEY: ClassVar[str] = KeyKind.PRIVATE
    WRITERS = (ANTENNE,)
    MOVING = ()
    OWN_HAND = True
    COUNTED = False
    PAST = ("asked_on", "answered_on")
    RETENTION = (ACCOMPANIMENT,)

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
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="remplace"
    )
    why = EncryptedField("pourquoi", default="")
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

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
