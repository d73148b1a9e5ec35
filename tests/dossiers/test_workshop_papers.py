"""Papers of the workshop: what is printed is what the page shows, and nothing else."""

import html
import io
import re
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from rivage.audit.models import Event
from rivage.core.perimeter import Perimeter, perimeter
from rivage.core.unsaid import tells
from rivage.core.versions import version_of
from rivage.dossiers import actions, parts
from rivage.dossiers.enums import DemandePaper
from rivage.dossiers.models import Demande
from rivage.dossiers.printing import asked, engaged
from rivage.people import actions as people
from rivage.people.models import Identity
from tests.bad_input.calling import Caller
from tests.dossiers.path import AGAIN, WHO, closed_without_object, deposited, fill, in_days, new_demande, values
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
# What is answered before a paper made for her hands.
ANSWERED = {"engagements": {"keeps": "yes"}}
FOOT = re.compile(r"R-\w+ page \d+ sur \d+")
LONG = "\n\n".join(f"Élan n° {n} : « où l’œuvre naît », façon Noël, à 10 % près ; et après ?" for n in range(1, 95))


def squeezed(text: str) -> str:
    """The signs of a text alone: where lines break is the paper's affair."""
    return re.sub(r"\s", "", text.replace("\u200b", ""))


def printed(antenne: Caller, demande: Demande, paper: str, **data: Any) -> str:
    """What one reads of the PDF, without the feet of its pages."""
    url = antenne.url("dossiers:paper_file", demande=demande.pk, paper=paper)
    answer = antenne.client.post(url, data)
    assert answer["Content-Type"] == "application/pdf", answer.content.decode()[:2000]
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return squeezed(FOOT.sub("", re.sub(r"\s+", " ", "\n".join(page.extract_text() for page in pages))))


def shown(antenne: Caller, demande: Demande, paper: str) -> str:
    """What one reads of the same on its page."""
    return shown_at(antenne, antenne.url("dossiers:paper", demande=demande.pk, paper=paper))


def shown_at(antenne: Caller, url: str) -> str:
    """What the page of a paper says that it prints."""
    page = antenne.client.get(url).content.decode()
    read = page.split("<div data-papier>")[1].split('<div class="col-lg-4')[0]
    read = re.split(r'<p class="rv-petit rv-2">\s*Puis la place', read)[0]
    return squeezed(html.unescape(re.sub(r"<[^>]+>", " ", read)))


def filled(world: World) -> Demande:
    return fill(world, new_demande(world))


def written(world: World, demande: Demande, **changes: dict[str, Any]) -> None:
    with acting(world[WHO]) as actor:
        for part, said in changes.items():
            whole = (values(part, world.today) if part in AGAIN else {}) | said
            version = parts.version(demande, part)
            actions.save_part(actor=actor, on=world.today, demande=demande, part=part, values=whole, version=version)


def read_back(world: World, demande: Demande, paper: str = "demande") -> str:
    """Both, the same: nothing that the page shows is missing from the paper, or in another order."""
    antenne = Caller(world[WHO])
    on_screen, on_paper = shown(antenne, demande, paper), printed(antenne, demande, paper, **ANSWERED.get(paper, {}))
    assert on_screen in on_paper
    return on_paper


def emptied(world: World) -> Demande:
    return new_demande(world)


def renewed(world: World) -> Demande:
    before = deposited(world)
    with acting(world["delegate:33"]) as delegate:
        actions.grant_period(
            actor=delegate, on=world.today, demande=before, decision_id=before.pk, starts=world.today, months=6
        )
        closed_without_object(world, delegate, before)
    return fill(world, new_demande(world, person=before.person, kind="renouvellement"))


@pytest.mark.parametrize("build", [filled, emptied, renewed])
def test_the_demande_prints_what_its_page_shows(world: World, build: Any) -> None:
    demande = after(world, build)
    said = read_back(world, demande)
    assert squeezed(asked.title(demande, DemandePaper.REQUEST)) in said
    assert squeezed("Nom d’usage : Awa Corail") in said
    assert squeezed("Besoin d’une autorisation provisoire de séjour : oui") in said
    assert ("nonrenseigné" in said) is (build is not filled)


@pytest.mark.parametrize("build", [filled, renewed])
def test_long_and_accented_words_are_all_there_over_two_pages(world: World, build: Any) -> None:
    demande = after(world, build)
    more = {"results": {"difficulties": LONG, "results": LONG}} if build is renewed else {}
    written(
        world,
        demande,
        account={"text": LONG, "approved_on": None},
        project={"needs": LONG, "expected": "Ça : « être » chez soi !\nEt à la ligne."},
        opinion={"opinion_text": LONG},
        **more,
    )
    said = read_back(world, demande)
    assert said.count(squeezed(LONG)) == (5 if more else 3)
    assert squeezed("Ça : « être » chez soi ! Et à la ligne.") in said


