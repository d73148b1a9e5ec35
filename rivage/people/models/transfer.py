"""She goes to another antenne: what the one she leaves keeps, the keys on their way, what the other one notes."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from rivage.accounts.enums import INSTRUCTING, Role
from rivage.accounts.models import Membership
from rivage.core.models import Row
from rivage.people.enums import Slice
from rivage.people.models.base import PersonRow
from rivage.people.models.gates import NotAside
from rivage.people.models.person import Accompaniment
from rivage.people.models.rules import ANTENNE
from rivage.people.retention import ACCOMPANIMENT


class TransferQuerySet(models.QuerySet["Transfer"]):
    def visible_to(self, membership: Membership) -> "TransferQuerySet":
        """Those of one's antenne: its lead all, others the codes they gave and those of whom they accompany. For
        whoever instructs, the files that were open to it and left the département.
        """
        seen = self.filter(NotAside("person_id"))
        if membership.is_antenne:
            own = seen.filter(antenne_id=membership.body_id)
            if membership.role == Role.LEAD:
                return own
            accompanied = Accompaniment.objects.in_force().filter(user=membership.user_id)
            return own.filter(Q(offered_by__user=membership.user_id) | Q(person_id__in=accompanied.values("person")))
        left = seen.filter(was_open=True, departement__in=membership.departements, closed_at__isnull=False)
        return left if membership.role in INSTRUCTING else seen.none()

    def pending(self, instant: datetime) -> "TransferQuerySet":
        return self.filter(cancelled_at__isnull=True, closed_at__isnull=True, ends__gt=instant)


class Transfer(Row):
    """An antenne lets a person go, at her word. It names neither where she goes nor why.

    The row stays with the antenne that she leaves: once she is welcomed elsewhere it is all that this antenne reads of
    her, a number and a date (`closed_at`). `was_open`: a délégation followed the file, and she left its département.
    `name_as_left`: a digest of the encrypted name, which tells whether she changed it since. `followed_since`: when
    the accompaniment that goes began, so that what this antenne counts still adds up once her file is elsewhere.
    """

    RETENTION = (ACCOMPANIMENT,)

    person_id = models.UUIDField("personne")
    antenne_id = models.UUIDField("antenne quittée")
    departement = models.CharField("département quitté", max_length=3)
    reference = models.CharField("numéro de dossier", max_length=8)
    with_notes = models.BooleanField("les notes suivent", default=False)
    offered_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField("code remis le")
    ends = models.DateTimeField("code valable jusqu’à")
    cancelled_at = models.DateTimeField("code annulé le", null=True, blank=True)
    closed_at = models.DateTimeField("suivi clos le", null=True, blank=True)
    was_open = models.BooleanField("suivie par la délégation", default=False)
    followed_since = models.DateField("accompagnée depuis le", null=True, editable=False)
    name_as_left = models.CharField("empreinte du nom au départ", max_length=64, db_default="", editable=False)

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = "départ vers une autre association"
        ordering = ["-offered_at"]
        indexes = [models.Index(fields=["antenne_id", "offered_at"], name="people_transfer_antenne")]
        constraints = [
            models.UniqueConstraint(
                fields=["person_id"],
                condition=Q(cancelled_at__isnull=True, closed_at__isnull=True),
                name="people_one_transfer",
                violation_error_message="Un code est déjà en cours pour cette personne.",
            ),
            models.CheckConstraint(condition=Q(ends__gt=F("offered_at")), name="people_transfer_dates"),
        ]


class TransferKey(Row):
    """Her keys and what she is called, under a secret derived from the code: no keyset opens them, nor this row alone.

    Written by the antenne that she leaves, read by no row policy: `people_transfer_look` gives it to whoever brings
    the code. Gone once the code has served or is cancelled.
    """

    RETENTION = (ACCOMPANIMENT,)

    transfer = models.OneToOneField(Transfer, on_delete=models.PROTECT, related_name="+")
    digest = models.BinaryField("empreinte du code", unique=True)
    label = models.BinaryField("comment elle s’appelle")
    private = models.BinaryField("clé privée")
    shared = models.BinaryField("clé partagée")

    class Meta:
        verbose_name = "clés en chemin"


class Arrival(PersonRow):
    """She came from another antenne. An erasure is written for those too: a backup may bring their keys back."""

    SLICE: ClassVar[str] = Slice.PRIVATE
    WRITERS = (ANTENNE,)
    RETENTION = (ACCOMPANIMENT,)

    origin = models.UUIDField("antenne quittée")
    accepted_at = models.DateTimeField("accueillie le")
    accepted_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    digest = models.BinaryField("empreinte du code")

    class Meta:
        verbose_name = "arrivée d’une autre association"
