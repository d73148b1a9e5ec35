"""Rounds and workshops: people counted by kind and day; where, when and by whom are the antenne's own words."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from rivage.accounts.body_rows import BodyRow
from rivage.accounts.enums import ANTENNE_ROLES
from rivage.accounts.fields import BodyJson
from rivage.accounts.models import Membership
from rivage.core.models import Retention
from rivage.outreach.enums import TEAM, Amended, Cancelled, Corrected, Missed, RoundKind, WorkshopKind
from rivage.outreach.fields import TeamJson, TeamText

MOST = 999
COUNTED = ("met", "answered", "first_words", "messages", "given")


class CountRow(BodyRow):
    """People counted on a day, of nobody: never changed, but replaced (`replaces`) by a row that says why. Its words
    (`detail`) are erased in time with who noted it, its numbers never.
    """

    MOVING = ()
    OWN_HAND = True
    UNCOUNTED = ("replaces", "recorded_by")

    departement = models.CharField("département", max_length=3, editable=False)
    day = models.DateField("jour")
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")

    detail: Any

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def kept(self) -> dict[str, Any]:
        """What is still kept in `detail`; nothing once it was erased."""
        return self.detail or {}


class RoundZone(BodyRow):
    """Where an antenne goes, in its own words: never an address. One that is no longer gone to is closed."""

    WRITERS = ANTENNE_ROLES
    READERS = TEAM
    MOVING = ("closed_on",)
    COUNTED = False
    RETENTION = (
        Retention(
            "zones de sortie fermées",
            active="deux ans après leur fermeture",
            then="effacement",
            to_confirm="le délégué de chaque association",
        ),
    )

    kind = models.CharField("sorte", max_length=8, choices=RoundKind.choices)
    name = TeamText("nom")
    closed_on = models.DateField("fermée le", null=True, blank=True)

    class Meta:
        verbose_name = "zone"
        constraints = [models.CheckConstraint(condition=Q(kind__in=RoundKind.values), name="outreach_zone_kind")]

    def __str__(self) -> str:
        return str(self.pk)


class Round(CountRow):
    """A round that took place, or did not (`cancelled`). What was noted wrong is replaced by a row that says why.

    `detail`: {zone: id, at: "21:40", minutes, staff, volunteers, languages}, None once erased, with who noted it. A
    row of a correction with neither counts nor `cancelled` says that nothing took place.
    """

    WRITERS = TEAM
    READERS = TEAM
    RETENTION = (
        Retention(
            "sorties et leurs nombres, sans personne",
            active="deux ans après le jour",
            then="les nombres restent, la zone, l’heure, l’équipe, les langues et qui l’a notée sont effacés",
            to_confirm="le délégué de chaque association",
        ),
    )

    kind = models.CharField("sorte", max_length=8, choices=RoundKind.choices)
    met = models.PositiveSmallIntegerField("personnes rencontrées", default=0)
    answered = models.PositiveSmallIntegerField("ont répondu, ou parlé", default=0)
    first_words = models.PositiveSmallIntegerField("premier mot d’un parcours", default=0)
    messages = models.PositiveSmallIntegerField("messages envoyés", default=0)
    given = models.PositiveSmallIntegerField("matériel donné", default=0)
    cancelled = models.CharField("annulée", max_length=8, choices=Cancelled.choices, blank=True)
    detail = TeamJson("zone, heure, équipe, langues", default=dict, null=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="remplace"
    )
    why = models.CharField("pourquoi", max_length=8, choices=Corrected.choices, blank=True)

    class Meta:
        verbose_name = "sortie"
        indexes = [models.Index(fields=["body", "-day"], name="outreach_round_day")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RoundKind.values), name="outreach_round_kind"),
            models.CheckConstraint(condition=Q(cancelled__in=["", *Cancelled.values]), name="outreach_round_why"),
            models.CheckConstraint(
                condition=Q(answered__lte=F("met") + F("messages")) & Q(first_words__lte=F("answered")),
                name="outreach_round_answers",
                violation_error_message="Plus de réponses que de rencontres et de messages.",
            ),
            models.CheckConstraint(
                condition=Q(**{f"{name}__lte": MOST for name in COUNTED}), name="outreach_round_most"
            ),
            models.CheckConstraint(condition=Q(why__in=["", *Corrected.values]), name="outreach_round_corrected"),
            models.CheckConstraint(
                condition=Q(cancelled="") | Q(**dict.fromkeys(COUNTED, 0)),
                name="outreach_round_cancelled",
                violation_error_message="Une sortie annulée n’a rencontré personne.",
            ),
        ]


class Workshop(CountRow):
    """A collective workshop: to come while `came` is None and nothing is `missed`, then held or not.

    `came`: people who came; `in_path`, `outside`: those of them known to be in a path, or not, None where nobody said.
    `detail`: {at: "14:00", minutes, staff, volunteers, partners}, None once erased, with who noted it. A row is never
    changed: the next one replaces it, with `why` where it corrects; with `why` alone it says that nothing took place.
    """

    WRITERS = ANTENNE_ROLES
    READERS = ANTENNE_ROLES
    RETENTION = (
        Retention(
            "ateliers collectifs et leurs nombres, sans personne",
            active="deux ans après le jour",
            then="les nombres restent, l’heure, l’équipe et qui l’a noté sont effacés",
            to_confirm="le délégué de chaque association",
        ),
    )

    kind = models.CharField("sujet", max_length=8, choices=WorkshopKind.choices)
    came = models.PositiveSmallIntegerField("personnes venues", null=True, blank=True)
    in_path = models.PositiveSmallIntegerField("dont en parcours", null=True, blank=True)
    outside = models.PositiveSmallIntegerField("dont hors parcours", null=True, blank=True)
    missed = models.CharField("personne, ou pas tenu", max_length=8, choices=Missed.choices, blank=True)
    detail = BodyJson("heure, équipe", default=dict, null=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="remplace"
    )
    why = models.CharField("pourquoi", max_length=8, choices=Amended.choices, blank=True)

    class Meta:
        verbose_name = "atelier"
        indexes = [models.Index(fields=["body", "-day"], name="outreach_workshop_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=WorkshopKind.values, missed__in=["", *Missed.values], why__in=["", *Amended.values]
                ),
                name="outreach_workshop_codes",
            ),
            models.CheckConstraint(
                condition=Q(came__isnull=True, in_path__isnull=True, outside__isnull=True)
                | Q(came__isnull=False, came__lte=MOST, came__gte=Coalesce("in_path", 0) + Coalesce("outside", 0)),
                name="outreach_workshop_whom",
                violation_error_message="Plus de personnes en parcours et hors parcours que de personnes venues.",
            ),
            models.CheckConstraint(
                condition=Q(missed="")
                | Q(missed=Missed.NOBODY, came__isnull=False, came=0)
                | (~Q(missed=Missed.NOBODY) & Q(came__isnull=True)),
                name="outreach_workshop_missed",
                violation_error_message="Un atelier qui n’a pas été tenu n’a reçu personne.",
            ),
        ]


class Card(BodyRow):
    """Somebody met wants to be called back: left by who met her, read by those who accompany alone.

    `words`: {nickname, way, language}. Whoever takes it calls back, says that it is done, or gives it back to
    the others.
    """

    WRITERS = TEAM
    READERS: ClassVar[tuple[str, ...]] = ANTENNE_ROLES
    MOVING = ("taken_on", "taken_by_id", "done_on")
    FROZEN = "done_on"
    COUNTED = False
    RETENTION = (
        Retention(
            "cartes laissées après une rencontre",
            active="jusqu’à la nuit qui suit le rappel, trois mois au plus",
            then="effacement",
            to_confirm="le délégué de chaque association",
            months=3,
        ),
    )

    left_on = models.DateField("laissée le")
    words = BodyJson("surnom, façon sûre, langue")
    taken_on = models.DateField("prise le", null=True, blank=True)
    taken_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    done_on = models.DateField("rappelée le", null=True, blank=True)

    class Meta:
        verbose_name = "carte"
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_on__isnull=True, taken_by__isnull=True, done_on__isnull=True)
                | Q(taken_on__isnull=False, taken_by__isnull=False),
                name="outreach_card_taken",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
