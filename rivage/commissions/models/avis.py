"""A file on an agenda, who stands aside, and the avis on its two questions."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from rivage.accounts.enums import Source
from rivage.accounts.models import Membership
from rivage.commissions.enums import AfisAvis, AvisSense, DeportGround, VoteMode
from rivage.commissions.models.commission import Member
from rivage.commissions.models.seance import Seance
from rivage.dossiers.enums import Step
from rivage.dossiers.models import Demande
from rivage.people.enums import Slice
from rivage.people.models.base import PersonRow, PersonRowQuerySet
from rivage.people.retention import PROCEDURE
from rivage.vault.fields import EncryptedField

# Closed without an avis since they were put on an agenda: they are said there, and examined no more.
LEFT = (Step.WITHDRAWN, Step.FORWARDED, Step.WITHOUT_OBJECT)


class AgendaItemQuerySet(PersonRowQuerySet["AgendaItem"]):
    def kept(self) -> Self:
        """But those taken off before the convocation: nobody was told of them."""
        off = Q(postponed_at__isnull=False, postponed_by__isnull=True)
        before = Q(seance__convened_at__isnull=True) | Q(postponed_at__lt=F("seance__convened_at"))
        return self.exclude(off & before)

    def standing(self) -> Self:
        """Those that their session examines: neither postponed nor closed since."""
        return self.filter(postponed_at__isnull=True).exclude(demande__step__in=LEFT)

    def examined(self) -> Self:
        """The same, of several sessions: the few demandes that left are sought first, and not that of each file."""
        return self.filter(postponed_at__isnull=True).exclude(demande__in=Demande.objects.filter(step__in=LEFT))


class AgendaItem(PersonRow):
    """A demande on the agenda of a session. Taken off at will before the convocation; from then on it leaves by the
    chair's dated, reasoned postponement, with its session (`Seance.cancelled_at`), or without a gesture, when she left
    the département or when a death noted by mistake was taken back too late. The chair's alone have a `postponed_by`.

    The association presents (`presented_at`), then leaves (`left_at`): it doesn't sit while the commission rules. With
    an avis and no `presented_at`, whoever noted the avis said that it did not present.
    """

    SLICE: ClassVar[str] = Slice.REFERENCE
    WRITERS = ("delegate", "secretary", "chair")
    RETENTION = (PROCEDURE,)

    seance = models.ForeignKey(Seance, on_delete=models.PROTECT, related_name="items")
    demande = models.ForeignKey(Demande, on_delete=models.PROTECT, related_name="agenda_items")
    departement = models.CharField("département", max_length=3)
    position = models.PositiveSmallIntegerField("rang")
    presented_at = models.DateTimeField("présentée à", null=True, blank=True)
    left_at = models.DateTimeField("association retirée à", null=True, blank=True)
    postponed_at = models.DateTimeField("reportée le", null=True, blank=True)
    postponed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    postponed_reason = EncryptedField("raison du report", default="")

    # The plugin takes for an instance's own what replaces the manager of the base.
    objects = AgendaItemQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = "dossier à l’ordre du jour"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["seance", "demande"], condition=Q(postponed_at__isnull=True), name="commissions_item_once"
            )
        ]

    @property
    def left(self) -> bool:
        """Whether its demande was closed without an avis since."""
        return self.demande.step in LEFT


class DeportQuerySet(PersonRowQuerySet["Deport"]):
    def standing(self) -> Self:
        """Those that nobody took back."""
        return self.filter(taken_back_at__isnull=True)


class Deport(PersonRow):
    """A member stands aside on one file. Noted by mistake, it is taken back with a reason, and kept beside it."""

    SLICE: ClassVar[str] = Slice.REFERENCE
    WRITERS = ("delegate", "secretary", "chair", "seat")
    MOVING = ("taken_back_at", "taken_back_by_id", "taken_back_reason")
    FROZEN = "taken_back_at"
    RETENTION = (PROCEDURE,)

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="deports")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField("raison", max_length=10, choices=DeportGround.choices)
    taken_back_at = models.DateTimeField("repris le", null=True, blank=True)
    taken_back_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    taken_back_reason = EncryptedField("pourquoi il est repris", null=True)

    objects = DeportQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = "déport"
        constraints = [
            models.UniqueConstraint(
                fields=["item", "member"], condition=Q(taken_back_at__isnull=True), name="commissions_deport_once"
            )
        ]


class Avis(PersonRow):
    """What the commission says on two questions, path and AFIS. Frozen by the chair's signature of the relevé.

    Counts are of members' votes (one per person), never names; a dissent is noted if its author asks (CRPA R133-13).
    Those of the second question are empty when it was answered by consensus; it has reasons of its own. `version`
    counts the wordings.
    """

    SLICE: ClassVar[str] = Slice.AVIS
    WRITERS = ("delegate", "secretary", "chair")
    FROZEN = "signed_at"
    RETENTION = (PROCEDURE,)

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="avis")
    demande = models.ForeignKey(Demande, on_delete=models.PROTECT, related_name="avis")
    sense = models.CharField("sur le parcours", max_length=12, choices=AvisSense.choices)
    afis = models.CharField("sur l’aide", max_length=12, choices=AfisAvis.choices)
    mode = models.CharField("rendu", max_length=9, choices=VoteMode.choices)
    votes_for = models.PositiveSmallIntegerField("pour", null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField("contre", null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField("abstentions", null=True, blank=True)
    afis_for = models.PositiveSmallIntegerField("pour l’aide", null=True, blank=True)
    afis_against = models.PositiveSmallIntegerField("contre l’aide", null=True, blank=True)
    afis_abstentions = models.PositiveSmallIntegerField("abstentions sur l’aide", null=True, blank=True)
    present = models.PositiveSmallIntegerField("membres présents ou représentés", default=0)
    reasons = EncryptedField("raisons", default="")
    afis_reasons = EncryptedField("raisons sur l’aide", null=True)
    dissent = EncryptedField("désaccord à noter", default="")
    dissent_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField("version", default=1)
    rendered_at = models.DateTimeField("rendu le")
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    source = models.CharField("d’où vient ce fait", max_length=12, choices=Source.choices, default=Source.OWN_DESK)
    signed_at = models.DateTimeField("relevé signé le", null=True, blank=True)
    signed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_name = models.CharField("signé par, d’après le papier", max_length=120, blank=True)
    signed_source = models.CharField("signature notée", max_length=12, choices=Source.choices, blank=True)

    class Meta:
        verbose_name = "avis"
        verbose_name_plural = "avis"
        constraints = [
            models.CheckConstraint(
                condition=Q(mode=VoteMode.CONSENSUS)
                | Q(votes_for__isnull=False, votes_against__isnull=False, abstentions__isnull=False),
                name="commissions_avis_counts",
                violation_error_message="Un vote se note en nombres : pour, contre, abstentions.",
            )
        ]


class SignedReleve(PersonRow):
    """The relevé of a file as it was signed: members, wording, letterhead of that day. Frozen from the start."""

    SLICE: ClassVar[str] = Slice.AVIS
    WRITERS = ("delegate", "secretary", "chair")
    MOVING = ()
    RETENTION = (PROCEDURE,)

    avis = models.OneToOneField(Avis, on_delete=models.PROTECT, related_name="releve")
    sheet = EncryptedField("ce qu’il dit", default="")

    class Meta:
        verbose_name = "relevé signé"
        verbose_name_plural = "relevés signés"


class Extract(PersonRow):
    """The part of the minutes about one file: data frozen at signature, under her key."""

    SLICE: ClassVar[str] = Slice.AVIS
    WRITERS = ("delegate", "secretary", "chair")
    MOVING = ()
    RETENTION = (PROCEDURE,)

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="extract")
    data = EncryptedField("contenu figé", default="{}")

    class Meta:
        verbose_name = "extrait de procès-verbal"
