"""A running path as its papers say it, and the same taken over."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from rivage.core.versions import version_of
from rivage.dossiers.actions.takeover import PaperPeriod
from rivage.dossiers.models import TakeOver
from rivage.people.models import Person
from rivage.rights.takeover import actions as takeover
from rivage.rights.takeover.actions import Running
from tests.dossiers.path import WHO, new_person
from tests.world import World, acting


def known(on: date, begun: int = 60, **changes: Any) -> Running:
    """Six months begun so many days ago, the permit held, the aid granted."""
    starts = on - timedelta(days=begun)
    said = Running(
        running=PaperPeriod(starts, 6, starts - timedelta(days=5)),
        source="paper_held",
        need="needed",
        aps_from=starts,
        aps_until=on + timedelta(days=90),
        afis="grant",
        afis_decided_on=starts,
        children=1,
        none_paid=True,
    )
    return replace(said, **changes)


def taken_over(world: World, who: str = WHO, person: Person | None = None, **changes: Any) -> TakeOver:
    person = person or new_person(world, who)
    with acting(world[who]) as actor:
        return takeover.take_over(actor=actor, on=world.today, person=person, known=known(world.today, **changes))


def confirmed(world: World, begun: TakeOver) -> TakeOver:
    with acting(world["delegate:33"]) as delegate:
        version = version_of(TakeOver.objects.get(pk=begun.pk))
        return takeover.confirm_take_over(actor=delegate, on=world.today, take_over=begun, version=version)
