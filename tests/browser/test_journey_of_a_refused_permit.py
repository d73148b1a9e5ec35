"""A permit refused: the warning first, the day that her letter prints, a remedy and legal aid that move the day."""

from datetime import date, timedelta

import pytest

from rivage.dossiers.models import Demande
from rivage.law.recours import last_day, silence
from rivage.law.wording import day as in_full
from tests.browser.conftest import Enter
from tests.browser.story import HERE, Story
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.journey]
WARNING = "Si ce refus vient avec une obligation de quitter le territoire"


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def letter_day(today: date) -> str:
    return plain(in_full(today + timedelta(days=2)))


def told(hers: Visitor, demande: Demande, today: date) -> None:
    hers.go(f"droits/{demande.person_id}/titre")
    hers.follow("Noter la remise")
    assert WARNING in hers.text()
    hers.choose("en main propre, à la préfecture")
    hers.choose("remise")
    hers.say("Date", today.isoformat())
    hers.choose("d’après le papier que la personne détient")
    hers.press("Noter la remise")
    assert f"Recours, dernier jour écrit sur sa lettre : {letter_day(today)}" in hers.text()


def contested(hers: Visitor, demande: Demande, today: date) -> None:
    hers.follow("Voir ou noter un recours")
    page = hers.text()
    assert page.index("À lire d’abord.") < page.index(WARNING) < page.index("Les recours, ouverts ou non")
    region = hers.within("Séjour")
    assert letter_day(today) in plain(region.inner_text())
    hers.go(f"decisions/{demande.pk}/recours/noter")
    assert WARNING in hers.text()
    hers.choose("L’autorisation de séjour est refusée.")
    hers.choose("recours gracieux, devant le préfet")
    hers.say("Fait le", today.isoformat())
    hers.press("Noter le recours")
    assert "Un recours gracieux attend sa réponse : ce jour ne change pas" in hers.text()
    assert plain(in_full(last_day(silence(today)))) not in hers.text(), "one day, that of her letter"
    hers.follow("Noter qui l’aide", hers.within("Séjour"))
    hers.say("Aide juridictionnelle demandée le", today.isoformat())
    hers.press("Enregistrer")
    assert "l’aide juridictionnelle est demandée : ce jour ne change pas" in hers.text()


def test_a_refused_permit_is_warned_of_then_contested(story: Story, visit: Enter) -> None:
    world, demande = story.world, story.demandes["authorised"]
    today = world.today
    stay = f"droits/{demande.person_id}/titre"
    desk = visit(world["desk:33"], stay)
    desk.say("Ce qui s’est passé", "L’autorisation est refusée")
    desk.say("Jour de l’étape", today.isoformat())
    desk.press("Noter cette étape")
    assert WARNING in desk.text()
    desk.press("Noter ce refus")
    desk.follow("Noter le motif")
    desk.choose("L’activité que vise le texte n’a pas cessé.")
    desk.say("Motivation, en fait et en droit", "Aucune attestation ne dit la cessation (CESEDA, art. L425-4).")
    desk.press("Noter le motif")
    assert "Aucune attestation ne dit la cessation" in desk.text()
    assert "La lettre de refus, à signer" in desk.text()

    hers = visit(world[HERE], stay)
    page = hers.text()
    assert page.index("À lire d’abord.") < page.index(WARNING) < page.index("Prochaine étape")
    hers.follow("Noter ce jour")
    hers.say("Dernier jour pour contester, écrit sur sa lettre", (today + timedelta(days=2)).isoformat())
    hers.press("Noter ce jour")
    hers.go("")
    assert hers.text().partition("Maintenant")[2].index("Saisir le tribunal contre le refus du titre") < 80, (
        "before all that is dated"
    )

    told(hers, demande, today)
    contested(hers, demande, today)

    hers.go("")
    assert "Saisir le tribunal contre le refus du titre" in hers.text(), "until the court is seized"
    hers.go(stay)
    assert "recours gracieux en attente" in hers.text()
    state = visit(world["delegate:33"], stay)
    assert "sa lettre peut dire un jour plus proche" in state.text(), "as of every letter that it doesn’t read"
    for told_apart in ("sa lettre dit", "sur sa lettre", letter_day(today)):
        assert told_apart not in state.text(), told_apart
