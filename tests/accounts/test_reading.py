"""M6: past the files that a function opens in an hour reading stops, until another person lets it go on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from unittest import mock

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from rivage.accounts import reading, roles, todo, watch
from rivage.accounts.models import Membership
from rivage.audit import trace
from rivage.audit.models import Event
from rivage.core import clock
from rivage.core.perimeter import Perimeter, perimeter
from rivage.core.refusal import Refused
from rivage.people.models import Person
from tests.bad_input.calling import Caller
from tests.dossiers.path import WHO, new_person
from tests.world import World, acting

pytestmark = pytest.mark.django_db
LEAD, STOPPED = "lead:estuaire33", "La lecture est arrêtée pour le moment"


@pytest.fixture
def few() -> Iterator[None]:
    """Three files an hour."""
    house = roles.declared()
    three = {code: replace(role, an_hour=3) for code, role in house.roles.items()}
    with mock.patch.object(roles, "declared", return_value=roles.Declared(house.bodies, three)):
        yield


def people(world: World, many: int) -> list[Person]:
    return [new_person(world, name=f"Awa Corail {'ABCDEFGH'[n]}") for n in range(many)]


def opened(caller: Caller, who: Person) -> int:
    return caller.client.get(caller.url("people:person", person=who.pk)).status_code


def alarms(world: World) -> list[str]:
    auditor = world.memberships.get("auditor") or world.member("auditor", "rivage", "auditor", [])
    with acting(auditor) as actor:
        return [item.title for item in watch.alarms(actor, world.today)]


def asked(who: Membership) -> list[str]:
    with acting(who) as actor:
        return [item.who for item in todo.stopped(actor, actor.today)]


@pytest.mark.usefixtures("few")
def test_m6_reading_stops_past_the_files_of_an_hour_and_goes_on_with_another_person(world: World) -> None:
    world.bodies["rivage"] = world.admins[0].body
    found = people(world, 5)
    lead, referent = world[LEAD], Caller(world[WHO])
    assert [opened(referent, one) for one in found[:3]] == [200, 200, 200]
    assert alarms(world) == asked(lead) == []
    page = referent.get("people:person", person=found[3].pk)
    assert page.status == 429
    assert page.says(STOPPED)
    assert page.says("Lead:Estuaire33")
    assert "Awa Corail D" not in page.text
    assert opened(referent, found[0]) == 200, "what was opened is read again"
    assert referent.client.get(referent.url("desk:home")).status_code == 200
    assert "Une fonction a ouvert trop de dossiers en une heure" in alarms(world)
    assert asked(lead) == asked(world.admins[0]) == ["Referent:Estuaire33"]
    assert asked(world["lead:amarres33"]) == asked(world["delegate:33"]) == asked(world[WHO]) == []

    caller = Caller(lead)
    shown = caller.shown("accounts:reopen_reading", fonction=world[WHO].pk)
    assert caller.post("accounts:reopen_reading", shown, fonction=world[WHO].pk).says("Dites pourquoi")
    done = caller.post("accounts:reopen_reading", shown | {"why": "hand_over"}, fonction=world[WHO].pk)
    assert done.says("La lecture est rouverte")
    assert asked(lead) == []
    assert [opened(referent, one) for one in found[3:]] == [200, 200]
    with perimeter(Perimeter(role="auditor")), transaction.atomic():
        (event,) = Event.objects.filter(kind=reading.REOPENED)
        assert (event.object_id, event.details) == (world[WHO].pk, {"why": "hand_over"})
        assert Event.objects.filter(kind=reading.STOPPED).count() == 1


@pytest.mark.usefixtures("few")
def test_m6_an_hour_later_it_goes_on_by_itself(world: World) -> None:
    found = people(world, 4)
    referent = Caller(world[WHO])
    assert [opened(referent, one) for one in found] == [200, 200, 200, 429]
    with clock.at(clock.now() + timedelta(minutes=61)), acting(world[WHO]):
        trace.record("read", people=[found[3].pk], antennes=[found[3].antenne_id], slices=["identity"])
        assert not reading.too_many(world[WHO], Event(people=[found[3].pk]))


@pytest.mark.usefixtures("few")
def test_m6_nobody_lets_herself_read_on_nor_another_body(world: World) -> None:
    found = people(world, 4)
    assert [opened(Caller(world[LEAD]), one) for one in found] == [200, 200, 200, 429]
    for who in (LEAD, WHO, "lead:amarres33", "delegate:33"):
        with pytest.raises(Refused), acting(world[who]) as actor:
            reading.reopen(actor=actor, on=world.today, membership=world[LEAD], why="known")
    with acting(world[LEAD]):
        # By SQL as the application, in her own name.
        trace.record(reading.REOPENED, object_id=world[LEAD].pk, why="known")
    assert opened(Caller(world[LEAD]), found[3]) == 429
    with acting(world.admins[0]) as admin:
        reading.reopen(actor=admin, on=world.today, membership=world[LEAD], why="known")
    assert opened(Caller(world[LEAD]), found[3]) == 200


@pytest.mark.usefixtures("few")
def test_m6_a_list_stops_nobody(world: World) -> None:
    people(world, 5)
    for page in ("people:list", "desk:home"):
        assert Caller(world[WHO]).get(page).status == 200


def test_m6_it_is_asked_once_and_only_of_whom_she_was_not_shown_just_before(world: World) -> None:
    (one,) = people(world, 1)
    referent = Caller(world[WHO])

    def questions() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert opened(referent, one) == 200
        return sum("accounts_files_read" in query["sql"] for query in caught)

    assert [questions(), questions()] == [1, 0]


def test_m6_a_function_has_a_ceiling_that_its_day_does_not_reach() -> None:
    assert all(role.an_hour >= 60 for role in roles.roles().values())
