"""An aid that has ended is said so first, wherever it is read."""

import pytest

from rivage.law.period import add_months
from rivage.law.wording import day as in_full
from rivage.rights.models import AfisDecision
from tests.attack.test_writing import run
from tests.bad_input.calling import Caller
from tests.dossiers.path import WHO
from tests.rights.aid.handed import hand
from tests.rights.aid.test_ended import DELEGATE, PAYER, ended, home
from tests.rights.aid.test_months import aided, first
from tests.world import World, acting

__all__ = ["aided"]
pytestmark = pytest.mark.django_db


def table_of_months(page: str) -> str:
    return page.partition('id="mois"')[2].partition("</table>")[0]


def test_the_page_of_the_aid_opens_with_its_end_and_shows_no_month_after_it(world: World, aided: AfisDecision) -> None:
    ids = {"demande": aided.demande_id}
    before = Caller(world[WHO]).get("rights:afis", **ids)
    assert table_of_months(before.text).count("<tr>") > 2
    ended(world, aided, world.today)
    page = Caller(world[WHO]).get("rights:afis", **ids)
    assert page.says("Fin de l’aide le")
    assert f"/aide/{aided.demande_id}/fin" in page.text
    assert table_of_months(page.text).count("<tr>") == 2, "the head, and the month of the decision alone"
    assert page.says("Aide arrêtée")
    remedies = Caller(world[WHO]).get("decisions:remedies", **ids)
    assert remedies.says("Fin")
    assert remedies.text.count("Refus</span>") == 0, "an end is no refusal"


def test_the_clocks_say_that_it_was_granted_then_stopped(world: World, aided: AfisDecision) -> None:
    ended(world, aided, world.today)
    page = Caller(world[WHO]).get("rights:clocks", person=aided.person_id)
    assert "accordée, puis arrêtée au" in page.text
    assert in_full(add_months(first(world), 1)).replace("\u00a0", " ") in page.text.replace("\u00a0", " ")
    assert "arrêtée…" not in page.text


def test_the_payer_reads_that_an_end_noted_is_not_handed_yet(world: World, aided: AfisDecision) -> None:
    assert home(world, PAYER).says("Une aide accordée.")
    end = ended(world, aided, world.today)
    assert home(world, PAYER).says("fin notée, pas encore remise")
    assert Caller(world[PAYER]).get("rights:decided", person=aided.person_id).says("pas encore remise à la personne")
    with acting(world[DELEGATE]) as delegate:
        hand(delegate, end, world.today)
    assert not home(world, PAYER).says("pas encore remise")
    assert home(world, PAYER).says("Fin de l’aide le")


def test_who_is_no_payer_is_told_nothing_of_it_by_sql(world: World, aided: AfisDecision) -> None:
    ended(world, aided, world.today)
    asked = "SELECT decision FROM rights_ends_to_hand(%s)"
    for who, many in ((PAYER, 1), ("payer:75", 0), (WHO, 0), ("signatory:33", 0)):
        with acting(world[who]):
            assert run(asked, [aided.pk]) == many, who
