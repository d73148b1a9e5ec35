"""The path of one invented person, stage by stage, as those who carry it do it on their screens."""

import io
import re
from datetime import timedelta
from typing import Any, Self

from playwright.sync_api import expect
from pypdf import PdfReader

from rivage.core import clock
from rivage.dossiers.enums import Part
from rivage.dossiers.models import Demande
from rivage.dossiers.situation import SITUATION
from rivage.law.wording import of_word
from rivage.people.models import Person
from tests.browser.calendar import Calendar
from tests.browser.visitor import Visitor
from tests.dossiers.path import TEXTS
from tests.world import World, acting

PLACE = "Salle des Cartes"
OPINION = TEXTS[Part.OPINION]["opinion_text"]


class Path:
    """`name`: what the person wants to be called. `antenne`, `code`: who accompanies her, and where.

    Each who comes in once comes in again when the calendar has turned: a session doesn't last the night.
    """

    def __init__(self, world: World, visit: Any, calendar: Calendar, antenne: str, code: str, name: str) -> None:
        self.world, self.visit, self.calendar = world, visit, calendar
        self.antenne, self.code, self.name = antenne, code, name
        self.seen: dict[str, tuple[int, Visitor]] = {}
        self.ids: dict[str, str] = {}

    def resume(self, demande: Demande) -> Self:
        """Begin where this demande has come to."""
        self.ids = {"person": str(demande.person_id), "demande": str(demande.pk)}
        return self

    def who(self, role: str) -> Visitor:
        """The one who holds this role, signed in today, at her home."""
        key = f"{role}:{self.antenne if role == 'referent' else self.code}"
        day, visitor = self.seen.get(key, (-1, None))
        if visitor is None:
            visitor = self.visit(self.world[key])
        elif day != self.calendar.turned:
            visitor.come_in(self.world[key].user)
        self.seen[key] = (self.calendar.turned, visitor)
        return visitor

    @property
    def visitors(self) -> dict[str, Visitor]:
        return {key: visitor for key, (_, visitor) in self.seen.items()}

    def _keep(self, name: str, url: str) -> None:
        """Note the last public id of an address, to come back to it."""
        self.ids[name] = re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", url)[-1]

    @property
    def reference(self) -> str:
        with acting(self.world[f"referent:{self.antenne}"]):
            return Person.objects.get(pk=self.ids["person"]).reference

    # The association's desk.

    def begin(self) -> None:
        """Begin to accompany her, and open a demande with her."""
        referent = self.who("referent")
        referent.follow("Personnes")
        referent.follow("Commencer un accompagnement")
        referent.say("Pour la joindre, ne jamais", "Ne jamais laisser de message vocal.")
        referent.choose("oui, c’est sûr", "A-t-elle 18 ans ou plus")
        referent.say("Nom d’usage", self.name)
        referent.say("Comment vous vous êtes rencontrées", "pas encore demandé")
        referent.page.locator("summary", has_text="Civilité et naissance").click()
        referent.say("Année de naissance", "1994")
        referent.say("Comment on connaît la naissance", "dit par la personne")
        referent.say("Nationalité", "autre")
        referent.choose("oui", "Une autorisation provisoire de séjour")
        referent.press("Ouvrir l’accompagnement")
        self._keep("person", referent.path())
        assert "Seule l’association qui l’accompagne le lit" in referent.text()
        referent.follow("Préparer une demande")
        referent.choose("première demande")
        referent.press("Commencer à l’écrire")
        self._keep("demande", referent.path())
        assert "Ce qui manque" in referent.text()

    def write(self) -> None:
        """Write every part, one after the other, as the buttons lead."""
        referent = self.who("referent")
        self._part("situation")
        for code, question in SITUATION.questions.items():
            referent.page.locator(f"#id_{code}").select_option(index=1)
            assert question.label in referent.text()
        referent.choose("à surveiller", "Danger")
        self._ready("Présentation de la situation")
        referent.say("Présentation de la situation", "Depuis six mois, l’association cherche une place avec elle.")
        referent.say("Relue et approuvée par la personne le", self.today)
        self._ready("Projet et actions prévues")
        referent.say("Ses besoins", "Un logement stable, des cours de français.")
        first = referent.within("Action 1")
        referent.say("Domaine", "hébergement, logement", first)
        referent.say("Action", "Demander une place en résidence", first)
        referent.say("Pendant combien de temps", "trois mois", first)
        referent.say("Résultats attendus au bout de ces mois", "Une place stable.")
        self._ready("Engagements")
        referent.say("Ses engagements", "Suivre les cours de français.")
        referent.say("Signés par la personne le", self.today)
        self._ready("Son accord")
        referent.say("Langue", "français")
        referent.say("Comment les mots sont passés", "sans interprète, dans une langue commune")
        referent.say("Donné le", self.today)
        referent.press("Noter son accord")
        self._opinion_and_aid(referent)
        self._part("pieces")
        for piece, answer in (
            ("Engagements signés", "remise"),
            ("Document d’identité", "aucun document (réponse complète)"),
        ):
            referent.say("Réponse", answer, referent.within(piece))
        self._ready()

    def _opinion_and_aid(self, referent: Visitor) -> None:
        self._part("opinion")
        referent.choose("favorable", "L’association est")
        referent.say("Pourquoi", OPINION)
        self._ready("Aide financière (AFIS)")
        referent.choose("oui", "L’aide est-elle demandée")
        referent.choose("non", "Le RSA")
        referent.choose("non", "L’ADA")
        referent.say("Document de séjour", "un récépissé de renouvellement")
        referent.say("Personnes au foyer", "1")
        referent.say("Enfants à charge", "0")
        referent.say("Ressources du foyer le mois précédent, en euros", "0")
        self._ready()

    def _part(self, part: str) -> None:
        self.who("referent").go(f"demandes/{self.ids['demande']}/partie/{part}")

    def _ready(self, following: str = "") -> None:
        """Mark the part ready with a quick hand, while what was typed is still being kept; the next one opens."""
        referent = self.who("referent")
        button = referent.page.get_by_role("button", name=re.compile("^Marquer prête"))
        referent.act(button)
        if following:
            expect(referent.page.locator("#t-partie")).to_have_text(following)

    def deposit(self) -> None:
        """Read it again with her, deposit, and read the receipt back."""
        referent = self.who("referent")
        referent.go(f"demandes/{self.ids['demande']}/depot")
        expect(referent.page.get_by_role("region", name="Présentation de la situation")).not_to_contain_text(self.name)
        referent.press("Déposer la demande")
        assert "déposée" in referent.text()
        receipt = self.printed(referent, "Le récépissé (PDF)")
        assert self.reference in receipt
        assert self.name not in receipt

    # The délégation.

    def instruct(self) -> None:
        """Ask for a missing piece; the association answers; declare complete."""
        delegate, referent = self.who("delegate"), self.who("referent")
        delegate.follow("Demandes")
        assert self.name in delegate.text()
        delegate.go(f"demandes/{self.ids['demande']}/")
        assert OPINION in delegate.text()
        delegate.follow("Demander de compléter")
        delegate.choose("Engagements (CASF R121-12-9)", "Parties à compléter")
        delegate.choose("Pièces (demandé par usage, aucun texte ne l’exige)", "Parties à compléter")
        delegate.say("Ce qui manque", "Un justificatif de ressources, ou « aucun document ».")
        delegate.press("Demander ces compléments")
        referent.go("")
        referent.follow("Répondre à la demande de pièces")
        assert "Un justificatif de ressources" in referent.text()
        self._part("pieces")
        referent.say("Réponse", "aucun document (réponse complète)", referent.within("Justificatif de ressources"))
        self._ready()
        referent.go(f"demandes/{self.ids['demande']}/")
        referent.follow("Relire et envoyer")
        referent.say("Votre réponse : Engagements", "Ils sont relus : rien n’a changé.")
        referent.press("Envoyer les compléments")
        delegate.go(f"demandes/{self.ids['demande']}/")
        assert "Compléments envoyés" in delegate.text()
        delegate.follow("Déclarer complète")
        delegate.press("Déclarer complète")
        expect(delegate.page.locator(".rv-titre")).to_contain_text("Complète")

    def schedule(self, days: int = 10) -> None:
        """Choose a date, put the demande on its agenda."""
        delegate = self.who("delegate")
        delegate.follow("Séances")
        delegate.follow("Prévoir une séance")
        delegate.say("Jour", (clock.today(self.code) + timedelta(days=days)).isoformat())
        delegate.say("Heure", "09:30")
        delegate.say("Lieu", PLACE)
        delegate.press("Prévoir la séance")
        self._keep("seance", delegate.path())
        delegate.page.get_by_label(self.reference).check()
        delegate.act(delegate.page.get_by_role("button", name=re.compile("^Inscrire l")))
        expect(delegate.page.get_by_role("region", name="Ordre du jour")).to_contain_text(self.reference)

    def convene(self, way: str = "^Envoyer ") -> None:
        delegate = self.who("delegate")
        delegate.go(f"seances/{self.ids['seance']}/preparation")
        delegate.follow("Convoquer")
        delegate.act(delegate.page.get_by_role("button", name=re.compile(way)))
        assert "Convoquée" in delegate.text()

    def there(self, visitor: Visitor, name: str, how: str = "Sur place") -> None:
        """Note a presence: the page stays, the button says it."""
        group = visitor.page.get_by_role("group", name=f"Présence {of_word(name)}")
        group.get_by_role("button", name=how).click()
        expect(group.get_by_role("button", name=how)).to_have_attribute("aria-pressed", "true")

    # The decision.

    def printed(self, visitor: Visitor, link: str) -> str:
        """The words of the PDF behind a link."""
        address = visitor.page.get_by_role("link", name=re.compile(re.escape(link))).first.get_attribute("href")
        status, body = visitor.fetch(address or "")
        assert status == 200, f"{address}: {status}"
        pages = PdfReader(io.BytesIO(body)).pages
        return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))

    def draft(self, role: str) -> None:
        """Prepare an authorisation of six months."""
        visitor = self.who(role)
        visitor.go(f"decisions/{self.ids['demande']}/")
        expect(visitor.within("Ce que vous avez devant vous")).to_contain_text("favorable")
        visitor.choose("autoriser 6 mois", "Sens de la décision")
        visitor.say("Premier jour des droits", self.today)
        visitor.say("Durée, en mois", "6")
        visitor.say("Motivation, en fait et en droit", "Le projet est prêt (CASF, art. R121-12-9).")
        visitor.press("Enregistrer le projet")

    def tell(self, role: str, recipient: str, channel: str) -> None:
        """Note that the decision was handed over, as whoever did it."""
        visitor = self.who(role)
        visitor.go(f"decisions/{self.ids['demande']}/notifier")
        visitor.choose(recipient, "À")
        visitor.choose(channel, "Par quel moyen")
        visitor.choose("remise", "Issue")
        visitor.say("Date", self.today)
        visitor.choose("nous l’avons fait ou vu nous-mêmes", "D’où vous le savez")
        visitor.press("Noter la notification")

    def aid(self) -> None:
        """Read what the law computes on the aid, then write down what the préfet decided."""
        delegate = self.who("delegate")
        delegate.go(f"droits/aide/{self.ids['demande']}")
        months = delegate.within("Les mois de la période")
        assert months.get_by_role("row").count() >= 7
        expect(months).to_contain_text("€")
        assert "L121-9" in delegate.text()
        delegate.choose("accorder l’aide", "Décision du préfet")
        delegate.say("Enfants à charge", "0")
        delegate.say("Signée par (nom et qualité)", "Jeanne Amer, préfète")
        delegate.choose("d’après le papier signé", "D’où vous le savez")
        delegate.say("Date de la décision", self.today)
        delegate.press("Noter la décision sur l’aide")
        assert "L’organisme payeur lira" in delegate.text()
        delegate.press("Noter cette décision")
        assert "Aide accordée" in delegate.text()

    def running(self) -> None:
        """The association sees the period that runs, and the aid."""
        referent = self.who("referent")
        referent.go(f"personnes/{self.ids['person']}/")
        clocks = referent.page.get_by_role("region", name="Les trois horloges")
        clocks.wait_for()
        referent.look()
        expect(clocks).to_contain_text("Parcours")
        expect(clocks).to_contain_text("mois")
        referent.go(f"droits/aide/{self.ids['demande']}")
        assert "Aide accordée" in referent.text()

    @property
    def today(self) -> str:
        return clock.today(self.code).isoformat()
