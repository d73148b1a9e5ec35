"""The house served for real, as rivage_app, to Chromium: a context of its own for each who comes in."""

from collections.abc import Callable, Iterator
from threading import Condition, current_thread, main_thread
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from playwright.sync_api import Browser

from rivage.accounts.models import Membership
from tests.browser.calendar import Calendar
from tests.browser.story import Story, working_day
from tests.browser.visitor import Visitor
from tests.database import Kept
from tests.stories import after
from tests.world import World, revived

Enter = Callable[..., Visitor]


class Served:
    """What the server is answering. A page that closes leaves requests behind it, which write to the database: the
    next test begins after the last of them."""

    PATIENCE = 60

    def __init__(self) -> None:
        self.many = 0
        self.changed = Condition()

    def begun(self, **_: Any) -> None:
        self._count(1)

    def done(self, **_: Any) -> None:
        self._count(-1)

    def _count(self, more: int) -> None:
        # A test asks by itself too, in the main thread, and waits for its answer.
        if current_thread() is not main_thread():
            with self.changed:
                self.many += more
                self.changed.notify_all()

    def wait(self) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: self.many == 0, self.PATIENCE), "a request has no end"


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    counted = Served()
    request_started.connect(counted.begun)
    request_finished.connect(counted.done)
    yield counted
    request_started.disconnect(counted.begun)
    request_finished.disconnect(counted.done)


@pytest.fixture
def world(transactional_db: None, country: Kept[World]) -> World:
    """The invented country, committed: the server reads it from its own connections."""
    return revived(country)


@pytest.fixture
def story(world: World) -> Story:
    """Somebody at every step of the path."""
    return after(world, working_day)


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    return Calendar(monkeypatch)


@pytest.fixture
def visit(chromium: Browser, live_server: Any, served: Served, transactional_db: None) -> Iterator[Enter]:
    """`visit(world["delegate:33"])` comes in as that membership's user, at her home or at the page named; `visit()`
    stays outside."""
    visitors: list[Visitor] = []

    def enter(membership: Membership | None = None, at: str = "") -> Visitor:
        visitor = Visitor(chromium, live_server.url, membership)
        visitors.append(visitor)
        if membership:
            visitor.come_in(membership.user, at)
        return visitor

    yield enter
    troubles = [trouble for visitor in visitors for trouble in visitor.troubles]
    for visitor in visitors:
        visitor.context.close()
    served.wait()
    assert troubles == []
