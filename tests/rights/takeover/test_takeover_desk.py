"""What a path taken over asks of each home, and what the pages of its old decision say."""

from datetime import timedelta

import pytest

from rivage.core.french import day_in_short
from rivage.decisions.models import Decision
from rivage.law.wording import day
from rivage.rights.takeover import actions as takeover
from tests.dossiers.path import WHO
from tests.rights.takeover.path import confirmed, taken_over
from tests.rights.takeover.test_takeover_pages import Reader
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def test_whoever_instructs_confirms_and_her_antenne_corrects(world: World) -> None:
    begun = after(world, taken_over)
    delegate = Reader(world, "delegate:33")
    home = delegate.get("desk:home").content.decode()
    assert "Confirmer un parcours repris" in home
    assert f"/{begun.pk}/confirmer" in home
    read = " ".join(delegate.get("rights:take_over_confirm", takeover=begun.pk).content.decode().split())
    begins = world.today - timedelta(days=60)
    ends = world.today + timedelta(days=90)
    decided = day_in_short(begins - timedelta(days=5), on=world.today)
    for words in (f"autorisation du {day(begins)} au {day(ends)} inclus", f"décidée le {decided}"):
        assert " ".join(words.split()) in read
    assert "Corriger un parcours repris" not in Reader(world, WHO).get("desk:home").content.decode()
    with acting(world["secretary:33"]) as actor:
        takeover.contest_take_over(actor=actor, on=world.today, take_over=begun, words="La décision est de mars.")
    assert "Confirmer un parcours repris" not in Reader(world, "delegate:33").get("desk:home").content.decode()
    assert "Corriger un parcours repris" in Reader(world, WHO).get("desk:home").content.decode()
    confirmed(world, begun)
    assert "Corriger un parcours repris" not in Reader(world, WHO).get("desk:home").content.decode()


def test_it_stands_in_the_tableau_like_any_other(world: World) -> None:
    begun = after(world, taken_over)
    page = Reader(world, "delegate:33").get("desk:follow_up").content.decode()
    assert begun.person.reference in page
    assert "accordée" in page


def test_an_old_decision_is_read_and_not_notified_again(world: World) -> None:
    begun = after(world, taken_over)
    with acting(world[WHO]):
        demande = Decision.objects.get().demande_id
    for who in (WHO, "delegate:33"):
        reader = Reader(world, who)
        page = reader.get("decisions:decision", demande=demande).content.decode()
        assert "Décision d’avant Rivage" in page, who
        assert "Noter une notification" not in page, who
        assert "Demande d’avant Rivage" in reader.get("dossiers:demande", demande=demande).content.decode(), who
        assert reader.post("decisions:notify", {"recipient": "person"}, demande=demande).status_code >= 400, who
    assert begun.confirmed_on is None
