"""A1: no setting that the caller may change moves the instant of the context, nor a day that is counted from it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection

from rivage.core import clock
from rivage.core.db import emitter
from tests.attack.test_entering import ENTER, LEAD, alone, token_of, value
from tests.attack.test_erasing import A_DAY, erased
from tests.attack.test_writing import refusal, run
from tests.dossiers.path import new_person
from tests.world import World, acting

# How the caller writes an instant down, then reads it.
TURNED = (
    ("datestyle", "SQL, DMY", "SQL, MDY"),
    ("datestyle", "SQL, MDY", "ISO, DMY"),
    ("datestyle", "German", "Postgres, MDY"),
    ("timezone", "Pacific/Kiritimati", "Etc/GMT+12"),
)


def ambiguous() -> datetime:
    """An instant to come whose day may be read as a month."""
    day = clock.now()
    while day.day > 12 or day.day == day.month:
        day += timedelta(days=1)
    return day


@contextmanager
def entered(world: World, instant: datetime, **before: str) -> Iterator[psycopg.Connection[Any]]:
    with alone() as opened:
        opened.execute("SELECT set_config('rehearsal.now', %s, false)", [instant.isoformat()])
        for name, wanted in before.items():
            opened.execute("SELECT set_config(%s, %s, false)", [name, wanted])
        with opened.transaction():
            opened.execute(ENTER, [world[LEAD].pk, token_of(world[LEAD])])
            yield opened


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("name", "before", "after"), TURNED)
def test_a1_the_instant_stands_however_its_reader_writes_dates(
    world: World, name: str, before: str, after: str
) -> None:
    instant = ambiguous()
    for style in ("SQL, DMY", "ISO, DMY"):
        with entered(world, instant, **{"datestyle": style, name: before}) as opened:
            for changed in (after, before):
                opened.execute("SELECT set_config(%s, %s, true)", [name, changed])
                opened.execute("SET LOCAL extra_float_digits = -15")
                opened.execute("SET LOCAL intervalstyle = sql_standard")
                seconds = "SELECT extract(epoch FROM {})"
                for asked in ("rivage_now()", "(SELECT instant FROM rivage_held())"):
                    found = value(opened, seconds.format(asked))
                    assert abs(float(found) - instant.timestamp()) < 1e-6, (asked, changed)


def folded(instant: datetime) -> str:
    """A zone in which the day before this instant is two hours long: its clocks go forward by 24 hours meanwhile."""
    leap = instant.replace(tzinfo=None) - timedelta(hours=2)
    end = leap + timedelta(days=120)
    return f"AAA0BBB-24,{leap.timetuple().tm_yday - 1}/{leap:%H:%M:%S},{end.timetuple().tm_yday - 1}"


@pytest.mark.django_db
def test_a1_no_zone_makes_the_day_shorter_in_which_a_lead_erases_so_many(world: World) -> None:
    people = [new_person(world, "lead:estuaire33", f"Awa Corail {n}") for n in range(A_DAY + 1)]
    now = clock.now()
    with clock.at(now - timedelta(hours=6)), acting(world[LEAD]):
        for person in people[:A_DAY]:
            erased(person.pk)
    with clock.at(now), acting(world[LEAD]):
        run("SELECT set_config('timezone', %s, true)", folded(now))
        with connection.cursor() as cursor:
            cursor.execute("SELECT now() - interval '1 day' > now() - interval '5 hours'")
            assert cursor.fetchone() == (True,), "the attack"
        assert "effacement refusé" in refusal("SELECT vault_erase(%s, '{private}')", people[-1].pk)


def test_a1_no_rule_counts_a_day_as_its_caller_would() -> None:
    """A day is of 24 hours, or of Europe/Paris, in the place or for the length of the function."""
    counting = ("::date", "interval '", "make_interval", "date_trunc", "current_date", "to_char", "::timestamp")
    for rule in emitter.desired():
        # An hour is as long in every zone.
        lines = rule.sql.lower().replace("interval '24 hours'", "").replace("interval '1 hour'", "").splitlines()
        found = [line for line in lines if any(word in line for word in counting)]
        if found and "set timezone = 'europe/paris'" not in rule.sql.lower():
            assert all("at time zone 'europe/paris'" in line for line in found), (rule.name, found)
