"""The same zone, opened by two presses at once, is one."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from rivage.outreach import actions
from rivage.outreach.models import RoundZone
from tests.world import World, acting

LEAD = "lead:estuaire33"


@pytest.mark.django_db(transaction=True)
def test_a_zone_opened_twice_at_once_is_one(world: World) -> None:
    together = Barrier(2)

    def opened(_: int) -> None:
        together.wait()
        try:
            with acting(world[LEAD]) as lead:
                actions.open_zone(actor=lead, on=world.today, kind="street", name="Quais Zzz")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(opened, range(2)))
    with acting(world[LEAD]):
        assert RoundZone.objects.count() == 1
