"""A path that ran before Rivage is taken over, confirmed, and renewed to its twenty-fourth month."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from rivage.core import clock
from rivage.dossiers.models import Parcours
from rivage.dossiers.months import used_months
from rivage.law.period import ONE_DAY, add_months
from tests.browser.calendar import Calendar
from tests.browser.roles import TwoRoles
from tests.world import World, acting

pytestmark = [pytest.mark.browser, pytest.mark.journey]


class Renewal(TwoRoles):
    """Three periods taken over from the papers, the fourth asked, decided and notified here."""

    def take_over(self) -> None:
        """One form: the period in its fifth month, the two before it, the permit, the aid."""
        on = clock.today(self.code)
        self.starts = add_months(on, -4) - timedelta(days=10)
        referent = self.who("referent")
        referent.follow("Personnes")
        referent.follow("Reprendre un parcours en cours")
        referent.choose("oui, c’est sûr", "A-t-elle 18 ans ou plus")
        referent.say("Nom d’usage", self.name)
        referent.say("Année de naissance", "1994")
        referent.say("Nationalité", "autre")
        period = referent.page.get_by_role("region", name="Sa période")
        referent.say("Premier jour de la période en cours", self.starts.isoformat())
        referent.page.locator("#id_decided_on").fill(self.starts.isoformat())
        period.locator("summary").click()
        for row in (0, 1):
            first = add_months(self.starts, -6 * (row + 1)).isoformat()
            for name, value in (("starts", first), ("months", "6"), ("decided_on", first)):
                referent.page.locator(f"#id_{name}_{row}").fill(value)
        referent.choose("une autorisation provisoire est nécessaire", "Séjour")
        referent.page.locator("#id_aps_until").fill((on + timedelta(days=60)).isoformat())
        referent.choose("accordée", "Aide financière")
        referent.page.locator("#id_afis_decided_on").fill(self.starts.isoformat())
        referent.page.locator("#id_children").fill("0")
        referent.page.locator("#id_paid_until").select_option("none")
        referent.choose("d’après le papier que la personne détient", "D’où vous le savez")
        referent.press("Reprendre ce parcours")
        self._keep("person", referent.path())
        assert "À confirmer" in referent.text()

    def confirm(self) -> None:
        delegate = self.who("delegate")
        delegate.go("")
        delegate.follow("Confirmer un parcours repris")
        delegate.press("Confirmer ce parcours")
        assert "Confirmé" in delegate.text()

    def prepare(self) -> None:
        """From the item of the fifth month to a demande of the right kind."""
        referent = self.who("referent")
        referent.go("")
        referent.follow("Renouvellement à préparer et à déposer")
        referent.press("Commencer à l’écrire")
        self._keep("demande", referent.path())
        assert "Demande de renouvellement" in referent.text()

    def _ready(self, following: str = "") -> None:
        if following != "Son accord":
            return super()._ready(following)
        super()._ready("Difficultés rencontrées et résultats")
        referent = self.who("referent")
        referent.say("Difficultés rencontrées", "Aucune place en cours de français avant septembre.")
        referent.say("Actions faites et résultats", "Une place en résidence.")
        referent.choose("oui", "Engagements tenus")
        return super()._ready(following)

    def draft(self, role: str) -> None:
        """Six more months, from the term that the screen proposes."""
        visitor = self.who(role)
        visitor.go(f"decisions/{self.ids['demande']}/")
        visitor.choose("autoriser 6 mois", "Sens de la décision")
        term = add_months(self.starts, 6).isoformat()
        expect(visitor.page.locator("#id_starts")).to_have_value(term)
        visitor.say("Motivation, en fait et en droit", "Les actions continuent (CASF, art. R121-12-9).")
        visitor.press("Enregistrer le projet")

    def finished(self) -> None:
        """Twenty-four months are granted, and nobody is asked to renew again."""
        referent = self.who("referent")
        referent.go("")
        assert "renouvellement à déposer" not in referent.text()
        with acting(self.world[f"referent:{self.antenne}"]):
            path = Parcours.objects.get()
            assert used_months(path) == 24
            last = path.periods.order_by("starts").last()
            assert last is not None
            assert last.ends - ONE_DAY == add_months(add_months(self.starts, -12), 24) - ONE_DAY


def test_a_running_path_goes_to_its_twenty_fourth_month(world: World, visit: Any, calendar: Calendar) -> None:
    path = Renewal(world, visit, calendar, "amarres33", "33", "Lina Marée")
    stages = ("compose", "take_over", "confirm", "prepare", "write", "deposit", "instruct", "schedule", "convene")
    for stage in stages:
        getattr(path, stage)()
    calendar.turn(12)
    for stage in ("sit", "decide", "notify", "finished"):
        getattr(path, stage)()
