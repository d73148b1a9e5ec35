"""The whole path where only the association and the délégation ever sign in: the rest is read from signed paper."""

from typing import Any

import pytest

from rivage.accounts.enums import Source
from rivage.commissions.models import Avis
from rivage.decisions.models import Decision
from rivage.rights.models import AfisDecision
from tests.browser.calendar import Calendar
from tests.browser.roles import TwoRoles
from tests.world import World, acting

pytestmark = [pytest.mark.browser, pytest.mark.journey]


def test_two_people_carry_the_whole_path(world: World, visit: Any, calendar: Calendar) -> None:
    path = TwoRoles(world, visit, calendar, "amarres33", "33", "Lina Marée")
    for stage in ("compose", "begin", "write", "deposit", "instruct", "schedule", "convene"):
        getattr(path, stage)()
    calendar.turn(12)
    for stage in ("sit", "decide", "notify", "aid", "running"):
        getattr(path, stage)()
    assert set(path.visitors) == {"referent:amarres33", "delegate:33"}
    with acting(world["delegate:33"]):
        avis, decision = Avis.objects.get(), Decision.objects.get()
        assert (avis.source, avis.signed_source) == (Source.SIGNED_PAPER, Source.SIGNED_PAPER)
        assert (avis.signed_name, avis.recorded_by) == ("Odile Cap", world["delegate:33"])
        assert (decision.source, decision.signed_by) == (Source.SIGNED_PAPER, None)
        assert AfisDecision.objects.get().source == Source.SIGNED_PAPER
