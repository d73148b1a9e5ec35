"""RGAA 8.2: what the W3C's checker says of every page, for each role, and what a second engine says after axe."""

import json
import mimetypes
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.db import transaction
from django.test import Client
from playwright.sync_api import Browser, Route

from rivage.accounts import policies
from tests.matrix.pages import NEAR, Cell, cells
from tests.matrix.scene import Scene
from tests.matrix.test_pages import clients
from tests.services.checkers import SNIFFER, VNU

pytestmark = pytest.mark.services

HOST = "http://rivage.test"
OUTSIDE = ("/", "/entrer", "/sortir", "/preuve", "/personne")
INSIDE = ("/fonctions", "/compte", "/compte/codes", "/compte/mot-de-passe")
# What the second engine says of a page and is not wrong: the page, the end of what is said, why.
ANSWERED = {
    ("outside-entrer", "1_3_5.H98"): "HTML gives `username` to an address of mail too, and the W3C's checker takes it",
    ("decisions-sign", "3_2_2.H32.2"): "what keeps from signing is said above, and there is nothing to send",
    ("commissions-avis", "NoSuchID"): "sent without the file that it is about, which no page does",
}
SNIFF = """() => new Promise(done => HTMLCS.process('WCAG2AA', document, () => done(HTMLCS.getMessages()
    .filter(found => found.type === HTMLCS.ERROR)
    .map(found => [found.code, found.msg, found.element.outerHTML.slice(0, 200)]))))"""
# A page that draws what a role may do is one for each role; one about a person, one for each person too.
LEAST = 400


def drawn(scene: Scene) -> Iterator[tuple[str, str]]:
    """Each page as each role reads it, each page about somebody for each of the scene, each form sent empty."""
    logged = clients(scene)
    seen: set[tuple[str, ...]] = set()
    ordered = sorted(cells(scene, policies.pages()), key=lambda cell: cell.person not in (NEAR, ""))
    for cell in ordered:
        role = scene.world[cell.reader].role
        for method in ("GET", "POST"):
            marks = {(method, cell.page, role), *([(method, cell.page, "", cell.person)] if method == "GET" else [])}
            if marks <= seen or not cell.opens(scene, method):
                continue
            seen |= marks
            if html := _asked(logged[cell.reader], method, cell.url(scene)):
                yield _named(cell, role, method), html
    anyone = next(iter(logged.values()))
    for client, paths in ((Client(), OUTSIDE), (anyone, INSIDE)):
        for path in paths:
            if html := _asked(client, "GET", path):
                yield f"outside{path.replace('/', '-')}", html


def _named(cell: Cell, role: str, method: str) -> str:
    return f"{cell.page.replace(':', '-')}--{role}--{cell.person or 'nobody'}--{method.lower()}"


def _asked(client: Client, method: str, url: str) -> str:
    """The page that answers, undone afterwards; "" for a file, a redirection or what is not a page."""
    with transaction.atomic():
        response = client.generic(method, url)
        transaction.set_rollback(True)
    whole = response.headers.get("Content-Type", "").startswith("text/html") and b"<html" in response.content[:300]
    return response.content.decode() if whole else ""


@pytest.fixture(scope="module")
def pages(scene: Scene, django_db_blocker: Any) -> dict[str, str]:
    with django_db_blocker.unblock():
        return dict(drawn(scene))


def test_the_checker_of_the_w3c_says_nothing(pages: dict[str, str], tmp_path: Path) -> None:
    assert len(pages) > LEAST
    for name, html in pages.items():
        (tmp_path / f"{name}.html").write_text(html, encoding="utf-8")
    command = ["java", "-jar", str(VNU), "--format", "json", "--exit-zero-always", "--stdout", str(tmp_path)]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["messages"]
    said = Counter((one.get("subType", one["type"]), one["message"]) for one in found)
    where = {one["message"]: (Path(one.get("url", "")).name, one.get("extract", "")[:160]) for one in found}
    assert [(kind, message, many, where[message]) for (kind, message), many in said.most_common()] == []


@pytest.mark.browser
def test_a_second_engine_finds_no_error(pages: dict[str, str], chromium: Browser) -> None:
    one_of_each = {name.partition("--")[0]: name for name in reversed(pages)}
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, bypass_csp=True)
    context.route("**/*", lambda route: _serve(route, pages))
    page, wrong = context.new_page(), []
    for name in one_of_each.values():
        page.goto(f"{HOST}/{name}")
        page.add_script_tag(path=SNIFFER)
        wrong += [(name, *found) for found in page.evaluate(SNIFF) if not _answered(name, found[0])]
    context.close()
    assert wrong == []


def _answered(name: str, code: str) -> bool:
    return any(name.partition("--")[0] == page and code.endswith(end) for page, end in ANSWERED)


def _serve(route: Route, pages: dict[str, str]) -> None:
    path = urlsplit(route.request.url).path.removeprefix("/")
    if path in pages:
        route.fulfill(body=pages[path], headers={"Content-Type": "text/html; charset=utf-8"})
    elif path.startswith("static/") and (found := finders.find(path.removeprefix("static/"))):
        route.fulfill(path=str(found), content_type=mimetypes.guess_type(str(found))[0])
    else:
        route.fulfill(status=204)
