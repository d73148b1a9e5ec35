"""After the path: whether news may be asked of her, how and until when, and that none came."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from rivage.accounts.models import Membership
from rivage.law.wording import day
from rivage.people.enums import Slice
from rivage.people.models.base import PersonRow
from rivage.people.models.rules import ANTENNE
from rivage.people.retention import ACCOMPANIMENT
from rivage.support.enums import Moment
from rivage.vault.enums import KeyKind
from rivage.vault.fields import EncryptedField


class NewsAccord(PersonRow):
    """What she answered, once out: may we ask for news, how, until when. No row is no accord.

    `exit_on`: the day she left, which it is of. The last written stands; the former stay, as she said them then.
    """

    SLICE: ClassVar[str] = Slice.PRIVATE
    KEY: ClassVar[str] = KeyKind.PRIVATE
    WRITERS = (ANTENNE,)
    MOVING = ()
    OWN_HAND = True
    PAST = ("exit_on", "asked_on")
    COUNTED = False
    RETENTION = (ACCOMPANIMENT,)

    exit_on = models.DateField("sortie le")
    asked_on = models.DateField("demandé le")
    agreed = models.BooleanField("accepte qu’on lui demande de ses nouvelles")
    way = EncryptedField("par quel moyen", default="")
    until = models.DateField("jusqu’au", null=True, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="remplace"
    )
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "accord pour des nouvelles"
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed=False, until__isnull=True) | Q(agreed=True, until__gt=F("asked_on")),
                name="support_news_until",
                violation_error_message="Un accord a un dernier jour ; un refus n’en a pas.",
            ),
        ]

    @property
    def said(self) -> str:
        """« oui, par téléphone, jusqu’au 3 mars 2028, dit le 4 avril »."""
        if not self.agreed or self.until is None:
            return f"non, dit le {day(self.asked_on)}"
        way = f", {self.way}" if self.way else ""
        return f"oui{way}, jusqu’au {day(self.until)}, dit le {day(self.asked_on)}"


class NoNews(PersonRow):
    """She agreed, was asked, and none came: at six or at twelve months. An evaluation of the same moment says more."""

    SLICE: ClassVar[str] = Slice.PRIVATE
    WRITERS = (ANTENNE,)
    MOVING = ()
    OWN_HAND = True
    PAST = ("exit_on", "day")
    UNCOUNTED = ("recorded_by",)
    RETENTION = (ACCOMPANIMENT,)

    exit_on = models.DateField("sortie le")
    moment = models.CharField("moment", max_length=7, choices=Moment.choices)
    day = models.DateField("constaté le")
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "sans nouvelles"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "exit_on", "moment"],
                name="support_no_news_once",
                violation_error_message="Il est déjà noté qu’aucune nouvelle n’est venue.",
            ),
            models.CheckConstraint(
                condition=Q(moment__in=[Moment.SIX, Moment.TWELVE], day__gte=F("exit_on")), name="support_no_news"
            ),
        ]
