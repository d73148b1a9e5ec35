"""A person, what she is called, her children, and who accompanies her."""

from collections.abc import Iterable
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q

from rivage.accounts.enums import ANTENNE_ROLES, Role
from rivage.accounts.models import Body, Membership, User
from rivage.core import clock, ids
from rivage.core.db.rules import RowRule
from rivage.core.models import Row
from rivage.people.enums import (
    AccompanimentKind,
    AgeBand,
    ApsNeed,
    BirthSource,
    Slice,
    Zone,
)
from rivage.people.models.base import PersonRow, PersonRowQuerySet, narrowed_to, of_her
from rivage.people.models.gates import NotAside
from rivage.people.models.rules import ANTENNE, person_rules
from rivage.people.models.share import Share
from rivage.people.retention import ACCOMPANIMENT, PROCEDURE
from rivage.vault.enums import KeyKind
from rivage.vault.fields import EncryptedField


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, membership: Membership, slice_: str = Slice.REFERENCE) -> "PersonQuerySet":
        """The one gate to people: those this membership accompanies, or whose slice is open to it now.

        Never those who set its user aside: the user of the perimeter, in every function (`rivage_excluded`).
        """
        seen = self._known()
        if membership.is_antenne:
            own = seen.filter(antenne=membership.body_id)
            if membership.role == Role.LEAD:
                return own
            accompanied = Accompaniment.objects.in_force().filter(user=membership.user_id)
            return own.filter(pk__in=accompanied.values("person"))
        if not membership.holders or slice_ == Slice.PRIVATE:
            return seen.none()
        open_ = Share.objects.in_force(clock.now()).filter(holder__in=membership.holders, slices__contains=[slice_])
        return seen.filter(pk__in=open_.values("person"))

    def openings(self, membership: Membership) -> "models.QuerySet[Share]":
        """The shares in force that open somebody to this membership, of those whom `visible_to` gives for a slice."""
        opened = Share.objects.in_force(clock.now()).filter(holder__in=membership.holders)
        return opened.filter(person__in=self._known().values("pk"))

    def slices_of(self, membership: Membership, person: UUID, slices: Iterable[str]) -> set[str]:
        """Which of these slices of a person are open to this membership, as `visible_to` says of each: one query."""
        if membership.is_antenne:
            return set(slices) if self.visible_to(membership).filter(pk=person).exists() else set()
        known = self._known().filter(pk=person)
        opened = Share.objects.in_force(clock.now()).filter(holder__in=membership.holders)
        shares = opened.filter(person__in=known.values("pk"))
        held = {slice_ for share in shares.values_list("slices", flat=True) for slice_ in share}
        return held.intersection(slices) - {Slice.PRIVATE}

    def _known(self) -> "PersonQuerySet":
        """Those who may be known of at all, by whoever acts."""
        person = narrowed_to()
        asked = self.filter(pk=person) if person else self
        return asked.filter(NotAside("pk"), erased_on__isnull=True)

    def alone_in(self, antenne: UUID) -> "PersonQuerySet":
        """Whom nobody accompanies, of the people of this antenne: whoever did has no function there any more.

        Who has one is read once for all of them, and not from each.
        """
        there = Membership.objects.in_force(clock.now()).filter(role__in=ANTENNE_ROLES, body=antenne)
        carried = Accompaniment.objects.in_force().filter(user__in=there.values("user"), **of_her())
        return self.filter(antenne=antenne).exclude(pk__in=carried.values("person"))


class Person(Row):
    """A person accompanied by an antenne. Her name is in `Identity`: outside a path it is optional.

    `erased_on`: her keys and nominative rows are gone; the bare row stays for what refers to it, and nobody sees it.
    """

    SLICE: ClassVar[str] = Slice.REFERENCE
    KEY_OWNER: ClassVar[str] = "id"
    WRITERS = (ANTENNE,)
    # Nobody accompanies whoever is not written down yet.
    ADDED_BY_HERS = False
    RETENTION = (ACCOMPANIMENT, PROCEDURE)

    reference = models.CharField("numéro de dossier", max_length=8, unique=True, default=ids.file_number)
    antenne = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", verbose_name="antenne")
    departement = models.CharField("département", max_length=3)
    age_band = models.CharField("tranche d’âge", max_length=8, choices=AgeBand.choices, default=AgeBand.UNKNOWN)
    aps_need = models.CharField("besoin d’une APS", max_length=13, choices=ApsNeed.choices, default=ApsNeed.UNKNOWN)
    erased_on = models.DateField("effacée le", null=True, blank=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "personne"
        indexes = [models.Index(fields=["antenne", "created_at"], name="people_person_antenne")]

    def __str__(self) -> str:
        return self.reference

    @classmethod
    def rules(cls) -> list[RowRule]:
        """As a row about her, without their guard: `people_person_guard` in rows.sql."""
        return person_rules(cls, "id")


class Identity(PersonRow):
    """What she is called and what papers say. `name_in_use` is the name on screens and letters (design §6)."""

    SLICE: ClassVar[str] = Slice.IDENTITY
    WRITERS = (ANTENNE,)
    DELETABLE = True
    RETENTION = (ACCOMPANIMENT, PROCEDURE)

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="identity")
    name_in_use = EncryptedField("nom d’usage", default="")
    civility = EncryptedField("civilité choisie", default="")
    family_name = EncryptedField("nom de famille à l’état civil", default="")
    given_names = EncryptedField("prénoms à l’état civil", default="")
    # "1994", "1994-03" or "1994-03-12": each part is optional but the year comes first.
    birth = EncryptedField("naissance", default="")
    birth_source = models.CharField("comment on le sait", max_length=7, choices=BirthSource.choices, default="unknown")
    birth_place = EncryptedField("lieu de naissance", default="")
    nationality = EncryptedField("nationalité", default="")
    zone = EncryptedField("nationalité, au sens de l’aide", default=Zone.UNKNOWN)

    class Meta:
        verbose_name = "identité"

    @property
    def called(self) -> str:
        """The name screens and letters use: the one she chose, else the civil one."""
        return self.name_in_use or f"{self.given_names} {self.family_name}".strip()


