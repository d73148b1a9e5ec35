"""In which order tests run, and, under `--dist loadgroup`, which ones a worker runs all: those that begin in the same
stories, so that each story is built once, not once a worker."""

from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
WITHOUT_DATABASE, LONGEST = "law", "matrix"
# Apps whose tests begin in few stories: they go one by one to whichever worker is free.
ONE_BY_ONE = {"accounts", "audit", "core", "law", "meta", "vault", "year"}


def group(item: pytest.Item) -> str:
    """The name of the tests that it stays with: its folder, or the browser's; "" when it goes alone."""
    if item.get_closest_marker("browser"):
        return "browser"
    folder = item.path.relative_to(HERE).parent
    return "" if folder.parts[:1] and folder.parts[0] in ONE_BY_ONE else f"tests-{'-'.join(folder.parts)}"


def turn(item: pytest.Item) -> int:
    """Those that go alone are left for the end, so that no worker waits there."""
    folder = item.path.parent.name
    before = (folder == WITHOUT_DATABASE, group(item) == "browser", folder == LONGEST, group(item) != "", True)
    return before.index(True)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """xdist reads the groups in its own turn, and writes them at the end of the names."""
    if getattr(config.option, "loadgroup", False):
        for item in items:
            if name := group(item):
                item.add_marker(pytest.mark.xdist_group(name))
    yield
    items.sort(key=turn)
    # First of all one for which the database is made, while the other worker runs what needs none.
    first = next((item for item in items if "scene" in getattr(item, "fixturenames", ())), None)
    if first is not None:
        items.remove(first)
        items.insert(0, first)
