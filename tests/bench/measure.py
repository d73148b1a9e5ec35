"""What a benchmark gives, and how a duration is taken."""

import gc
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from django.db import connection


@dataclass(frozen=True, slots=True)
class Measure:
    """One cost: what it is, its figure, the budget it must keep, both in `unit`. A ratio has an empty unit.

    `least`: the budget is a floor. `of`: what the figure was made from, for whoever reads the JSON.
    """

    subject: str
    what: str
    figure: float
    budget: float
    unit: str
    least: bool = False
    of: dict[str, float] = field(default_factory=dict)

    @property
    def kept(self) -> bool:
        return self.figure >= self.budget if self.least else self.figure <= self.budget


def seconds(work: Callable[[], object], *, rounds: int = 5) -> float:
    """Return the best of several rounds of `work`, in seconds of this process: others may be using the machine."""
    best = float("inf")
    for _ in range(rounds):
        gc.collect()
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


@dataclass(frozen=True, slots=True)
class Samples:
    """Milliseconds of each round: `worked` by this process and by the database's, `waited` on the wall clock."""

    worked: list[float]
    waited: list[float]

    @property
    def p50(self) -> float:
        return median(self.worked)

    @property
    def p95(self) -> float:
        return quantiles(self.worked, n=20)[-1]

    @property
    def wall(self) -> float:
        return median(self.waited)


def side_by_side(
    *works: Callable[[], object], rounds: int = 20, longest: float = 3.0, servers: tuple[int, ...] = ()
) -> list[Samples]:
    """Take each work in turn, round after round, so that what else the machine does weighs on all alike.

    Stops before its rounds, but never under six, once it has lasted `longest` seconds.
    """
    found = [Samples([], []) for _ in works]
    end = time.monotonic() + longest
    for done in range(rounds):
        if done >= 6 and time.monotonic() > end:
            break
        for work, samples in zip(works, found, strict=True):
            started, before = time.perf_counter(), worked(*servers)
            work()
            samples.worked.append((worked(*servers) - before) * 1e3)
            samples.waited.append((time.perf_counter() - started) * 1e3)
    return found


def worked(*servers: int) -> float:
    """Seconds of processor spent by this process, the presses it had and those of the database that serve it.

    `servers`: their numbers, where it is not Django's own connection.
    """
    if not servers and connection.connection is not None:
        servers = (connection.connection.info.backend_pid,)
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime + sum(map(_of_server, servers))


def _of_server(pid: int) -> float:
    """Zero on a system that does not tell: the figures are then those of this process alone."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except OSError:
        return 0.0
