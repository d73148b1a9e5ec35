"""In which order tests run, and, under `--dist loadscope`, which ones a worker runs all: those that begin in the same
stories, so that each story is built once, not once a worker."""

from pathlib import PurePath
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

WITHOUT_DATABASE, LONGEST = "law", "matrix"
# Apps whose tests begin in few stories: they go one by one to whichever worker is free.
ONE_BY_ONE = {"accounts", "audit", "core", "law", "meta", "vault", "year"}


def group(nodeid: str) -> str:
    """The name of the tests that it stays with: its folder, or the browser's; "" when it goes alone."""
    file = PurePath(nodeid.split("::")[0])
    if "browser" in file.parts or file.stem.endswith("_in_a_browser"):
        return "browser"
    return "" if file.parts[1] in ONE_BY_ONE else str(file.parent)


def turn(item: pytest.Item) -> int:
    """Those that go alone are left for the end, so that no worker waits there."""
    folder, together = item.path.parent.name, group(item.nodeid)
    before = (folder == WITHOUT_DATABASE, together == "browser", folder == LONGEST, together != "", True)
    return before.index(True)


class ByStories(LoadScopeScheduling):
    """Groups named from the address of a test: xdist 3.8 does not see their mark with pytest 9.2 (its issue 1386)."""

    def _split_scope(self, nodeid: str) -> str:
        return group(nodeid) or nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling | None:
    if config.getvalue("dist") != "loadscope":
        return None
    return ByStories(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=turn)
    # First of all one for which the database is made, while the other worker runs what needs none.
    first = next((item for item in items if "scene" in getattr(item, "fixturenames", ())), None)
    if first is not None:
        items.remove(first)
        items.insert(0, first)
