"""From the association's desk to the notified decision, with each at her screen, in two départements at once."""

from pathlib import PurePosixPath
from typing import Any

import pytest

from rivage.dossiers.models import Demande
from tests.browser.calendar import Calendar
from tests.browser.roles import FourRoles
from tests.dossiers.path import fill
from tests.world import World, acting

pytestmark = [pytest.mark.browser, pytest.mark.journey]


class InParis(FourRoles):
    """The other path: its parts are written by the action."""

    def write(self) -> None:
        referent = f"referent:{self.antenne}"
        with acting(self.world[referent]):
            demande = Demande.objects.select_related("person").get(pk=self.ids["demande"])
        fill(self.world, demande, referent)


def trespasses(path: FourRoles, other: FourRoles) -> list[str]:
    """Each page `path` has just reached about somebody or some session, asked by the same role of the other side."""
    open_to_them = []
    for key, visitor in path.visitors.items():
        stranger = other.who(key.split(":")[0])
        for where in sorted(visitor.visited - path.asked):
            parts = PurePosixPath(where).parts[3:]
            if where.startswith("/m/") and any(part.count("-") == 4 for part in parts):
                status, body = stranger.fetch("/".join(["/m", str(stranger.membership.pk), *parts]))
                if status not in (404, 405) and not (status == 301 and body == b""):
                    open_to_them.append(f"{key} {where}: {status}")
        status, home = stranger.fetch(f"/m/{stranger.membership.pk}/")
        if status != 200 or path.name.encode() in home:
            open_to_them.append(f"{key}: {path.name} on the home of another département")
        path.asked |= visitor.visited
    return open_to_them


def test_one_person_in_each_of_two_departements(world: World, visit: Any, calendar: Calendar) -> None:
    gironde = FourRoles(world, visit, calendar, "estuaire33", "33", "Awa Corail")
    paris = InParis(world, visit, calendar, "estuaire75", "75", "Sofia Galet")
    for stage in (
        "compose",
        "begin",
        "write",
        "deposit",
        "instruct",
        "schedule",
        "convene",
        "read",
        "sit",
        "decide",
        "notify",
    ):
        if stage == "sit":
            calendar.turn(10)
        for path in (gironde, paris):
            getattr(path, stage)()
        assert trespasses(gironde, paris) == [], stage
        assert trespasses(paris, gironde) == [], stage
    for path in (gironde, paris):
        path.aid()
        path.running()
        assert path.closed_to() == []
