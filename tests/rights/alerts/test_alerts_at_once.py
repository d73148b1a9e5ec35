"""Two sweeps of a département at the same instant."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from rivage.rights.alerts import actions as alerts
from tests.database import queued
from tests.rights.alerts.test_alerts import ABLE, begun, rows
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_sweeps_at_once_raise_and_defer_once(world: World) -> None:
    begun(world)
    together = Barrier(2)

    def sweep(_: int) -> int:
        try:
            together.wait()
            return alerts.sweep(departement="33", on=world.today)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        raised = list(pool.map(sweep, range(2)))
    assert sorted(raised) == [0, len(ABLE)]
    assert len(rows()) == len(ABLE)
    assert {row.stage for row in rows()} == {30}
    asked = [job.args["user"] for job in queued(alerts.SEND)]
    assert set(asked) == {row.holder.removeprefix("user:") for row in rows()}
