"""A demande and its steps."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from rivage.accounts.enums import INSTRUCTING
from rivage.accounts.models import Membership
from rivage.core.db.rules import NOT_OWNER, RowRule, trigger
from rivage.dossiers import workflow
from rivage.dossiers.enums import PENDING, DemandeKind, Step, WithoutObjectGround
from rivage.dossiers.models.parcours import Parcours
from rivage.people.enums import Slice
from rivage.people.models.base import PersonRow
from rivage.people.models.rules import ANTENNE
from rivage.people.retention import PART_OF_A_DEMANDE, PROCEDURE
from rivage.vault.fields import EncryptedField


class Demande(PersonRow):
    """A request to enter, to go on, or to resume. `step` is stored; every date beside it is a fact.

    `step_before`: where it was when a death stopped it, should that have been noted by mistake.
    `reexamines`: the demande that a judge, or the préfet, has examined again by this one.
    `presented_by`, `deposited_in`: the antenne that deposited it and its département then, kept by the database.
    `ready_on`: the first day on which nothing of what a text asks lacked, before its deposit; None where nobody knows.
    `version` counts the moves: a form carries the one it was shown, so that two tabs can't move it twice.
    """

    SLICE: ClassVar[str] = Slice.REFERENCE
    DEMANDE: ClassVar[str] = "pk"
    WRITERS = (ANTENNE, "delegate", "secretary", "chair", "signatory")
    RETENTION = PART_OF_A_DEMANDE

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="demandes")
    parcours = models.ForeignKey(Parcours, on_delete=models.PROTECT, related_name="demandes")
    departement = models.CharField("département", max_length=3)
    kind = models.CharField("nature", max_length=14, choices=DemandeKind.choices)
    n = models.PositiveSmallIntegerField("rang")
    step = models.CharField("étape", max_length=14, choices=Step.choices, default=Step.DRAFT)
    step_before = models.CharField(
        "étape avant un décès noté", max_length=14, choices=Step.choices, default="", blank=True, editable=False
    )
    version = models.PositiveIntegerField("version", default=0)
    reexamines = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reexaminations",
        verbose_name="réexamine",
    )
    taken_over = models.BooleanField("décidée avant Rivage", default=False, editable=False)
    wished_on = models.DateField("premier mot de la personne", null=True, blank=True)
    deposited_at = models.DateTimeField("déposée le", null=True, blank=True)
    presented_by = models.UUIDField("présentée par l’antenne", null=True, editable=False)
    deposited_in = models.CharField("déposée dans le département", max_length=3, default="", editable=False)
    ready_on = models.DateField("prête le", null=True, blank=True, editable=False)
    desk = models.CharField("service qui a reçu", max_length=120, blank=True)
    completed_at = models.DateTimeField("déclarée complète le", null=True, blank=True)
    decided_on = models.DateField("décidée le", null=True, blank=True)
    closed_on = models.DateField("close le", null=True, blank=True)
    forwarded_to = models.CharField("transmise à", max_length=3, blank=True)
    competence = models.CharField("critère de compétence", max_length=60, blank=True)

    class Meta:
        verbose_name = "demande"
        indexes = [
            models.Index(fields=["departement", "step"], name="dossiers_demande_step"),
            models.Index(fields=["antenne_id"], name="dossiers_demande_antenne"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["parcours"],
                condition=Q(step__in=PENDING),
                name="dossiers_one_pending",
                violation_error_message="Une demande est déjà en cours pour ce parcours.",
            ),
            models.UniqueConstraint(fields=["parcours", "n"], name="dossiers_demande_n"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.get_step_display()})"

    @classmethod
    def rules(cls) -> list[RowRule]:
        """As a row about her; and a step leads to the next by one of the moves of who acts (`workflow.MOVES`)."""
        plain = [move for move in workflow.MOVES if move not in workflow.ASKED]
        hers = _steps(workflow.pairs(plain))
        theirs = _steps(workflow.pairs(move for move in plain if move not in workflow.HERS))
        stranger = (
            f"{NOT_OWNER} AND OLD.step <> NEW.step AND (OLD.step, NEW.step) NOT IN ({theirs})\n"
            f"  AND (rivage_is('referent', 'lead') IS NOT TRUE OR ((OLD.step, NEW.step) NOT IN ({hers})\n"
            "  AND NOT dossiers_may_move(NEW.person_id, OLD.step, OLD.step_before, NEW.step)))"
        )
        moved = trigger(cls._meta.db_table, "declared_step", "BEFORE UPDATE", "dossiers_refuse_step()", stranger)
        return [*super().rules(), moved]


def _steps(pairs: list[tuple[str, str]]) -> str:
    return ", ".join(f"('{source}', '{leads}')" for source, leads in pairs)


def while_written(model: type[PersonRow], way: str = "demande_id") -> RowRule:
    """What was deposited is read as it was: a part is written while the demande is in preparation, or comes back to
    her antenne. `way`: the column that leads to the demande, or to its project.
    """
    when = "BEFORE INSERT OR UPDATE OR DELETE"
    call = f"dossiers_part_guard('{way}')"
    return trigger(model._meta.db_table, "declared_written", when, call, condition=NOT_OWNER)


class WithoutObject(PersonRow):
    """A demande was closed without a decision, on one of three grounds: there is nothing left to decide. Her antenne
    says that it read so, or contests it once: it is then reopened or upheld, and every reason stays.
    """

    SLICE: ClassVar[str] = Slice.REFERENCE
    WRITERS = (ANTENNE, "delegate", "secretary")
    MOVING = (
        "read_on", "reopened_on", "reopened_by_id", "reopened_why",
        "contested_on", "contested_why", "upheld_on", "upheld_by_id", "upheld_why",
    )  # fmt: skip
    RETENTION = (PROCEDURE,)

    demande = models.ForeignKey(Demande, on_delete=models.PROTECT, related_name="closings")
    ground = models.CharField("pourquoi", max_length=10, choices=WithoutObjectGround.choices)
    since = models.DateField("depuis le")
    words = EncryptedField("en quelques mots", default="")
    closed_on = models.DateField("notée le")
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    read_on = models.DateField("lue par l’association le", null=True, blank=True)
    reopened_on = models.DateField("rouverte le", null=True, blank=True)
    reopened_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reopened_why = EncryptedField("pourquoi rouverte", default="")
    contested_on = models.DateField("contestée le", null=True, blank=True)
    contested_why = EncryptedField("pourquoi contestée", null=True)
    upheld_on = models.DateField("maintenue le", null=True, blank=True)
    upheld_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    upheld_why = EncryptedField("pourquoi maintenue", null=True)

    class Meta:
        verbose_name = "demande sans objet"
        verbose_name_plural = "demandes sans objet"
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["demande"],
                condition=Q(reopened_on__isnull=True),
                name="dossiers_without_object_once",
                violation_error_message="Cette demande est déjà notée sans objet.",
            )
        ]


class MissingRequest(PersonRow):
    """Whoever instructs asks for pieces or words: what, why, by when, and who; when it was answered, what was answered
    in words (`answers`, a JSON object {part: words}), and the parts that came back as they were (`unwritten`).

    `holds`: a text asks for one of the parts, and the demande waits for it (CRPA L114-5). Otherwise it is a question.
    """

    SLICE: ClassVar[str] = Slice.REFERENCE
    READERS = INSTRUCTING
    WRITERS = (ANTENNE, "delegate", "secretary")
    # Its answer, once, which is her antenne's (`dossiers_missing_guard`).
    MOVING = ("answered_at", "unwritten", "answers")
    FROZEN = "answered_at"
    RETENTION = (PROCEDURE,)

    demande = models.ForeignKey(Demande, on_delete=models.PROTECT, related_name="missing_requests")
    parts = ArrayField(models.CharField(max_length=12), verbose_name="parties à compléter")
    text = EncryptedField("ce qui manque", default="")
    holds = models.BooleanField("la demande l’attend", default=True, db_default=True)
    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField("demandé le")
    until = models.DateField("avant le")
    answered_at = models.DateTimeField("répondu le", null=True, blank=True)
    unwritten = ArrayField(
        models.CharField(max_length=12), verbose_name="parties renvoyées telles quelles", default=list
    )
    answers = EncryptedField("réponses en quelques mots", null=True)

    class Meta:
        verbose_name = "demande de pièces"
        ordering = ["-asked_at"]
