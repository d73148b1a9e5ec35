"""Another day for a whole run: `RIVAGE_ON=leap-day pytest -m dated` sets the clock of the application there.

Twelve instants: ends of months, the leap day, changes of hour, the turn of the year, at hours when UTC, Paris and
overseas are not on the same day. `python -m tests.held` runs the dated tests on each of them, a process for each; it
has an hour before the day turns.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from time import monotonic

import pytest

from rivage.config.server import EmbeddedServer
from rivage.core import clock
from tests.shares import share

INSTANTS = {
    "end-of-january": datetime(2027, 1, 31, 12, tzinfo=UTC),
    "leap-day": datetime(2028, 2, 29, 21, 30, tzinfo=UTC),
    "new-year-in-paris": datetime(2026, 12, 31, 23, 5, tzinfo=UTC),
    "new-year-overseas": datetime(2026, 12, 31, 21, 30, tzinfo=UTC),
    "end-of-february": datetime(2027, 2, 28, 21, 30, tzinfo=UTC),
    "early-in-march": datetime(2027, 3, 2, 11, tzinfo=UTC),
    "end-of-april": datetime(2027, 4, 30, 8, tzinfo=UTC),
    "end-of-august": datetime(2027, 8, 31, 16, tzinfo=UTC),
    "no-draft": datetime(2026, 11, 28, 22, 30, tzinfo=UTC),
    "hour-forward": datetime(2026, 3, 29, 0, 5, tzinfo=UTC),
    "hour-back": datetime(2026, 10, 25, 0, 5, tzinfo=UTC),
    "hour-back-2027": datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
}
# The apps where days are counted, and the other tests whose truth may hang on today.
COUNTING = [f"tests/{app}" for app in "associations commissions decisions desk dossiers people rights".split()]
OTHERS = ["tests/demo/test_stories.py", "tests/config/test_datachecks.py"]
QUICK = "dated and not browser and not deep and not services"


def hold(instant: datetime) -> None:
    """Set the clock at an instant for the rest of the process, in every thread of it."""
    shift = instant - datetime.now(UTC)

    class Shifted(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + shift

    clock.datetime = Shifted  # type: ignore[misc]


def dated(item: pytest.Item) -> bool:
    """Whether what a test says could be true on some days alone: it lives in the invented country of today."""
    file = item.nodeid.split("::")[0]
    return file in OTHERS or (file.rpartition("/")[0] in COUNTING and "world" in getattr(item, "fixturenames", ()))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in filter(dated, items):
        item.add_marker("dated")


def run(name: str, part: str, workers: int) -> int:
    """The dated tests of a share, on one instant; the exit code of pytest."""
    command = [sys.executable, "-m", "pytest", "-n", str(workers), "-m", QUICK, "--share", part]
    began = monotonic()
    done = subprocess.run([*command, *COUNTING, *OTHERS], env=os.environ | {"RIVAGE_ON": name}, check=False)
    print(f"{name}, share {part}: {monotonic() - began:.0f} s", flush=True)
    return done.returncode


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.held")
    parser.add_argument("instants", nargs="*", default=list(INSTANTS), help="names, or numbers from 1; all of them")
    parser.add_argument("--share", default="1/1", metavar="N/OF", help="of the first instant; the next has the next")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    n, of = share(options.share)
    # One server for all of them, removed at the end.
    state = Path(tempfile.gettempdir()) / f"rivage-test-{os.geteuid()}-{os.getpid()}"
    os.environ["RIVAGE_TEST_STATE"] = str(state)
    failed = []
    for rank, instant in enumerate(options.instants):
        name = list(INSTANTS)[int(instant) - 1] if instant.isdecimal() else instant
        if run(name, f"{(n - 1 + rank) % of + 1}/{of}", options.workers):
            failed.append(name)
    EmbeddedServer(state).stop()
    shutil.rmtree(state, ignore_errors=True)
    print("red on:", *failed or ["none of them"])
    return 1 if failed else 0


if name := os.environ.get("RIVAGE_ON"):
    hold(INSTANTS[name])

if __name__ == "__main__":
    sys.exit(main())
