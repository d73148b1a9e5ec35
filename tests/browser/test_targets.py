"""What one presses with a thumb: 44 px at least, at 360 px wide, on the pages that one opens every day.

A link within a sentence is as high as its line, and is left out: WCAG 2.2, 2.5.8, exempts the targets that a sentence
holds. A box or a radio is as large as its label, which presses it too.
"""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Enter
from tests.browser.story import HERE, Story
from tests.browser.visitor import COMING, PHONE, Visitor
from tests.chromium import OVER

pytestmark = [pytest.mark.browser, pytest.mark.journey]

SMALL = Path(__file__).with_name("targets.js").read_text()
LEAST = 44
UNFOLDED = "document.querySelectorAll('main details').forEach(one => { one.open = true; })"


def small(visitor: Visitor, *pages: str) -> list[str]:
    """What is too small on these pages, or wider than the phone, each said with its page; folds open."""
    found, page = [], visitor.page
    page.set_viewport_size(PHONE)
    for path in pages:
        full = path if path.startswith("/") else f"/m/{visitor.membership.pk}/{path}"
        answer = page.goto(visitor.host + full)
        assert answer is not None
        assert answer.status == 200, f"{full}: {answer.status}"
        expect(page.locator(COMING)).to_have_count(0)
        page.evaluate(UNFOLDED)
        found += [f"{full}: {one}" for one in page.evaluate(f"({SMALL})({LEAST})")]
        found += [f"{full}: scrolls sideways"] if page.evaluate(OVER) > 0 else []
    return found


def test_every_day_is_pressed_with_a_thumb(story: Story, visit: Enter) -> None:
    written, begun, complete = (story.demandes[one] for one in ("written", "begun", "complete"))
    person, authorised = written.person_id, story.demandes["authorised"].person_id
    antenne = ("", "personnes/", f"personnes/{person}/", f"personnes/{person}/contact", "demandes/accompagnement")
    antenne += ("demandes/", f"demandes/{begun.pk}/", f"demandes/{written.pk}/partie/situation", "tableau/")
    antenne += (f"demandes/{begun.pk}/partie/situation", f"demandes/{begun.pk}/depot", f"droits/{authorised}/titre")
    antenne += ("echeances", "aide")
    found = small(visit(story.world[HERE]), *antenne)
    prefecture = ("", f"demandes/{complete.pk}/", "seances/", f"seances/{story.seance.pk}", "decisions/")
    prefecture += (f"decisions/{story.demandes['opined'].pk}/", "droits/ordres/", "regles/")
    found += small(visit(story.world["delegate:33"]), *prefecture)
    found += small(visit(), "/", "/entrer", "/accessibilite")
    assert found == []
