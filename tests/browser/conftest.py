"""The house served for real, as rivage_app, to Chromium: a context of its own for each who comes in."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from rivage.accounts.models import Membership
from tests.browser.calendar import Calendar
from tests.browser.story import Story, working_day
from tests.browser.visitor import Visitor
from tests.database import Kept
from tests.stories import after
from tests.world import World, revived

Enter = Callable[..., Visitor]


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
def visit(chromium: Browser, live_server: Any, transactional_db: None) -> Iterator[Enter]:
    """`visit(world["delegate:33"])` comes in as that membership's user; `visit()` stays outside."""
    visitors: list[Visitor] = []

    def enter(membership: Membership | None = None) -> Visitor:
        visitor = Visitor(chromium, live_server.url, membership)
        visitors.append(visitor)
        if membership:
            visitor.come_in(membership.user)
        return visitor

    yield enter
    troubles = [trouble for visitor in visitors for trouble in visitor.troubles]
    for visitor in visitors:
        visitor.context.close()
    assert troubles == []
