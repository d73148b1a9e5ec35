"""What the text on the AFIS reads in a demande."""

from datetime import UTC, date, datetime

import pytest

from rivage.dossiers.afis import read
from tests.dossiers.path import WHO, new_demande
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("departement", "day"), [("974", date(2025, 4, 1)), ("33", date(2025, 3, 31))])
def test_it_is_asked_on_the_day_of_the_deposit_where_she_lives(world: World, departement: str, day: date) -> None:
    """The month before it is that of the resources: an hour in another zone moves the ceiling."""
    demande = after(world, new_demande)
    demande.departement = departement
    demande.deposited_at = datetime(2025, 3, 31, 21, 30, tzinfo=UTC)
    with acting(world[WHO]):
        assert read(demande, world.today).requested_on == day
