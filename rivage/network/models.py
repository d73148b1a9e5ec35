"""What a service and the associations of its département say to one another, without naming anybody."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from rivage.accounts.enums import ANTENNE_ROLES, Role
from rivage.accounts.models import Body, Membership, User
from rivage.core import clock, french
from rivage.core.languages import Language
from rivage.core.models import DepartementRow, Retention
from rivage.doors.models import ServiceCode
from rivage.network.enums import CallReason, MeetingPlace

# How long a call stands after its hour; seven days after it, it is erased (`network_forget`).
STANDS = timedelta(hours=24)
# How long nobody goes before the délégation is told: what a service is told to wait before it telephones.
UNANSWERED = timedelta(minutes=30)
MOST_PEOPLE = 60
# Who reads a call in its département; the délégation answers none.
READ_BY = (*ANTENNE_ROLES, Role.DELEGATE)


def when(at: datetime, called: datetime, departement: str) -> str:
    """« dès que possible », « demain, mardi 1er décembre, à 2 h »: an hour already past at the call is none."""
    if at <= called:
        return "dès que possible"
    here, on = at.astimezone(clock.zone(departement)), clock.today(departement)
    near = {-1: "hier, ", 0: "aujourd’hui, ", 1: "demain, "}.get((here.date() - on).days, "")
    return f"{near}{french.day_in_words(here.date(), on=on)}, à {french.hour(here.time())}"


class PresenceCallQuerySet(models.QuerySet["PresenceCall"]):
    def standing(self) -> "PresenceCallQuerySet":
        """Those whose hour is less than a day ago, with their answers."""
        return self.filter(at__gt=clock.now() - STANDS).order_by("at").prefetch_related("answers__body")

    def visible_to(self, membership: Membership) -> "PresenceCallQuerySet":
        """Those that stand in the départements of whoever accompanies there, or instructs."""
        if membership.role not in READ_BY:
            return self.none()
        return self.standing().filter(departement__in=membership.departements)


class PresenceCall(DepartementRow):
    """A service asks that an association come: how many people, which languages, when, where, and nobody's name.

    Written by the code of the service alone, which the database reads again (`network_call_guard`): département,
    service and telephone are those of the code.
    """

    WRITERS = ()
    READERS = (*READ_BY, Role.SYSTEM)
    MOVING = ()
    COUNTED = False
    RETENTION = (
        Retention(
            "appels d’un service, sans nom",
            active="sept jours après l’heure demandée",
            then="effacement, avec les réponses et la liste des personnes prévenues",
            to_confirm="le délégué de chaque préfecture",
        ),
    )

    code = models.ForeignKey(ServiceCode, on_delete=models.PROTECT, related_name="+")
    service = models.CharField("service", max_length=80, blank=True)
    phone = models.CharField("téléphone du service", max_length=20, blank=True)
    people = models.PositiveSmallIntegerField(
        "combien de personnes", validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)]
    )
    languages = ArrayField(models.CharField(max_length=3, choices=Language.choices), default=list, blank=True)
    at = models.DateTimeField("à partir de")
    place = models.CharField("où", max_length=10, choices=MeetingPlace.choices)

    objects = PresenceCallQuerySet.as_manager()

    class Meta:
        verbose_name = "appel à présence"
        verbose_name_plural = "appels à présence"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(people__gte=1, people__lte=MOST_PEOPLE), name="network_call_people"
            ),
            models.CheckConstraint(condition=models.Q(place__in=MeetingPlace.values), name="network_call_place"),
            models.CheckConstraint(
                condition=models.Q(languages__contained_by=Language.values), name="network_call_languages"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def spoken(self) -> str:
        """Its languages in words, in their order."""
        return ", ".join(label for code, label in Language.choices if code in self.languages)

    @property
    def when(self) -> str:
        """Its hour in words, for who reads today."""
        return when(self.at, self.created_at, self.departement)

    @property
    def goes(self) -> "CallAnswer | None":
        """The answer of the association that goes."""
        return next((one for one in self.answers.all() if one.going and one.withdrawn_at is None), None)

    @property
    def returns(self) -> list[datetime]:
        """When an association that went took it back, each time: it waits anew since."""
        return sorted(one.withdrawn_at for one in self.answers.all() if one.going and one.withdrawn_at)

    @property
    def since(self) -> datetime:
        """Since when it waits."""
        return max([self.created_at, *self.returns])

    def answer_of(self, body: UUID) -> "CallAnswer | None":
        """What an association answers now."""
        return next((one for one in self.answers.all() if one.body_id == body and one.withdrawn_at is None), None)

    def left_by(self, body: UUID) -> bool:
        """Whether an association that went says now that it can't any more."""
        own = self.answer_of(body)
        went = any(one.going and one.withdrawn_at for one in self.answers.all() if one.body_id == body)
        return went and own is not None and not own.going

    def waits_for(self, body: UUID) -> bool:
        """Whether nobody goes and an association has said nothing since: a « can't » of before is asked again."""
        own = self.answer_of(body)
        return self.goes is None and (own is None or own.created_at < self.since)

    def unanswered(self, antennes: Collection[UUID]) -> bool:
        """Whether nobody goes, long enough for the délégation to be told; at once where every one of these can't."""
        every = all(self.answer_of(antenne) for antenne in antennes)
        return self.goes is None and (every or clock.now() >= self.since + UNANSWERED)


class CallAnswer(DepartementRow):
    """What an association answers to a call: it goes, or can't. One answer each, and one alone goes.

    Taken back by the same association (`withdrawn_at`), it is kept beside the one that comes in its place.
    """

    WRITERS = ANTENNE_ROLES
    READERS = (*READ_BY, Role.SYSTEM)
    MOVING = ("withdrawn_at",)
    FROZEN = "withdrawn_at"
    COUNTED = False

    call = models.ForeignKey(PresenceCall, on_delete=models.CASCADE, related_name="answers")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    going = models.BooleanField("y va")
    withdrawn_at = models.DateTimeField("reprise le", null=True, blank=True)

    class Meta:
        verbose_name = "réponse à un appel"
        verbose_name_plural = "réponses à un appel"
        constraints = [
            models.UniqueConstraint(
                fields=["call", "body"], condition=models.Q(withdrawn_at=None), name="network_one_answer"
            ),
            models.UniqueConstraint(
                fields=["call"], condition=models.Q(going=True, withdrawn_at=None), name="network_one_goes"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class CallTold(DepartementRow):
    """Whom a mail told that a call waits: once each, and once more each time that who went takes it back (`turn`)."""

    WRITERS = (Role.SYSTEM,)
    READERS = (Role.SYSTEM,)
    MOVING = ()
    COUNTED = False

    call = models.ForeignKey(PresenceCall, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    what = models.CharField("pourquoi", max_length=6, choices=CallReason.choices)
    turn = models.PositiveSmallIntegerField("fois")

    class Meta:
        verbose_name = "personne prévenue d’un appel"
        verbose_name_plural = "personnes prévenues d’un appel"
        constraints = [models.UniqueConstraint(fields=["call", "user", "what", "turn"], name="network_told_once")]

    def __str__(self) -> str:
        return str(self.pk)
