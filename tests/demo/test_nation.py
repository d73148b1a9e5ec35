"""Invented people are the same whatever the day they are written: their dates move, nothing else."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from rivage.core import clock
from rivage.demo import country, stories
from rivage.demo.national import Scale, seed
from rivage.vault import keysets
from tests.database import all_tables, empty_database, role
from tests.held import INSTANTS

# What is about to lapse this morning hangs on how far the end of the month is, and each warning is sent by a job.
WARNINGS = {"accounts_jobactor", "rights_alert", "procrastinate_jobs", "procrastinate_events"}
# Sums are kept by year, each saved over the one before: how many hangs on where new year falls among the acts.
BY_YEAR = {"support_tally", "core_replaced"}
FEW = Scale(people=20, paths=16, antennes=2, referents=1, events=40)
# Where each demande stands; last, the day it was begun, in months and days from the month of the writing.
STORIES = """
SELECT d.kind, d.n, d.step, c.end_kind, ex.sense, ex.months,
    (SELECT count(*) FROM dossiers_period p WHERE p.parcours_id = c.id),
    (SELECT count(*) FROM rights_afismonth m JOIN rights_afisdecision a ON a.id = m.decision_id
        WHERE a.demande_id = d.id),
    12 * date_part('year', d.wished_on) + date_part('month', d.wished_on)
        - 12 * date_part('year', %(on)s::date) - date_part('month', %(on)s::date), date_part('day', d.wished_on)
FROM dossiers_demande d JOIN dossiers_parcours c ON c.id = d.parcours_id
LEFT JOIN decisions_decision ex ON ex.demande_id = d.id ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
"""


@pytest.fixture
def emptied(transactional_db: None, settings: Any, tmp_path: Path) -> Iterator[None]:
    """An empty database, and anchors of its own for what is sealed here."""
    settings.RIVAGE_ANCHORS = tmp_path
    empty_database()
    yield
    empty_database()


def write_nation() -> None:
    seed(FEW, 7)


def write_demo() -> None:
    stories.tell(country.build())


def drawn(write: Callable[[], None], instant: datetime) -> tuple[dict[str, int], list[tuple[object, ...]]]:
    """How many rows of each table, and where each demande stands, told from the month of the instant."""
    keysets.forget()
    with clock.at(instant):
        write()
        on = clock.today("75")
    with role("postgres"), connection.cursor() as cursor:
        counts = {}
        for table in all_tables():
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
        cursor.execute(STORIES, {"on": on})
        told = cursor.fetchall()
    empty_database()
    return counts, told


def test_a_nation_is_the_same_on_every_day(emptied: None) -> None:
    days = INSTANTS if "RIVAGE_DEEP" in os.environ else dict(list(INSTANTS.items())[:3])
    (counts, told), *others = [drawn(write_nation, instant) for instant in days.values()]
    assert len(told) == counts["dossiers_demande"] > FEW.paths
    assert {step for _, _, step, *_ in told} >= {"draft", "notified"}
    for instant, other in zip(list(days)[1:], others, strict=True):
        assert other == (counts, told), instant


@pytest.mark.deep
def test_the_demo_has_the_same_stories_on_every_day(emptied: None) -> None:
    """Its days are counted from today, not from the month: when a demande began is not compared."""
    (counts, told), *others = [drawn(write_demo, instant) for instant in INSTANTS.values()]
    for instant, (counted, other) in zip(list(INSTANTS)[1:], others, strict=True):
        assert {table for table in counts if counted[table] != counts[table]} <= WARNINGS | BY_YEAR, instant
        assert sorted(repr(row[:-2]) for row in other) == sorted(repr(row[:-2]) for row in told), instant
