"""Papers made for her hands, and blank ones."""

import io
import re
from typing import Any

import pytest
from pypdf import PdfReader

from rivage.core.unsaid import tells
from rivage.dossiers import actions
from rivage.dossiers.models import Demande
from rivage.dossiers.printing import blank
from tests.bad_input.calling import Caller
from tests.dossiers.path import WHO, deposited
from tests.dossiers.test_workshop_papers import FOOT, filled, shown_at, squeezed
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
KEPT = {"keeps": "yes", "reread": "on"}


def printed(antenne: Caller, demande: Demande, sheet: str, **data: Any) -> PdfReader:
    url = antenne.url("dossiers:person_file", person=demande.person_id, sheet=sheet)
    answer = antenne.client.post(url, data)
    assert answer["Content-Type"] == "application/pdf", answer.content.decode()[:2000]
    return PdfReader(io.BytesIO(answer.content))


def read(pages: PdfReader) -> str:
    return squeezed(FOOT.sub("", re.sub(r"\s+", " ", "\n".join(page.extract_text() for page in pages.pages))))


@pytest.mark.parametrize("sheet", ["page", "donnees"])
def test_each_prints_what_its_page_shows(world: World, sheet: str) -> None:
    demande = after(world, deposited)
    antenne = Caller(world[WHO])
    on_screen = shown_at(antenne, antenne.url("dossiers:person_paper", person=demande.person_id, sheet=sheet))
    assert len(on_screen) > 300
    assert on_screen in read(printed(antenne, demande, sheet, **KEPT))


def test_one_page_names_nobody_and_is_one_page(world: World) -> None:
    demande = after(world, deposited)
    pages = printed(Caller(world[WHO]), demande, "page", keeps="yes")
    said = read(pages)
    assert len(pages.pages) == 1
    assert "Hébergement,logement." in said
    for word in ("corail", "awa", "estuaire", "unlogement", "préparelasuite"):
        assert word not in said.casefold()
    assert tells(" ".join(page.extract_text() for page in pages.pages), ["Cap Estuaire", "Awa Corail"]) == ""


def test_her_file_masks_the_team_and_what_is_typed_and_is_read_again_first(world: World) -> None:
    demande = after(world, filled)
    antenne = Caller(world[WHO])
    colleague = world[WHO].user.name
    note = f"{colleague} a vu Awa avec son cousin Bastien Dévoué ; le bastien est sûr."
    with acting(world[WHO]) as actor:
        actions.add_note(actor=actor, on=world.today, person=demande.person, text=note)
    where = {"person": demande.person_id, "sheet": "donnees"}
    first = antenne.get("dossiers:person_paper", **where)
    assert colleague not in first.text.split("<div data-papier>")[1].split('<div class="col-lg-4')[0]
    assert first.says("Bastien")
    unread = antenne.post("dossiers:person_file", {"keeps": "yes"}, **where)
    assert unread.status == 422
    seen = antenne.post("dossiers:person_file", {"preview": "1", "masks": "Bastien Dévoué"}, **where)
    assert seen.status == 200
    paper = seen.text.split("<div data-papier>")[1].split('<div class="col-lg-4')[0]
    assert "Bastien" not in paper
    assert "Dévoué" not in paper
    assert "le [masqué] est sûr." in paper
    assert "a vu Awa avec son cousin [masqué] [masqué]" in paper
    said = read(printed(antenne, demande, "donnees", masks="Bastien Dévoué", **KEPT))
    assert "astien" not in said
    assert "Awa" in said


def test_one_she_cannot_keep_is_read_to_her(world: World) -> None:
    demande = after(world, deposited)
    antenne = Caller(world[WHO])
    where = {"person": demande.person_id, "sheet": "donnees"}
    sent = {"keeps": "no", "reread": "on", "masks": "Bastien"}
    page = antenne.post("dossiers:person_file", sent, **where)
    assert page.says("le lui lire")
    assert page.says("Ne pas laisser de message.")
    assert '<input type="hidden" name="masks" value="Bastien">' in page.text
    printed(antenne, demande, "donnees", here="1", **sent)


def test_blank_papers_name_nobody_and_ask_for_nothing_more(world: World) -> None:
    antenne = Caller(world[WHO])
    page = antenne.get("dossiers:blanks")
    for code, title in blank.TITLES.items():
        for form in ("pdf", "docx"):
            assert antenne.url("dossiers:blank_file", blank=code, form=form) in page.text
        answer = antenne.client.get(antenne.url("dossiers:blank_file", blank=code, form="pdf"))
        assert answer["Content-Disposition"] == 'attachment; filename="document-VIERGE.pdf"'
        said = read(PdfReader(io.BytesIO(answer.content)))
        assert squeezed(title) in said
        for word in ("cessation", "honneur", "plainte", "titredeséjour", "nationalité"):
            assert word not in said.casefold()
    assert antenne.get("dossiers:blank_file", blank="autre", form="pdf").status == 404
    assert Caller(world["delegate:33"]).get("dossiers:blanks").status == 404


def test_nothing_is_made_for_the_hands_of_whoever_has_died(world: World) -> None:
    demande = after(world, deposited)
    with acting(world[WHO]) as actor:
        actions.note_death(actor=actor, on=world.today, person=demande.person, died_on=world.today)
    antenne = Caller(world[WHO])
    assert "papiers/page" not in antenne.get("dossiers:papers", person=demande.person_id).text
    for sheet in ("page", "donnees"):
        assert antenne.get("dossiers:person_paper", person=demande.person_id, sheet=sheet).status == 404
