"""What never leaves the antenne: its notes, and the earlier wordings of what it writes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from rivage.accounts.models import User
from rivage.core import clock
from rivage.core.db.rules import RowRule
from rivage.dossiers.enums import Part
from rivage.dossiers.models.demande import Demande, while_written
from rivage.people.enums import Slice
from rivage.people.models.base import PersonRow
from rivage.people.models.rules import ANTENNE
from rivage.people.retention import ACCOMPANIMENT
from rivage.vault.enums import KeyKind
from rivage.vault.fields import EncryptedField


class Note(PersonRow):
    """A private note of the antenne."""

    SLICE: ClassVar[str] = Slice.PRIVATE
    KEY: ClassVar[str] = KeyKind.PRIVATE
    WRITERS = (ANTENNE,)
    RETENTION = (ACCOMPANIMENT,)

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="notes")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = EncryptedField("note", default="")

    class Meta:
        verbose_name = "note"
        ordering = ["-created_at"]


class NoteDraft(PersonRow):
    """A note being written, kept as its author types and read by nobody else; gone once the note is.

    `version` is the one its form carries: two tabs on one draft become two drafts, neither written over.
    """

    SLICE: ClassVar[str] = Slice.PRIVATE
    KEY: ClassVar[str] = KeyKind.PRIVATE
    WRITERS = (ANTENNE,)
    DELETABLE = True
    RETENTION = (ACCOMPANIMENT,)

    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = EncryptedField("brouillon", default="")
    version = models.PositiveIntegerField("version", default=1)
    saved_at = models.DateTimeField("enregistré le", default=clock.now)

    class Meta:
        verbose_name = "note en cours"
        ordering = ["-saved_at"]


class PartVersion(PersonRow):
    """One wording of a part: every accepted one, and the words set aside when two people wrote at once (`aside`).

    `values` is a JSON object of the part's fields. The highest accepted `version` is the one a form carries: there is
    no silent overwrite. What one author saves within ten minutes is one row, brought up to date.
    """

    SLICE: ClassVar[str] = Slice.PRIVATE
    KEY: ClassVar[str] = KeyKind.PRIVATE
    WRITERS = (ANTENNE,)
    RETENTION = (ACCOMPANIMENT,)

    demande = models.ForeignKey(Demande, on_delete=models.PROTECT, related_name="versions")
    part = models.CharField("partie", max_length=12, choices=Part.choices)
    version = models.PositiveIntegerField("version")
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    values = EncryptedField("mots", default="{}")
    ready = models.BooleanField("prête", default=False)
    saved_at = models.DateTimeField("enregistrée le", default=clock.now)
    aside = models.BooleanField("mise de côté", default=False)
    settled_at = models.DateTimeField("relue le", null=True, blank=True)

    class Meta:
        verbose_name = "version"
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["demande", "part", "version"], condition=Q(aside=False), name="dossiers_part_version"
            )
        ]

    @classmethod
    def rules(cls) -> list[RowRule]:
        return [*super().rules(), while_written(cls)]


class NotHerName(PersonRow):
    """A word of a part that says one of her names and is not her name there (« Claire », an adjective): said once, by
    whom, and when. Another word asks again, another name of hers too, and the same word written once more.

    `name`: hers, as it was compared. `times`: how many times the part said the word.
    """

    SLICE: ClassVar[str] = Slice.PRIVATE
    KEY: ClassVar[str] = KeyKind.PRIVATE
    WRITERS = (ANTENNE,)
    RETENTION = (ACCOMPANIMENT,)

    demande = models.ForeignKey(Demande, on_delete=models.PROTECT, related_name="other_words")
    part = models.CharField("partie", max_length=12, choices=Part.choices)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    word = EncryptedField("mot", default="")
    name = EncryptedField("nom auquel il ressemble", default="")
    times = models.PositiveSmallIntegerField("fois", default=1)

    class Meta:
        verbose_name = "mot qui n’est pas son nom"
        verbose_name_plural = "mots qui ne sont pas son nom"
        ordering = ["created_at"]
