"""What the doors know of an account beside its password. Read and written by the login of the doors alone."""

from datetime import timedelta

from django.db import models

from rivage.accounts.enums import INSTRUCTING, KnownBy
from rivage.accounts.models import Membership, User
from rivage.core import clock
from rivage.core.models import DepartementRow, Row
from rivage.doors.enums import FactorKind, LinkPurpose, NoticeKind, StandingPurpose

LABEL = 60
# A request that nobody confirmed is over after this time; one that was confirmed waits before it opens anything, so
# that whoever it is about may refuse it, and serves for as long as its link.
ASKED, DELAY, OPEN = timedelta(days=7), timedelta(hours=24), timedelta(days=3)
# A request to open what wrong tries closed is over after this time.
LIFTED = timedelta(hours=24)
HOURS = int(DELAY.total_seconds() // 3600)


class Factor(Row):
    """A second factor of an account: a passkey of her device, or an application that shows codes.

    `credential`, `public`: of a passkey, its id and what the device gave (COSE key, never secret). `secret`: of an
    application, sealed by the keyset of the doors and bound to this row. `last_step`: the last interval of thirty
    seconds whose code was taken; none is taken twice.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("moyen", max_length=8, choices=FactorKind.choices)
    label = models.CharField("nom de l’appareil", max_length=LABEL)
    credential = models.BinaryField("identifiant de la clé", null=True, unique=True)
    public = models.BinaryField("clé publique", null=True)
    count = models.BigIntegerField("compteur de la clé", default=0)
    secret = models.BinaryField("secret scellé", null=True)
    last_step = models.BigIntegerField("dernier intervalle pris", default=0)
    used_at = models.DateTimeField("servi le", null=True)
    ended_at = models.DateTimeField("retiré le", null=True)

    class Meta:
        verbose_name = "second facteur"
        verbose_name_plural = "seconds facteurs"
        indexes = [models.Index(fields=["user"], name="doors_factor_user")]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(kind=FactorKind.TOTP, ended_at=None),
                name="doors_one_application",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class RecoveryCode(Row):
    """A code that opens once, without the device. The database holds its digest, with the account's id in it."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    digest = models.BinaryField("empreinte", unique=True)
    used_at = models.DateTimeField("servi le", null=True)
    ended_at = models.DateTimeField("remplacé le", null=True)

    class Meta:
        verbose_name = "code de secours"
        verbose_name_plural = "codes de secours"
        indexes = [models.Index(fields=["user"], name="doors_code_user")]

    def __str__(self) -> str:
        return str(self.pk)


class WrongCode(Row):
    """A code that was not the right one, until a right one comes: counted, so that nobody guesses."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "code refusé"
        verbose_name_plural = "codes refusés"
        indexes = [models.Index(fields=["user", "created_at"], name="doors_wrong_user")]

    def __str__(self) -> str:
        return str(self.pk)


class OneTimeLink(Row):
    """A link sent to somebody's address. The database holds the digest of its token.

    `verifier`: of the password chosen by a link that gives an account back, which is as it was until a second factor
    stands.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField("ouvre", max_length=10, choices=LinkPurpose.choices)
    digest = models.BinaryField("empreinte", unique=True)
    ends = models.DateTimeField("fin")
    used_at = models.DateTimeField("servi le", null=True)
    verifier = models.CharField("vérificateur", max_length=300, blank=True)

    class Meta:
        verbose_name = "lien à usage unique"
        verbose_name_plural = "liens à usage unique"
        indexes = [models.Index(fields=["user"], name="doors_link_user")]

    def __str__(self) -> str:
        return str(self.pk)


class SpentChallenge(Row):
    """A challenge that a passkey answered well: it is taken once. Kept as long as it could be answered."""

    digest = models.BinaryField("empreinte", unique=True)

    class Meta:
        verbose_name = "défi répondu"
        verbose_name_plural = "défis répondus"

    def __str__(self) -> str:
        return str(self.pk)


class Knock(Row):
    """How many entries were refused to an address, or pages to an account, within a quarter of an hour: few are traced
    one by one.
    """

    block = models.CharField("adresse", max_length=45, unique=True)
    many = models.PositiveIntegerField("essais", default=1)

    class Meta:
        verbose_name = "essais d’une adresse"
        verbose_name_plural = "essais des adresses"

    def __str__(self) -> str:
        return str(self.pk)


class RecoveryQuerySet(models.QuerySet["Recovery"]):
    def live(self) -> "RecoveryQuerySet":
        """Those that still lead somewhere."""
        now = clock.now()
        waiting = models.Q(confirmed_at=None, created_at__gt=now - ASKED) | models.Q(opens_at__gt=now - OPEN)
        # Her function gone, nothing is given back under it.
        return self.filter(waiting, ended_at=None, done_at=None, membership__ends__gt=now)

    def opening(self) -> "RecoveryQuerySet":
        """Those whose link opens an account now."""
        return self.live().filter(opens_at__lte=clock.now())


class Recovery(Row):
    """That an account be opened anew for its holder, who lost her device or forgot her password: asked by one person,
    confirmed by another, then a delay during which anybody concerned may refuse.

    `membership`: her function under which she is known to who asks. `ended_by`: who refused or took it back.
    """

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    known_by = models.CharField("reconnue par", max_length=6, choices=KnownBy.choices)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    confirmed_at = models.DateTimeField("confirmée le", null=True, blank=True)
    known_too = models.CharField("reconnue aussi par", max_length=6, choices=KnownBy.choices, blank=True)
    opens_at = models.DateTimeField("ouvre le", null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    ended_at = models.DateTimeField("refusée le", null=True, blank=True)
    done_at = models.DateTimeField("servie le", null=True, blank=True)

    objects = RecoveryQuerySet.as_manager()

    class Meta:
        verbose_name = "accès à rendre"
        verbose_name_plural = "accès à rendre"
        indexes = [models.Index(fields=["user"], name="doors_recovery_user")]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(ended_at=None, done_at=None), name="doors_one_recovery"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class UnlockingQuerySet(models.QuerySet["Unlocking"]):
    def live(self) -> "UnlockingQuerySet":
        """Those that nobody confirmed yet, and may."""
        now = clock.now()
        return self.filter(confirmed_at=None, created_at__gt=now - LIFTED, membership__ends__gt=now)


class Unlocking(Row):
    """That what wrong tries closed of an account be open again, as it was: asked by one person, done by another.

    Nothing else of the account changes. `membership`: as of a `Recovery`.
    """

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    known_by = models.CharField("reconnue par", max_length=6, choices=KnownBy.choices)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    confirmed_at = models.DateTimeField("confirmée le", null=True, blank=True)
    known_too = models.CharField("reconnue aussi par", max_length=6, choices=KnownBy.choices, blank=True)

    objects = UnlockingQuerySet.as_manager()

    class Meta:
        verbose_name = "compte à rouvrir"
        verbose_name_plural = "comptes à rouvrir"
        indexes = [models.Index(fields=["user"], name="doors_unlocking_user")]

    def __str__(self) -> str:
        return str(self.pk)


class LinkedIdentity(Row):
    """An identity of ProConnect that opens an account: its issuer and its subject, and nothing else of it.

    Linked and unlinked by the holder of the account alone; an account has one at a time.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    issuer = models.CharField("émetteur", max_length=255)
    subject = models.CharField("sujet", max_length=255)
    used_at = models.DateTimeField("servi le", null=True)
    ended_at = models.DateTimeField("retiré le", null=True)

    class Meta:
        verbose_name = "identité ProConnect"
        verbose_name_plural = "identités ProConnect"
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject"], condition=models.Q(ended_at=None), name="doors_one_account"
            ),
            models.UniqueConstraint(fields=["user"], condition=models.Q(ended_at=None), name="doors_one_identity"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class KnownDevice(Row):
    """A browser by which an account was entered: a digest of what it keeps, with the account's id in it."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    digest = models.BinaryField("empreinte", unique=True)
    label = models.CharField("navigateur", max_length=LABEL)

    class Meta:
        verbose_name = "navigateur connu"
        verbose_name_plural = "navigateurs connus"
        indexes = [models.Index(fields=["user"], name="doors_device_user")]

    def __str__(self) -> str:
        return self.label


class Notice(Row):
    """What a holder is told by mail of an account, whoever did it: noted in the transaction of its cause.

    `recovery`: about which request; `label`: about which browser. `due`: before which it does not leave; `tried_at`:
    when it was last tried; `given_up_at`: since when nobody tries any more.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    what = models.CharField("ce qui est dit", max_length=10, choices=NoticeKind.choices)
    recovery = models.ForeignKey(Recovery, on_delete=models.PROTECT, related_name="+", null=True)
    label = models.CharField("navigateur", max_length=LABEL, blank=True)
    due = models.DateTimeField("à dire le", default=clock.now)
    tried_at = models.DateTimeField("essayé le", null=True)
    told_at = models.DateTimeField("dit le", null=True)
    given_up_at = models.DateTimeField("abandonné le", null=True)

    class Meta:
        verbose_name = "avis au titulaire d’un compte"
        verbose_name_plural = "avis aux titulaires des comptes"
        indexes = [
            models.Index(
                fields=["due"], condition=models.Q(told_at=None, given_up_at=None), name="doors_notice_untold"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class StandingLink(Row):
    """An address that opens without an account, for as long as it stands: what a calendar reads again each day.

    The database holds the digest of its token. `membership`: whose département it reads, and nothing about anybody.
    """

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField("ouvre", max_length=10, choices=StandingPurpose.choices)
    digest = models.BinaryField("empreinte", unique=True)
    ends = models.DateTimeField("fin")
    ended_at = models.DateTimeField("retiré le", null=True, blank=True)
    used_at = models.DateTimeField("servi le", null=True, blank=True)

    class Meta:
        verbose_name = "adresse d’agenda"
        verbose_name_plural = "adresses d’agenda"
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "purpose"], condition=models.Q(ended_at=None), name="doors_one_standing"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ServiceCode(DepartementRow):
    """A code of one service of police or gendarmerie, for a month: it reads nothing, and calls the associations of its
    département (ADR 0052). Drawn by whoever instructs there; the database holds its digest.

    `prefix`: its first signs, by which two codes are told apart and tries are counted. `phone`: to call it back.
    """

    WRITERS = INSTRUCTING
    READERS = INSTRUCTING
    MOVING = ("ended_at", "used_at")
    FROZEN = "ended_at"
    COUNTED = False

    service = models.CharField("service", max_length=80)
    phone = models.CharField("téléphone du service", max_length=20)
    prefix = models.CharField("début du code", max_length=4)
    digest = models.BinaryField("empreinte", unique=True)
    drawn_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    ends = models.DateTimeField("fin")
    ended_at = models.DateTimeField("retiré le", null=True, blank=True)
    used_at = models.DateTimeField("servi le", null=True, blank=True)

    class Meta:
        verbose_name = "code de service"
        verbose_name_plural = "codes de service"

    def __str__(self) -> str:
        return self.prefix
