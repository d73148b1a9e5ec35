"""A warning raised before a right lapses."""

from typing import ClassVar

from django.db import models

from rivage.people.enums import Slice
from rivage.people.models.base import PersonRow
from rivage.people.retention import ACCOMPANIMENT
from rivage.rights.enums import ClockName


class Alert(PersonRow):
    """One warning to one holder: `due` is the first day without the right, `stage` how many days before it was raised.

    Unique for (person, clock, due, stage, holder): no warning twice. `holder`: the user who can act, `user:<id>`.
    Private, since holders tell who accompanies her. `ended_at`: it was no longer true. Written by the system perimeter
    of the département alone.
    """

    SLICE: ClassVar[str] = Slice.PRIVATE
    MOVING = ("sent_at", "ended_at")
    RETENTION = (ACCOMPANIMENT,)

    departement = models.CharField("département", max_length=3)
    clock = models.CharField("droit", max_length=9, choices=ClockName.choices)
    due = models.DateField("premier jour sans ce droit")
    stage = models.PositiveSmallIntegerField("jours avant")
    holder = models.CharField("à", max_length=60)
    raised_at = models.DateTimeField("levée le")
    sent_at = models.DateTimeField("envoyée le", null=True, blank=True)
    ended_at = models.DateTimeField("sans objet depuis", null=True, blank=True)

    class Meta:
        verbose_name = "alerte"
        indexes = [models.Index(fields=["departement", "due"], name="rights_alert_due")]
        constraints = [
            models.UniqueConstraint(fields=["person", "clock", "due", "stage", "holder"], name="rights_alert_once")
        ]
