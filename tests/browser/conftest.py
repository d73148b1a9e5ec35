"""The house served for real, as rivage_app, to Chromium: one browser a module, a context for each who signs in."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.calendar import Calendar
from tests.browser.visitor import Visitor
from tests.database import Kept
from tests.world import World, revived

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
]
Enter = Callable[..., Visitor]


# By module: one playwright at a time can run in a process, and the shell's own test keeps another.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    # Playwright keeps an event loop in this thread; Django would take it for a view.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def world(transactional_db: None, country: Kept[World]) -> World:
    """The invented country, committed: the server reads it from its own connections."""
    return revived(country)


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    return Calendar(monkeypatch)


@pytest.fixture
def visit(chromium: Browser, live_server: Any, world: World) -> Iterator[Enter]:
    """`visit("delegate:33")` signs that membership's user in, in a browser of her own; `visit()` stays outside."""
    visitors: list[Visitor] = []

    def enter(name: str = "") -> Visitor:
        visitor = Visitor(chromium, live_server.url, world[name] if name else None)
        visitors.append(visitor)
        if name:
            visitor.sign_in(world[name].user)
        return visitor

    yield enter
    troubles = [trouble for visitor in visitors for trouble in visitor.troubles]
    for visitor in visitors:
        visitor.context.close()
    assert troubles == []
