"""A person on an authorised path, the desk beside, facts written through the actions."""

from datetime import date, timedelta
from typing import Any

from rivage.core import clock
from rivage.dossiers.models import Demande
from rivage.people.models import Person
from rivage.rights.models import ApsFact
from rivage.rights.permit import actions
from tests.decisions.path import GRANT, opined, signed, told
from tests.world import World, acting, away

REFERENT, DESK, DELEGATE = "referent:estuaire33", "desk:33", "delegate:33"


def with_desk(world: World, code: str = "33") -> None:
    """A desk of the département, once."""
    if f"desk:{code}" not in world.memberships:
        world.body(f"desk{code}", "desk", f"Séjour {code}", code)
        world.member(f"desk:{code}", f"desk{code}", "desk", [code])


def authorised(world: World, days_ago: int = 0, need: str = "") -> Demande:
    """A path authorised and notified so many days ago, for six months from that day. `need`: said before."""
    with_desk(world)
    today = world.today
    with clock.at(away(-days_ago)):
        world.today = day(world, -days_ago)
        demande = opined(world)
        if need:
            with acting(world[REFERENT]) as actor:
                version = actions.need_version(demande.person)
                actions.set_need(actor=actor, on=world.today, person=demande.person, need=need, version=version)
        decision = signed(world, demande, **GRANT)
        told(world, decision, REFERENT, "person", "by_hand", language="français")
        told(world, decision, DELEGATE, "association", "secure")
    world.today = today
    with acting(world[REFERENT]):
        return Demande.objects.get(pk=demande.pk)


def person_of(demande: Demande) -> Person:
    return Person.objects.get(pk=demande.person_id)


def note(world: World, demande: Demande, step: str, days: int, who: str = REFERENT, **values: Any) -> ApsFact:
    """A fact `days` from today, `until` as days from today too."""
    until = values.pop("until", None)
    source = "own_desk" if who.startswith("desk") else values.pop("source", "paper_held")
    last = None if until is None else day(world, until)
    told = actions.StepTold(values.pop("n", 1), step, day(world, days), source, last)
    with acting(world[who]) as actor:
        return actions.record_aps(actor=actor, on=world.today, person=person_of(demande), told=told)


def day(world: World, days: int) -> date:
    return world.today + timedelta(days=days)
