"""Suivi (an antenne accompanies), Parcours (the path) and its Periods (rights open)."""

import secrets
from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce, Greatest

from rivage.accounts.enums import Source
from rivage.accounts.models import Membership
from rivage.dossiers.enums import Destination, InterruptionGround, ParcoursEnd, SuiviEnd
from rivage.law.duration import LONGEST_EVER, MOST_EVER
from rivage.people.enums import Slice
from rivage.people.models.base import PersonRow, PersonRowQuerySet, PlacedRow
from rivage.people.models.rules import ANTENNE
from rivage.people.retention import ACCOMPANIMENT, PROCEDURE
from rivage.vault.enums import KeyKind
from rivage.vault.fields import EncryptedField


class Suivi(PersonRow):
    """The antenne accompanies this person, in or outside a path; once ended, a new row when it begins again.

    `end_kind`: a death; `away_kind`, `away_since`: the absence that was noted of her path until then. Otherwise the
    antenne said `why` and towards what (`destination`), with `words` for an other, on a day (`said_on`).
    """

    SLICE: ClassVar[str] = Slice.PRIVATE
    KEY: ClassVar[str] = KeyKind.PRIVATE
    WRITERS = (ANTENNE,)
    MOVING = ("ends", "end_kind", "away_kind", "away_since", "why", "destination", "words", "said_on")
    PAST = ("starts", "ends", "said_on")
    RETENTION = (ACCOMPANIMENT,)

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="suivis")
    starts = models.DateField("début")
    ends = models.DateField("fin", null=True, blank=True)
    end_kind = models.CharField("pourquoi", max_length=12, choices=ParcoursEnd.choices, blank=True)
    away_kind = models.CharField("absence notée avant", max_length=12, choices=ParcoursEnd.choices, blank=True)
    away_since = models.DateField("absence notée depuis le", null=True, blank=True)
    why = models.CharField("raison", max_length=9, choices=SuiviEnd.choices, blank=True)
    destination = models.CharField("vers", max_length=8, choices=Destination.choices, blank=True)
    words = EncryptedField("en quelques mots", null=True)
    said_on = models.DateField("fin notée le", null=True, blank=True)

    class Meta:
        verbose_name = "suivi"
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ends__isnull=True),
                name="dossiers_one_suivi",
                violation_error_message="Cette personne est déjà suivie.",
            )
        ]


class MistakenEnd(PersonRow):
    """An end of accompaniment noted by mistake, as it was said, and why it was wrong: the accompaniment goes on."""

    SLICE: ClassVar[str] = Slice.PRIVATE
    KEY: ClassVar[str] = KeyKind.PRIVATE
    WRITERS = (ANTENNE,)
    MOVING = ()
    OWN_HAND = True
    COUNTED = False
    RETENTION = (ACCOMPANIMENT,)

    suivi = models.ForeignKey(Suivi, on_delete=models.PROTECT, related_name="mistaken_ends")
    ends = models.DateField("fin")
    why = models.CharField("raison", max_length=9, choices=SuiviEnd.choices)
    destination = models.CharField("vers", max_length=8, choices=Destination.choices)
    words = EncryptedField("en quelques mots", null=True)
    mistake = EncryptedField("pourquoi c’était une erreur", default="")
    recorded_by = models.ForeignKey("accounts.Membership", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "fin d’accompagnement notée par erreur"
        verbose_name_plural = "fins d’accompagnement notées par erreur"


def draw_number() -> int:
    return secrets.randbits(62)


class Parcours(PersonRow):
    """A path. No workflow: what it is on a date is computed from its demandes and periods.

    `months_before`: months granted elsewhere, with their source (design §4). `number` is an internal random integer:
    exclusion constraints without btree_gist compare integer ranges.
    """

    SLICE: ClassVar[str] = Slice.REFERENCE
    WRITERS = (ANTENNE, "delegate", "secretary", "signatory")
    RETENTION = (PROCEDURE,)

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="parcours")
    departement = models.CharField("département", max_length=3)
    number = models.BigIntegerField(unique=True, default=draw_number, editable=False)
    months_before = models.PositiveSmallIntegerField("mois accordés ailleurs", default=0)
    months_before_source = EncryptedField("d’où on le sait", null=True)
    end_kind = models.CharField("fin", max_length=12, choices=ParcoursEnd.choices, blank=True)
    ended_on = models.DateField("fini le", null=True, blank=True)

    class Meta:
        verbose_name = "parcours"
        verbose_name_plural = "parcours"
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_on__isnull=True), name="dossiers_one_parcours"
            ),
            models.CheckConstraint(
                condition=Q(months_before__gte=0, months_before__lte=MOST_EVER),
                name="dossiers_months_before",
                violation_error_message=f"Les mois accordés ailleurs vont de 0 à {MOST_EVER}.",
            ),
        ]


