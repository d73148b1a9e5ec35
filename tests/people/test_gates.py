"""A gate that a page writes once gives what it gave: narrowed where it is narrowed, to each reader her own."""

from dataclasses import replace

import pytest

from rivage.core.perimeter import perimeter
from rivage.dossiers.models import Demande
from rivage.people.enums import Slice
from rivage.people.models import Person
from rivage.people.models.base import only
from tests.dossiers.path import deposited
from tests.stories import after
from tests.world import World

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
