"""What is noted in one's own name and now, by SQL (`OWN_HAND`); the days of a step and of a title held."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps

from rivage.core import clock
from rivage.core.db.rules import RowRule
from rivage.people.models import Person
from rivage.titles.models import RightFact, TitleHeld
from tests.attack.test_recours import LEAD, took
from tests.dossiers.path import WHO
from tests.rights.permit.path import authorised, person_of
from tests.stories import after
from tests.titles.path import noted
from tests.world import World, acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(world: World) -> Person:
    demande = after(world, authorised, 60)
    with acting(world[WHO]):
        return person_of(demande)


def step(person: Person, **values: Any) -> RightFact:
    return RightFact.beside(person, what="sante", step="asked", **values)


def test_a_step_is_in_one_s_own_name_now_and_of_no_day_to_come(world: World, person: Person) -> None:
    with acting(world[WHO]) as actor:
        mine: dict[str, Any] = {"recorded_by": actor, "on": world.today}
        assert not took(lambda: step(person, **mine | {"recorded_by": world[LEAD]}).save(force_insert=True))
        assert not took(lambda: step(person, **mine | {"on": date(2030, 1, 1)}).save(force_insert=True))
        row = step(person, **mine, created_at=clock.now() - timedelta(days=2000))
        row.save(force_insert=True)
        row.refresh_from_db()
        assert abs(row.created_at - clock.now()) < timedelta(days=1), "when it was noted is not said by who notes"


@pytest.mark.parametrize("day", [date(2099, 1, 1), date(1990, 1, 1)])
def test_a_title_is_taken_back_today(world: World, person: Person, day: date) -> None:
    noted(world, person, "resident", "held", -5)
    with acting(world[WHO]):
        held = TitleHeld.objects.filter(person=person)
        assert not took(lambda: held.update(taken_back_on=day))
        assert took(lambda: held.update(taken_back_on=world.today))


def test_each_table_that_says_so_has_the_trigger_and_who_notes(world: World) -> None:
    said = [model for model in apps.get_models() if getattr(model, "OWN_HAND", False)]
    assert len(said) >= 14
    for model in said:
        assert any(field.name == "recorded_by" for field in model._meta.concrete_fields), model
        rules: list[RowRule] = model.rules()  # type: ignore[attr-defined]
        assert "declared_own_hand" in {rule.name for rule in rules}, model
