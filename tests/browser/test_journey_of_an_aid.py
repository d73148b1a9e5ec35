"""An aid that waits for a permit, one refused at the ceiling and contested, one granted a cent below."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import patch

import pytest

from rivage.core import clock
from rivage.core.french import amount
from rivage.dossiers.enums import Part
from rivage.dossiers.models import Demande
from rivage.law.recours import last_day
from rivage.law.values import at
from rivage.law.wording import day
from tests.browser.calendar import Calendar
from tests.browser.conftest import Enter
from tests.browser.path import Path
from tests.browser.story import HERE
from tests.browser.visitor import Visitor
from tests.decisions.path import GRANT, opined, signed, told
from tests.dossiers.path import TEXTS, new_person
from tests.rights.permit.path import authorised, with_desk
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.journey]


def said(aid: dict[str, Any]) -> Any:
    """What a demande that is built says of the aid."""
    return patch.dict(TEXTS[Part.AID], aid)


def plain(words: str) -> str:
    return words.replace("\u00a0", " ").replace("\u202f", " ")


def test_an_applicant_with_no_paper_meets_the_conditions_once_her_permit_is_delivered(
    world: World, visit: Enter
) -> None:
    with said({"document": "aucun"}):
        demande = authorised(world, need="needed")
    delegate = visit(world["delegate:33"], f"droits/aide/{demande.pk}")
    assert "En attente du titre" in delegate.text()
    assert "Pas encore de titre" in delegate.text()
    desk = visit(world["desk:33"], f"droits/{demande.person_id}/titre")
    for step, until in (("La demande est faite", 0), ("L’autorisation est délivrée", 180)):
        if until:
            desk.say("Quelle demande", "n° 1, première demande")
        desk.say("Ce qui s’est passé", step)
        desk.say("Jour de l’étape", world.today.isoformat())
        if until:
            desk.say("Jusqu’au, inclus", (world.today + timedelta(days=until)).isoformat())
        desk.press("Noter cette étape")
        assert "C’est noté." in desk.text()
    delegate.go(f"droits/aide/{demande.pk}")
    assert "Conditions remplies" in delegate.text()
    assert "a une autorisation provisoire de séjour autorisant à travailler" in delegate.text()
    assert "R121-12-13-1" in delegate.text()


class Aid(Path):
    """The aid of somebody whose path is authorised."""

    def decide(self, sense: str) -> Visitor:
        """What the préfet signed is noted by the délégation."""
        delegate = self.who("delegate")
        delegate.go(f"droits/aide/{self.ids['demande']}")
        delegate.choose(f"{sense} l’aide", "Décision du préfet")
        delegate.say("Date de la décision", self.today)
        delegate.say("Enfants à charge", "0")
        if sense == "refuser":
            delegate.page.locator("input[name=motives][value=ressources]").check()
            delegate.say("Motivation, en fait et en droit", "Ses ressources atteignent le plafond.")
        delegate.say("Signée par (nom et qualité)", "Jeanne Amer, préfète")
        delegate.choose("d’après le papier signé", "D’où vous le savez")
        delegate.press("Noter la décision sur l’aide")
        delegate.press("Noter cette décision")
        return delegate

    def hand(self) -> Visitor:
        referent = self.who("referent")
        referent.go(f"droits/aide/{self.ids['demande']}")
        referent.follow("Noter la remise")
        referent.choose("en main propre, à l’association", "Par quel moyen")
        referent.choose("remise", "Issue")
        referent.say("Date", self.today)
        referent.choose("nous l’avons fait ou vu nous-mêmes", "D’où vous le savez")
        referent.press("Noter la remise")
        return referent

    def contest(self) -> Visitor:
        """A remedy before the court, from the page of the refusal, then the judgment."""
        referent = self.who("referent")
        referent.go(f"droits/aide/{self.ids['demande']}")
        referent.follow("Noter un recours")
        referent.choose("recours devant le tribunal administratif", "Quel recours")
        referent.say("Fait le", self.today)
        referent.press("Noter le recours")
        assert "Le tribunal est saisi depuis le" in referent.text()
        referent.follow("Suivre ou corriger")
        referent.choose("accepté", "Issue")
        referent.say("Date de la réponse ou du jugement", self.today)
        referent.choose("la décision est annulée", "Ce que le juge ordonne")
        referent.say("Réexaminer sa demande sous, en jours", "30")
        referent.press("Enregistrer")
        return referent


def authorised_with(world: World, name: str, resources: Decimal) -> Demande:
    with said({"resources": resources}):
        demande = opined(world, HERE, person=new_person(world, HERE, name))
    decision = signed(world, demande, **GRANT)
    told(world, decision, HERE, "person", "by_hand", language="français")
    told(world, decision, "delegate:33", "association", "secure")
    return demande


def test_an_aid_is_refused_at_the_ceiling_and_granted_one_cent_below(
    world: World, visit: Enter, calendar: Calendar
) -> None:
    ceiling = at("rsa.montant_forfaitaire", clock.today("33")).value
    with_desk(world)
    above = authorised_with(world, "Rita Lagune", ceiling)
    below = authorised_with(world, "Lina Marée", ceiling - Decimal("0.01"))
    granted = Aid(world, visit, calendar, "estuaire33", "33", "Lina Marée").resume(below)
    delegate = granted.decide("accorder")
    assert "Aide accordée" in delegate.text()
    letter = plain(granted.printed(delegate, "Imprimer (PDF)"))
    assert "Votre demande d’aide est acceptée" in letter
    refused = Aid(world, visit, calendar, "estuaire33", "33", "Rita Lagune").resume(above)
    delegate = refused.decide("refuser")
    assert plain(amount(ceiling)) in plain(delegate.text())
    letter = plain(refused.printed(delegate, "Imprimer (PDF)"))
    for words in (
        "n’est pas acceptée",
        "Ses ressources atteignent le plafond",
        "tribunal administratif",
        "R121-12-13",
    ):
        assert words in letter, words
    referent = refused.hand()
    assert plain(day(last_day(world.today))) in plain(referent.text())
    referent = refused.contest()
    assert "Décision annulée" in referent.text()
    assert "Le juge ordonne de réexaminer sa demande, jusqu’au" in referent.text()
    assert "Ouvrir le réexamen" not in referent.text(), "the path holds: the aid is decided anew on the same demande"
    delegate = refused.who("delegate")
    delegate.go("")
    delegate.follow("Noter la décision sur l’aide")
    assert "Un juge a annulé le refus de l’aide" in delegate.text()
    delegate = refused.decide("accorder")
    assert "Aide accordée" in delegate.text()
    letter = plain(refused.printed(delegate, "Imprimer (PDF)"))
    for words in ("Votre demande d’aide est acceptée", "Vu la décision du juge du", "sur le refus du"):
        assert words in letter, words
    former = plain(refused.printed(delegate, "Imprimer cette décision (PDF)"))
    assert "n’est pas acceptée" in former, "what was signed stays as it was handed"
    delegate.go("droits/ordres/emettre?departement=33")
    assert refused.reference in delegate.text()
