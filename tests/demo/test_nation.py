"""The invented nation is the same whatever the day it is written: its dates move, nothing else."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from rivage.core import clock
from rivage.demo.national import Scale, seed
from tests.database import all_tables, empty_database, role
from tests.held import INSTANTS

FEW = Scale(people=20, paths=16, antennes=2, referents=1, events=40)
# Where each demande stands; the day it was begun is told in months and days from the month of the writing.
STORIES = """
SELECT d.kind, d.n, d.step, c.end_kind, ex.sense, ex.months,
    12 * date_part('year', d.wished_on) + date_part('month', d.wished_on)
        - 12 * date_part('year', %(on)s::date) - date_part('month', %(on)s::date), date_part('day', d.wished_on),
    (SELECT count(*) FROM dossiers_period p WHERE p.parcours_id = c.id),
    (SELECT count(*) FROM rights_afismonth m JOIN rights_afisdecision a ON a.id = m.decision_id
        WHERE a.demande_id = d.id)
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


def drawn(instant: datetime) -> tuple[dict[str, int], list[tuple[object, ...]]]:
    """How many rows of each table, and where each demande stands, told from the month of the instant."""
    with clock.at(instant):
        seed(FEW, 7)
        on = clock.today("75")
    with role("postgres"), connection.cursor() as cursor:
        counts = {}
        for table in all_tables():
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
        cursor.execute(STORIES, {"on": on})
        stories = cursor.fetchall()
    empty_database()
    return counts, stories


def test_a_nation_is_the_same_on_every_day(emptied: None) -> None:
    (counts, stories), *others = [drawn(instant) for instant in INSTANTS.values()]
    assert len(stories) == counts["dossiers_demande"] > FEW.paths
    assert {step for _, _, step, *_ in stories} >= {"draft", "notified"}
    for instant, (counted, told) in zip(list(INSTANTS)[1:], others, strict=True):
        assert counted == counts, instant
        assert told == stories, instant
