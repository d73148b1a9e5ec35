"""From the association's desk to the notified decision, with each at her screen, in two départements at once."""

from pathlib import PurePosixPath
from typing import Any

import pytest

from rivage.dossiers.models import Demande
from tests.browser.calendar import Calendar
from tests.browser.path import OPINION, Path
from tests.commissions.room import Room
from tests.dossiers.path import fill
from tests.world import World, acting

pytestmark = pytest.mark.browser


class FourRoles(Path):
    """Everybody signs in: association, délégation, commission, signatory."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.asked: set[str] = set()
        self.room = Room(self.world, self.code)
        self.room.account("8")

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
            # The same screen five times: the last is examined.
            chair.examines = self.examines and name == "Sylvie Jetée"
            chair.press("Sur place", chair.page.get_by_role("group", name=f"Présence de {name}"))
        assert "Quorum atteint" in chair.text()
        chair.press("Ouvrir la séance")
        chair.press("L’association entre et présente")
        chair.press("L’association se retire")
        chair.page.get_by_text("Un membre connaît la personne").click()
        chair.say("Qui se retire", "Luc Écluse")
        chair.press("Noter qu’il se retire")
        chair.go(f"seances/{self.ids['seance']}?dossier={self.ids['item']}")
        assert "Luc Écluse ne vote pas sur ce dossier" in chair.text()
        assert "Hélène Môle ne vote pas sur ce dossier" in chair.text()
        chair.choose("favorable", "Sur le parcours")
        chair.choose("favorable", "Sur l’aide")
        chair.choose("par un vote", "Rendu")
        votes = chair.within("Voix sur le parcours")
        for label, count in (("Pour", "3"), ("Contre", "1"), ("Abstentions", "0")):
            chair.say(label, count, votes)
        chair.say("Raisons, reprises au procès-verbal", "Le projet est prêt.")
        chair.press("Noter l’avis et passer au suivant")
        assert "3 pour, 1 contre" in chair.text()
        chair.follow("signer le relevé")
        chair.press("Signer le relevé")
        assert "est signé" in chair.text()
        delegate = self.who("delegate")
        delegate.go(f"seances/{self.ids['seance']}")
        delegate.press("Clore la séance")
        assert "Plus aucun membre ne lit les dossiers" in delegate.text()

    def decide(self) -> None:
        """The signatory drafts, reads the letter, signs; it prints with the name she goes by."""
        signatory = self.who("signatory")
        signatory.go("decisions/")
        assert self.reference in signatory.text()
        self.draft("signatory")
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


class InParis(FourRoles):
    """The other path: its parts are written by the action, and its screens, the same as in Gironde, not examined."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.examines = False

    def write(self) -> None:
        referent = f"referent:{self.antenne}"
        with acting(self.world[referent]):
            demande = Demande.objects.select_related("person").get(pk=self.ids["demande"])
        fill(self.world, demande, referent)


def trespasses(path: FourRoles, other: FourRoles) -> list[str]:
    """Each page `path` has just reached about somebody or some session, asked by the same role of the other side."""
    open_to_them = []
    for key, visitor in path.visitors.items():
        stranger = other.who(key.split(":")[0])
        for where in sorted(visitor.visited - path.asked):
            parts = PurePosixPath(where).parts[3:]
            if where.startswith("/m/") and any(part.count("-") == 4 for part in parts):
                status, body = stranger.fetch("/".join(["/m", str(stranger.membership.pk), *parts]))
                if status not in (404, 405) and not (status == 301 and body == b""):
                    open_to_them.append(f"{key} {where}: {status}")
        status, home = stranger.fetch(f"/m/{stranger.membership.pk}/")
        if status != 200 or path.name.encode() in home:
            open_to_them.append(f"{key}: {path.name} on the home of another département")
        path.asked |= visitor.visited
    return open_to_them


def test_one_person_in_each_of_two_departements(world: World, visit: Any, calendar: Calendar) -> None:
    gironde = FourRoles(world, visit, calendar, "estuaire33", "33", "Awa Corail")
    paris = InParis(world, visit, calendar, "estuaire75", "75", "Sofia Galet")
    for stage in ("begin", "write", "deposit", "instruct", "schedule", "convene", "read", "sit", "decide", "notify"):
        if stage == "sit":
            calendar.turn(10)
        for path in (gironde, paris):
            getattr(path, stage)()
        assert trespasses(gironde, paris) == [], stage
        assert trespasses(paris, gironde) == [], stage
    for path in (gironde, paris):
        path.aid()
        path.running()
        assert path.closed_to() == []
