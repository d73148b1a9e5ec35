"""The trace: who did or read what, about whom. Ids and codes only, never a content."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from rivage.core.models import Retention, Row


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, membership: Any) -> "EventQuerySet":
        """The auditor reads all; an antenne what concerns its people. `membership`: an `accounts.Membership`.

        Never what was done about people who set its user aside: the database hides it (`app_set_aside`).
        """
        if membership.role == "auditor":
            return self
        if membership.is_antenne:
            return self.filter(antennes__contains=[membership.body_id])
        return self.none()


class Event(Row):
    """One act or one reading, written in the transaction of the act.

    No foreign key: an event outlives what it speaks of. `antennes` are those of the people concerned, so that each
    antenne reads the trace of its own files. `seal` is the only column that ever changes, once, from null.
    """

    RETENTION = (
        Retention(
            "trace des lectures",
            active="douze mois",
            then="destruction du segment scellé",
            to_confirm="chaque délégué",
            months=12,
        ),
    )

    at = models.DateTimeField("instant")
    kind = models.CharField("acte", max_length=60)
    user_id = models.UUIDField("compte", null=True)
    membership_id = models.UUIDField("fonction", null=True)
    role = models.CharField("rôle", max_length=20, blank=True)
    departement = models.CharField("département", max_length=3, blank=True)
    people = ArrayField(models.UUIDField(), verbose_name="personnes", default=list)
    antennes = ArrayField(models.UUIDField(), verbose_name="antennes", default=list)
    object_id = models.UUIDField("objet", null=True)
    details = models.JSONField("codes", default=dict)
    seal = models.BigIntegerField("scellé", null=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "événement"
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_event_latest"),
            GinIndex(fields=["people"], name="audit_event_people"),
            models.Index(fields=["at", "id"], name="audit_event_unsealed", condition=models.Q(seal__isnull=True)),
            models.Index(fields=["seal"], name="audit_event_seal"),
            models.Index(fields=["membership_id", "at"], name="audit_event_membership"),
            models.Index(
                fields=["object_id", "at"],
                name="audit_event_stopped",
                condition=models.Q(kind__in=("reading_stopped", "reading_reopened")),
            ),
        ]


class Seal(models.Model):
    """One link of the national chain: the events of a minute, in (at, id) order, under the sealing key."""

    n = models.BigIntegerField("rang", primary_key=True)
    at = models.DateTimeField("instant")
    count = models.IntegerField("événements")
    previous = models.BinaryField("lien précédent")
    hmac = models.BinaryField("empreinte")

    class Meta:
        verbose_name = "scellé"