def test_a_part_is_printed_as_the_deposit_shows_it_but_for_the_right_to_stay(world: World) -> None:
    demande = after(world, filled)
    antenne = Caller(world[WHO])
    page = antenne.client.get(antenne.url("dossiers:deposit", demande=demande.pk), {"vue": "delegation"})
    sections = [section for section in page.context["sections"] if section.part not in ("identity", "safety")]
    said = printed(antenne, demande, "demande")
    lines = [(line.label, line.text, line.stay) for section in sections for line in section.lines]
    assert len(lines) > 20
    for label, text, stay in lines:
        assert (squeezed(f"{label} {text}") in said or squeezed(f"{label} : {text}") in said) is not stay, label
    assert [label for label, _, stay in lines if stay] == ["Peut demander l’ADA", "Document de séjour"]


def test_what_the_text_does_not_ask_is_on_no_demande(world: World) -> None:
    """Neither a statement that she stopped, nor a nationality, nor what her association alone reads."""
    demande = after(world, filled)
    with acting(world[WHO]) as actor:
        identity = Identity.objects.get(person=demande.person_id)
        kept = {name: getattr(identity, name) for name in ("name_in_use", "birth", "zone")}
        people.change_identity(
            actor=actor,
            on=world.today,
            person=demande.person,
            values=kept | {"nationality": "Érythréenne", "birth_place": "Asmara", "family_name": "Zazou"},
            version=version_of(identity),
        )
        actions.add_note(actor=actor, on=world.today, person=demande.person, text="Une note gardée.")
    written(world, demande, safety={"detail": "Un danger gardé."})
    for paper in ("demande", "fiche"):
        said = read_back(world, demande, paper).casefold()
        for word in ("cessation", "honneur", "arrêt", "érythr", "asmara", "asile", "gardé", "laisserdemessage"):
            assert word not in said, (paper, word)
        assert ("zazou" in said) is (paper == "demande")


def test_the_nameless_sheet_waits_while_a_text_says_her_name(world: World) -> None:
    demande = after(world, filled)
    assert "corail" not in read_back(world, demande, "fiche").casefold()
    written(world, demande, project={"needs": "Corail cherche un logement."})
    antenne = Caller(world[WHO])
    assert antenne.get("dossiers:paper", demande=demande.pk, paper="fiche").says("une fois ceci écrit autrement")
    sent = antenne.post("dossiers:paper_file", {}, demande=demande.pk, paper="fiche")
    assert sent.status == 422
    assert sent.says("« Corail »")


def test_engagements_ask_first_whether_she_may_keep_them(world: World) -> None:
    demande = after(world, filled)
    antenne = Caller(world[WHO])
    page = antenne.get("dossiers:paper", demande=demande.pk, paper="engagements")
    assert page.says("Peut-elle le garder sans danger ?")
    assert "checked" not in page.text
    assert page.says("Ne pas laisser de message.")
    unsaid = antenne.post("dossiers:paper_file", {}, demande=demande.pk, paper="engagements")
    assert unsaid.status == 422
    kept = antenne.post("dossiers:paper_file", {"keeps": "no"}, demande=demande.pk, paper="engagements")
    assert kept.says("le lui lire")
    assert kept.says("Imprimer pour l’antenne")
    assert kept.says("Ne pas laisser de message.")
    here = printed(antenne, demande, "engagements", keeps="no", here="1")
    assert here == read_back(world, demande, "engagements")
    assert "Suivrelescours." in here
    assert squeezed("Action, hébergement, logement : Demander une place") in here
    with perimeter(Perimeter(role="auditor")):
        events = Event.objects.filter(kind="paper_printed").order_by("at")
        assert [row.details for row in events] == [
            {"paper": "engagements", "form": "pdf", "keeps": keeps} for keeps in ("no", "yes")
        ]


@pytest.mark.parametrize("paper", ["demande", "engagements"])
def test_what_left_is_printed_as_it_left(world: World, paper: str) -> None:
    demande = after(world, deposited)
    with acting(world["delegate:33"]) as delegate:
        actions.ask_missing(
            actor=delegate,
            on=world.today,
            demande=demande,
            parts=["engagements", "project"],
            text="Une précision.",
            until=in_days(world, 5),
            version=demande.version,
        )
        demande.refresh_from_db()
    before = read_back(world, demande, paper)
    written(world, demande, engagements={"engagements": "Tout autre chose.", "engagements_signed_on": None})
    assert read_back(world, demande, paper) == before
    antenne = Caller(world[WHO])
    assert antenne.get("dossiers:paper", demande=demande.pk, paper=paper).says("ce qui a été envoyé à la délégation")
    written(world, demande, engagements={"engagements": "Tout autre chose.", "engagements_signed_on": world.today})
    with acting(world[WHO]) as actor:
        actions.answer_missing(
            actor=actor, on=world.today, demande=demande, version=demande.version, words={"project": "Rien de plus."}
        )
    assert "Toutautrechose." in read_back(world, demande, paper)


