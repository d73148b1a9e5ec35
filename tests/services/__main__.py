"""`python -m tests.services`: what must hold on the servers that Debian brings, not on those that we carry alone.

The whole run stands on Debian's PostgreSQL: the tests of this folder, and those named here, which go where versions
differ. A server of another kind comes as a module of this folder, its package in `.ci/run`.
"""

import os
import sys
from pathlib import Path

from rivage.config.binaries import CHOSEN, major_version

OLDEST = 15
DEBIAN = Path("/usr/lib/postgresql")
CHOSEN_TESTS = (
    "tests/services",
    # Roles, rights, settings, and `rivage check`.
    "tests/config/test_server.py",
    "tests/config/test_checks.py",
    # Of the matrix, the database alone: its rows read raw, and pages with every gate open.
    "tests/matrix/test_rows.py",
    "tests/matrix/test_pages.py",
    # Files at every step, then one path from the demande to its decision in a browser, and a session there.
    "tests/demo/test_stories.py",
    "tests/browser/test_journey_of_two.py",
    "tests/browser/test_seance.py::test_a_session_held_on_its_screen",
    # Whole programs: the demonstration, and kills of the server while people write.
    "tests/config/test_demo.py::test_the_demo_serves_on_a_free_port_and_leaves_nothing_behind",
    "tests/crash/test_kills.py::test_a_kill_of_the_database_and_one_of_a_worker_lose_nothing_acknowledged",
)
ROWS_ALONE = "rows or not test_pages"


def debian_binaries(folder: Path = DEBIAN) -> Path:
    """The executables of Debian's server, the oldest that Rivage takes when there are several."""
    found = [path.parent for path in folder.glob("*/bin/postgres") if path.parts[-3].isdecimal()]
    taken = {major: path for path in found if (major := major_version(path)) >= OLDEST}
    if not taken:
        raise SystemExit(f"No PostgreSQL {OLDEST} or later in {folder}: install the Debian package postgresql.")
    return taken[min(taken)]


def main() -> None:
    os.environ[CHOSEN] = str(debian_binaries())
    command = [sys.executable, "-m", "pytest", "-n", "2", "--maxschedchunk", "1", "-k", ROWS_ALONE, *sys.argv[1:]]
    os.execv(sys.executable, [*command, *CHOSEN_TESTS])  # noqa: S606 - pytest takes this process's place


if __name__ == "__main__":
    main()
