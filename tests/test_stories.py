"""A story put back is the story built, and nothing may come before it."""

import pytest
from django.db import transaction

from rivage.core import clock
from rivage.dossiers.models import Demande
from tests import stories
from tests.dossiers.path import deposited, new_person
from tests.stories import after
from tests.world import World, acting, away

pytestmark = pytest.mark.django_db


def begun(world: World) -> Demande:
    """A third antenne of Gironde, with its key file, and a demande of another."""
    world.body("cale33", "antenne", "La Cale Gironde", "33", parent=world.bodies["amarres"])
    world.member("lead:cale33", "cale33", "lead", ["33"])
    return deposited(world)


@pytest.fixture
def built(world: World, monkeypatch: pytest.MonkeyPatch) -> stories.Rows:
    """The rows when it was told the first time; they are gone again, as they are when a test ends."""
    monkeypatch.setattr(stories, "_stories", {})
    point = transaction.savepoint()
    after(world, begun)
    rows = stories._standing()
    transaction.savepoint_rollback(point)
    del world.bodies["cale33"], world.memberships["lead:cale33"]
    return rows


def ordered(rows: stories.Rows) -> dict[str, list[str]]:
    return {table: sorted(map(str, lines)) for table, lines in rows.items()}


def test_the_rows_put_back_are_those_that_were_built(world: World, built: stories.Rows) -> None:
    demande = after(world, begun)
    assert ordered(stories._standing()) == ordered(built)
    with acting(world["referent:estuaire33"]):
        assert Demande.objects.get().pk == demande.pk


def test_who_was_added_to_the_world_is_in_the_world_of_the_test(world: World, built: stories.Rows) -> None:
    after(world, begun)
    assert world["lead:cale33"].body_id == world.bodies["cale33"].pk


def test_a_key_file_that_went_is_written_again(world: World, built: stories.Rows) -> None:
    (story,) = stories._stories.values()
    ((path, content),) = story.files.items()
    path.unlink()
    after(world, begun)
    assert path.read_bytes() == content


def test_another_day_is_another_story(world: World, built: stories.Rows) -> None:
    with clock.at(away(1)):
        world.today = clock.today("33")
        assert clock.local_day(after(world, begun).deposited_at, "33") == world.today


@pytest.mark.parametrize("known", [True, False])
def test_nothing_comes_before_a_story(
    world: World, built: stories.Rows, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    if not known:
        monkeypatch.setattr(stories, "_stories", {})
    new_person(world)
    with pytest.raises(RuntimeError, match="something came before"):
        after(world, begun)
