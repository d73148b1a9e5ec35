"""Steps of rights and titles, noted as the pages do."""

from datetime import timedelta
from typing import Any

from rivage.people.models import Person
from rivage.titles import actions
from rivage.titles.actions import StepNoted
from rivage.titles.models import RightFact
from rivage.titles.standing import facts_of, version
from tests.dossiers.path import WHO
from tests.world import World, acting

LEAD = "lead:estuaire33"
SENDER = {
    "name": "Service d’accompagnement social",
    "address": "BP 40\n12 rue des Invités",
    "town": "Bordeaux",
    "phone": "05 00 00 00 40",
    "signatory": "La responsable du service",
    "foot": "Accueil le matin",
}


def noted(world: World, person: Person, what: str, step: str, days: int, **values: Any) -> RightFact:
    """A step that took place `days` from today. `due`: in so many days."""
    due = values.pop("due", None)
    told = StepNoted(
        step, world.today + timedelta(days=days), None if due is None else world.today + timedelta(days=due), **values
    )
    with acting(world[WHO]) as actor:
        shown = version(facts_of(person, what))
        return actions.note_step(actor=actor, on=world.today, person=person, what=what, told=told, version=shown)
