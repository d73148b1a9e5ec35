"""A gate that a page writes once gives what it gave: narrowed where it is narrowed, to each reader her own."""

from dataclasses import replace
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rivage.accounts.models import Membership
from rivage.core.perimeter import perimeter
from rivage.dossiers.models import Demande
from rivage.people import once
from rivage.people.enums import Slice
from rivage.people.models import Person, gates
from rivage.people.models.base import PersonRow, only
from rivage.rights.clocks.followed import in_need
from tests.attack.test_shares import renewal
from tests.database import set_down
from tests.dossiers.path import deposited, new_person
from tests.people.test_set_aside import set_aside
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["lead:estuaire33", "delegate:33"])
def test_a_gate_written_once_still_narrows_and_knows_its_reader(world: World, name: str) -> None:
    one, two = after(world, deposited), deposited(world)
    reader, other = world[name], world["delegate:75"]
    with perimeter(replace(reader.perimeter(), reads=True)):

        def seen() -> set[object]:
            return set(Demande.objects.visible_to(reader).values_list("pk", flat=True))

        assert seen() == {one.pk, two.pk}
        with only(one.person_id):
            assert seen() == {one.pk}
        assert not Demande.objects.visible_to(other).exists()
        assert seen() == {one.pk, two.pk}


@pytest.mark.parametrize("name", ["lead:estuaire33", "lead:amarres33", "delegate:33", "secretary:33", "delegate:75"])
def test_several_slices_asked_at_once_are_those_that_the_gate_opens_one_by_one(world: World, name: str) -> None:
    one, reader = after(world, deposited), world[name]
    with perimeter(reader.perimeter()):
        hers = Person.objects.filter(pk=one.person_id)
        opened = {str(each) for each in Slice if hers.visible_to(reader, each).exists()}
        assert {str(each) for each in Person.objects.slices_of(reader, one.person_id, list(Slice))} == opened
        assert Person.objects.slices_of(reader, one.person_id, [Slice.PROJECT]) <= {Slice.PROJECT}
        seen = Demande.objects.visible_to(reader)
        for each in Slice:
            kept = seen.opened_too(reader, each).filter(pk=one.pk).exists()
            assert kept == (seen.filter(pk=one.pk).exists() and each in opened)


def test_whoever_a_gate_is_not_narrowed_to_has_no_slice(world: World) -> None:
    one, reader = after(world, deposited), world["delegate:33"]
    with perimeter(reader.perimeter()):
        assert Slice.REFERENCE in Person.objects.slices_of(reader, one.person_id, list(Slice))
        with only(reader.pk):
            assert Person.objects.slices_of(reader, one.person_id, list(Slice)) == set()


def rows_of(reader: Membership) -> dict[str, set[UUID]]:
    """Of each table about people, the rows that the gate gives this reader."""
    tables = [model for model in apps.get_models() if issubclass(model, PersonRow)]
    return {model.__name__: set(model.objects.visible_to(reader).values_list("pk", flat=True)) for model in tables}


@pytest.mark.parametrize(
    "name", ["lead:estuaire33", "referent:estuaire33", "delegate:33", "signatory:33", "delegate:75"]
)
@pytest.mark.parametrize("within", ["her antenne", "her own"])
def test_whom_a_page_reads_once_are_those_that_each_statement_would_find(world: World, name: str, within: str) -> None:
    first = after(world, deposited)
    renewal(world, first)
    aside, gone = deposited(world), new_person(world)
    reader = world[name]
    if not reader.is_antenne:
        set_aside(world, aside.person, f"user:{reader.user_id}")
    with acting(world["lead:estuaire33"]):
        set_down(gone, erased_on=world.today)
    acts = world["lead:estuaire33"] if within == "her antenne" else reader
    with perimeter(replace(acts.perimeter(), reads=True)):
        asked = rows_of(reader)
        once.read(reader)
        assert rows_of(reader) == asked
        with only(first.person_id):
            assert set(Demande.objects.visible_to(reader).values_list("person_id", flat=True)) <= {first.person_id}


