"""Composition: the arrêté, its seats, and the persons who hold them (CASF R121-12-7)."""

from django.db import models
from django.db.models import F, Q

from rivage.accounts.models import Body, User
from rivage.core.models import DepartementRow


class Commission(DepartementRow):
    """The commission of one département, as its préfet's arrêté composes it."""

    departement = models.CharField("département", max_length=3, unique=True)
    order_reference = models.CharField("arrêté", max_length=120)
    order_date = models.DateField("date de l’arrêté")

    class Meta:
        verbose_name = "commission"


class Seat(DepartementRow):
    """One seat of the arrêté. `kind` is the number of the text ("1" to "11"); 10° and 11° may have several seats."""

    kind = models.CharField("catégorie", max_length=3)
    label = models.CharField("siège", max_length=160)
    no_such_service = models.BooleanField("pas de tel service ici", default=False)

    class Meta:
        verbose_name = "siège"
        ordering = ["departement", "kind", "label"]


class Member(DepartementRow):
    """A person of the arrêté: one vote, however many seats. Not every member has an account.

    `body`: the organism from which the member comes; its files make the member stand aside.
    """

    name = models.CharField("nom", max_length=120)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    email = models.EmailField("adresse professionnelle", blank=True)
    chairs = models.BooleanField("préside", default=False)
    starts = models.DateField("début du mandat")
    ends = models.DateField("fin du mandat")

    class Meta:
        verbose_name = "membre"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="commissions_member_dates",
                violation_error_message="La fin d’un mandat vient après son début.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Where she is written to: the address noted with her, else that of her account."""
        return self.email or (self.user.email if self.user_id and self.user else "")


class SeatHolder(DepartementRow):
    """A member holds a seat."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="holders")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="seats")
    starts = models.DateField("début")
    ends = models.DateField("fin")

    class Meta:
        verbose_name = "titulaire d’un siège"
        constraints = [
            models.UniqueConstraint(fields=["seat", "member", "starts"], name="commissions_seat_holder"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="commissions_holder_dates"),
        ]
