"""The queue looks after itself: a job whose worker died is taken up again. Sessions that are over go."""

import logging
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from rivage.config.sessions import SessionStore
from rivage.doors import brake, once, telling

logger = logging.getLogger("rivage.queue")

# A worker says every ten seconds that it lives. One that outlived the database may hold a job it could not close.
SILENT, FAR_TOO_LONG = timedelta(minutes=1), timedelta(minutes=15)
# A job that was begun so many times kills its worker each time.
MOST_TIMES = 20

# Heartbeats and events carry the database's own clock.
LEFT = """
SELECT job.id, job.task_name, job.attempts FROM procrastinate_jobs job
  LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
  WHERE job.status = 'doing' AND (
    worker.id IS NULL OR worker.last_heartbeat < now() - %s OR now() - %s > (
      SELECT max(at) FROM procrastinate_events WHERE job_id = job.id AND type = 'started'))
  ORDER BY job.id FOR UPDATE OF job SKIP LOCKED"""
AGAIN = "SELECT procrastinate_retry_job_v2(%s, now(), NULL, NULL, NULL)"
END = "SELECT procrastinate_finish_job_v1(%s, 'failed', false)"


@app.periodic(cron="* * * * *")
@app.task(name="queue.take_up", queueing_lock="queue.take_up")
def take_up(timestamp: int) -> None:
    """Each minute. No lock: one that was killed must not hold the next. `timestamp` is procrastinate's."""
    take_up_left()


@app.periodic(cron="50 * * * *")
@app.task(name="sessions.clear", queueing_lock="sessions.clear", retry=RetryStrategy(max_attempts=5, wait=300))
def clear_sessions(timestamp: int) -> None:
    """Each hour: what is over of the sessions goes, and of what the doors remember. `timestamp` is procrastinate's."""
    SessionStore.clear_expired()
    once.forget()
    brake.forget()
    telling.forget()


@transaction.atomic
def take_up_left(silent: timedelta = SILENT) -> int:
    """Put every job left by a dead worker back in the queue; gives how many. `silent`: since when a worker is dead.

    A job that carries a lock holds all those behind it until then. Where another of its kind waits already, the one
    that was left ends, and gives it the place.
    """
    waits: list[Any] = [silent, FAR_TOO_LONG]
    with connection.cursor() as cursor:
        cursor.execute(LEFT, waits)
        found = cursor.fetchall()
    taken = 0
    for job, task, attempts in found:
        if attempts >= MOST_TIMES:
            logger.error("job %s of %s ended: it was begun %s times", job, task, attempts)
            _call(END, job)
            continue
        try:
            _call(AGAIN, job)
            taken += 1
        except IntegrityError:
            _call(END, job)
    return taken


def _call(sql: str, job: int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [job])
