"""What is erased in its time: the words of a round and of a workshop, closed zones; their numbers stay."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from psycopg.errors import InsufficientPrivilege

from rivage.accounts.models import Membership
from rivage.outreach import actions, figures, reading
from rivage.outreach.actions import RoundTold
from rivage.outreach.models import Round, RoundZone, Workshop
from rivage.outreach.workshops import reading as workshops
from rivage.outreach.workshops.actions import WorkshopTold, note_workshop
from tests.attack.test_entering import alone, value
from tests.bad_input.calling import Caller
from tests.database import role
from tests.world import World, acting

pytestmark = pytest.mark.django_db(transaction=True)
WHO = "referent:estuaire33"
# Two years are 730 or 731 days.
DUE, NOT_YET = 733, 728


def forgotten(days: int) -> int:
    """Everything of the antenne taken back so many days, then a night's erasing: how many rows it touched."""
    back = f"CURRENT_DATE - {days}"
    with role("postgres"), connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table, column in (("round", "day"), ("workshop", "day"), ("roundzone", "closed_on")):
            cursor.execute(f"UPDATE outreach_{table} SET {column} = {back} WHERE {column} IS NOT NULL")
    with alone("rivage_worker") as opened:
        opened.execute("SELECT set_config('rehearsal.now', '', false)")
        return int(value(opened, "SELECT outreach_forget()"))


def counted(actor: Membership, last: date) -> dict[str, Any]:
    """What the report says of rounds and workshops, up to a day."""
    found = (each(actor, last - timedelta(days=900), last) for each in (figures.rounds, figures.workshops))
    return {one.code: one.n for section in found for one in section.figures}


def test_two_years_after_its_day_a_round_keeps_its_numbers_alone(world: World) -> None:
    today, actor = world.today, world[WHO]
    with acting(actor):
        gone, kept = (
            actions.open_zone(actor=actor, on=today, kind="street", name=name) for name in ("Quais Zzz", "Halles Zzz")
        )
        actions.close_zone(actor=actor, on=today, zone=gone.pk)
        told = RoundTold(today, "street", kept.pk, "21:40", 130, 1, 2, met=23, answered=3, languages=["ro"])
        held = actions.note_round(actor=actor, on=today, told=told, once=uuid4())
        held = actions.correct_round(actor=actor, on=today, held=held, instead=told, why="day")
        said = WorkshopTold(today - timedelta(days=1), "french", "14:00", 120, 1, came=12, in_path=5)
        note_workshop(actor=actor, on=today, told=said, once=uuid4())
    assert forgotten(NOT_YET) == 0
    with acting(actor):
        assert Round.objects.get(pk=held.pk).detail["at"] == "21:40"
    # Two rows of the round, the workshop, the closed zone.
    assert forgotten(DUE) == 4
    assert forgotten(DUE) == 0
    with acting(actor):
        for row in (*Round.objects.all(), *Workshop.objects.all()):
            assert (row.detail, row.kept, row.recorded_by_id) == (None, {}, None)
        sums = reading.totals(reading.standing(actor))
        assert (sums["met"], sums["answered"], sums["hours"], sums["untimed"]) == (23, 3, 0, 1)
        long_ago, found = today - timedelta(days=DUE), counted(actor, today)
        assert (found["met"], found["workshop_came"]) == (23, 12)
        assert counted(actor, long_ago - timedelta(days=1)) == dict.fromkeys(found, 0)
        kinds, whole = workshops.sums(workshops.standing(actor))
        assert (kinds[0].came, kinds[0].in_path, whole.hours) == (12, 5, "0\u00a0h")
        assert [zone.pk for zone in RoundZone.objects.all()] == [kept.pk]
        made = workshops.standing(actor).get()
        last = today - timedelta(days=DUE)
    caller = Caller(actor)
    assert caller.get("outreach:round", round=held.pk).says("23")
    assert caller.get("outreach:workshop", workshop=made.pk).says("5 en parcours")
    between = f"du={last - timedelta(days=3)}&au={last + timedelta(days=3)}"
    for page in ("rounds", "workshops"):
        answer = caller.client.get(f"{caller.url(f'outreach:{page}')}?{between}")
        assert answer.status_code == 200


def test_the_worker_alone_erases(world: World) -> None:
    for name in ("rivage_app", "rivage_door", "rivage_facts"):
        with alone(name) as opened, pytest.raises(InsufficientPrivilege):
            opened.execute("SELECT outreach_forget()")


def test_what_is_kept_is_never_erased_by_hand(world: World) -> None:
    actor = world[WHO]
    with acting(actor):
        told = RoundTold(world.today, "street", met=1)
        held = actions.note_round(actor=actor, on=world.today, told=told, once=uuid4())
    with acting(actor), pytest.raises(Exception, match="rivage"), connection.cursor() as cursor:
        cursor.execute("UPDATE outreach_round SET detail = NULL WHERE id = %s", [held.pk])
