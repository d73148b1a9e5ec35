"""The whole path where only the association and the délégation ever sign in: the rest is read from signed paper."""

from typing import Any

import pytest

from rivage.accounts.enums import Source
from rivage.commissions.models import Avis
from rivage.decisions.models import Decision
from rivage.rights.models import AfisDecision
from tests.browser.calendar import Calendar
from tests.browser.path import Path
from tests.world import World, acting

pytestmark = pytest.mark.browser
SEATS = (("1", "magistrat", "Marc Ponton"), ("9", "médecin", "Omar Cabestan"))


class TwoRoles(Path):
    """The délégation writes down what the commission and the préfet did on paper."""

    def compose(self) -> None:
        """The arrêté: who presides, who holds which seat."""
        delegate = self.who("delegate")
        delegate.go("seances/composition")
        delegate.follow("Noter qui préside")
        delegate.say("Nom et prénom", "Odile Cap")
        delegate.press("Noter le membre")
        for kind, label, name in SEATS:
            delegate.follow("Ajouter un siège")
            delegate.page.locator("#id_kind").select_option(kind)
            delegate.say("Nom court du siège", label)
            delegate.press("Ajouter le siège")
            delegate.follow(f"{kind}° {label}")
            delegate.go(f"{delegate.path()}/titulaire")
            delegate.say("Nom et prénom", name)
            delegate.press("Noter le membre")
        assert "Marc Ponton" in delegate.text()

    def convene(self, channel: str = "sur papier à tous") -> None:
        super().convene(channel)
        letters = self.printed(self.who("delegate"), "toutes les lettres en PDF")
        assert "Odile Cap" in letters
        assert self.name not in letters

    def sit(self) -> None:
        """Two days later: attendance and hour from the sheet, the avis and its signature from the relevé."""
        delegate = self.who("delegate")
        delegate.go(f"seances/{self.ids['seance']}")
        for name in ("Odile Cap", "Marc Ponton"):
            delegate.press("Sur place", delegate.page.get_by_role("group", name=f"Présence de {name}"))
        delegate.say("Heure écrite sur la feuille", "09:40")
        delegate.press("Ouvrir la séance")
        assert "ouverte à 9 h 40" in delegate.text()
        delegate.choose("favorable", "Sur le parcours")
        delegate.choose("favorable", "Sur l’aide")
        delegate.choose("par consensus", "Rendu")
        delegate.choose("après, d’après le papier signé", "Noté")
        delegate.press("Noter l’avis et passer au suivant")
        delegate.follow("signer le relevé")
        delegate.say("Nom de la personne qui a signé", "Odile Cap")
        delegate.press("Noter la signature")
        assert "par Odile Cap, d’après le papier" in delegate.text()
        delegate.go(f"seances/{self.ids['seance']}")
        delegate.press("Clore la séance")

    def decide(self) -> None:
        """The draft, then the signature read on paper."""
        delegate = self.who("delegate")
        self.draft("delegate")
        delegate.say("Date de la décision", self.today)
        delegate.say("Signée par (nom et qualité)", "Jeanne Amer, préfète")
        delegate.choose("d’après le papier signé", "Vous le savez")
        delegate.press("Noter que la décision est signée")
        assert "Jeanne Amer, préfète" in delegate.text()
        assert "notée d’après le papier signé" in delegate.text()
        letter = self.printed(delegate, "Imprimer (PDF) la décision")
        assert self.name in letter
        assert "Jeanne Amer" in letter

    def notify(self) -> None:
        self.tell("delegate", "l’association", "par Rivage")
        self.tell("referent", "la personne", "en main propre, à l’association")
        assert "À la personne : remise" in self.who("referent").text()


def test_two_people_carry_the_whole_path(world: World, visit: Any, calendar: Calendar) -> None:
    path = TwoRoles(world, visit, calendar, "amarres33", "33", "Lina Marée")
    for stage in ("compose", "begin", "write", "deposit", "instruct", "schedule", "convene"):
        getattr(path, stage)()
    calendar.turn(12)
    for stage in ("sit", "decide", "notify", "aid", "running"):
        getattr(path, stage)()
    assert set(path.visitors) == {"referent:amarres33", "delegate:33"}
    with acting(world["delegate:33"]):
        avis, decision = Avis.objects.get(), Decision.objects.get()
        assert (avis.source, avis.signed_source) == (Source.SIGNED_PAPER, Source.SIGNED_PAPER)
        assert (avis.signed_name, avis.recorded_by) == ("Odile Cap", world["delegate:33"])
        assert (decision.source, decision.signed_by) == (Source.SIGNED_PAPER, None)
        assert AfisDecision.objects.get().source == Source.SIGNED_PAPER
