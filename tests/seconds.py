"""What each app costs the suite, said at the end of a run and never judged: a slow machine fails no test.

A test counts for the app whose folder it stands in, at any depth. One that walks another app's pages says so, in the
test or in a fixture: `record_property("app", "rights")`.
"""

import os
from collections import Counter
from pathlib import PurePath

import pytest

# 25 s of wall for an app, on two workers.
BUDGET = 50.0

seconds: Counter[str] = Counter()
apps: dict[str, str] = {}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Set-up, call and tear-down come one by one, and what a test recorded comes with the last of them."""
    seconds[report.nodeid] += report.duration
    folder = PurePath(report.nodeid.split("::")[0]).parent.parts[:2][-1]
    apps[report.nodeid] = next((str(value) for name, value in report.user_properties if name == "app"), folder)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not seconds:
        return
    tests = Counter(apps[test] for test in seconds)
    spent: Counter[str] = Counter()
    for test, taken in seconds.items():
        spent[apps[test]] += taken
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg())
    terminalreporter.section(f"seconds by app, all workers together (load {load})")
    for app, total in spent.most_common():
        over = f"  over its {BUDGET:.0f}" if total > BUDGET else ""
        terminalreporter.write_line(f"{app:<14}{tests[app]:>6} tests{total:>8.1f} s{over}")
    terminalreporter.write_line(f"{'in all':<14}{tests.total():>6} tests{spent.total():>8.1f} s")
