"""ProConnect in a browser, from one site to the other and back: cookies that leave with no request of another site."""

from collections.abc import Iterator
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import expect

from rivage.doors import devices
from tests.browser.conftest import Enter
from tests.browser.visitor import Visitor
from tests.doors.issuer import Issuer, made_key, set_up
from tests.world import World

pytestmark = pytest.mark.browser


class Pages(BaseHTTPRequestHandler):
    """The pages of the provider, at an address of its own: each has one link, back to ours."""

    issuer: Issuer

    def do_GET(self) -> None:
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        back, given = query.get("post_logout_redirect_uri", ""), {"state": query.get("state", "")}
        if self.path.startswith("/authorize?"):
            back, given = query["redirect_uri"], {"code": self.issuer.authorize(self.path)} | given
        link = f'<a href="{escape(f"{back}?{urlencode(given)}")}">Revenir</a>'
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f'<html lang="fr"><link rel="icon" href="data:,"><title>x</title>{link}'.encode())

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def issuer(settings: Any, live_server: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Issuer]:
    """Ours is localhost: 127.0.0.1 is another site."""
    made = Issuer(made_key())
    set_up(settings, monkeypatch, made, tmp_path)
    settings.PUBLIC_HOST = live_server.url.removeprefix("http://")
    monkeypatch.setattr(Pages, "issuer", made, raising=False)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    there = f"http://127.0.0.1:{server.server_port}"
    made.document |= {"authorization_endpoint": f"{there}/authorize", "end_session_endpoint": f"{there}/end"}
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


def come_back(visitor: Visitor, where: str) -> None:
    visitor.page.get_by_role("link", name="Revenir").click()
    visitor.page.wait_for_url(where)
    there = "another host: http://127.0.0.1:"
    assert [one for one in visitor.troubles if one.startswith(there)]
    visitor.troubles[:] = [one for one in visitor.troubles if not one.startswith(there)]
    visitor.look()


def test_she_links_it_comes_in_by_it_and_leaves_both(visit: Enter, world: World, issuer: Issuer) -> None:
    lead = world["lead:estuaire33"]
    visitor = visit()
    visitor.sign_in(lead.user)
    visitor.go("/compte")
    visitor.page.get_by_role("link", name="Lier ProConnect").click()
    come_back(visitor, "**/compte/proconnect")
    visitor.press("C’est la mienne, la lier")
    visitor.follow("Délier")
    visitor.go("/sortir")

    issuer.changes["acr"] = "eidas1"
    visitor.go("/entrer")
    visitor.page.get_by_role("link", name="S’identifier avec ProConnect").click()
    come_back(visitor, "**/preuve?*")
    visitor.page.get_by_role("button", name="Sortir").first.click()
    come_back(visitor, "**/sorti?*")
    expect(visitor.page.get_by_text("Celle de ProConnect est fermée aussi.")).to_be_visible()
    # What knows the browser again stays: it opens nothing.
    assert {cookie["name"] for cookie in visitor.context.cookies()} <= {devices.COOKIE}

    issuer.changes["acr"] = "eidas2"
    visitor.go("/entrer")
    visitor.page.get_by_role("link", name="S’identifier avec ProConnect").click()
    come_back(visitor, f"**/m/{lead.pk}/")


def test_an_unknown_identity_reads_what_to_do(visit: Enter, world: World, issuer: Issuer) -> None:
    visitor = visit()
    visitor.go("/entrer")
    visitor.page.get_by_role("link", name="S’identifier avec ProConnect").click()
    come_back(visitor, "**/entrer/proconnect/suite?*")
    assert "n’est liée à aucun compte" in visitor.text()
    visitor.follow("Page d’entrée")
