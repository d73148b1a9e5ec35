"""One Chromium for a worker, lent to every test that looks at screens, and what axe finds on a page.

It is opened for the first of them and closed after the last: playwright keeps an event loop in this thread, over which
Django and whatever runs a loop of its own would stumble.
"""

import os
import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
]
# Long enough for a machine that does much else: no test fails for being slow.
PATIENCE_MS = 30_000
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    # Off unless asked for by name, being new in 2.2.
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
AXE = {"expression": Axe().axe_script}
# Only what is wrong comes back: all that passed weighs 50 kB a page.
FIND = """async rules => {
    const found = await axe.run(rules);
    return found.violations.map(rule => [rule.id, rule.nodes.map(node => node.html.slice(0, 200))]); }"""
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def found() -> str | None:
    """The headless shell when it is there: the same pages for a little less of the processor's time."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


class Lent:
    """The browser of this process, opened when it is first asked for."""

    def __init__(self) -> None:
        self.playwright: Playwright | None = None
        self.browser: Browser | None = None

    def lend(self) -> Browser:
        if self.browser is None:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
            self.playwright = sync_playwright().start()
            expect.set_options(timeout=PATIENCE_MS)
            self.browser = self.playwright.chromium.launch(executable_path=found(), args=FLAGS)
        return self.browser

    def close(self) -> None:
        if self.browser is not None and self.playwright is not None:
            self.browser.close()
            self.playwright.stop()
            self.browser = self.playwright = None
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


LENT = Lent()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without Chromium these tests are left out, and it shows as deselected; never when CI=true."""
    if os.environ.get("CI") != "true" and not found():
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("browser")])
        items[:] = [item for item in items if not item.get_closest_marker("browser")]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> Iterator[None]:
    """Closed once all that the last of these tests used is taken down."""
    try:
        return (yield)
    finally:
        if nextitem is None or not nextitem.get_closest_marker("browser"):
            LENT.close()


@pytest.fixture
def chromium() -> Browser:
    """The browser, in which each test opens contexts of its own."""
    return LENT.lend()


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe reports on this page: rule, elements.

    Its half megabyte goes as a script that Chromium knows again on the next page: compiled twice as fast.
    """
    session = page.context.new_cdp_session(page)
    session.send("Runtime.evaluate", AXE)
    session.detach()
    return [(rule, nodes) for rule, nodes in page.evaluate(FIND, RULES)]
