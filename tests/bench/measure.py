"""What a benchmark gives, and how a duration is taken."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """One cost: what it is, its figure, the budget it must keep, both in `unit`. A ratio has an empty unit."""

    subject: str
    what: str
    figure: float
    budget: float
    unit: str

    @property
    def kept(self) -> bool:
        return self.figure <= self.budget


def seconds(work: Callable[[], object], *, rounds: int = 5) -> float:
    """Return the best of several rounds of `work`, in seconds of this process: others may be using the machine."""
    best = float("inf")
    for _ in range(rounds):
        gc.collect()
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best
