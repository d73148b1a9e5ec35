"""The social action fund of a département: its budget of a year, and what is asked of it, without any identity.

No text creates it (report of 2019, recommendation 20): a département has none until its délégation opens a line.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from rivage.accounts.enums import ANTENNE_ROLES, INSTRUCTING, Source
from rivage.accounts.models import Body, Membership
from rivage.core.db.rules import HERE, IN, OWN, RowRule, closed, departement_guard, frozen, of_roles, policies
from rivage.core.models import DepartementRow
from rivage.rights.enums import (
    FundGround,
    FundMistake,
    FundOpinion,
    FundPurpose,
    FundSense,
    FundStep,
    FundVoice,
)


class FundLine(DepartementRow):
    """What a département may give in a year, in euros. It is raised or lowered, never below what is given already."""

    READERS = (*INSTRUCTING, *ANTENNE_ROLES)
    PAST = ("opened_on",)
    WRITERS = INSTRUCTING
    MOVING = ("amount",)
    OWN_HAND = True

    year = models.PositiveSmallIntegerField("année")
    amount = models.DecimalField("budget", max_digits=10, decimal_places=2)
    opened_on = models.DateField("ouverte le")
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "ligne du fonds d’action sociale"
        ordering = ["-year", "departement"]
        constraints = [
            models.UniqueConstraint(
                fields=["departement", "year"],
                name="rights_fund_line_once",
                violation_error_message="La ligne de cette année est déjà ouverte.",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="rights_fund_line_amount"),
        ]


# The columns of each step.
GIVEN = ("opinion", "voice", "opinion_on", "opinion_by_id")
RULED = ("sense", "granted", "ground", "decided_on", "decided_from", "signed_name", "decided_by_id")
SETTLED = ("paid", "paid_on", "invoice", "paid_by_id")


class FundNoted(DepartementRow):
    """What is noted of an aid after it was asked: an opinion, a decision, a payment."""

    opinion = models.CharField("avis", max_length=11, choices=FundOpinion.choices, blank=True)
    voice = models.CharField("avis de", max_length=10, choices=FundVoice.choices, blank=True)
    opinion_on = models.DateField("avis le", null=True, blank=True)
    sense = models.CharField("sens", max_length=6, choices=FundSense.choices, blank=True)
    granted = models.DecimalField("accordé", max_digits=8, decimal_places=2, null=True, blank=True)
    ground = models.CharField("motif du refus", max_length=10, choices=FundGround.choices, blank=True)
    decided_on = models.DateField("décidé le", null=True, blank=True)
    decided_from = models.CharField("décision connue", max_length=12, choices=Source.choices, blank=True)
    signed_name = models.CharField("signée par", max_length=120, blank=True)
    paid = models.DecimalField("payé", max_digits=8, decimal_places=2, null=True, blank=True)
    paid_on = models.DateField("payé le", null=True, blank=True)
    invoice = models.CharField("facture", max_length=40, blank=True)

    class Meta:
        abstract = True

    @classmethod
    def rules(cls) -> list[RowRule]:
        """Read by whoever instructs there, and by the antenne that asked."""
        who = f"({of_roles(INSTRUCTING)} OR {of_roles(ANTENNE_ROLES)} AND {OWN})"
        seen = f"{HERE}\n    AND {who}"
        return [*closed(cls), *policies(cls, seen, f"{IN} AND {seen}"), *frozen(cls), departement_guard(cls)]


class FundAid(FundNoted):
    """An aid asked of a line by an association, under a number of its own: an amount and a coded purpose.

    Read by whoever instructs there and by the antenne that asks, which alone knows for whom. `path_number`: the file
    number of whoever is in a path. Asked, then an opinion, a decision, a payment, in that order, never more than what
    is left of the line (rows_fund.sql); noted wrong, the last of them is noted again beside a `FundCorrection`.
    """

    READERS = (*INSTRUCTING, *ANTENNE_ROLES)
    WRITERS = (*INSTRUCTING, *ANTENNE_ROLES)
    MOVING = (*GIVEN, *RULED, *SETTLED, "withdrawn_on")
    FROZEN = "withdrawn_on"
    UNCOUNTED: ClassVar[tuple[str, ...]] = ("path_number", "signed_name", "invoice")

    line = models.ForeignKey(FundLine, on_delete=models.PROTECT, related_name="aids")
    antenne = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    number = models.CharField("numéro", max_length=12, unique=True)
    path_number = models.CharField("numéro du dossier, dans un parcours", max_length=12, blank=True)
    purpose = models.CharField("objet", max_length=10, choices=FundPurpose.choices)
    asked = models.DecimalField("demandé", max_digits=8, decimal_places=2)
    asked_on = models.DateField("demandé le")
    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    opinion_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    paid_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_on = models.DateField("retirée le", null=True, blank=True)

    class Meta:
        verbose_name = "aide du fonds d’action sociale"
        ordering = ["-asked_on", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["departement", "invoice"],
                condition=~Q(invoice=""),
                name="rights_fund_invoice_once",
                violation_error_message="Cette facture est déjà payée.",
            ),
            models.CheckConstraint(condition=Q(asked__gt=0), name="rights_fund_asked"),
            models.CheckConstraint(
                condition=Q(sense="", granted=None, decided_on=None)
                | Q(sense=FundSense.GRANT, granted__gt=0, granted__lte=F("asked"), decided_on__gte=F("opinion_on"))
                | Q(sense=FundSense.REFUSE, granted=None, decided_on__gte=F("opinion_on")) & ~Q(ground=""),
                name="rights_fund_decided",
            ),
            models.CheckConstraint(
                condition=Q(paid=None, paid_on=None, invoice="")
                | Q(paid__gt=0, paid__lte=F("granted"), paid_on__gte=F("decided_on")) & ~Q(invoice=""),
                name="rights_fund_paid",
            ),
        ]


class FundCorrection(FundNoted):
    """What had been noted of an aid, whole, and why its last step was not so. The aid itself holds what is right."""

    READERS = (*INSTRUCTING, *ANTENNE_ROLES)
    WRITERS = INSTRUCTING
    MOVING = ()
    OWN_HAND = True
    COUNTED = False

    aid = models.ForeignKey(FundAid, on_delete=models.PROTECT, related_name="corrections")
    antenne = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    step = models.CharField("ce qui est corrigé", max_length=8, choices=FundStep.choices)
    why = models.CharField("pourquoi", max_length=9, choices=FundMistake.choices)
    corrected_on = models.DateField("corrigé le")
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "correction d’une aide du fonds"
        ordering = ["created_at"]
