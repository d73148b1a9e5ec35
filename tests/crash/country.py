"""The country that is written in while it falls: people at work, a commission, demandes ready for their deposit."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connections

from rivage.demo.applications import equip
from rivage.people.models import Person
from tests.commissions.room import Room
from tests.dossiers.path import fill, new_demande, new_person
from tests.world import World, build

WHO = "referent:estuaire33"


@dataclass
class Country:
    """`ready`: demandes with the version to deposit; `written`: one that two hands never write at once."""

    world: World
    noted: list[Person]
    written: UUID
    ready: list[tuple[UUID, int]]


def prepare(deposits: int) -> Country:
    """Everything through the actions, before anything falls."""
    world = build()
    Room(world)
    noted = [new_person(world, "lead:estuaire33", f"Thuy Lagon {n}") for n in range(2)]
    written = new_demande(world, WHO, new_person(world, WHO, "Mirela Dune"))
    ready = []
    for n in range(deposits):
        demande = fill(world, new_demande(world, WHO, new_person(world, WHO, f"Awa Corail {n}")), WHO)
        ready.append((demande.pk, demande.version))
    equip()
    connections.close_all()
    return Country(world, noted, written.pk, ready)