def test_papers_say_nothing_of_what_they_are_about(world: World) -> None:
    demande = after(world, filled)
    antenne = Caller(world[WHO])
    for paper in DemandePaper:
        for form in ("pdf", "docx"):
            url = antenne.url("dossiers:paper_file", demande=demande.pk, paper=paper)
            answer = antenne.client.post(url, {form: "1", **ANSWERED.get(paper, {})})
            assert (
                answer["Content-Disposition"] == f'attachment; filename="document-{demande.person.reference}.{form}"'
            )
            assert answer["Cache-Control"] == "no-store"
            if form == "pdf":
                assert PdfReader(io.BytesIO(answer.content)).metadata.title == f"Document {demande.person.reference}"
            else:
                assert (
                    Document(io.BytesIO(answer.content)).core_properties.title
                    == f"Document {demande.person.reference}"
                )
        assert tells(asked.title(demande, paper)) == ""
    made = asked_for(world, demande)
    assert tells(" ".join(line.text for section in made.sections for line in section.lines), ["Cap Estuaire"]) == ""
    assert made.head is None


def asked_for(world: World, demande: Demande) -> Any:
    with acting(world[WHO]):
        return asked.paper(demande, DemandePaper.ENGAGEMENTS)


def test_only_who_accompanies_her_makes_papers(world: World) -> None:
    demande = after(world, deposited)
    for name in ("delegate:33", "chair:33", "signatory:33", "other:estuaire33", "referent:amarres33"):
        caller = Caller(world[name])
        assert caller.get("dossiers:papers", person=demande.person_id).status == 404
        assert caller.get("dossiers:paper", demande=demande.pk, paper="demande").status == 404
        assert caller.post("dossiers:paper_file", {}, demande=demande.pk, paper="demande").status == 404
    assert Caller(world[WHO]).get("dossiers:paper", demande=demande.pk, paper="autre").status == 404


def test_a_language_prints_once_its_file_is_checked(tmp_path: Path) -> None:
    french = (engaged.FOLDER / "fr.yaml").read_text()
    (tmp_path / "fr.yaml").write_text(french)
    (tmp_path / "en.yaml").write_text(french.replace("français", "anglais").replace("checked: true", "checked: false"))
    assert list(engaged.read(tmp_path)) == ["fr"]
    (tmp_path / "en.yaml").write_text(french.replace("français", "anglais"))
    assert list(engaged.read(tmp_path)) == ["fr", "en"]


def test_the_way_to_papers_is_on_her_page_and_on_the_demande(world: World) -> None:
    demande = after(world, filled)
    antenne = Caller(world[WHO])
    there = antenne.url("dossiers:papers", person=demande.person_id)
    assert there in antenne.get("people:person", person=demande.person_id).text
    assert there in antenne.get("dossiers:demande", demande=demande.pk).text
    page = antenne.get("dossiers:papers", person=demande.person_id)
    for paper in DemandePaper:
        assert antenne.url("dossiers:paper", demande=demande.pk, paper=paper) in page.text


def test_it_prints_in_the_language_that_its_page_shows(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    demande = after(world, filled)
    french = (engaged.FOLDER / "fr.yaml").read_text()
    (tmp_path / "fr.yaml").write_text(french)
    (tmp_path / "en.yaml").write_text(french.replace("français", "anglais").replace("Mes engagements", "What I do"))
    monkeypatch.setattr(engaged, "wordings", lambda: engaged.read(tmp_path))
    antenne = Caller(world[WHO])
    page = antenne.get("dossiers:paper", demande=demande.pk, paper="engagements")
    assert page.says("Le lire en anglais")
    url = antenne.url("dossiers:paper", demande=demande.pk, paper="engagements")
    other = antenne.client.get(url, {"langue": "en"}).content.decode()
    assert "What I do" in other
    assert '<input type="hidden" name="language" value="en">' in other
    assert "WhatIdo" in printed(antenne, demande, "engagements", keeps="yes", language="en")
    assert "Mesengagements" in printed(antenne, demande, "engagements", keeps="yes")
    assert "WhatIdo" in printed(antenne, demande, "engagements", keeps="no", here="1", language="en")