class Child(PersonRow):
    """A child. Read by the antenne alone; others read counts. No field says where a child lives abroad."""

    SLICE: ClassVar[str] = Slice.PRIVATE
    KEY: ClassVar[str] = KeyKind.PRIVATE
    WRITERS = (ANTENNE,)
    DELETABLE = True
    RETENTION = (ACCOMPANIMENT,)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="children")
    given_name = EncryptedField("prénom", default="")
    birth = EncryptedField("naissance", default="")
    in_charge = models.BooleanField("à charge", default=False)
    lives_with_her = models.BooleanField("vit avec la personne", default=False)

    class Meta:
        verbose_name = "enfant"


class AccompanimentQuerySet(PersonRowQuerySet["Accompaniment"]):
    def in_force(self) -> Self:
        instant = clock.now()
        return self.filter(Q(ends__isnull=True) | Q(ends__gt=instant), starts__lte=instant)

    def carried(self) -> Self:
        """Those in force whose user still acts for her antenne: the end of a function leaves its rows as they were."""
        return self.in_force().with_here().filter(here=True)

    def with_here(self) -> Self:
        """With `here`: whether its user acts for her antenne now."""
        acting = Membership.objects.in_force(clock.now()).filter(role__in=ANTENNE_ROLES)
        return self.annotate(here=Exists(acting.filter(user=OuterRef("user"), body=OuterRef("antenne_id"))))

    def to_tell(self) -> Self:
        """Who takes over and of whom she was not told yet."""
        return self.in_force().filter(takes_over=True, told_on__isnull=True)


class Accompaniment(PersonRow):
    """Who, inside the antenne, accompanies her. The antenne's lead reads all; others only those they accompany.

    `takes_over`: from somebody who accompanies her no more, so that she is to be told; `told_on`: the day she was;
    noted wrong, the day it had stays in a `RelayCorrection`.
    """

    SLICE: ClassVar[str] = Slice.PRIVATE
    WRITERS = (ANTENNE,)
    MOVING = ("ends", "told_on")
    # Who adds the first of hers, `people_accompaniment_guard` says.
    ADDED_BY_HERS = False
    DELETABLE = True
    RETENTION = (ACCOMPANIMENT,)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="accompaniments")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("rôle", max_length=11, choices=AccompanimentKind.choices)
    starts = models.DateTimeField("début", default=clock.now)
    ends = models.DateTimeField("fin", null=True, blank=True)
    takes_over = models.BooleanField("prend la suite", default=False)
    told_on = models.DateField("elle le sait depuis le", null=True, blank=True)
    # Of `with_here`.
    here: bool

    # The plugin takes for an instance's own what replaces the manager of the base.
    objects = AccompanimentQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = "accompagnement"
        indexes = [
            models.Index(fields=["user", "person"], name="people_accompaniment_user"),
            models.Index(
                fields=["person"], condition=Q(takes_over=True, told_on__isnull=True), name="people_relay_to_tell"
            ),
        ]


class RelayCorrection(PersonRow):
    """The day on which she was told who takes over had been noted wrong: that day, and why it was not so."""

    SLICE: ClassVar[str] = Slice.PRIVATE
    KEY: ClassVar[str] = KeyKind.PRIVATE
    WRITERS = (ANTENNE,)
    MOVING = ()
    DELETABLE = True
    RETENTION = (ACCOMPANIMENT,)

    accompaniment = models.ForeignKey(Accompaniment, on_delete=models.PROTECT, related_name="corrections")
    told_on = models.DateField("avait été noté le")
    corrected_on = models.DateField("corrigé le")
    reason = EncryptedField("pourquoi", default="")

    class Meta:
        verbose_name = "correction de ce qu’elle sait"
        ordering = ["created_at"]
