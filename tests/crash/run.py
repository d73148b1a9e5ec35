"""One run: writers at work, SIGKILL at random, then the verdict."""

import json
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import timedelta
from queue import Queue
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, connections

from rivage.config.jobs import take_up_left
from rivage.config.server import EmbeddedServer
from rivage.demo.rehearsed import rehearsed
from tests.crash import verdict
from tests.crash.client import Client
from tests.crash.country import WHO, Country, prepare
from tests.crash.programs import KINDS, Programs
from tests.crash.writers import Book, Delegation, Deposits, Notes, Parts, TakeOvers, Writer
from tests.database import role

# Answers to see between two kills, so that each falls upon work; and how long to wait for them when nothing works.
BETWEEN, AT_MOST_SECONDS = 3, 60.0
TURN = ("database", "worker", "connection", "request", "web")
ONE_SHOT = "-m django procrastinate worker --one-shot"


def at_work(country: Country, port: int, book: Book, over: threading.Event, seed: int) -> list[Writer]:
    """Six people at their screens, three fonctions of them, in two antennes and a délégation."""
    deposited: Queue[tuple[UUID, int]] = Queue()
    today = country.world.today

    def rest(name: str) -> tuple[Any, ...]:
        membership = country.world[name]
        client = Client(port, membership.user.email, membership.pk)
        return client, book, over, random.Random(f"{seed} {name}")  # noqa: S311 - drawn again from its seed

    return [
        Notes(country.noted[0].pk, *rest("lead:estuaire33")),
        Notes(country.noted[1].pk, *rest("lead:estuaire33")),
        Parts(country.written, *rest(WHO)),
        Deposits(country.ready, deposited, *rest(WHO)),
        TakeOvers(today, *rest("other:estuaire33")),
        Delegation(today, deposited, *rest("delegate:33")),
    ]


def strike(programs: Programs, book: Book, kills: int, draw: random.Random, writers: list[Writer]) -> Counter[str]:
    """Kill so many times, at an instant of chance after some work was acknowledged; start again what fell."""
    done: Counter[str] = Counter()
    while done.total() < kills:
        _see_work(programs, book, writers)
        time.sleep(draw.random() * 0.7)
        kind = TURN[done.total() % len(TURN)] if done.total() < len(TURN) else draw.choice(KINDS)
        if programs.kill(kind):
            done[kind] += 1
        programs.keep_up()
    _see_work(programs, book, writers, "convened")
    return done


def _see_work(programs: Programs, book: Book, writers: list[Writer], kind: str = "") -> None:
    """Wait for some answers, one of a kind among all those of the run."""
    seen, limit = book.acknowledged, time.monotonic() + AT_MOST_SECONDS
    while book.acknowledged < seen + BETWEEN or (kind and not book.of(kind)):
        if trouble := [writer.trouble for writer in writers if writer.trouble]:
            raise RuntimeError(trouble[0])
        if time.monotonic() > limit:
            raise RuntimeError("nothing is acknowledged any more")
        programs.keep_up()
        time.sleep(0.05)


def drain() -> None:
    """What the queue still holds is done, once what dead workers left is taken up, and without waiting the delays."""
    for _ in range(20):
        take_up_left(timedelta())
        with role("postgres"), connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")
            cursor.execute(verdict.STATED + " IN ('todo', 'doing')")
            if not cursor.fetchone()[0]:
                return
        connections.close_all()
        subprocess.run([sys.executable, *ONE_SHOT.split()], check=False)


def run(kills: int, seed: int) -> dict[str, Any]:
    """The figures of one run, on the server of these settings. `wrong`: what was lost or left half done, in words."""
    draw, begun = random.Random(seed), time.monotonic()  # noqa: S311 - drawn again from its seed
    book, over = Book(), threading.Event()
    with rehearsed():
        country = prepare(deposits=max(6, kills // 2))
    server = EmbeddedServer(settings.STATE)
    programs = Programs(server, draw)
    writers = at_work(country, programs.port, book, over, seed)
    struck = time.monotonic()
    try:
        for writer in writers:
            writer.start()
        done = strike(programs, book, kills, draw, writers)
        over.set()
        for writer in writers:
            writer.join()
    finally:
        over.set()
        programs.stop()
    connections.close_all()
    server.ensure_running()
    drain()
    with rehearsed():
        late, counts = verdict.jobs()
        lost = [*verdict.lost(country, book)]
        wrong = {"lost": lost, "half_done": [*verdict.half_done()], "trace": [*verdict.trace()], "jobs": late}
    again = sum(writer.client.sessions - 1 for writer in writers)
    return {
        "kills": done.total(),
        "by_kind": dict(sorted(done.items())),
        "acknowledged": book.acknowledged,
        "by_act": {kind: len(kept) for kind, kept in sorted(book.kept.items())},
        **{name: book.counted[name] for name in ("unanswered", "refused_after_no_answer", "sent_twice")},
        **counts,
        "workers_that_stopped_by_themselves": programs.fallen,
        "signed_in_again": again,
        "lost": len(lost),
        "wrong": wrong,
        "seconds_of_kills": round(time.monotonic() - struck),
        "seconds": round(time.monotonic() - begun),
        "seed": seed,
    }


def report(kills: int, seed: int) -> None:
    """Print the figures of one run as a line of JSON."""
    print(json.dumps(run(kills, seed), ensure_ascii=False, default=str), flush=True)
