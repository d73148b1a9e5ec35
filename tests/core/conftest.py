"""A browser on the shell (`shell.House`), for the tests of this folder that ask for one."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.core.shell import DESK, HOST, House


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def context(chromium: Browser, house: House) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport=DESK)
    context.route("**/*", house.answer)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto(f"{HOST}/form")
    return page
