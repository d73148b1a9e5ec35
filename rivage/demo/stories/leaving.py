"""Gironde: two agréments, one of which ends in the spring; somebody who holds a code and has not used it yet."""

from rivage.associations import actions as associations
from rivage.demo.stories.telling import Telling
from rivage.people import actions as people

AGREMENTS = (("estuaire", "n° 33-2025-014", -330, 764), ("amarres", "n° 33-2024-002", -980, 114))


def approved(telling: Telling) -> None:
    """What the associations of Gironde are approved for: noted before anything that asks it."""
    for association, reference, starts, last in AGREMENTS:
        with telling.on(-100, "claire.digue") as (actor, on):
            associations.note_agrement(
                actor=actor,
                on=on,
                association=telling.country.bodies[association],
                departement="33",
                reference=f"Arrêté inventé {reference}",
                starts=telling.day(starts),
                last_day=telling.day(last),
                source="own_desk",
            )


def leaving(telling: Telling) -> None:
    """Somebody who holds a code, and has not used it yet."""
    telling.meet(-50, "jeanne.quai", "Lucia Sable")
    telling.ask(-44, "Lucia Sable", parts=("situation",))
    with telling.on(-2, "jeanne.quai") as (actor, on):
        people.offer_transfer(
            actor=actor, on=on, person=telling.people["Lucia Sable"], with_notes=False, received_alone=True
        )
