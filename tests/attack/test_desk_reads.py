"""C5: what is granted, ordered and paid is for who orders and who pays: by SQL too, the desk reads none of it."""

from datetime import date
from uuid import UUID

import pytest
from django.db import connection

from rivage.people.actions import open_file
from rivage.rights.models import AfisDecision, AfisMonth
from tests.rights.aid.test_ended import ended
from tests.rights.aid.test_months import aided, ordered
from tests.world import World, acting

__all__ = ["aided"]
pytestmark = pytest.mark.django_db
DESK = "desk:33"


@pytest.fixture
def at_the_desk(world: World, aided: AfisDecision) -> AfisDecision:
    """The same, opened to the desk."""
    world.body("desk33", "desk", "Bureau du séjour inventé", "33")
    world.member(DESK, "desk33", "desk", ["33"])
    with acting(world["delegate:33"]) as actor:
        open_file(
            actor=actor,
            on=world.today,
            person=aided.person,
            holder=DESK,
            opening="authorise_residence",
            demande=aided.demande_id,
        )
    return aided


def rows(world: World, who: str) -> tuple[int, int]:
    """The aids and the months that the database gives to this login, without a gate."""
    with acting(world[who]):
        return AfisDecision.objects.count(), AfisMonth.objects.count()


def ends(world: World, who: str, person: UUID) -> list[tuple[UUID, date]]:
    with acting(world[who]), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM rights_ended_aids(%s)", [person])
        return list(cursor.fetchall())


def test_c5_the_desk_reads_no_aid_and_no_month_of_it(world: World, at_the_desk: AfisDecision) -> None:
    ordered(world)
    assert rows(world, DESK) == (0, 0)
    for who in ("payer:33", "delegate:33", "lead:estuaire33"):
        assert rows(world, who) == (1, 1), who


def test_c5_the_desk_reads_that_an_aid_ended_of_whom_is_open_to_it_and_no_other_does(
    world: World, at_the_desk: AfisDecision
) -> None:
    person = at_the_desk.person_id
    assert ends(world, DESK, person) == []
    end = ended(world, at_the_desk, world.today)
    assert ends(world, DESK, person) == [(at_the_desk.demande_id, end.decided_on)]
    world.body("desk75", "desk", "Autre bureau inventé", "75")
    world.member("desk:75", "desk75", "desk", ["75"])
    for who in ("desk:75", "payer:33", "signatory:33"):
        assert ends(world, who, person) == [], who
    assert ends(world, DESK, world[DESK].pk) == []
