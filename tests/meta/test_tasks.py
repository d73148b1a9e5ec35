"""The database takes from the web the tasks that it asks for, and no other (accounts/rows.sql)."""

import inspect
import re
from pathlib import Path

from procrastinate.contrib.django import app

RULES = Path(__file__).parents[2] / "rivage/accounts/rows.sql"


def asked_by_web() -> set[str]:
    """Those whose arguments name the function that asks: what the web queues (ADR 0029)."""
    tasks = app.tasks.values()
    return {one.name for one in tasks if "membership" in inspect.signature(one.func).parameters}


def test_the_list_of_the_database_is_that_of_the_code() -> None:
    found = re.search(r"asked_by_web text\[\] := ARRAY\[(.+?)\]", RULES.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    assert set(re.findall(r"'([^']+)'", found[1])) == asked_by_web()


def test_what_the_web_asks_for_has_its_plain_place_in_the_queue() -> None:
    for name in asked_by_web():
        task = app.tasks[name]
        assert (task.queue, task.priority, task.lock, task.queueing_lock) == ("default", 0, None, None), name
