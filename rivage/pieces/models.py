"""Files of the pieces of a person, kept by her antenne: what they are, and their bytes in segments."""

from typing import ClassVar

from django.db import models

from rivage.accounts.models import Membership
from rivage.people.enums import Slice
from rivage.people.models.base import PersonRow
from rivage.people.models.rules import ANTENNE
from rivage.people.retention import ACCOMPANIMENT
from rivage.vault.enums import KeyKind
from rivage.vault.fields import EncryptedBytes, EncryptedField


class PieceFile(PersonRow):
    """A file of hers, read by her antenne alone and never changed: it is added, and removed.

    `manifest`: its name, its kind, its format, its exact size and pages, as JSON (`manifest.Manifest`). `segments`:
    into how many its bytes are cut, all of them written with it (`pieces_whole`).
    """

    SLICE: ClassVar[str] = Slice.PRIVATE
    KEY: ClassVar[str] = KeyKind.PRIVATE
    WRITERS = (ANTENNE,)
    MOVING = ()
    OWN_HAND = True
    DELETABLE = True
    COUNTED = False
    RETENTION = (ACCOMPANIMENT,)

    manifest = EncryptedField("ce qu’il est", default="")
    segments = models.PositiveSmallIntegerField("morceaux")
    recorded_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "fichier d’une pièce"
        verbose_name_plural = "fichiers de pièces"
        ordering = ["-created_at"]
        constraints = [models.CheckConstraint(condition=models.Q(segments__gte=1), name="pieces_file_segments")]


class FileSegment(PersonRow):
    """A segment of the bytes of a file, bound to its place: of which file, which one, of how many."""

    SLICE: ClassVar[str] = Slice.PRIVATE
    KEY: ClassVar[str] = KeyKind.PRIVATE
    WRITERS = (ANTENNE,)
    MOVING = ()
    DELETABLE = True
    COUNTED = False
    RETENTION = (ACCOMPANIMENT,)

    file = models.ForeignKey(PieceFile, on_delete=models.PROTECT, related_name="parts")
    position = models.PositiveSmallIntegerField("rang")
    of = models.PositiveSmallIntegerField("sur")
    content = EncryptedBytes("octets", default=b"")

    class Meta:
        verbose_name = "morceau d’un fichier"
        verbose_name_plural = "morceaux de fichiers"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["file", "position"], name="pieces_segment_place"),
            models.CheckConstraint(condition=models.Q(position__lt=models.F("of")), name="pieces_segment_position"),
        ]

    def place(self) -> str:
        """What its bytes are bound to."""
        return f"{self.file_id}/{self.position}/{self.of}"
