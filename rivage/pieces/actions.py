"""Verbs of the files of pieces: add one, read it, remove it."""

from datetime import date
from uuid import UUID

from django.db import transaction

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.core.refusal import require
from rivage.people.actions import hold
from rivage.people.models import Person
from rivage.pieces import access, reading
from rivage.pieces.enums import FileKind
from rivage.pieces.manifest import Manifest
from rivage.pieces.models import FileSegment, PieceFile
from rivage.vault import erasures
from rivage.vault.errors import Damaged

SEGMENT = 256 * 1024
# Held in memory at once, beside the file itself.
AT_ONCE = 8


@verb
@transaction.atomic
def add_file(*, actor: Membership, on: date, person: Person, kind: str, name: str, content: bytes) -> PieceFile:
    """Keep a file under her private key, in segments, all of them on disk when this returns.

    Raises `Refused` for what is no PDF, JPEG or PNG wholly read, for what the antivirus finds or while it is silent.
    """
    held = hold(person, actor)
    require(access.can_keep(actor, held))
    checked = reading.check(content, name)
    manifest = Manifest(checked.name, FileKind(kind), checked.media, len(content), checked.pages)
    of = max(1, -(-len(content) // SEGMENT))
    row = PieceFile.beside(held, manifest=manifest.written(), segments=of, recorded_by=actor)
    row.save(force_insert=True)
    for first in range(0, of, AT_ONCE):
        FileSegment.objects.bulk_create(
            FileSegment.beside(held, file=row, position=n, of=of, content=content[n * SEGMENT : (n + 1) * SEGMENT])
            for n in range(first, min(of, first + AT_ONCE))
        )
    trace.record_about("piece_added", row, departement=held.departement)
    return row


def content_of(row: PieceFile) -> bytes:
    """The bytes of a file. Raises `Damaged` when one of its segments was altered, moved or taken away."""
    rows = list(FileSegment.objects.filter(file=row).order_by("position"))
    if [(one.position, one.of) for one in rows] != [(n, row.segments) for n in range(row.segments)]:
        raise Damaged(f"pieces_piecefile : fichier incomplet, ligne {row.pk}.")
    content = b"".join(one.content for one in rows)
    if len(content) != Manifest.read(row.manifest).size:
        raise Damaged(f"pieces_piecefile : fichier incomplet, ligne {row.pk}.")
    return content


@verb
@transaction.atomic
def remove_file(*, actor: Membership, on: date, file: PieceFile) -> None:
    """A file and its bytes go: what was signed or deposited elsewhere stays as it is."""
    held = hold(file.person, actor)
    require(access.can_keep(actor, held))
    trace.record_about("piece_removed", file, departement=held.departement)
    FileSegment.objects.filter(file=file).delete()
    PieceFile.objects.filter(pk=file.pk).delete()


@erasures.also_erases
def _erase_files(person: UUID, antenne: UUID, whole: bool) -> None:
    """Her bytes go with the key that opened them."""
    FileSegment.objects.filter(person_id=person, antenne_id=antenne).delete()
    PieceFile.objects.filter(person_id=person, antenne_id=antenne).delete()
