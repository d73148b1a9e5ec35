"""Somebody at a screen: clicks, types; each page is looked at before anything else.

A page passes when the console is silent, no other host was asked, the browser keeps nothing, and neither title nor
address says what Rivage is about. The first of its shape passes when axe reports nothing and nothing scrolls sideways
at 360 px.
"""

import os
import re
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Download, Locator, Page, Request, Response, expect

from rivage.accounts.models import User
from rivage.doors import actions
from tests.chromium import OVER, PATIENCE_MS, violations
from tests.doors.holding import give_application
from tests.world import PASSWORD

DESK, PHONE = {"width": 1366, "height": 768}, {"width": 360, "height": 740}
# What a title or an address may never hold (design §6).
UNSPOKEN = re.compile(r"prostitu|\bpsp\b|proxén|victime", re.IGNORECASE)
LOOK = f"""async () => [
    ({Path(__file__).with_name("shape.js").read_text()})(),
    localStorage.length + sessionStorage.length + (await indexedDB.databases()).length + (await caches.keys()).length,
]"""
# A fragment asked for that is not there yet.
COMING = '[data-hx-trigger="load"].htmx-request'
# The run that this worker is of.
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
# Ids that lead to the first of several.
TWICE = """() => { const seen = {};
    for (const e of document.querySelectorAll('[id]')) seen[e.id] = 1 + (seen[e.id] || 0);
    return Object.keys(seen).filter(id => seen[id] > 1) }"""
WIDEST = """() => [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 160)).slice(-3)"""


def examined(shape: str) -> Path:
    """A template in one state draws one shape, whoever looks and whatever about: once a worker found nothing wrong
    with it, this file says so to the others of the run."""
    return settings.STATE / f"examined-{RUN}" / sha256(shape.encode()).hexdigest()


