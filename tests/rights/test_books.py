"""The months of the aid as the rows tell them: who is away, children told late, a move to another scale."""

import pytest

from rivage.dossiers import actions as dossiers
from rivage.dossiers.models import Parcours
from rivage.law.period import add_months
from rivage.rights.ledger import MonthState, read_books
from rivage.rights.models import AfisDecision
from tests.dossiers.path import WHO
from tests.rights.test_months import aided, ordered
from tests.world import World, acting

pytestmark = pytest.mark.django_db
__all__ = ["aided"]


@pytest.mark.parametrize("kind", ["no_news", "moved"])
def test_the_aid_of_who_is_away_runs_to_the_term(world: World, aided: AfisDecision, kind: str) -> None:
    """No text ends it for that: the préfet alone may, under R121-12-13-2."""
    ordered(world)
    with acting(world[WHO]) as actor:
        dossiers.note_absence(
            actor=actor, on=world.today, parcours=Parcours.objects.get(), since=world.today, kind=kind
        )
    later = add_months(world.today, 3)
    with acting(world["delegate:33"]) as delegate:
        found = read_books(delegate, [aided.person_id]).months(aided.person_id, later)
    assert [month.state for month in found] == [MonthState.ORDERED] + [MonthState.DUE] * 3 + [MonthState.COMING] * 2
    assert {month.to_settle for month in found} == {0}
