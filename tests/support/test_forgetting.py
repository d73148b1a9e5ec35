"""Two years after its week, the hours that stand are kept, without who noted them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from psycopg.errors import InsufficientPrivilege

from rivage.core.versions import version_of
from rivage.support.active import actions, reading
from rivage.support.models import WeekTime
from tests.attack.test_entering import alone, value
from tests.database import role
from tests.world import World, acting

pytestmark = pytest.mark.django_db(transaction=True)
WHO = "referent:estuaire33"
# Two years are 730 or 731 days.
DUE, NOT_YET = 733, 728


def noted(world: World, monday: date, hours: str) -> None:
    with acting(world[WHO]) as actor:
        spent = dict.fromkeys(("before", "file", "after", "children"), Decimal(0)) | {"path": Decimal(hours)}
        shown = reading.week_of(actor, monday)
        version = version_of(shown or WeekTime(body_id=actor.body_id))
        actions.note_week(actor=actor, on=world.today, week=monday, hours=spent, version=version)


def forgotten(days: int) -> int:
    with role("postgres"), connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(f"UPDATE support_weektime SET week = CURRENT_DATE - {days}")
    with alone("rivage_worker") as opened:
        opened.execute("SELECT set_config('rehearsal.now', '', false)")
        return int(value(opened, "SELECT support_forget()"))


def test_the_hours_stay_without_who_noted_them(world: World) -> None:
    monday = world.today - timedelta(days=world.today.weekday())
    noted(world, monday, "12")
    noted(world, monday, "20")
    assert forgotten(NOT_YET) == 0
    # What was written over, and the name of what stands.
    assert forgotten(DUE) == 2
    assert forgotten(DUE) == 0
    with acting(world[WHO]) as actor:
        (row,) = WeekTime.objects.all()
        assert row.recorded_by_id is None
        assert reading.hours(actor, row.week, row.week)["path"] == Decimal(20)


def test_the_worker_alone_erases(world: World) -> None:
    for name in ("rivage_app", "rivage_door", "rivage_facts"):
        with alone(name) as opened, pytest.raises(InsufficientPrivilege):
            opened.execute("SELECT support_forget()")