class TakeOver(PersonRow):
    """A path that was running before Rivage, written down by her antenne from the papers it or she holds.

    It counts at once everywhere but for money: nothing is ordered to the payer before whoever instructs has confirmed.
    `objection`: what differs for whoever instructs, without a name; her antenne then types the path again.
    """

    SLICE: ClassVar[str] = Slice.REFERENCE
    WRITERS = (ANTENNE, "delegate", "secretary")
    MOVING = (
        "confirmed_on",
        "confirmed_by_id",
        "contested_on",
        "contested_by_id",
        "objection",
    )
    FROZEN = "confirmed_on"
    RETENTION = (PROCEDURE,)

    parcours = models.OneToOneField(Parcours, on_delete=models.PROTECT, related_name="take_over")
    source = models.CharField("d’après", max_length=12, choices=Source.choices)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    confirmed_on = models.DateField("confirmée le", null=True, blank=True)
    confirmed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    contested_on = models.DateField("contestée le", null=True, blank=True)
    contested_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    objection = EncryptedField("ce qui diffère", null=True)
    next_session = models.DateField("prochaine séance annoncée", null=True, blank=True)

    class Meta:
        verbose_name = "reprise d’un parcours en cours"


class Renunciation(PersonRow):
    """She wants to stop: said alone, of effect after fifteen days, and taken back at any time before (design §4)."""

    SLICE: ClassVar[str] = Slice.REFERENCE
    WRITERS = (ANTENNE,)
    MOVING = ("revoked_on",)
    FROZEN = "revoked_on"
    RETENTION = (PROCEDURE,)

    parcours = models.ForeignKey(Parcours, on_delete=models.PROTECT, related_name="renunciations")
    received_on = models.DateField("reçue le")
    effective_on = models.DateField("prend effet le")
    revoked_on = models.DateField("reprise le", null=True, blank=True)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "arrêt à sa demande"
        constraints = [
            models.UniqueConstraint(
                fields=["parcours"], condition=Q(revoked_on__isnull=True), name="dossiers_one_renunciation"
            ),
            models.CheckConstraint(condition=Q(effective_on__gt=F("received_on")), name="dossiers_renunciation_dates"),
        ]


class Interruption(PersonRow):
    """She stops for a time: the period is cut on `from_day`, the path stays open to a reprise (R121-12-10).

    `ground` is neutral: whoever reads the reference of a file never learns of her health or her family from it.
    """

    SLICE: ClassVar[str] = Slice.REFERENCE
    WRITERS = (ANTENNE,)
    MOVING = ("revoked_on",)
    FROZEN = "revoked_on"
    RETENTION = (PROCEDURE,)

    parcours = models.ForeignKey(Parcours, on_delete=models.PROTECT, related_name="interruptions")
    from_day = models.DateField("à partir du")
    ground = models.CharField("pourquoi", max_length=8, choices=InterruptionGround.choices)
    revoked_on = models.DateField("reprise le", null=True, blank=True)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "interruption"
        ordering = ["from_day"]


class Int8Range(Func):
    function = "int8range"
    output_field = BigIntegerRangeField()


class DateRange(Func):
    function = "daterange"
    output_field = DateRangeField()


class PeriodQuerySet(PersonRowQuerySet["Period"]):
    def lived(self, *, after: date | None = None) -> Self:
        """Those that had a day of rights, or will; `after`: beyond that day. `over`: the first day without them."""
        rows = self.annotate(over=Coalesce("ended_on", "ends")).filter(over__gt=F("starts"))
        return rows.filter(over__gt=after) if after else rows


class Period(PlacedRow):
    """Authorised months, half-open [starts, ends). `ended_on`: rights ended before the term, by what a text allows;
    `stopped_on`: since when a judge suspends or annulled the decision that opened them, written by the remedy
    (rows_recours.sql of decisions).
    """

    SLICE: ClassVar[str] = Slice.REFERENCE
    WRITERS = (ANTENNE, "delegate", "secretary", "signatory")
    MOVING = ("ended_on",)
    RETENTION = (PROCEDURE,)

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="periods")
    parcours = models.ForeignKey(Parcours, on_delete=models.PROTECT, related_name="periods")
    run = models.BigIntegerField("numéro interne du parcours", editable=False)
    n = models.PositiveSmallIntegerField("rang")
    starts = models.DateField("début")
    months = models.PositiveSmallIntegerField("mois")
    ends = models.DateField("fin (exclue)")
    ended_on = models.DateField("interrompue le", null=True, blank=True)
    stopped_on = models.DateField("arrêtée par un juge le", null=True, blank=True, editable=False)
    decision_id = models.UUIDField("décision")

    # The plugin takes for an instance's own what replaces the manager of the base.
    objects = PeriodQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = "période"
        ordering = ["starts"]
        indexes = [models.Index(fields=["ends"], name="dossiers_period_ends")]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="dossiers_period_dates"),
            models.CheckConstraint(
                condition=Q(months__gte=1, months__lte=LONGEST_EVER), name="dossiers_period_months"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__lte=F("ends")), name="dossiers_period_ended"
            ),
            models.UniqueConstraint(fields=["parcours", "n"], name="dossiers_period_n"),
            models.UniqueConstraint(fields=["decision_id"], name="dossiers_period_decision"),
            ExclusionConstraint(
                name="dossiers_period_no_overlap",
                expressions=[
                    (Int8Range(F("run"), F("run"), Value("[]")), RangeOperators.OVERLAPS),
                    # Cut where its rights ended, for a reprise to follow (R121-12-10); no day when it never began.
                    (
                        DateRange(F("starts"), Greatest(F("starts"), Coalesce("ended_on", "ends")), Value("[)")),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="Deux périodes d’un même parcours ne se chevauchent pas.",
            ),
        ]
