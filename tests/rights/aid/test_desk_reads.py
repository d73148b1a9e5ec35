"""What is ordered and paid month by month is for who orders and who pays: by SQL too, the desk reads none of it."""

import pytest

from rivage.people.actions import open_file
from rivage.rights.models import AfisDecision, AfisMonth
from tests.rights.aid.test_months import aided, ordered  # noqa: F401 - a fixture among them
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def months(world: World, who: str) -> tuple[int, int]:
    """The aids and the months that the database gives to this login, without a gate."""
    with acting(world[who]):
        return AfisDecision.objects.count(), AfisMonth.objects.count()


def test_c5_the_desk_reads_that_an_aid_was_granted_and_no_month_of_it(world: World, aided: AfisDecision) -> None:  # noqa: F811
    world.body("desk33", "desk", "Bureau du séjour inventé", "33")
    world.member("desk:33", "desk33", "desk", ["33"])
    with acting(world["delegate:33"]) as actor:
        open_file(
            actor=actor,
            on=world.today,
            person=aided.person,
            holder="desk:33",
            opening="authorise_residence",
            demande=aided.demande_id,
        )
    ordered(world)
    assert months(world, "desk:33") == (1, 0)
    for who in ("payer:33", "delegate:33", "lead:estuaire33"):
        assert months(world, who) == (1, 1), who
