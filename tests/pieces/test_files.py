"""Files of a person: added, read by her antenne alone, removed, erased with her; whole or not at all."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction

from rivage.core import clock
from rivage.core.refusal import Refused
from rivage.people import actions as people
from rivage.people.models import Person
from rivage.pieces import actions, scanning
from rivage.pieces.enums import FileKind
from rivage.pieces.manifest import Manifest
from rivage.pieces.models import FileSegment, PieceFile
from rivage.vault.errors import Damaged
from rivage.vault.fields import Sealed
from tests.attack.test_recours import took
from tests.bad_input.calling import Caller
from tests.dossiers.path import WHO, deposited, new_person
from tests.people.moving import moved
from tests.pieces.corpus import image, pdf
from tests.stories import after
from tests.titles.path import LEAD
from tests.world import World, acting

pytestmark = pytest.mark.django_db
DELEGATE, FAR = "delegate:33", "referent:estuaire75"


def added(world: World, person: Person, content: bytes = b"", name: str = "titre.pdf") -> PieceFile:
    with acting(world[WHO]) as actor:
        told: dict[str, Any] = {"kind": FileKind.STAY, "name": name, "content": content or pdf(2)}
        return actions.add_file(actor=actor, on=world.today, person=person, **told)


def large(size: int) -> bytes:
    """A document of more segments than one."""
    made = pdf(1)
    return made[:9] + b"%" + b"r" * size + b"\n" + made[9:]


def test_a_file_is_added_read_by_her_antenne_and_by_nobody_else(world: World) -> None:
    demande = after(world, deposited)
    person = demande.person_id
    content = pdf(3)
    antenne = Caller(world[WHO])
    sent = {"kind": "stay", "file": SimpleUploadedFile("Titre de Corail.pdf", content)}
    assert antenne.post("pieces:files", sent, person=person).says("Le fichier est gardé")
    page = antenne.get("pieces:files", person=person)
    assert page.says("Titre de Corail")
    assert page.says("3 pages")
    with acting(world[WHO]):
        (row,) = PieceFile.objects.filter(person=person)
    assert antenne.get("people:person", person=person).status == 200
    assert antenne.get("pieces:summary", person=person).says("Titre de Corail")
    for who in (DELEGATE, FAR, "volunteer:estuaire33", "referent:amarres33", "desk:33", "head:estuaire"):
        if who in world.memberships:
            for name, ids in (("pieces:files", {"person": person}), ("pieces:download", {"piecefile": row.pk})):
                assert Caller(world[who]).get(name, **ids).status == 404, (who, name)


@pytest.mark.parametrize("segments", [1, 2, 3])
def test_what_comes_out_is_what_went_in_and_its_name_says_nothing(world: World, segments: int) -> None:
    person = after(world, new_person)
    content = large((segments - 1) * actions.SEGMENT + 100) if segments > 1 else pdf(1)
    row = added(world, person, content)
    assert row.segments == segments
    answer = Caller(world[WHO]).client.get(f"/m/{world[WHO].pk}/pieces/fichier/{row.pk}")
    assert answer.content == content
    assert answer["Content-Disposition"] == (
        f'attachment; filename="document-{person.reference}-{row.pk.hex[:6].upper()}.pdf"'
    )
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_refused_file_names_its_field_and_leaves_nothing(world: World) -> None:
    person = after(world, new_person)
    antenne = Caller(world[WHO])
    for sent, said in (
        ({"kind": "stay", "file": SimpleUploadedFile("a.pdf", b"MZ")}, "n’est pas du format que dit son nom"),
        ({"kind": "stay"}, "Choisissez un fichier."),
        ({"kind": "", "file": SimpleUploadedFile("a.pdf", pdf())}, "Dites ce que c’est."),
    ):
        page = antenne.post("pieces:files", sent, person=person.pk)
        assert page.status == 422
        assert page.says(said), said
    with acting(world[WHO]):
        assert not PieceFile.objects.exists()
        assert not FileSegment.objects.exists()


def test_a_file_too_big_is_refused_with_the_way_out(world: World) -> None:
    person = after(world, new_person)
    sent = {"kind": "stay", "file": SimpleUploadedFile("a.pdf", large(21 * 1024 * 1024))}
    page = Caller(world[WHO]).post("pieces:files", sent, person=person.pk)
    assert page.says("Ce fichier dépasse 20 Mo.")


@pytest.mark.parametrize("how", ["moved", "cut", "of another file", "altered", "shortened"])
def test_a_segment_that_was_altered_or_moved_is_damaged_and_never_shown(world: World, how: str) -> None:
    person = after(world, new_person)
    row, other = added(world, person, large(actions.SEGMENT)), added(world, person, large(actions.SEGMENT + 9))
    with acting(world[WHO]):
        kept = FileSegment.objects.get(file=row, position=1)
        (content,) = FileSegment.objects.filter(pk=kept.pk).values_list("content", flat=True)
        places = {"moved": (row.pk, 0, 2), "cut": (row.pk, 1, 3), "of another file": (other.pk, 1, 2)}
        file, position, of = places.get(how, (row.pk, 1, 2))
        raw = bytes(content)
        raw = raw[:-1] + bytes([raw[-1] ^ 1]) if how == "altered" else raw[:-16] if how == "shortened" else raw
        told = FileSegment.beside(row, id=kept.pk, file_id=file, position=position, of=of, content=Sealed(raw))
        with pytest.raises(Damaged):
            assert told.content


def test_a_file_with_a_segment_less_is_damaged(world: World) -> None:
    person = after(world, new_person)
    row = added(world, person, large(actions.SEGMENT))
    row.segments = 3
    with acting(world[WHO]), pytest.raises(Damaged):
        actions.content_of(row)


def test_it_is_removed_once_its_consequence_is_read(world: World) -> None:
    person = after(world, new_person)
    row = added(world, person)
    antenne = Caller(world[WHO])
    assert antenne.get("pieces:remove", piecefile=row.pk).says("ne revient pas")
    assert antenne.post("pieces:remove", {}, piecefile=row.pk).status == 422
    version = antenne.shown("pieces:remove", piecefile=row.pk)
    assert antenne.post("pieces:remove", version, piecefile=row.pk).says("Le fichier est retiré.")
    with acting(world[WHO]):
        assert not FileSegment.objects.filter(file_id=row.pk).exists()


def test_it_goes_with_her_keys(world: World) -> None:
    person = after(world, new_person)
    added(world, person)
    with acting(world[LEAD]) as actor:
        people.erase_person(actor=actor, on=world.today, person=Person.objects.get(pk=person.pk))
    with acting(world[LEAD]):
        assert not PieceFile.objects.exists()
        assert not FileSegment.objects.exists()


@pytest.mark.parametrize("follows", [True, False])
def test_it_follows_her_to_another_antenne_if_she_says_so(world: World, follows: bool) -> None:
    person = after(world, new_person)
    row = added(world, person, large(actions.SEGMENT))
    moved(world, person, FAR, with_notes=follows)
    with acting(world[FAR]):
        assert PieceFile.objects.filter(pk=row.pk).exists() is follows
        if follows:
            held = PieceFile.objects.get(pk=row.pk)
            assert Manifest.read(held.manifest).name == "titre"
            assert len(actions.content_of(held)) == Manifest.read(held.manifest).size
    with acting(world[WHO]):
        assert not PieceFile.objects.exists()
        assert not FileSegment.objects.exists()


def alone_written(row: PieceFile) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        row.save(force_insert=True)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_no_row_is_without_its_bytes_nor_bytes_added_after(world: World) -> None:
    person = after(world, new_person)
    row = added(world, person)
    with acting(world[WHO]) as actor:
        part = FileSegment.objects.get(file=row)
        alone = PieceFile.beside(row, manifest=row.manifest, segments=1, recorded_by=actor)
        with pytest.raises(DatabaseError):
            alone_written(alone)
        assert not took(lambda: FileSegment.objects.filter(pk=part.pk).update(content=Sealed(b"x")))
    with clock.at(clock.now() + timedelta(minutes=1)), acting(world[WHO]):
        late = FileSegment.beside(row, file=row, position=1, of=2, content=b"x")
        assert not took(lambda: late.save(force_insert=True))


def test_nothing_is_taken_while_the_antivirus_is_silent(world: World, settings: object) -> None:
    person = after(world, new_person)
    settings.CLAMD = "/nowhere/clamd.sock"  # type: ignore[attr-defined]
    with pytest.raises(Refused) as caught:
        added(world, person, image(), "photo.jpg")
    assert caught.value.verdict.sentence == scanning.SILENT
