"""A name as long as a register takes it: no page scrolls sideways on a phone, whatever it stands in."""

import pytest

from rivage.dossiers import actions, parts
from tests.browser.conftest import Enter
from tests.browser.story import HERE, Story
from tests.browser.visitor import DESK, PHONE, WIDEST
from tests.chromium import OVER
from tests.world import acting

pytestmark = pytest.mark.browser

LINES = """e => { const words = document.createRange();
    words.selectNode([...e.childNodes].find(one => one.data?.trim())); return words.getClientRects().length }"""
LONG = "Wilhelmine" * 7 + "Corailmer"


def test_a_name_of_79_letters_scrolls_no_page_sideways(visit: Enter, story: Story) -> None:
    demande, world = story.demandes["written"], story.world
    with acting(world[HERE]) as actor:
        identity = demande.person.identity
        identity.name_in_use = identity.family_name = LONG
        identity.save()
        version = parts.version(demande, "account")
        values = {"text": f"Vu avec {LONG}.", "approved_on": None}
        actions.save_part(actor=actor, on=world.today, demande=demande, part="account", values=values, version=version)
    person = demande.person_id
    visitor = visit(world[HERE])
    visitor.page.set_viewport_size(PHONE)
    wide = {}
    for path in (
        "",
        "personnes/",
        f"personnes/{person}/",
        f"personnes/{person}/identite",
        f"personnes/{person}/contact",
        f"personnes/{person}/equipe",
        "demandes/",
        f"demandes/{demande.pk}/",
        f"demandes/{demande.pk}/partie/account",
        f"demandes/{demande.pk}/depot?vue=delegation",
        f"demandes/{demande.pk}/retirer",
        "tableau/",
    ):
        visitor.page.goto(f"{visitor.host}/m/{visitor.membership.pk}/{path}")
        if visitor.page.evaluate(OVER) > 0:
            wide[path] = visitor.page.evaluate(WIDEST)
    assert wide == {}
    # Words that fit are left whole, however narrow the bar is.
    visitor.page.set_viewport_size(DESK)
    assert visitor.page.locator(".rv-haut .rv-marque").evaluate(LINES) == 1
