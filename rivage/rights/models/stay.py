"""The residence permit of the path: why it is needed or not, what happened to each request, what her letter prints."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from rivage.accounts.models import Membership
from rivage.law.aps_motifs import codes
from rivage.law.no_motive import WITHOUT
from rivage.people.enums import Slice
from rivage.people.models.base import PersonRow, PlacedRow
from rivage.people.models.rules import ANTENNE
from rivage.people.retention import ACCOMPANIMENT, PERMIT
from rivage.rights.enums import ApsSource, ApsStep
from rivage.vault.enums import KeyKind
from rivage.vault.fields import EncryptedField


class ResidenceNeed(PersonRow):
    """Why she needs a permit or not (`rights.enums.PermitNeed`), under the key that only her antenne holds.

    Others read `Person.aps_need` alone: yes, no, or not concerned. `until`: last day of another document, ISO.
    """

    SLICE: ClassVar[str] = Slice.PRIVATE
    KEY: ClassVar[str] = KeyKind.PRIVATE
    WRITERS = (ANTENNE,)
    PAST = ("changed_on",)
    RETENTION = (ACCOMPANIMENT,)

    person = models.OneToOneField(
        "people.Person", on_delete=models.PROTECT, related_name="residence_need", verbose_name="personne"
    )
    need = EncryptedField("besoin", default="")
    until = EncryptedField("dernier jour de l’autre document", default="")
    changed_on = models.DateField("noté le")

    class Meta:
        verbose_name = "besoin d’un titre"


class NeedSpan(PersonRow):
    """From which day a permit is needed, or no longer is; nothing of why.

    Read with the dates, so that no reader sees a gap where there was no need (design §4).

    Rows are added, in order: each says how it stands from `since` on, whatever rows before it said of later days.
    """

    SLICE: ClassVar[str] = Slice.STAY
    WRITERS = (ANTENNE,)
    MOVING = ()
    PAST = ("since",)
    RETENTION = (PERMIT,)

    needed = models.BooleanField("nécessaire")
    since = models.DateField("depuis le")
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "besoin d’une autorisation"
        ordering = ["created_at"]


class ApsFact(PlacedRow):
    """One dated fact of a request: `n` counts the requests, the first delivery then each renewal.

    Rows are added, never changed: what the desk says of itself and what somebody read on a paper both stay, and the
    reading prefers the desk's own word (design §4, provenance). One that was noted wrong has an `ApsCorrection`, and
    is read no more. `until` is the last day of what was given. `undone_on`: since when the refusal that it names, of
    silence or written, holds no more; `redo_by`: the judge's day to answer anew; `appealed_on`: the day of the first
    gracious remedy against it, which moves its delay, and `appeal_answered_on`: that of its answer; `appeal_awaits`:
    the day of the one that waits for an answer. The remedy writes all five (rows_contested.sql).
    """

    SLICE: ClassVar[str] = Slice.STAY
    WRITERS = (ANTENNE, "delegate", "secretary", "desk")
    MOVING = ()
    RETENTION = (PERMIT,)

    n = models.PositiveSmallIntegerField("rang de la demande")
    step = models.CharField("étape", max_length=11, choices=ApsStep.choices)
    on = models.DateField("le")
    until = models.DateField("dernier jour", null=True, blank=True)
    source = models.CharField("d’où vient ce fait", max_length=12, choices=ApsSource.choices)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    undone_on = models.DateField("ne tient plus depuis le", null=True, blank=True, editable=False)
    redo_by = models.DateField("à réexaminer avant le", null=True, blank=True, editable=False)
    appealed_on = models.DateField("recours gracieux fait le", null=True, blank=True, editable=False)
    appeal_answered_on = models.DateField("recours gracieux répondu le", null=True, blank=True, editable=False)
    appeal_awaits = models.DateField("recours gracieux en attente, fait le", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "étape du titre de séjour"
        ordering = ["n", "created_at"]
        indexes = [
            models.Index(fields=["person", "n"], name="rights_apsfact_person"),
            models.Index(
                fields=["on"],
                condition=Q(step__in=(ApsStep.REQUESTED, ApsStep.REFUSED)),
                name="rights_apsfact_contested",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("on")),
                name="rights_aps_dates",
                violation_error_message="Le dernier jour d’un titre ne vient pas avant le premier.",
            ),
            models.CheckConstraint(condition=Q(n__gte=1, n__lte=20), name="rights_aps_rank"),
        ]


class ApsCorrection(PersonRow):
    """A step of a permit was noted wrong, and why. `instead`: what took place, None when nothing did. Both stay."""

    SLICE: ClassVar[str] = Slice.STAY
    WRITERS = (ANTENNE, "delegate", "secretary", "desk")
    MOVING = ()
    OWN_HAND = True
    PAST = ("corrected_on",)
    RETENTION = (PERMIT,)

    fact = models.OneToOneField(ApsFact, on_delete=models.PROTECT, related_name="correction")
    instead = models.OneToOneField(ApsFact, on_delete=models.PROTECT, null=True, blank=True, related_name="corrects")
    corrected_on = models.DateField("corrigé le")
    why = EncryptedField("pourquoi", default="")
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "correction d’une étape du titre"
        ordering = ["created_at"]


class PermitMotive(PersonRow):
    """Why a request was refused, as its paper or its service says it: codes of `law.aps_motifs`, and words. Rows are
    added: the last one of each side is read, the former ones stay. `fact`: by which the refusal is named; `replaces`:
    what the same side noted wrong, and `why`; without motive then, where nothing is to be read in its place.
    """

    SLICE: ClassVar[str] = Slice.STAY
    WRITERS = (ANTENNE, "delegate", "secretary", "desk")
    MOVING = ()
    RETENTION = (PERMIT,)

    fact = models.ForeignKey(ApsFact, on_delete=models.PROTECT, related_name="motives")
    motives = ArrayField(models.CharField(max_length=20), verbose_name="motifs codés")
    reasons = EncryptedField("motivation", default="")
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="remplace"
    )
    why = EncryptedField("pourquoi", null=True)
    source = models.CharField("d’où vient ce fait", max_length=12, choices=ApsSource.choices)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "motif d’un refus du titre"
        verbose_name_plural = "motifs d’un refus du titre"
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(motives__contained_by=list(codes())) & (~Q(motives=[]) | Q(replaces__isnull=False)),
                name="rights_permit_motives",
            ),
            models.CheckConstraint(
                condition=~Q(motives__contains=[WITHOUT]) | Q(motives=[WITHOUT]), name="rights_permit_without_motive"
            ),
        ]


class LetterDay(PersonRow):
    """The last day to contest that her letter of refusal prints, under the key that only her antenne holds: a near one
    would tell of a measure that nobody asks about. `fact`: by which the refusal is named; `last_day`: ISO, "" once it
    was typed by mistake.
    """

    SLICE: ClassVar[str] = Slice.PRIVATE
    KEY: ClassVar[str] = KeyKind.PRIVATE
    WRITERS = (ANTENNE,)
    COUNTED = False
    RETENTION = (ACCOMPANIMENT,)

    fact = models.OneToOneField(ApsFact, on_delete=models.PROTECT, related_name="letter_day")
    last_day = EncryptedField("dernier jour écrit sur la lettre", default="")
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "dernier jour de la lettre"
