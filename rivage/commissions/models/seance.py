"""A session: convocation, attendance, paper copies, minutes. Nothing here speaks of a person accompanied."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from rivage.accounts.fields import OfficeField, OfficeJson
from rivage.accounts.models import Membership
from rivage.commissions.enums import AttendanceMode, Reply
from rivage.commissions.models.commission import Member
from rivage.core import clock
from rivage.core.models import DepartementRow

# Those of the commission, and who decides.
IN_THE_ROOM = ("delegate", "secretary", "chair", "seat", "signatory")


class Seance(DepartementRow):
    """A session of one commission. What it is (planned, convened, open, closed) is read from its instants.

    Convened, it is never moved: it is cancelled, closed at once, and another may be planned (`instead_of`).
    `second_of`: a new convocation on the same agenda, valid without quorum (CRPA R133-10). `rank`: among those of its
    département and day, in the order in which they were planned; kept, so that what was sent goes on naming it.
    """

    BY_LINK = True
    at = models.DateTimeField("date et heure")
    place = models.CharField("lieu", max_length=200)
    remote = models.BooleanField("à distance possible", default=False)
    rank = models.PositiveSmallIntegerField("rang dans la journée", default=1)
    second_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    urgent_reason = OfficeField("raison de l’urgence", null=True)
    convened_at = models.DateTimeField("convoquée le", null=True, blank=True)
    opened_at = models.DateTimeField("ouverte le", null=True, blank=True)
    closed_at = models.DateTimeField("close le", null=True, blank=True)
    cancelled_at = models.DateTimeField("annulée le", null=True, blank=True)
    cancelled_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_reason = OfficeField("pourquoi elle est annulée", null=True)
    instead_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="instead")

    class Meta:
        verbose_name = "séance"
        ordering = ["at"]
        indexes = [models.Index(fields=["departement", "at"], name="commissions_seance_at")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")), name="commissions_seance_order"
            )
        ]

    @property
    def day(self) -> date:
        """Its civil day in its département."""
        return clock.local_day(self.at, self.departement)

    @property
    def reference(self) -> str:
        """2026-33-S1209, then 2026-33-S1209-2 for the second one of that day."""
        rank = f"-{self.rank}" if self.rank > 1 else ""
        return f"{self.day.year}-{self.departement}-S{self.day.month:02d}{self.day.day:02d}{rank}"

    @property
    def missed(self) -> bool:
        """Whether it was closed for want of a quorum: nothing of it was examined."""
        return self.closed_at is not None and self.opened_at is None and self.cancelled_at is None


class Reopening(DepartementRow):
    """A session closed too soon was open again: when it had been closed, and why. Never written over."""

    READERS = IN_THE_ROOM
    MOVING = ()

    seance = models.ForeignKey(Seance, on_delete=models.PROTECT, related_name="reopenings")
    closed_at = models.DateTimeField("avait été close le")
    reopened_at = models.DateTimeField("rouverte le")
    reopened_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    reason = OfficeField("raison", null=True)

    class Meta:
        verbose_name = "réouverture d’une séance"
        verbose_name_plural = "réouvertures de séances"
        ordering = ["reopened_at"]


class Convocation(DepartementRow):
    """A member was convened: when, how, and what she answered, herself or by the secretariat; her presence is noted on
    the day.
    """

    READERS = IN_THE_ROOM
    # A seat answers for herself and convenes nobody: rows.sql.
    WRITERS = (*DepartementRow.WRITERS, "seat")
    MOVING = ("reply",)

    seance = models.ForeignKey(Seance, on_delete=models.PROTECT, related_name="convocations")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField("envoyée le")
    channel = models.CharField("par", max_length=8, choices=[("mail", "courriel"), ("paper", "papier")])
    reply = models.CharField("réponse", max_length=8, choices=Reply.choices, blank=True, default="")

    class Meta:
        verbose_name = "convocation"
        constraints = [models.UniqueConstraint(fields=["seance", "member"], name="commissions_convened_once")]


class Attendance(DepartementRow):
    """How a member takes part in a session; a mandate names who votes for her, one at most per holder (R133-9).

    `at_once`: noted with all those who had answered that they come, in one gesture that may be taken back.
    """

    READERS = IN_THE_ROOM

    seance = models.ForeignKey(Seance, on_delete=models.PROTECT, related_name="attendances")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    mode = models.CharField("présence", max_length=11, choices=AttendanceMode.choices, default=AttendanceMode.EXPECTED)
    mandate_to = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at_once = models.BooleanField("noté avec les autres", default=False)

    class Meta:
        verbose_name = "présence"
        constraints = [
            models.UniqueConstraint(fields=["seance", "member"], name="commissions_present_once"),
            models.UniqueConstraint(
                fields=["seance", "mandate_to"],
                name="commissions_one_mandate",
                violation_error_message="Un membre ne porte qu’un mandat (CRPA, art. R133-9).",
            ),
            models.CheckConstraint(
                condition=Q(mode=AttendanceMode.REPRESENTED) ^ Q(mandate_to__isnull=True),
                name="commissions_mandate_named",
                violation_error_message="Un mandat désigne le membre qui le porte.",
            ),
        ]


class PaperCopy(DepartementRow):
    """A numbered, nameless copy of the reading core, handed out and returned on a register."""

    READERS = IN_THE_ROOM

    seance = models.ForeignKey(Seance, on_delete=models.PROTECT, related_name="copies")
    number = models.PositiveSmallIntegerField("numéro")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    printed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    handed_at = models.DateTimeField("remise le", null=True, blank=True)
    returned_at = models.DateTimeField("rendue le", null=True, blank=True)

    class Meta:
        verbose_name = "copie papier"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["seance", "number"], name="commissions_copy_number")]


class Minutes(DepartementRow):
    """The session part of the minutes, without any file; each file has its `Extract`. Frozen once signed.

    `data`: what the session part prints (members, quorum, hours), frozen at signature. `sha256`: of the whole PDF
    rendered then; after an erasure the print says that it no longer matches. `version` counts the wordings.
    """

    READERS = IN_THE_ROOM
    FROZEN = "signed_at"

    seance = models.OneToOneField(Seance, on_delete=models.PROTECT, related_name="minutes")
    text = OfficeField("observations générales", null=True)
    version = models.PositiveIntegerField("version", default=1)
    data = OfficeJson("contenu figé", null=True)
    signed_at = models.DateTimeField("signé le", null=True, blank=True)
    signed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_name = models.CharField("signé par", max_length=120, blank=True)
    sha256 = models.CharField("empreinte", max_length=64, blank=True)

    class Meta:
        verbose_name = "procès-verbal"
