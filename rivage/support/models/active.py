"""The active file of an antenne: how accompaniments began, who waits for lack of means, what the team can carry."""

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from rivage.accounts.body_rows import BodyRow
from rivage.accounts.enums import ANTENNE_ROLES, Role
from rivage.accounts.models import Membership
from rivage.core.models import Retention
from rivage.dossiers.models import Suivi
from rivage.law.wording import day
from rivage.people.enums import Slice
from rivage.people.models.base import PersonRow, ReplacedRow
from rivage.people.models.rules import ANTENNE
from rivage.people.retention import ACCOMPANIMENT
from rivage.support.enums import Origin, Outside
from rivage.vault.fields import EncryptedField

HOURS = ("before", "file", "path", "after", "children")
WEEK = Decimal(60)


class FirstContact(ReplacedRow):
    """How an accompaniment began. `met_on`: the first contact; `word_on`: the day she first spoke of a path.

    What was noted wrong is replaced by a row that says why, and both stay.
    """

    PAST = ("met_on", "word_on")

    suivi = models.ForeignKey(Suivi, on_delete=models.PROTECT, related_name="first_contacts")
    origin = EncryptedField("origine du contact", default="")
    met_on = models.DateField("premier contact le", null=True, blank=True)
    word_on = models.DateField("premier mot sur un parcours le", null=True, blank=True)

    class Meta:
        verbose_name = "premier contact"
        constraints = [
            models.UniqueConstraint(
                fields=["suivi"],
                condition=Q(replaces__isnull=True),
                name="support_one_first_contact",
                violation_error_message="Le premier contact de cet accompagnement est déjà noté.",
            ),
            models.CheckConstraint(
                condition=Q(word_on__isnull=True) | Q(met_on__isnull=True) | Q(word_on__gte=F("met_on")),
                name="support_contact_days",
                violation_error_message="Un premier mot ne vient pas avant le premier contact.",
            ),
        ]

    @property
    def said(self) -> str:
        """« dans la rue, lors d’une sortie, le 3 mars, premier mot le 5 avril »."""
        met = f", le {day(self.met_on)}" if self.met_on else ""
        word = f", premier mot le {day(self.word_on)}" if self.word_on else ""
        return f"{Origin(self.origin).label}{met}{word}"


class MeansWait(PersonRow):
    """She would be presented, and is not for lack of means: between two days. Over once a demande leaves."""

    SLICE: ClassVar[str] = Slice.PRIVATE
    WRITERS = (ANTENNE,)
    MOVING = ("ended_on",)
    OWN_HAND = True
    FROZEN = "ended_on"
    UNCOUNTED = ("recorded_by",)
    PAST = ("since", "ended_on")
    RETENTION = (ACCOMPANIMENT,)

    since = models.DateField("attend depuis le")
    ended_on = models.DateField("n’attend plus depuis le", null=True, blank=True)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "attente faute de moyens"
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_on__isnull=True),
                name="support_one_wait",
                violation_error_message="Il est déjà noté qu’elle attend.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("since")), name="support_wait_days"
            ),
        ]


class Staffing(BodyRow):
    """How many full-time posts accompany people in an antenne, from a day on. The last said of a day stands."""

    READERS = ANTENNE_ROLES
    PAST = ("since",)
    WRITERS = (Role.LEAD,)
    MOVING = ()
    OWN_HAND = True
    UNCOUNTED = ("recorded_by",)

    since = models.DateField("depuis le")
    posts = models.DecimalField(
        "postes, en équivalent temps plein",
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.05")), MaxValueValidator(Decimal(200))],
    )
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "postes de l’antenne"
        constraints = [models.CheckConstraint(condition=Q(posts__gt=0, posts__lte=200), name="support_posts")]

    def __str__(self) -> str:
        return str(self.pk)


class WeekTime(BodyRow):
    """The hours of one week of whoever accompanies, by phase; `children`: those of them spent where children were.

    Written again, a new row stands, and the former stays; two years later, the sums alone (rows.sql).
    """

    READERS = ANTENNE_ROLES
    WRITERS = ANTENNE_ROLES
    MOVING = ()
    OWN_HAND = True
    UNCOUNTED = ("recorded_by",)
    PAST = ("week",)
    RETENTION = (
        Retention(
            "heures de travail par phase",
            active="deux ans après la semaine",
            then="les sommes restent, sans qui les a notées",
            to_confirm="le délégué de chaque association",
        ),
    )

    week = models.DateField("semaine du")
    before = models.DecimalField("avant une demande", max_digits=4, decimal_places=1, default=0)
    file = models.DecimalField("demandes", max_digits=4, decimal_places=1, default=0)
    path = models.DecimalField("parcours", max_digits=4, decimal_places=1, default=0)
    after = models.DecimalField("après le parcours", max_digits=4, decimal_places=1, default=0)
    children = models.DecimalField("dont avec des enfants", max_digits=4, decimal_places=1, default=0)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "temps d’une semaine"
        indexes = [models.Index(fields=["body", "week"], name="support_week")]
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{name}__range": (0, WEEK) for name in HOURS}), name="support_week_hours"
            ),
            models.CheckConstraint(
                condition=Q(children__lte=F("before") + F("file") + F("path") + F("after")),
                name="support_week_children",
                violation_error_message="Plus d’heures avec des enfants que d’heures en tout.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class TurnedAway(BodyRow):
    """People who asked for a path and whom the definition of the texts leaves out: a day, a reason, a number."""

    READERS = ANTENNE_ROLES
    PAST = ("day", "taken_back_on")
    WRITERS = ANTENNE_ROLES
    MOVING = ("taken_back_on",)
    OWN_HAND = True
    FROZEN = "taken_back_on"
    UNCOUNTED = ("recorded_by",)

    day = models.DateField("jour")
    kind = models.CharField("situation", max_length=6, choices=Outside.choices)
    n = models.PositiveSmallIntegerField("personnes", default=1)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    taken_back_on = models.DateField("dit noté par erreur le", null=True, blank=True)

    class Meta:
        verbose_name = "demandes hors de la définition"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Outside.values, n__range=(1, 99)), name="support_turned_away")
        ]

    def __str__(self) -> str:
        return str(self.pk)
