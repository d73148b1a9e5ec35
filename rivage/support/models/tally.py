"""Where people stand, counted without naming: the sums of an antenne and year, and those of the nation (ADR 0058)."""

from django.db import models
from django.db.models import Q

from rivage.accounts.body_rows import BodyRow
from rivage.accounts.enums import ANTENNE_ROLES
from rivage.core.db.rules import RowRule, shut
from rivage.core.models import Retention
from rivage.support.tally.fields import TallySums

FIRST_YEAR, LAST_YEAR = 2016, 2199


class Tally(BodyRow):
    """The passages that one antenne counted in a year, as sums: no person, no token, no rank, no instant of any.

    `sealed`: the same, let go to the figures on `let_go_on`; the row changes no more. Deleted once the nation's are
    made.
    """

    READERS = ANTENNE_ROLES
    WRITERS = ANTENNE_ROLES
    MOVING = ("sums", "let_go_on", "sealed")
    FROZEN = "let_go_on"
    COUNTED = False
    RETENTION = (
        Retention(
            "passages d’une évaluation à l’autre, en sommes, sans personne",
            active="jusqu’au 31 mars de l’année suivante",
            then="les sommes de l’antenne sont supprimées quand celles du pays sont faites",
            to_confirm="le délégué de chaque association",
        ),
    )

    year = models.PositiveSmallIntegerField("année")
    sums = TallySums("sommes")
    let_go_on = models.DateField("remises le", null=True, blank=True)
    sealed = models.BinaryField("sommes remises", null=True)

    class Meta:
        verbose_name = "sommes d’une année"
        verbose_name_plural = "sommes d’une année"
        constraints = [
            models.UniqueConstraint(fields=["body", "year"], name="support_one_tally"),
            models.CheckConstraint(
                condition=Q(year__range=(FIRST_YEAR, LAST_YEAR))
                & (Q(let_go_on=None, sealed=None) | Q(let_go_on__isnull=False, sealed__isnull=False)),
                name="support_tally_let_go",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PassageSum(models.Model):
    """How many people of a zone went from one answer to another between two moments, in the nation's sums of a year.

    Not a `Row`: no id, no instant, no antenne, no département. No login reads or writes it: the owner writes a whole
    year in the order of its key, and the owner's function `support_passages` answers sums of eleven and more.
    """

    pk = models.CompositePrimaryKey(
        "year", "zone", "moment_before", "moment_after", "question", "code_before", "code_after"
    )
    year = models.PositiveSmallIntegerField("année")
    zone = models.CharField("zone", max_length=40)
    moment_before = models.CharField("moment avant", max_length=7)
    moment_after = models.CharField("moment après", max_length=7)
    question = models.CharField("question", max_length=20)
    code_before = models.CharField("réponse avant", max_length=20)
    code_after = models.CharField("réponse après", max_length=20)
    n = models.PositiveIntegerField("personnes")

    class Meta:
        verbose_name = "passage"

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def rules(cls) -> list[RowRule]:
        return shut(cls)
