"""The queue after a worker died: what it left is done by another, and holds nobody behind it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from rivage.config import jobs
from tests.database import role

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("as_the_worker")]


@pytest.fixture
def as_the_worker(db: None) -> Iterator[None]:
    """The queue is the worker's."""
    with role("rivage_worker"):
        yield


def job(status: str = "doing", worker: int | None = None, attempts: int = 0, once: str | None = None) -> int:
    """A job that some worker began a moment ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, worker_id, attempts, queueing_lock)"
            " VALUES ('default', 'audit.seal', '{}', %s, %s, %s, %s) RETURNING id",
            [status, worker, attempts, once],
        )
        made = cursor.fetchone()[0]
        cursor.execute("INSERT INTO procrastinate_events (job_id, type, at) VALUES (%s, 'started', now())", [made])
        return int(made)


def worker(silent: timedelta) -> int:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s) RETURNING id", [silent])
        return int(cursor.fetchone()[0])


def status(made: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [made])
        return str(cursor.fetchone()[0])


def test_what_a_dead_worker_left_is_put_back_and_what_a_live_one_does_is_not() -> None:
    alone, silent = job(), job(worker=worker(timedelta(minutes=2)))
    living = job(worker=worker(timedelta(seconds=20)))
    assert jobs.take_up_left() == 2
    assert [status(one) for one in (alone, silent, living)] == ["todo", "todo", "doing"]


def test_a_live_worker_that_never_closes_a_job_loses_it() -> None:
    stuck = job(worker=worker(timedelta()))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '16 minutes' WHERE job_id = %s", [stuck])
    jobs.take_up_left()
    assert status(stuck) == "todo"


def test_a_job_left_gives_its_place_to_the_one_that_waits_behind_it() -> None:
    left, waiting = job(once="audit.seal"), job("todo", once="audit.seal")
    assert jobs.take_up_left() == 0
    assert (status(left), status(waiting)) == ("failed", "todo")


def test_a_job_that_kills_each_of_its_workers_ends() -> None:
    deadly = job(attempts=jobs.MOST_TIMES)
    jobs.take_up_left()
    assert status(deadly) == "failed"


def test_the_queue_is_looked_after_each_minute() -> None:
    found = [one.cron for one in app.periodic_registry.periodic_tasks.values() if one.task.name == "queue.take_up"]
    assert found == ["* * * * *"]


def test_no_job_that_acts_is_lost_with_a_database_away_for_a_moment() -> None:
    """Those that come back each minute need no second try."""
    each_minute = {one.task.name for one in app.periodic_registry.periodic_tasks.values() if one.cron == "* * * * *"}
    alone = {name for name, task in app.tasks.items() if task.retry_strategy is None and "builtin" not in name}
    assert alone == each_minute
