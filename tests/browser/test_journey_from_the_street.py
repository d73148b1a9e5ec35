"""From a card left in the street to her news twelve months after: what her association does between demandes."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from rivage.core import clock
from rivage.law.period import add_months
from tests.browser.calendar import Calendar
from tests.browser.roles import TwoRoles
from tests.browser.visitor import Visitor
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.journey]
NICKNAME = "Petite Houle"


def around(visitor: Visitor, path: str) -> Page:
    """A page of the rounds, which alone keep an empty form in the browser: it is not looked at as the others are."""
    visitor.page.goto(f"{visitor.host}/m/{visitor.membership.pk}/{path}")
    return visitor.page


def pressed(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


class FromTheStreet(TwoRoles):
    """One person, from the round on which she took a card."""

    def street(self) -> None:
        """A volunteer notes the round, and leaves the card that she will not read again."""
        volunteer = self.who("volunteer")
        page = around(volunteer, "terrain/sortie")
        page.get_by_label("rue").check()
        for _ in range(2):
            page.get_by_role("button", name="+10 personnes rencontrées").click()
        for name, times in (("Personnes rencontrées", 3), ("Ont répondu, ou parlé", 3)):
            for _ in range(times):
                page.get_by_role("button", name=f"{name}\u00a0: un de plus").click()
        pressed(page, "Garder la sortie")
        assert "23 personnes rencontrées, 3 réponses" in volunteer.text()
        around(volunteer, "terrain/carte")
        volunteer.say("Un surnom", NICKNAME)
        volunteer.say("Comment la joindre sans danger", "Un message sans nom, le matin.")
        pressed(page, "Laisser la carte")
        assert "La carte est laissée à l’équipe" in volunteer.text()
        assert NICKNAME not in page.content()
        assert volunteer.fetch(f"/m/{volunteer.membership.pk}/terrain/cartes")[0] == 404

    def called_back(self) -> None:
        """Her home says that somebody waits; a referent takes the card, calls, and it is done."""
        referent = self.who("referent")
        assert "1 carte laissée après une rencontre" in referent.text()
        page = around(referent, "terrain/cartes")
        assert NICKNAME in referent.text()
        pressed(page, "Je la rappelle")
        pressed(page, "C’est fait")
        assert "La carte est effacée cette nuit" in referent.text()

    def met(self) -> None:
        """How they met, and when a path was first spoken of."""
        referent = self.who("referent")
        referent.go(f"file-active/{self.ids['person']}/rencontre")
        referent.choose("dans la rue, lors d’une sortie", "Comment")
        referent.say("Premier contact le", self.today)
        referent.say("Premier mot sur un parcours le", self.today)
        referent.press("Noter")
        assert "C’est noté" in referent.text()

    def stands(self, moment: str, **answers: str) -> None:
        """Where she stands, with her; what was not asked is said so."""
        referent = self.who("referent")
        referent.go(f"file-active/{self.ids['person']}/evaluations/noter")
        referent.choose(moment, "Moment")
        referent.say("Jour de l’évaluation", self.today)
        agreed = referent.page.get_by_label("Elle est d’accord pour que ses réponses soient gardées")
        if agreed.count():
            agreed.check()
        for question, answer in answers.items():
            referent.page.locator(f"input[name={question}][value={answer}]").check()
        referent.choose("Les questions sans réponse n’ont pas été demandées")
        referent.press("Noter")

    def refused_thrice(self) -> None:
        """Three places refused: her page says how many, and since when she looks."""
        referent = self.who("referent")
        for place in ("CHRS", "demande au SIAO", "intermédiation locative"):
            referent.go(f"file-active/{self.ids['person']}/demarches/noter/housing")
            referent.say("Ce qui est demandé", place)
            referent.say("Faite le", self.today)
            referent.page.get_by_text("La réponse est déjà là").click()
            referent.say("Réponse le", self.today)
            referent.say("Réponse", "refusé")
            referent.say("Raison du refus", "son document de séjour n’est pas reconnu")
            referent.press("Noter")
        referent.go(f"personnes/{self.ids['person']}/")
        assert "Cherche un logement depuis 0 jour, 3 refus." in referent.text()

    def over(self) -> None:
        """The period has run out: her page says so, her home asks for the two things that an exit calls for."""
        referent = self.who("referent")
        for asked in ("Noter où elle en est, à la sortie", "Lui demander si l’on peut la rappeler"):
            assert asked in referent.text()
        referent.go(f"personnes/{self.ids['person']}/")
        assert "Période finie le" in referent.text()
        assert "La période court" not in referent.text()

    def agrees(self) -> None:
        """She says that she may be called, how, and until when."""
        referent = self.who("referent")
        referent.go(f"file-active/{self.ids['person']}/nouvelles")
        referent.choose("oui", "Accepte-t-elle")
        referent.say("Demandé le", self.today)
        referent.say("Comment la joindre sans danger", "Un message sans nom, le matin.")
        referent.say("Jusqu’au", add_months(clock.today(self.code), 14).isoformat())
        referent.press("Noter sa réponse")
        assert "C’est noté" in referent.text()

    def leave(self) -> None:
        """Nobody accompanies her any more: she has work."""
        referent = self.who("referent")
        referent.go(f"personnes/{self.ids['person']}/")
        referent.follow("L’accompagnement se termine")
        referent.say("Depuis le", self.today)
        referent.choose("ce qu’elle demandait est fait", "Pourquoi")
        referent.choose("un emploi", "Vers quoi")
        referent.press("Terminer l’accompagnement")
        assert "L’accompagnement est terminé" in referent.text()

    def renewed(self) -> None:
        """The function of who asks for her news goes on for another year."""
        key = f"referent:{self.antenne}"
        held = self.world[key]
        until = {"starts": held.ends, "ends": held.ends + timedelta(days=365)}
        self.world.member(key, self.antenne, "referent", [self.code], user=held.user, **until)
        self.seen.clear()

    def asked(self, moment: str) -> Visitor:
        """Her home asks for her news by itself, though nobody accompanies her any more."""
        referent = self.who("referent")
        assert f"Ses nouvelles, {moment}" in referent.text()
        referent.go(f"file-active/{self.ids['person']}/nouvelles")
        return referent


def test_from_the_street_to_twelve_months_after(world: World, visit: Any, calendar: Calendar) -> None:
    world.member("volunteer:33", "amarres33", "volunteer", ["33"])
    path = FromTheStreet(world, visit, calendar, "amarres33", "33", "Lina Marée")
    for stage in ("street", "called_back", "begin", "met"):
        getattr(path, stage)()
    path.stands("à l’entrée", work="none")
    path.refused_thrice()
    for stage in ("compose", "write", "deposit", "instruct", "schedule", "convene"):
        getattr(path, stage)()
    calendar.turn(12)
    for stage in ("sit", "decide", "notify"):
        getattr(path, stage)()
    calendar.turn(190)
    path.over()
    path.agrees()
    path.stands("à la sortie", work="long_part")
    path.leave()
    path.renewed()
    calendar.turn(180)
    path.asked("six mois après").press("Sans nouvelles")
    calendar.turn(184)
    path.asked("douze mois après")
    path.stands("douze mois après", work="long_full")
    referent = path.who("referent")
    assert "a changé : avant, CDI, à temps partiel" in referent.text()
    referent.go("")
    assert "Ses nouvelles" not in referent.text()