class Visitor:
    """One user in a context of her own. `page` is the tab she looks at."""

    def __init__(self, browser: Browser, host: str, membership: Any = None) -> None:
        self.host, self.membership = host, membership
        self.visited: set[str] = set()
        # Nothing moves: a page is examined as it stays, not while a button comes back from being held.
        self.context = browser.new_context(
            viewport=DESK, locale="fr-FR", accept_downloads=True, reduced_motion="reduce"
        )
        self.context.set_default_timeout(PATIENCE_MS)
        self.troubles: list[str] = []
        self.refused: set[str] = set()
        self.context.on("request", self._asked)
        self.context.on("console", self._said)
        self.context.on("weberror", lambda error: self.troubles.append(f"script: {error.error}"))
        self.context.on("response", self._answered)
        self.page = self.context.new_page()

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.host, "data:", "blob:")):
            self.troubles.append(f"another host: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.troubles.append(f"{response.status}: {response.url}")
        elif response.status >= 400:
            self.refused.add(response.url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        # A page that answers "no" is noted in the console by the browser itself.
        if message.text.startswith("Failed to load resource") and message.location["url"] in self.refused:
            return
        # And htmx repeats it: a session that ended is said on the page.
        if message.text.startswith("Response Status Error Code 401 "):
            return
        self.troubles.append(f"console: {message.text}")

    def come_in(self, user: User, at: str = "") -> None:
        """With the session that the form would have opened, but for its events; at home, or at the page named."""
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        self.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.host}])
        self.go(at)

    def sign_in(self, user: User, password: str = PASSWORD) -> None:
        """Through the forms, as anybody: the password, then a code of an application once it is the right one."""
        give_application(user)
        self.go("/entrer")
        self.page.get_by_label("Adresse de connexion").fill(user.email)
        self.page.get_by_label("Mot de passe").fill(password)
        self.press("Entrer")
        if password == PASSWORD:
            self.give_code(user)

    def give_code(self, user: User) -> None:
        """The code that the telephone of this account shows."""
        self.page.get_by_label("Code à six chiffres").fill(actions.shown_code(user))
        self.press("Continuer")

    def go(self, path: str, status: int = 200) -> Page:
        """Open an address, from the root or within one's function when it doesn't begin with « / »."""
        full = path if path.startswith("/") else f"/m/{self.membership.pk}/{path}"
        response = self.page.goto(self.host + full)
        assert response is not None
        assert response.status == status, f"{full}: {response.status}"
        return self.look()

    def press(self, name: str, within: Locator | None = None) -> Page:
        """Press a button, wait for the page it leads to, and examine it."""
        return self.act((within or self.page).get_by_role("button", name=name, exact=True))

    def follow(self, name: str, within: Locator | None = None) -> Page:
        """Follow a link, and examine the page it leads to."""
        return self.act((within or self.page).get_by_role("link", name=name).first)

    def act(self, control: Locator) -> Page:
        """Click what leads to another page, wait for it, and examine it."""
        with self.page.expect_navigation():
            control.click()
        return self.look()

    def download(self, name: str) -> Download:
        """Follow a link or press a button that answers with a file."""
        control = self.page.get_by_role("link", name=name).or_(self.page.get_by_role("button", name=name)).first
        with self.page.expect_download() as expected:
            control.click()
        return expected.value

    def fetch(self, path: str) -> tuple[int, bytes]:
        """Status and body of an address, with this visitor's session, outside any tab."""
        response = self.context.request.get(self.host + path, max_redirects=0)
        return response.status, response.body()

    def within(self, legend: str) -> Locator:
        """The group of fields of this legend, or the panel of this title."""
        named = re.compile(f"^{re.escape(legend)}")
        return self.page.get_by_role("group", name=named).or_(self.page.get_by_role("region", name=named)).first

    def say(self, label: str, value: str, within: Locator | None = None) -> None:
        """Fill the field of this label, whatever its kind."""
        words = re.escape(label).replace(r"\ ", r"\s+")
        named = re.compile(rf"^\s*{words}(\s+\(facultatif\))?\s*$")
        field = (within or self.page).get_by_label(named).and_(self.page.locator("input, textarea, select")).first
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)

    def choose(self, answer: str, question: str = "") -> None:
        """Tick a radio or a box by its words, within its question when other answers have the same."""
        (self.within(question) if question else self.page).get_by_label(answer, exact=True).first.check()

    def text(self) -> str:
        """The words of the page, no-break spaces as spaces."""
        return self.page.locator("body").inner_text().replace("\u00a0", " ").replace("\u202f", " ")

    def path(self) -> str:
        return urlsplit(self.page.url).path

    def look(self) -> Page:
        """Examine the page in front of her, its fragments there; every trouble since the last one is said at once."""
        self.page.wait_for_load_state("load")
        expect(self.page.locator(COMING)).to_have_count(0, timeout=PATIENCE_MS)
        where = self.path()
        self.visited.add(where)
        shape, kept = self.page.evaluate(LOOK)
        if not (known := examined(shape)).exists():
            self._examine()
            if not self.troubles:
                known.parent.mkdir(parents=True, exist_ok=True)
                known.touch()
        if kept:
            self.troubles.append("the browser keeps something")
        title = self.page.title()
        if UNSPOKEN.search(f"{title} {self.page.url}"):
            self.troubles.append(f"said aloud: {title} {self.page.url}")
        found, self.troubles = self.troubles, []
        assert found == [], f"{where} ({title}): {found}"
        return self.page

    def _examine(self) -> None:
        self.troubles += [f"axe: {rule} {nodes}" for rule, nodes in violations(self.page)]
        self.troubles += [f"an id twice: {one}" for one in self.page.evaluate(TWICE)]
        self.page.set_viewport_size(PHONE)
        if self.page.evaluate(OVER) > 0:
            self.troubles.append(f"scrolls sideways: {self.page.evaluate(WIDEST)}")
        self.page.set_viewport_size(DESK)
