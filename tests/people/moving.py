"""A person who goes from one antenne to another, through the actions."""

from rivage.dossiers import actions as dossiers
from rivage.people import actions as people
from rivage.people.models import Person
from tests.world import World, acting


def offered(world: World, person: Person, who: str = "referent:estuaire33", with_notes: bool = False) -> str:
    """The code that her antenne gives her."""
    with acting(world[who]) as actor:
        return people.offer_transfer(
            actor=actor, on=world.today, person=person, with_notes=with_notes, received_alone=True
        ).code


def welcomed(world: World, code: str, who: str) -> Person | None:
    """Who arrives with this code, welcomed by `who`; None when it opens nothing."""
    with acting(world[who]) as actor:
        return dossiers.welcome(actor=actor, on=world.today, code=code)


def moved(world: World, person: Person, to: str, who: str = "referent:estuaire33", with_notes: bool = False) -> Person:
    """Both gestures: the code given by `who`, brought to `to`."""
    found = welcomed(world, offered(world, person, who, with_notes), to)
    assert found is not None
    return found
