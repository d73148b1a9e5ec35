"""`python -m tests.services`: what must hold on the servers that Debian brings, not on those that we carry alone.

The whole run stands on Debian's PostgreSQL: the tests of this folder, and those named here, which go where versions
differ. A server of another kind comes as a module of this folder, its package in `.ci/run`; what checks pages from
outside, by npm (`checkers/`).
"""

import os
import sys
from pathlib import Path

from rivage.config.binaries import CHOSEN, major_version
from tests.services import checkers

OLDEST = 15
DEBIAN = Path("/usr/lib/postgresql")
LONG_IN_A_BROWSER = (
    "test_audit.py::test_the_lead_reads_who_opened_a_file",
    "test_doors.py::test_each_role_finds_its_home_by_the_form",
    "test_doors.py::test_the_function_of_somebody_else_is_an_unknown_page",
    "test_lists.py::test_a_slow_line_leaves_nothing_on_a_heading",
    "test_rights.py::test_the_desk_notes_a_step_of_the_permit_that_the_association_reads",
    "test_rules.py::test_a_period_shows_both_readings",
    "test_rules.py::test_the_rules_are_read_on_another_day_by_the_keyboard",
    "test_seance.py::test_a_session_held_on_its_screen",
    "test_seance.py::test_a_session_is_read",
)
CHOSEN_TESTS = (
    "tests/services",
    # Roles, rights, settings, and `rivage check`.
    "tests/config/test_server.py",
    "tests/config/test_checks.py",
    # Of the matrix, each wall alone: the database, its rows read raw, and pages with every gate open; then the gates.
    # And their mutants: each policy and each gate taken away is seen.
    "tests/matrix/test_rows.py",
    "tests/matrix/test_pages.py",
    "tests/matrix/test_set_aside.py",
    "tests/matrix/test_verbs.py",
    # What draws each page for each role has the W3C's checker read it.
    "tests/matrix/test_valid.py",
    # What `rivage check --data` reads of a whole nation.
    "tests/config/test_datachecks.py",
    # Files at every step, then one path from the demande to its decision in a browser, and what else is long there.
    "tests/demo/test_stories.py",
    "tests/browser/test_journey_of_two.py",
    *(f"tests/browser/{test}" for test in LONG_IN_A_BROWSER),
    "tests/core/test_shell_in_a_browser.py::test_axe_reports_nothing_on_a_phone",
    # Whole programs: the demonstration, and kills of the server while people write.
    "tests/config/test_demo.py::test_the_demo_serves_on_a_free_port_and_leaves_nothing_behind",
    "tests/crash/test_kills.py::test_a_kill_of_the_database_and_one_of_a_worker_lose_nothing_acknowledged",
)
ONE_WALL_ALONE = "not (test_pages and both)"


def debian_binaries(folder: Path = DEBIAN) -> Path:
    """The executables of Debian's server, the oldest that Rivage takes when there are several."""
    found = [path.parent for path in folder.glob("*/bin/postgres") if path.parts[-3].isdecimal()]
    taken = {major: path for path in found if (major := major_version(path)) >= OLDEST}
    if not taken:
        raise SystemExit(f"No PostgreSQL {OLDEST} or later in {folder}: install the Debian package postgresql.")
    return taken[min(taken)]


def main() -> None:
    os.environ[CHOSEN] = str(debian_binaries())
    checkers.bring()
    command = [sys.executable, "-m", "pytest", "-n", "2", "--maxschedchunk", "1", "-k", ONE_WALL_ALONE, *sys.argv[1:]]
    os.execv(sys.executable, [*command, *CHOSEN_TESTS])  # noqa: S606 - pytest takes this process's place


if __name__ == "__main__":
    main()
