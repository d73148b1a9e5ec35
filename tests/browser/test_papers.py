"""A paper is read at the screen, its question answered, and taken; at a desk and on a telephone."""

import pytest

from rivage.dossiers.enums import DemandePaper, PersonPaper
from tests.browser.conftest import Enter
from tests.browser.story import HERE, Story

pytestmark = [pytest.mark.browser, pytest.mark.journey]


def test_the_demande_and_its_engagements_are_taken_on_paper(story: Story, visit: Enter) -> None:
    demande = story.demandes["written"]
    file = f"document-{demande.person.reference}"
    referent = visit(story.world[HERE], f"demandes/{demande.pk}/")
    referent.follow("Papiers à imprimer")
    referent.follow("Demande d’engagement")
    assert referent.download("Imprimer (PDF)").suggested_filename == f"{file}.pdf"
    referent.follow("Papiers")
    referent.follow("Engagements à signer")
    referent.choose("non", "Peut-elle le garder sans danger ?")
    referent.press("Imprimer (PDF)")
    assert "le lui lire" in referent.text()
    assert referent.download("Imprimer pour l’antenne (PDF)").suggested_filename == f"{file}.pdf"
    referent.follow("Reposer la question")
    referent.choose("oui, elle l’emporte")
    assert referent.download("Un brouillon à adapter").suggested_filename == f"{file}.docx"


def test_each_paper_is_read_whole_at_the_screen(story: Story, visit: Enter) -> None:
    demande = story.demandes["authorised"]
    referent = visit(story.world[HERE], f"demandes/personne/{demande.person_id}/papiers")
    for paper in DemandePaper:
        referent.go(f"demandes/{demande.pk}/papiers/{paper}")
    for sheet in PersonPaper:
        referent.go(f"demandes/personne/{demande.person_id}/papiers/{sheet}")
    referent.page.get_by_label("Noms d’autres personnes à masquer").fill("Estuaire")
    referent.press("Voir la copie, ces noms masqués")
    assert "[masqué]" in referent.text()
    referent.go("demandes/papiers-vierges")
    referent.go("aide")
    referent.follow("Papiers vierges")
    assert referent.download("À adapter").suggested_filename == "document-VIERGE.docx"