@pytest.mark.parametrize("name", ["referent:estuaire33", "delegate:33"])
def test_nothing_is_kept_where_something_may_be_written_nor_of_very_many(
    world: World, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    after(world, deposited)
    deposited(world)
    reader = world[name]
    with perimeter(reader.perimeter()):
        once.read(reader)
        assert gates.known(reader) is None
    monkeypatch.setattr(once, "MOST", 1)
    with perimeter(replace(reader.perimeter(), reads=True)):
        once.read(reader)
        assert gates.known(reader) is None


@pytest.mark.parametrize("name", ["lead:estuaire33", "referent:estuaire33", "delegate:33", "delegate:75"])
def test_what_is_said_of_a_page_of_a_list_is_read_as_each_statement_would(world: World, name: str) -> None:
    first, second = after(world, deposited), deposited(world)
    aside, reader = deposited(world), world[name]
    if not reader.is_antenne:
        set_aside(world, aside.person, f"user:{reader.user_id}")

    def of(people: set[UUID]) -> set[UUID]:
        seen = Demande.objects.visible_to(reader).filter(person__in=people)
        return set(seen.values_list("person_id", flat=True))

    pages = {first.person_id, aside.person_id}, {second.person_id}
    with perimeter(replace(reader.perimeter(), reads=True)):
        asked, seen = rows_of(reader), [of(page) for page in pages]
        for page, hers in zip(pages, seen, strict=True):
            with once.those(reader, page):
                assert of(page) == hers
                assert all(rows <= asked[table] for table, rows in rows_of(reader).items())
        # Nothing outside is narrowed.
        assert rows_of(reader) == asked


def test_a_page_of_a_list_asks_its_shares_once(world: World) -> None:
    first, second, reader = after(world, deposited), deposited(world), world["delegate:33"]

    def sql() -> str:
        with CaptureQueriesContext(connection) as caught:
            assert first.pk in set(Demande.objects.visible_to(reader).values_list("pk", flat=True))
        return str(caught.captured_queries[-1]["sql"])

    with perimeter(replace(reader.perimeter(), reads=True)):
        with once.those(reader, [first.person_id]):
            assert "people_share" not in sql()
            assert not Demande.objects.visible_to(reader).filter(pk=second.pk).exists()
        assert "people_share" in sql()


@pytest.mark.parametrize("name", ["lead:estuaire33", "referent:estuaire33", "delegate:33", "delegate:75"])
def test_one_person_asked_once_is_read_as_the_gates_narrowed_to_her(world: World, name: str) -> None:
    first = after(world, deposited)
    renewal(world, first)
    aside, reader = deposited(world), world[name]
    if not reader.is_antenne:
        set_aside(world, aside.person, f"user:{reader.user_id}")
    with perimeter(replace(reader.perimeter(), reads=True)):
        asked = rows_of(reader)
        for person in Person.objects.visible_to(reader):
            with only(person.pk):
                narrowed = rows_of(reader)
            with once.her(reader, person):
                assert rows_of(reader) == narrowed
                with only(first.person_id):
                    seen = Demande.objects.visible_to(reader).values_list("person_id", flat=True)
                    assert set(seen) <= {first.person_id}
        assert rows_of(reader) == asked


@pytest.mark.parametrize("name", ["lead:estuaire33", "delegate:33"])
def test_what_is_read_of_one_person_does_not_ask_again_who_she_is_to_whom(world: World, name: str) -> None:
    first, reader = after(world, deposited), world[name]
    with (
        perimeter(replace(reader.perimeter(), reads=True)),
        once.her(reader, first.person),
        CaptureQueriesContext(connection) as caught,
    ):
        assert [row.pk for row in Demande.objects.visible_to(reader)] == [first.pk]
    (query,) = caught.captured_queries
    assert not [table for table in ("people_person", "people_share") if table in query["sql"]]


def test_a_lead_seeks_of_one_person_what_concerns_her_alone(world: World) -> None:
    first, reader = after(world, deposited), world["lead:estuaire33"]
    with only(first.person_id):
        alone, need = (
            str(rows.query) for rows in (Person.objects.alone_in(reader.body_id), in_need(reader, world.today))
        )
    # Who accompanies her; then herself, her periods, the facts of her permits, which of them was given.
    assert (alone.count(str(first.person_id)), need.count(str(first.person_id))) == (1, 4)
