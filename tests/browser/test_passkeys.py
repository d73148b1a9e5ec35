"""A passkey in a browser: Chromium's own virtual authenticator makes it, opens with it, and proves with it."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as base
from playwright.sync_api import CDPSession, expect

from rivage.accounts.http import PROVED, link
from rivage.config.sessions import SessionStore
from rivage.core import clock
from tests.browser.conftest import Enter
from tests.browser.visitor import Visitor
from tests.world import PASSWORD, World

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def named(settings: Any, live_server: Any) -> None:
    """Passkeys are of the one host that the installation names."""
    settings.PUBLIC_HOST = live_server.url.removeprefix("http://")


def device(visitor: Visitor) -> CDPSession:
    """A device that keeps keys, and whose holder it knows, as long as what it gives is held."""
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def prove_long_ago(visitor: Visitor) -> None:
    """The last proof of the session open here was given six minutes ago."""
    name = base.SESSION_COOKIE_NAME
    key = next(cookie["value"] for cookie in visitor.context.cookies() if cookie["name"] == name)
    session = SessionStore(key)
    session[PROVED] = (clock.now() - timedelta(minutes=6)).isoformat()
    session.save()


def enter(visitor: Visitor, email: str) -> None:
    visitor.page.goto(f"{visitor.host}/entrer")
    visitor.page.get_by_label("Adresse de connexion").fill(email)
    visitor.page.get_by_label("Mot de passe").fill(PASSWORD)
    visitor.page.get_by_role("button", name="Entrer", exact=True).click()


def test_a_key_is_added_opens_alone_and_proves_what_binds(visit: Enter, world: World) -> None:
    lead = world["lead:estuaire33"]
    visitor = visit()
    visitor.sign_in(lead.user)
    visitor.go("/compte/cle")
    # No page is examined from here on: axe leaves Chromium without its virtual devices.
    held, page = device(visitor), visitor.page
    page.get_by_label("Nom de l’appareil").fill("ordinateur inventé")
    page.get_by_role("button", name="Créer la clé").click()
    expect(page.get_by_text("ordinateur inventé").first).to_be_visible()

    visitor.context.clear_cookies()
    page.goto(f"{visitor.host}/entrer")
    page.get_by_role("button", name="Entrer avec une clé d’accès").click()
    page.wait_for_url(f"**/m/{lead.pk}/")

    visitor.context.clear_cookies()
    enter(visitor, lead.user.email)
    page.get_by_role("button", name="Prendre ma clé d’accès").click()
    page.wait_for_url(f"**/m/{lead.pk}/")

    prove_long_ago(visitor)
    page.goto(visitor.host + link(lead, "accounts:memberships"))
    page.get_by_role("button", name="Exporter en CSV").click()
    expect(page.get_by_role("heading", name="C’est bien vous")).to_be_visible()
    assert visitor.download("Prendre ma clé d’accès").suggested_filename.endswith(".csv")
    held.detach()


def test_a_device_whose_holder_gives_nothing_says_so_and_opens_nothing(visit: Enter, world: World) -> None:
    visitor = visit()
    visitor.go("/entrer")
    nothing = "navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError'))"
    visitor.page.evaluate(f"() => {{ {nothing} }}")
    visitor.page.get_by_role("button", name="Entrer avec une clé d’accès").click()
    expect(visitor.page.get_by_text("L’appareil n’a rien donné")).to_be_visible()
    assert visitor.path() == "/entrer"
