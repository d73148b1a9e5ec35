"""The invented country on a working day: somebody at every step of the path, made through the actions.

A journey of one app begins where that app's work begins.
"""

from dataclasses import dataclass, field

from rivage.commissions.models import AgendaItem, Seance
from rivage.dossiers.models import Demande
from tests.commissions.room import ALL_HERE, Room, on_the_day
from tests.decisions.path import opined
from tests.dossiers.path import completed, fill, new_demande, new_person
from tests.rights.permit.path import authorised
from tests.world import World

HERE, BESIDE = "referent:estuaire33", "referent:amarres33"


@dataclass
class Story:
    """`demandes`: by how far each has come. `seance`, `items`: a session that is open, and its agenda."""

    world: World
    room: Room
    seance: Seance
    items: list[AgendaItem]
    demandes: dict[str, Demande] = field(default_factory=dict)


def working_day(world: World) -> Story:
    world.bodies["rivage"] = world.admins[0].body
    world.member("auditor", "rivage", "auditor", [])
    room = Room(world)
    room.account("8")
    seance = room.seance(12)
    items = [room.scheduled(seance, who) for who in (HERE, BESIDE)]
    room.convened(seance)
    with on_the_day(seance):
        room.attend(seance, *ALL_HERE, "Hélène Môle")
        room.attend(seance, "Omar Cabestan", mode="remote")
        room.opened(seance)
    story = Story(world, room, seance, items)
    story.demandes = {
        "begun": new_demande(world, HERE, new_person(world, HERE, "Rosa Estran")),
        "written": fill(world, new_demande(world, HERE, new_person(world, HERE, "Awa Corail"))),
        "complete": completed(world, BESIDE, new_person(world, BESIDE, "Lina Marée")),
        "opined": opined(world, HERE, person=new_person(world, HERE, "Noor Lagon")),
        "authorised": authorised(world, need="needed"),
    }
    return story
