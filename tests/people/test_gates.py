"""A gate that a page writes once gives what it gave: narrowed where it is narrowed, to each reader her own."""

from dataclasses import replace

import pytest

from rivage.core.perimeter import perimeter
from rivage.dossiers.models import Demande
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
