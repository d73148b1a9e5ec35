"""Who works with Rivage: bodies, users, and the memberships by which one acts for the other."""

import re
import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rivage.accounts import roles, verifiers
from rivage.accounts.enums import BodyKind, KnownBy, Role
from rivage.core import clock
from rivage.core.db.rules import RowRule, closed
from rivage.core.french import folded, lines_of
from rivage.core.models import OpenRow, Row
from rivage.core.perimeter import Perimeter, WayIn
from rivage.law import territory

POSTCODE = re.compile(r"\b\d{5}\s+\w")
# « La directrice départementale déléguée aux droits des femmes et à l’égalité »; the act that a decision cites.
QUALITY, SIGNING_ACT = 160, 200


class Body(OpenRow):
    """An organism in whose name people act. An antenne belongs to its association's head office (`parent`)."""

    kind = models.CharField("nature", max_length=12, choices=roles.body_choices)
    name = models.CharField("nom", max_length=120)
    departement = models.CharField("département", max_length=3, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="antennes", verbose_name="association"
    )
    address = models.CharField("adresse de correspondance", max_length=300, blank=True)
    town = models.CharField("ville d’où ses papiers sont datés", max_length=80, blank=True)
    service = models.CharField("service qui écrit", max_length=120, blank=True, default="", db_default="")
    contact = models.CharField("comment le joindre", max_length=200, blank=True, default="", db_default="")
    foot = models.CharField("pied de page", max_length=200, blank=True, default="", db_default="")
    by_proconnect = models.BooleanField("exige ProConnect", default=False, db_default=False)
    notify_days = models.PositiveSmallIntegerField("jours pour notifier", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "organisme", "organismes"
        constraints = [
            models.UniqueConstraint(fields=["kind", "name", "departement"], name="accounts_body_unique"),
            models.UniqueConstraint(
                fields=["departement"], condition=Q(kind=BodyKind.PREFECTURE), name="accounts_one_prefecture"
            ),
            # Who takes the requirement back must come in while ProConnect does not answer.
            models.CheckConstraint(
                condition=Q(by_proconnect=False) | ~Q(kind=BodyKind.RIVAGE), name="accounts_team_by_any_door"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address_lines(self) -> tuple[str, ...]:
        """Where one writes to it: the lines of its address, then its town unless one has a postcode or is it."""
        lines = lines_of(self.address)
        said = any(POSTCODE.search(line) or folded(line) == folded(self.town) for line in lines)
        return lines if said or not self.town else (*lines, self.town)

    @property
    def contact_lines(self) -> tuple[str, ...]:
        """How one reaches it, as it is printed."""
        return lines_of(self.contact)


class RoleRow(models.Model):
    """What the database must know of a role: the most that may be opened to it, by whom; in which bodies it is given
    (`accounts.roles`).

    Written by `rivage migrate` from every roles.yaml. The application reads it, and may not write it.
    """

    code = models.CharField("fonction", max_length=12, primary_key=True)
    slices = ArrayField(models.CharField(max_length=15), verbose_name="parties")
    passes = ArrayField(models.CharField(max_length=15), verbose_name="parties à transmettre")
    months = models.PositiveSmallIntegerField("mois au plus")
    opened_by = ArrayField(models.CharField(max_length=12), verbose_name="ouvert par")
    own_files = models.BooleanField("lit son antenne", default=False)
    apart = models.BooleanField("ne lit rien d’un département", default=False, db_default=False)
    holds = models.CharField("au nom de", max_length=12, blank=True)
    by_seat = models.BooleanField("par siège", default=False)
    body = models.CharField("organisme", max_length=12, default="")
    leads = models.BooleanField("confirme les fonctions de son organisme", default=False)
    alone = models.BooleanField("son organisme est seul dans un département", default=False)
    automatic = models.BooleanField("de personne", default=False)
    relieves = ArrayField(models.CharField(max_length=12), verbose_name="relève", default=list)
    everywhere = models.BooleanField("partout", default=False)

    class Meta:
        db_table = "accounts_role"
        verbose_name = "fonction déclarée"
        verbose_name_plural = "fonctions déclarées"

    def __str__(self) -> str:
        return self.code


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who works with Rivage. No superuser, no staff: rights come from memberships alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("adresse de connexion", unique=True)
    name = models.CharField("nom affiché", max_length=120)
    is_active = models.BooleanField("actif", default=True)
    # When she chose her password and gave a second factor, by the link sent to her address: nothing opens before.
    activated_at = models.DateTimeField("ouvert le", null=True, blank=True)
    created_at = models.DateTimeField("créé le", default=clock.now, editable=False)
    password = verifiers.Verifier(_("password"), max_length=300)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "compte"
        verbose_name_plural = "comptes"

    def __str__(self) -> str:
        return self.name

    def set_password(self, raw_password: str | None) -> None:
        """Her verifier, sealed for this account (`verifiers`)."""
        super().set_password(raw_password)
        if raw_password is not None:
            self.password = verifiers.sealed(self.pk, self.password)

    def check_password(self, raw_password: str | None) -> bool:
        """A wrong one, and any of an account without one, take the same time."""
        return check_password(raw_password, verifiers.opened(self.pk, self.password))

    def get_session_auth_hash(self) -> str:
        """Nothing of the verifier, which the web does not read: a new password deletes every session."""
        return str(self.pk)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        return iter(())


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self, instant: datetime) -> "MembershipQuerySet":
        """Memberships that count at an instant: confirmed, begun, not ended, of an active account."""
        return self.filter(
            Q(user__is_active=True) | Q(user__isnull=True),
            confirmed_by__isnull=False,
            starts__lte=instant,
            ends__gt=instant,
        )

    def with_authority(self, body: Body, instant: datetime) -> "MembershipQuerySet":
        """Those in force who may confirm a function in this body."""
        return self.in_force(instant).filter(body=body, role__in=roles.authority(body.kind))

    def above(self, body: Body, instant: datetime) -> "MembershipQuerySet":
        """Those in force who confirm the next authority of this body where nobody is left in it."""
        if body.parent_id and body.parent:
            return self.with_authority(body.parent, instant)
        found = Q(pk__in=[])
        for kind in roles.bodies().values():
            if body.kind in kind.relieves:
                there = Q(body__kind=kind.code, role__in=kind.authority)
                found |= there if kind.everywhere else there & Q(departements__contains=[body.departement])
        return self.in_force(instant).filter(found)

    def leading(self, instant: datetime) -> "MembershipQuerySet":
        """Those in force who may confirm a function in their own body, whichever it is."""
        led = Q(pk__in=[])
        for kind in roles.bodies().values():
            led |= Q(body__kind=kind.code, role__in=kind.authority)
        return self.in_force(instant).filter(led)

    def governed_by(self, membership: "Membership") -> "MembershipQuerySet":
        """What a membership may see of others: all for the technical team, its own body for who has authority."""
        people = self.filter(user__isnull=False)
        if membership.role == Role.ADMIN:
            return people
        if membership.role in roles.authority(membership.body.kind):
            return people.filter(Q(body=membership.body_id) | self._relieved_by(membership))
        return self.none()

    def _relieved_by(self, membership: "Membership") -> Q:
        """Those who would lead a body that this one relieves, in which nobody leads any more."""
        below = leaderless_below(membership.body, membership.departements)
        return Q(body__in=below, role__in=roles.leading(), confirmed_by=None, ends__gt=clock.now())


def leaderless_below(body: Body, departements: list[str]) -> "models.QuerySet[Body]":
    """The bodies under this one in which nobody confirms functions any more: its own, and those that it relieves, in
    these départements. What is in one département has none.
    """
    if body.departement:
        return Body.objects.none()
    kind, relieved = roles.bodies().get(body.kind), Q(parent=body)
    if kind and kind.relieves:
        there = Q(kind__in=kind.relieves, parent=None)
        relieved |= there if kind.everywhere else there & Q(departement__in=departements)
    below = Body.objects.filter(relieved)
    led = Membership.objects.leading(clock.now()).filter(body__in=below)
    return below.exclude(pk__in=led.values("body"))


class Membership(OpenRow):
    """By which a user acts for a body: (user, body, role, départements, seat, start, compulsory end).

    It counts once proposed by one person and confirmed by another with authority in the body. `said_name`: what
    whoever proposed it by an address calls its holder, until it is confirmed. `known_by`: how who confirmed knew her.
    `seat_id`: the seat of a commission that it holds. `interim_act` names the dated act of an interim, six months at
    most. `quality`: of who signs decisions, printed above her name (CRPA L212-1), `signing_act`;
    `qualities_before`: those it had, until when and by which function, by the database alone. `welcomed_at`: its
    holder had read what it is for.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="memberships")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="memberships", verbose_name="organisme")
    said_name = models.CharField("nom écrit en la proposant", max_length=120, blank=True, default="", db_default="")
    role = models.CharField("rôle", max_length=12, choices=roles.role_choices)
    departements = ArrayField(models.CharField(max_length=3), verbose_name="départements", default=list, blank=True)
    seat_id = models.UUIDField("siège", null=True, blank=True)
    starts = models.DateTimeField("début")
    ends = models.DateTimeField("fin")
    interim_act = models.CharField("acte d’intérim", max_length=120, blank=True)
    quality = models.CharField("qualité", max_length=QUALITY, blank=True)
    signing_act = models.CharField(
        "délégation de signature", max_length=SIGNING_ACT, blank=True, default="", db_default=""
    )
    qualities_before = models.JSONField("qualités d’avant", null=True, blank=True, editable=False)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField("confirmé le", null=True, blank=True)
    known_by = models.CharField(
        "connue par", max_length=8, choices=KnownBy.choices, blank=True, default="", db_default=""
    )
    welcomed_at = models.DateTimeField("mot d’accueil lu le", null=True, blank=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "fonction"
        verbose_name_plural = "fonctions"
        indexes = [models.Index(fields=["user", "ends"], name="accounts_membership_user")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="accounts_membership_dates",
                violation_error_message="La fin d’une fonction vient après son début.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | (~Q(proposed_by=F("confirmed_by")) & ~Q(user=F("confirmed_by")) & ~Q(user=F("proposed_by"))),
                name="accounts_membership_two_people",
                violation_error_message="Une fonction est proposée par une personne et confirmée par une autre,"
                " qui ne sont pas celle qui la reçoit.",
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.SEAT) | Q(seat_id__isnull=False),
                name="accounts_membership_seat",
                violation_error_message="Un membre de la commission siège à un siège.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.body.name}"

    def counts_at(self, instant: datetime) -> bool:
        """Whether it is in force at an instant, as `in_force` says it."""
        active = self.user is None or self.user.is_active
        return active and self.confirmed_by_id is not None and self.starts <= instant < self.ends

    @property
    def holder_name(self) -> str:
        """What its holder is called: as written by who proposed it, until somebody confirms it (finding L1)."""
        said = "" if self.confirmed_by_id else self.said_name
        return said or (self.user.name if self.user else "")

    @property
    def zone(self) -> ZoneInfo:
        """Where its days are counted: its body's département, else the first that it acts for, else Paris."""
        return clock.zone(self.body.departement or next(iter(self.departements), territory.PARIS))

    @property
    def today(self) -> date:
        """The civil day where its body sits."""
        return clock.now().astimezone(self.zone).date()

    @property
    def last_day(self) -> date:
        """The last day on which it counts, in its zone."""
        return (self.ends - timedelta(microseconds=1)).astimezone(self.zone).date()

    @property
    def place(self) -> str:
        """Where it acts, e.g. "Cap Estuaire (33)"; an interim says so."""
        codes = f" ({', '.join(self.departements)})" if self.departements else ""
        return f"{self.body.name}{codes}{' par intérim' if self.interim_act else ''}"

    @property
    def is_antenne(self) -> bool:
        """Acts for the antenne that accompanies people."""
        return roles.role(self.role).own_files

    @property
    def holders(self) -> list[str]:
        """The names under which `people.Share` opens files to this membership."""
        return roles.role(self.role).holders(self.departements, self.seat_id)

    def perimeter(self) -> Perimeter:
        """What row policies let this membership reach."""
        bodies = (self.body_id,) if self.is_antenne else ()
        return Perimeter(
            role=self.role,
            membership=self.pk,
            user=self.user_id,
            bodies=bodies,
            holders=tuple(self.holders),
            departements=() if roles.role(self.role).apart else tuple(self.departements),
            keys=bodies or (self._keys() if self.holders else ()),
        )

    def _keys(self) -> tuple[uuid.UUID, ...]:
        bodies = Body.objects.filter(kind=BodyKind.PREFECTURE, departement__in=self.departements)
        return tuple(bodies.values_list("pk", flat=True))


def system_perimeter(*departements: str) -> Perimeter:
    """What a sweep reaches in these départements: rows kept for the system role, never a file."""
    way = WayIn("rivage_enter_system", (list(departements), []))
    return Perimeter(role=Role.SYSTEM, departements=departements, way=way)


def door_perimeter(user: uuid.UUID | None) -> Perimeter:
    """Whoever stands at the doors: no function, hence no row; what is traced there bears this user."""
    return Perimeter(role="", user=user, way=WayIn("rivage_enter_door", (user,)))


def digest_of(token: str) -> bytes:
    """What the database holds of a session's token."""
    return sha256(token.encode()).digest()


class OpenSession(Row):
    """A session of a browser: the digest of its token, whose it is, until when. Written by the login of the doors
    alone (`rivage_door`); what it opens is derived when it comes in (`rivage_enter`).

    `strong_at`: when a second factor was given; before, it opens nothing. `proved_at`: when one was last given.
    `opened_by`: `proconnect`, or "" for our own doors.
    """

    digest = models.BinaryField("empreinte", unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    ends = models.DateTimeField("fin")
    strong_at = models.DateTimeField("second facteur donné le", null=True)
    proved_at = models.DateTimeField("prouvé de nouveau le", null=True)
    device = models.CharField("appareil", max_length=80, blank=True)
    opened_by = models.CharField("ouverte par", max_length=10, blank=True, default="", db_default="")
    data = models.TextField("contenu")

    class Meta:
        db_table = "accounts_session"
        verbose_name = "session"
        verbose_name_plural = "sessions"

    def __str__(self) -> str:
        return str(self.pk)


class JobActor(models.Model):
    """Who asked for a job: written by a trigger as it is queued, read by `rivage_enter_job`. It goes with the job."""

    job = models.BigIntegerField("tâche", primary_key=True)
    membership = models.UUIDField("fonction", null=True)
    house = models.BooleanField("de la maison", default=False)

    DELETABLE: ClassVar[bool] = False

    class Meta:
        verbose_name = "demandeur d’une tâche"
        verbose_name_plural = "demandeurs de tâches"

    def __str__(self) -> str:
        return str(self.job)

    @classmethod
    def rules(cls) -> list[RowRule]:
        return closed(cls)
