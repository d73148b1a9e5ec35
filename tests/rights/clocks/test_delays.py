"""Days from the authorisation of a path to its first permit, for the délégation of where it was delivered."""

import pytest

from rivage.rights.clocks.delays import Delays, delays
from tests.bad_input.calling import Caller
from tests.people.moving import moved
from tests.rights.permit.path import DELEGATE, DESK, REFERENT, authorised, note, person_of
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def days(world: World, who: str) -> tuple[int, ...]:
    with acting(world[who]) as actor:
        found = delays(actor, world.today)
        return found[0].days if found else ()


def test_the_sentence_says_the_ends_and_the_middle() -> None:
    assert Delays((12,)).sentence.endswith("12\u00a0jours après l’autorisation du parcours.")
    assert "de 3 à 9\u00a0jours après" in Delays((3, 9)).sentence
    assert Delays((4, 5), "Gironde").sentence.startswith("Gironde, depuis un an"), "one line by préfecture"
    assert Delays((3, 5, 90)).sentence.endswith("de 3 à 90\u00a0jours après l’autorisation du parcours, 5 au milieu.")


def test_they_are_of_where_the_permit_was_delivered_and_of_whoever_instructs(world: World) -> None:
    demande = after(world, authorised, 40)
    assert days(world, DELEGATE) == ()
    note(world, demande, "delivered", -2, until=180)
    (read,) = days(world, DELEGATE)
    assert read > 0
    note(world, demande, "delivered", -3, DESK, until=180)
    assert days(world, DELEGATE) == (read - 1,), "the desk's own word"
    assert days(world, DESK) == (read - 1,), "the service that delivers reads it too"
    assert days(world, REFERENT) == days(world, "delegate:75") == ()
    for who in (DELEGATE, DESK):
        assert Caller(world[who]).get("rights:lapses").says("1 premier titre délivré"), who
    assert not Caller(world[REFERENT]).get("rights:lapses").says("premier titre délivré")
    with acting(world[REFERENT]):
        person = person_of(demande)
    moved(world, person, "referent:estuaire75")
    assert days(world, "delegate:75") == (), "she moved since: it was not delivered there"
