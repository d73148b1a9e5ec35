"""Who carries a path: each role at her own screen, or the association and the délégation for all of them."""

from typing import Any

from playwright.sync_api import expect

from tests.browser.path import OPINION, Path
from tests.commissions.room import Room

SEATS = (("1", "magistrat", "Marc Ponton"), ("9", "médecin", "Omar Cabestan"))


class FourRoles(Path):
    """Each at her own screen: association, délégation, commission, signatory."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.asked: set[str] = set()

    def compose(self) -> None:
        """The commission stands already, and one seat has its account."""
        Room(self.world, self.code).account("8")

    def read(self) -> None:
        """A seat reads the core, where nobody is named."""
        member = self.who("seat8")
        member.go(f"seances/{self.ids['seance']}/lecture")
        member.follow(self.reference)
        self._keep("item", member.path())
        assert OPINION in member.text()
        assert self.name not in member.page.content()
        assert "1994" not in member.text()

    def sit(self) -> None:
        """Attendance, quorum, opening; the association presents and leaves; one member stands aside; the avis."""
        chair = self.who("chair")
        chair.go(f"seances/{self.ids['seance']}")
        assert "Quorum pas encore atteint" in chair.text()
        for name in ("Odile Cap", "Marc Ponton", "Anne Passerelle", "Luc Écluse", "Sylvie Jetée"):
            self.there(chair, name)
        assert "Quorum atteint" in chair.text()
        chair.press("Ouvrir la séance")
        chair.press("L’association entre et présente")
        chair.press("L’association se retire")
        chair.follow("Un membre connaît la personne")
        chair.page.get_by_label("Membre").select_option("Luc Écluse")
        chair.press("Noter son retrait")
        chair.go(f"seances/{self.ids['seance']}?dossier={self.ids['item']}")
        assert "Luc Écluse ne siège pas sur ce dossier" in chair.text()
        assert "Hélène Môle ne siège pas sur ce dossier" in chair.text()
        chair.choose("favorable", "Sur le parcours")
        chair.choose("favorable", "Sur l’aide")
        chair.choose("par un vote", "Rendu")
        votes = chair.within("Voix sur le parcours")
        for label, count in (("Pour", "3"), ("Contre", "1"), ("Abstentions", "0")):
            chair.say(label, count, votes)
        chair.say("Raisons sur le parcours, reprises au procès-verbal", "Le projet est prêt.")
        chair.press("Noter l’avis et passer au suivant")
        assert "3 pour, 1 contre" in chair.text()
        chair.press("Signer ce relevé")
        assert "est signé" in chair.text()
        delegate = self.who("delegate")
        delegate.go(f"seances/{self.ids['seance']}")
        delegate.follow("Clore la séance")
        delegate.press("Clore la séance")
        assert "Plus aucun membre ne lit les dossiers" in delegate.text()

    def decide(self) -> None:
        """The signatory drafts, reads the letter, signs; it prints with the name she goes by."""
        signatory = self.who("signatory")
        signatory.go("decisions/")
        assert self.reference in signatory.text()
        self.draft("signatory")
        # What is ticked and not saved has no way to the signature of what is saved.
        signatory.page.get_by_label("refuser", exact=True).check()
        sign = signatory.page.get_by_role("link", name="Relire et signer")
        assert sign.get_attribute("aria-disabled") == "true"
        expect(signatory.page.get_by_text("Enregistrez d’abord le projet.")).to_be_visible()
        expect(signatory.page.get_by_text("Refuser s’écarte de l’avis")).to_be_visible()
        signatory.go(f"decisions/{self.ids['demande']}/")
        signatory.follow("Relire et signer")
        signatory.press("Signer l’autorisation de 6 mois")
        assert "Autorisée pour 6 mois" in signatory.text()
        letter = self.printed(signatory, "Imprimer (PDF) la décision")
        assert self.name in letter
        assert "Votre demande est acceptée" in letter
        assert self.world[f"signatory:{self.code}"].user.name in letter

    def notify(self) -> None:
        self.tell("delegate", "l’association", "par Rivage")
        self.tell("referent", "la personne", "en main propre, à l’association")
        assert "À la personne : remise" in self.who("referent").text()

    def closed_to(self) -> list[str]:
        """Who still opens the file among those whose part is over."""
        ways = {
            "seat8": f"seances/dossiers/{self.ids['item']}",
            "chair": f"seances/dossiers/{self.ids['item']}",
            "signatory": f"decisions/{self.ids['demande']}/",
        }
        return [role for role, way in ways.items() if self.status(role, way) != 404]

    def status(self, role: str, way: str) -> int:
        visitor = self.who(role)
        return visitor.fetch(f"/m/{visitor.membership.pk}/{way}")[0]


class TwoRoles(Path):
    """The délégation writes down what the commission and the préfet did on paper."""

    def compose(self) -> None:
        """The arrêté: who presides, who holds which seat."""
        delegate = self.who("delegate")
        delegate.go("seances/composition")
        delegate.follow("Noter qui préside")
        delegate.say("Nom et prénom", "Odile Cap")
        delegate.say("Début du mandat", self.today)
        delegate.press("Noter le membre")
        for kind, label, name in SEATS:
            delegate.follow("Ajouter un siège")
            delegate.page.locator("#id_kind").select_option(kind)
            delegate.say("Nom court du siège", label)
            delegate.press("Ajouter le siège")
            delegate.follow(f"{kind}° {label}")
            delegate.go(f"{delegate.path()}/titulaire")
            delegate.say("Nom et prénom", name)
            delegate.say("Début du mandat", self.today)
            delegate.press("Noter le membre")
        assert "Marc Ponton" in delegate.text()

    def convene(self, way: str = "^Imprimer ") -> None:
        super().convene(way)
        letters = self.printed(self.who("delegate"), "les lettres de tous les membres en PDF")
        assert "Odile Cap" in letters
        assert self.name not in letters

    def sit(self) -> None:
        """Two days later: attendance and hour from the sheet, the avis and its signature from the relevé."""
        delegate = self.who("delegate")
        delegate.go(f"seances/{self.ids['seance']}")
        for name in ("Odile Cap", "Marc Ponton"):
            self.there(delegate, name)
        delegate.say("Heure écrite sur la feuille", "09:40")
        delegate.press("Ouvrir la séance")
        assert "à 9 h 40" in delegate.text()
        delegate.choose("favorable", "Sur le parcours")
        delegate.choose("favorable", "Sur l’aide")
        delegate.choose("par consensus", "Rendu")
        delegate.page.get_by_label("L’association n’a pas présenté ce dossier").check()
        delegate.choose("après, d’après le papier signé", "Noté")
        delegate.press("Noter l’avis et passer au suivant")
        delegate.follow("signer le relevé")
        delegate.say("Nom de la personne qui a signé", "Odile Cap")
        delegate.press("Noter la signature")
        assert "par Odile Cap, d’après le papier" in delegate.text()
        delegate.go(f"seances/{self.ids['seance']}")
        delegate.follow("Clore la séance")
        delegate.press("Clore la séance")

    def decide(self) -> None:
        """The draft, then the signature read on paper."""
        delegate = self.who("delegate")
        self.draft("delegate")
        delegate.follow("Relire et noter la signature")
        delegate.say("Date de la décision", self.today)
        delegate.say("Signée par", "Jeanne Amer")
        delegate.say("Sa qualité", "La préfète")
        delegate.choose("d’après le papier signé", "D’où vous le savez")
        delegate.press("Noter que la décision est signée")
        assert "Jeanne Amer\nLa préfète" in delegate.text()
        assert "notée d’après le papier signé" in delegate.text()
        letter = self.printed(delegate, "Imprimer (PDF) la décision")
        assert self.name in letter
        assert letter.index("La préfète") < letter.index("Jeanne Amer")

    def notify(self) -> None:
        self.tell("delegate", "l’association", "par Rivage")
        self.tell("referent", "la personne", "en main propre, à l’association")
        assert "À la personne : remise" in self.who("referent").text()
