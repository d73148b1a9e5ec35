"""Months used are counted once, whoever shows them; and the months of the law stand in the law alone."""

import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from rivage.core import clock
from rivage.dossiers import actions
from rivage.dossiers.models import Parcours
from rivage.dossiers.months import used_months
from rivage.law.duration import LONGEST_EVER, MOST_EVER, most_months, period_length
from rivage.people.models import Person
from rivage.rights.clocks import clocks
from tests.bad_input.calling import Caller
from tests.dossiers.path import WHO, new_person
from tests.world import World, acting, away


def twice_elsewhere(world: World) -> Parcours:
    """A first path with 4 months granted elsewhere, renounced; a second one with 6. None was lived here."""
    person = new_person(world)
    source = {"months_before_source": "arrêté lu"}
    with acting(world[WHO]) as actor:
        first = actions.open_demande(
            actor=actor, on=world.today, person=person, kind="reprise", months_before=4, **source
        )
        actions.withdraw(actor=actor, on=world.today, demande=first, version=first.version, received_alone=True)
        Parcours.objects.filter(pk=first.parcours_id).update(ended_on=world.today, end_kind="at_her_wish")
    with clock.at(away(20)), acting(world[WHO]) as actor:
        later = world.today + timedelta(days=20)
        return actions.open_demande(
            actor=actor, on=later, person=person, kind="reprise", months_before=6, **source
        ).parcours


@pytest.mark.django_db
def test_two_paths_begun_elsewhere_count_once_everywhere(world: World) -> None:
    parcours = twice_elsewhere(world)
    with acting(world[WHO]) as actor:
        assert used_months(parcours) == 4 + 6
        person = Person.objects.get(pk=parcours.person_id)
        assert clocks(actor, person, world.today).used == 4 + 6
    referent = Caller(world[WHO])
    page = referent.get("desk:follow_up")
    assert page.says("10")
    url = referent.url("desk:follow_up_export")
    sheet = load_workbook(io.BytesIO(referent.client.post(url).content)).active
    titles = [cell.value for cell in sheet[1]]
    months = sheet.cell(row=2, column=titles.index(f"Mois, sur {MOST_EVER}") + 1)
    assert (months.value, months.data_type) == (4 + 6, "n")


@pytest.mark.django_db
def test_the_bounds_of_the_columns_are_those_of_the_law(world: World) -> None:
    assert most_months(world.today) == MOST_EVER
    assert period_length(world.today) == LONGEST_EVER
