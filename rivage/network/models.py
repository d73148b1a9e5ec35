"""What a service and the associations of its département say to one another, without naming anybody."""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef

from rivage.accounts.enums import ANTENNE_ROLES
from rivage.accounts.models import Body, Membership
from rivage.core import clock
from rivage.core.models import DepartementRow, Retention
from rivage.doors.models import ServiceCode
from rivage.network.enums import Language, MeetingPlace

# How long a call stands after its hour; seven days after it, it is erased (`network_forget`).
STANDS = timedelta(hours=24)
MOST_PEOPLE = 60


class PresenceCallQuerySet(models.QuerySet["PresenceCall"]):
    def visible_to(self, membership: Membership) -> "PresenceCallQuerySet":
        """Those that stand in the départements of whoever accompanies there."""
        if membership.role not in ANTENNE_ROLES:
            return self.none()
        return self.filter(departement__in=membership.departements, at__gt=clock.now() - STANDS)

    def waiting(self, membership: Membership) -> "PresenceCallQuerySet":
        """Of those, to which nobody goes yet and which her association has not answered."""
        answered = CallAnswer.objects.filter(call=OuterRef("pk"))
        own = Exists(answered.filter(body=membership.body_id))
        return self.visible_to(membership).exclude(own).exclude(Exists(answered.filter(going=True)))


class PresenceCall(DepartementRow):
    """A service asks that an association come: how many people, which languages, when, where, and nobody's name.

    Written by the code of the service alone, which the database reads again (`network_call_guard`): département,
    service and telephone are those of the code.
    """

    WRITERS = ()
    READERS = ANTENNE_ROLES
    MOVING = ()
    COUNTED = False
    RETENTION = (
        Retention(
            "appels d’un service, sans nom",
            active="sept jours après l’heure demandée",
            then="effacement, avec les réponses",
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


class CallAnswer(DepartementRow):
    """What an association answers to a call: it goes, or can't. One answer each, and one alone goes."""

    WRITERS = ANTENNE_ROLES
    READERS = ANTENNE_ROLES
    MOVING = ()
    COUNTED = False

    call = models.ForeignKey(PresenceCall, on_delete=models.CASCADE, related_name="answers")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    going = models.BooleanField("y va")

    class Meta:
        verbose_name = "réponse à un appel"
        verbose_name_plural = "réponses à un appel"
        constraints = [
            models.UniqueConstraint(fields=["call", "body"], name="network_one_answer"),
            models.UniqueConstraint(fields=["call"], condition=models.Q(going=True), name="network_one_goes"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
