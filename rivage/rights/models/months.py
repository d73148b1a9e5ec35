"""What is ordered to the payer month by month, what it answers, what moves the aid, and its end."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from rivage.accounts.enums import INSTRUCTING, Source
from rivage.accounts.models import Membership
from rivage.core.models import DepartementRow
from rivage.people.enums import Slice
from rivage.people.models.base import PersonRow, PersonRowQuerySet
from rivage.people.models.rules import ANTENNE
from rivage.people.retention import AID
from rivage.rights.enums import EndGround, PayerAnswer
from rivage.rights.models.afis import ORDERING_AND_PAYING, READING_AID, AfisDecision
from rivage.vault.enums import KeyKind
from rivage.vault.fields import EncryptedField


class AfisOrder(DepartementRow):
    """One order to the payer of a département for one month. Its lines are `AfisMonth`; no file of it is kept."""

    READERS = ORDERING_AND_PAYING
    WRITERS = ("delegate", "secretary")
    MOVING = ()

    n = models.PositiveIntegerField("numéro")
    month = models.DateField("mois")
    issued_at = models.DateTimeField("émis le")
    issued_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "ordre de paiement"
        constraints = [models.UniqueConstraint(fields=["departement", "n"], name="rights_order_number")]


class AfisMonth(PersonRow):
    """A month ordered to the payer, at the amount of its law, and what the payer answered. `paid_on`: the day when the
    money left, where it says so; `answered_on` is that of its answer.

    Unique for a decision: the same month is never ordered twice. Only the columns of the answer may still move.
    """

    SLICE: ClassVar[str] = Slice.DECISION
    READERS = READING_AID
    WRITERS = ("delegate", "secretary", "payer")
    MOVING = ("answer", "answered_on", "paid", "paid_on")
    PAST = ("answered_on", "paid_on")
    RETENTION = (AID,)

    decision = models.ForeignKey(AfisDecision, on_delete=models.PROTECT, related_name="months")
    order = models.ForeignKey(AfisOrder, on_delete=models.PROTECT, related_name="lines")
    reference = models.CharField("référence de la ligne", max_length=12, unique=True)
    month = models.DateField("mois")
    children = models.PositiveSmallIntegerField("enfants à charge")
    amount = models.DecimalField("montant", max_digits=8, decimal_places=2)
    to_confirm = models.BooleanField("montant à confirmer", default=False)
    answer = models.CharField("réponse de l’organisme", max_length=9, choices=PayerAnswer.choices, blank=True)
    answered_on = models.DateField("répondu le", null=True, blank=True)
    paid = models.DecimalField("versé", max_digits=8, decimal_places=2, null=True, blank=True)
    paid_on = models.DateField("versé le", null=True, blank=True)

    class Meta:
        verbose_name = "mois d’aide"
        ordering = ["month"]
        indexes = [
            models.Index(
                fields=["person"],
                condition=Q(answer=PayerAnswer.PAID, paid__lt=F("amount"))
                | Q(answer__in=(PayerAnswer.RETURNED, PayerAnswer.SUSPENDED)),
                name="rights_month_unpaid",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "month"],
                name="rights_month_once",
                violation_error_message="Ce mois est déjà ordonné.",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="rights_month_amount"),
            models.CheckConstraint(condition=Q(answer__in=["", *PayerAnswer.values]), name="rights_month_answer"),
            models.CheckConstraint(
                condition=Q(paid_on__isnull=True) | Q(answer=PayerAnswer.PAID, paid_on__lte=F("answered_on")),
                name="rights_month_paid_on",
            ),
        ]


class AnswerCorrection(PersonRow):
    """What had been noted of the payer's answer about a month, and why it was not so.

    The month itself holds what is right, or no answer any more.
    """

    SLICE: ClassVar[str] = Slice.DECISION
    READERS = READING_AID
    WRITERS = ("delegate", "secretary", "payer")
    MOVING = ()
    OWN_HAND = True
    PAST = ("corrected_on",)
    RETENTION = (AID,)

    month = models.ForeignKey(AfisMonth, on_delete=models.PROTECT, related_name="corrections")
    answer = models.CharField("avait été noté", max_length=9, choices=PayerAnswer.choices)
    answered_on = models.DateField("répondu le")
    paid = models.DecimalField("versé", max_digits=8, decimal_places=2)
    paid_on = models.DateField("versé le", null=True, blank=True)
    corrected_on = models.DateField("corrigé le")
    why = EncryptedField("pourquoi", default="")
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "correction d’une réponse"
        ordering = ["created_at"]


class PayerNotice(PersonRow):
    """The payer says that a month of the aid is worth another amount from `since`, by its first day: its notice, with
    its source, shown beside what is computed, which it never changes. `taken_back_on`: it was noted by mistake.
    """

    SLICE: ClassVar[str] = Slice.DECISION
    READERS = READING_AID
    WRITERS = ("delegate", "secretary", "payer")
    MOVING = ("taken_back_on", "why")
    OWN_HAND = True
    FROZEN = "taken_back_on"
    RETENTION = (AID,)

    decision = models.ForeignKey(AfisDecision, on_delete=models.PROTECT, related_name="notices_of_amount")
    since = models.DateField("à partir du mois de")
    amount = models.DecimalField("montant dit", max_digits=8, decimal_places=2)
    said_on = models.DateField("dit le")
    source = models.CharField("d’où vient ce fait", max_length=12, choices=Source.choices)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    taken_back_on = models.DateField("dit noté par erreur le", null=True, blank=True)
    why = EncryptedField("pourquoi", default="")

    class Meta:
        verbose_name = "montant dit par l’organisme payeur"
        verbose_name_plural = "montants dits par l’organisme payeur"
        ordering = ["said_on", "created_at"]
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="rights_payer_notice_amount")]


class AfisAnswer(DepartementRow):
    """A file of answers read back from the payer. `digest` (SHA-256): the same file twice changes nothing."""

    READERS = ORDERING_AND_PAYING
    WRITERS = ORDERING_AND_PAYING
    MOVING = ()

    order = models.ForeignKey(AfisOrder, on_delete=models.PROTECT, related_name="answers")
    digest = models.CharField(max_length=64)
    read_at = models.DateTimeField("lu le")
    read_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    lines = models.PositiveIntegerField("lignes")
    refused = models.PositiveIntegerField("lignes écartées", default=0)

    class Meta:
        verbose_name = "réponse de l’organisme payeur"
        constraints = [models.UniqueConstraint(fields=["departement", "digest"], name="rights_answer_once")]


class AidEvent(PersonRow):
    """What moves the aid between two decisions (D121-12-17): `kind` is an `AidChange`, written by her antenne.

    `children`: those in charge from that day, when it changes them. Whoever instructs reads that something changed and
    on which day; what it was lies under the key that her antenne alone holds. One noted by mistake has an
    `EventCorrection`, and is read no more.
    """

    SLICE: ClassVar[str] = Slice.AID
    KEY: ClassVar[str] = KeyKind.PRIVATE
    WRITERS = (ANTENNE,)
    MOVING = ()
    RETENTION = (AID,)

    kind = EncryptedField("événement", default="")
    on = models.DateField("le")
    children = models.PositiveSmallIntegerField("enfants à charge depuis", null=True, blank=True)
    source = models.CharField("d’où vient ce fait", max_length=12, choices=Source.choices)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "changement de situation"
        ordering = ["on", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(children__isnull=True) | Q(children__lte=20), name="rights_event_children"
            )
        ]


class EventCorrection(PersonRow):
    """A change was noted by mistake, and why: nothing of it counts any more, and its row stays. Why lies under the key
    of her antenne, as what the change was.
    """

    SLICE: ClassVar[str] = Slice.AID
    KEY: ClassVar[str] = KeyKind.PRIVATE
    WRITERS = (ANTENNE,)
    MOVING = ()
    OWN_HAND = True
    PAST = ("corrected_on",)
    RETENTION = (AID,)

    event = models.OneToOneField(AidEvent, on_delete=models.PROTECT, related_name="correction")
    corrected_on = models.DateField("corrigé le")
    why = EncryptedField("pourquoi", default="")
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "changement noté par erreur"
        ordering = ["created_at"]


# What the signed decision that ends an aid says, and how it is known.
END_SAID = ("ground", "decided_on", "invited_on", "reasons", "signed_name", "source")


class EndQuerySet(PersonRowQuerySet["AfisEnd"]):
    def standing(self) -> Self:
        """Those that end the aid now: neither said noted by mistake, nor undone."""
        return self.filter(taken_back_on__isnull=True, undone_on__isnull=True)


class AfisEnd(PersonRow):
    """The préfet ended the aid before its term (R121-12-13-2), after her observations. Read by her antenne and by
    whoever instructs: payer and desk know that it ended and when (`AfisDecision.ended_on`), not why.

    `invited_on`: none where its signed paper ends it without. That it was handed to her is an `AidNotice`. What was
    noted wrong is written over beside an `EndCorrection`, which keeps it (rows.sql). `taken_back_on`: it was never
    decided, and was noted by mistake; the row ends nothing more. `undone_on`: since when it ends nothing more, by a
    judgment or by what the préfet granted; the remedy writes it.
    """

    SLICE: ClassVar[str] = Slice.DECISION
    READERS = INSTRUCTING
    WRITERS = ("delegate", "secretary")
    MOVING = ("taken_back_on", *END_SAID)
    FROZEN = "taken_back_on"
    PAST = ("decided_on",)
    RETENTION = (AID,)

    decision = models.ForeignKey(AfisDecision, on_delete=models.PROTECT, related_name="ends")
    ground = models.CharField("motif", max_length=11, choices=EndGround.choices)
    decided_on = models.DateField("date de la décision")
    invited_on = models.DateField("observations demandées le", null=True, blank=True)
    reasons = EncryptedField("motivation", default="")
    signed_name = models.CharField("signée par, d’après le papier", max_length=120)
    source = models.CharField("d’où vient ce fait", max_length=12, choices=Source.choices)
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    taken_back_on = models.DateField("dite notée par erreur le", null=True, blank=True)
    undone_on = models.DateField("ne tient plus depuis le", null=True, blank=True, editable=False)

    objects = EndQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = "fin de l’aide"
        constraints = [
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(taken_back_on__isnull=True, undone_on__isnull=True),
                name="rights_end_once",
                violation_error_message="La fin de cette aide est déjà notée.",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__gte=models.F("invited_on")),
                name="rights_end_after_hearing",
                violation_error_message="La fin de l’aide vient après l’invitation à présenter des observations.",
            ),
        ]

    def said(self) -> dict[str, Any]:
        """What the signed decision says, as it stands."""
        return {name: getattr(self, name) for name in END_SAID}


class EndCorrection(PersonRow):
    """What had been noted of the end of the aid, and why it was not so. The end itself holds what is right, or that it
    was noted by mistake.
    """

    SLICE: ClassVar[str] = Slice.DECISION
    READERS = INSTRUCTING
    WRITERS = ("delegate", "secretary")
    MOVING = ()
    OWN_HAND = True
    PAST = ("corrected_on",)
    RETENTION = (AID,)

    end = models.ForeignKey(AfisEnd, on_delete=models.PROTECT, related_name="rewritten")
    ground = models.CharField("motif noté", max_length=11, choices=EndGround.choices)
    decided_on = models.DateField("date notée")
    invited_on = models.DateField("observations notées demandées le", null=True, blank=True)
    reasons = EncryptedField("motivation notée", default="")
    signed_name = models.CharField("signature notée", max_length=120)
    known_from = models.CharField("provenance notée", max_length=12, choices=Source.choices)
    corrected_on = models.DateField("corrigé le")
    why = EncryptedField("pourquoi", default="")
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "correction de la fin de l’aide"
        ordering = ["created_at"]
