"""Where a demande begins: its first part first, and the way out of it last."""

import pytest

from rivage.dossiers.enums import Part, Step
from rivage.dossiers.models import Demande
from rivage.dossiers.screen import IN_A_SENTENCE
from tests.dossiers.path import deposited, fill, new_demande
from tests.dossiers.test_pages import Browser
from tests.world import World

pytestmark = pytest.mark.django_db


def shown(browser: Browser, demande: Demande) -> str:
    page: str = browser.get("dossiers:demande", demande=demande.pk).content.decode().replace("\u00a0", " ")
    return page.split("<main", 1)[1]


def test_a_demande_begins_with_its_first_part_and_its_withdrawal_is_last(world: World) -> None:
    referent, demande = Browser(world["referent:estuaire33"]), new_demande(world)
    page = shown(referent, demande)
    start = page.index("Commencer par sa situation aujourd’hui")
    assert f"/demandes/{demande.pk}/partie/situation" in page[start - 200 : start]
    withdrawal = page.index("Retirer la demande")
    assert page.index('class="btn btn-primary"') < start < page.index("Ce qui manque") < withdrawal
    assert "btn" not in page[page.rindex("<a", 0, withdrawal) : withdrawal]
    assert "<a" not in page[withdrawal : page.index("</main>")]


def test_once_begun_one_goes_on_and_all_written_is_never_said_beside_a_part_that_is_not(world: World) -> None:
    referent, demande = Browser(world["referent:estuaire33"]), fill(world, new_demande(world))
    page = shown(referent, demande)
    assert "Commencer par" not in page
    assert "Tout est écrit" in page
    assert " sur 9" not in page
    assert "parties à relire" in page or "tout est prêt" in page


def test_once_deposited_the_withdrawal_is_no_button(world: World) -> None:
    referent, demande = Browser(world["referent:estuaire33"]), deposited(world)
    assert demande.step == Step.SUBMITTED
    page = shown(referent, demande)
    withdrawal = page.index("Retirer la demande, à sa demande")
    assert "btn" not in page[page.rindex("<a", 0, withdrawal) : withdrawal]


def test_every_part_follows_a_verb() -> None:
    assert set(IN_A_SENTENCE) == set(Part)
