"""The pages of a decision, as each role."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from pypdf import PdfReader

from rivage.audit.models import Event
from rivage.core.paper.kept import lines
from rivage.decisions import printing
from rivage.dossiers.models import Demande, Period
from rivage.law.motifs import motifs
from tests.bad_input.calling import Answer, Caller
from tests.decisions.path import GRANT, REFUSAL, drafted, opined, signed, told
from tests.dossiers.path import WHO
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def sign(world: World, demande: Demande, **typed: str) -> Answer:
    """Read the decision again, then press the button."""
    signatory = Caller(world["signatory:33"])
    shown = signatory.shown("decisions:sign", demande=demande.pk)
    return signatory.post("decisions:sign", shown | {"decided_on": str(world.today)} | typed, demande=demande.pk)


def test_the_signatory_reads_the_decision_file_and_nothing_more(world: World) -> None:
    demande = after(world, opined)
    signatory = Caller(world["signatory:33"])
    page = signatory.get("decisions:decision", demande=demande.pk)
    assert page.says("Ce que vous avez devant vous")
    assert page.says("Commission : favorable")
    assert page.says("Le projet est prêt.")
    assert not page.says("Elle prépare la suite")
    for name, ids in (
        ("dossiers:demande", {"demande": demande.pk}),
        *(("dossiers:part", {"demande": demande.pk, "part": part}) for part in ("account", "safety", "pieces")),
        ("people:person", {"person": demande.person_id}),
        ("rights:afis", {"demande": demande.pk}),
        ("rights:clocks", {"person": demande.person_id}),
    ):
        assert signatory.get(name, **ids).status == 404, name
    decision = signed(world, demande, **GRANT)
    assert signatory.get("decisions:decision", demande=demande.pk).status == 200
    told(world, decision, WHO, "person", "by_hand")
    told(world, decision, "delegate:33", "association", "secure")
    for name in ("decisions:decision", "decisions:notify"):
        assert signatory.get(name, demande=demande.pk).status == 404


def test_the_antenne_reads_a_decision_once_signed_and_never_its_draft(world: World) -> None:
    demande = after(world, opined)
    drafted(world, demande, **(REFUSAL | {"reasons": "Un projet que personne ne lit encore (CASF)."}))
    referent = Caller(world[WHO])
    page = referent.get("decisions:decision", demande=demande.pk)
    assert page.status == 200
    assert page.says("pas encore signée")
    assert not page.says("personne ne lit encore")
    sign(world, demande)
    assert referent.get("decisions:decision", demande=demande.pk).says("personne ne lit encore")


def test_a_motive_no_text_provides_is_shown_with_its_source_and_never_printed(world: World) -> None:
    demande = after(world, opined)
    label = next(each.label for each in motifs("initiale", world.today) if each.code == "francais")
    draft = REFUSAL | {"motives": ("francais",), "motives_kept": "Le test d’entrée.", "motives_read": True}
    signed(world, demande, **draft)
    for who in ("delegate:33", "signatory:33", WHO):
        page = Caller(world[who]).get("decisions:decision", demande=demande.pk)
        assert page.says(label)
        assert page.says("Non prévu par les textes")
    client = Caller(world["delegate:33"])
    url = client.url("decisions:paper", demande=demande.pk, kind="decision", form="pdf")
    answer = client.client.get(url)
    assert answer.headers["Content-Type"] == "application/pdf"
    printed = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert "Aucune action n’est datée" in " ".join(printed.split())
    assert label not in printed
    assert "Le test d’entrée" not in printed


def test_the_letter_prints_the_motive_ticked_then_what_was_typed_and_whoever_signs_reads_what_is_unsure(
    world: World,
) -> None:
    demande = after(world, opined)
    motive = next(each for each in motifs("initiale", world.today) if each.code == "volonte")
    typed = "Absente aux trois rendez-vous."
    decision = drafted(world, demande, **(REFUSAL | {"motives": ("volonte",), "reasons": typed}))
    with acting(world["signatory:33"]) as signatory:
        letter = printing.to_sign(signatory, decision, world.today)
    said = lines(letter)
    assert said.index(f"{motive.label.rstrip('.')} ({motive.article}).".replace(" ’", "’")) + 1 == said.index(typed)
    assert "confirmer" not in "".join(said)
    page = Caller(world["signatory:33"]).get("decisions:sign", demande=demande.pk)
    assert page.says("personne n’a encore confirmé")
    assert page.says("Vous pouvez former un recours gracieux")


@pytest.mark.parametrize("kind", ["decision", "lettre", "association", "recu"])
def test_every_paper_is_a_pdf_and_a_draft_with_a_neutral_name(world: World, kind: str) -> None:
    demande = after(world, opined)
    signed(world, demande, **GRANT)
    caller = Caller(world["delegate:33"])
    for form, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = caller.client.get(caller.url("decisions:paper", demande=demande.pk, kind=kind, form=form))
        assert answer.content.startswith(start)
        name = answer.headers["Content-Disposition"]
        assert demande.person.reference in name
        assert not [word for word in ("decision", "Corail", "parcours") if word in name.lower()]
    if kind == "decision":
        text = " ".join(paragraph.text for paragraph in Document(io.BytesIO(answer.content)).paragraphs)
        assert "tribunal administratif de Bordeaux" in text
        assert "Considérant" not in text


def test_departing_from_the_avis_is_said_and_not_blocked(world: World) -> None:
    demande = after(world, opined, sense="unfavourable")
    drafted(world, demande, **GRANT)
    page = Caller(world["signatory:33"]).get("decisions:decision", demande=demande.pk)
    assert page.says("s’écarte de l’avis de la commission")
    sign(world, demande)
    with acting(world["delegate:33"]):
        assert Period.objects.filter(parcours=demande.parcours_id).exists()
        assert Event.objects.filter(kind="decision_signed").exists() is False
    with acting(world["signatory:33"]):
        assert Event.objects.get(kind="decision_signed").details["departs"] is True


def test_a_refused_signature_leaves_nothing_half_done(world: World) -> None:
    demande = after(world, opined, running=10)
    drafted(world, demande, sense="refuse", motives=("engagements",), reasons="Un fait (CASF).")
    answer = sign(world, demande)
    assert answer.status == 422
    assert answer.says("R121-12-10")
    with acting(world["delegate:33"]):
        demande.refresh_from_db()
        assert demande.step == "opined"
        assert demande.decision.step == "draft"


def test_a_period_that_overlaps_is_refused_after_the_signature_was_written_and_nothing_stays(world: World) -> None:
    demande = after(world, opined, running=-5)
    drafted(world, demande, **GRANT)
    answer = sign(world, demande)
    assert answer.status == 422
    assert answer.says("chevaucheraient")
    with acting(world["delegate:33"]):
        demande.refresh_from_db()
        assert (demande.step, demande.decision.step, demande.decision.version) == ("opined", "draft", 0)


def test_the_list_names_what_waits_with_as_many_queries_for_one_as_for_three(world: World) -> None:
    after(world, opined)
    caller = Caller(world["delegate:33"])
    counts = []
    for more in (0, 2):
        for _ in range(more):
            opined(world, "referent:amarres33")
        with CaptureQueriesContext(connection) as queries:
            page = caller.get("decisions:list")
        counts.append(len(queries))
        assert page.says("Awa Corail")
    assert counts[0] == counts[1]


def test_the_months_read_to_decide_are_those_before_and_those_with_this_decision(world: World) -> None:
    demande = after(world, opined)
    delegate = Caller(world["delegate:33"])
    assert delegate.get("decisions:decision", demande=demande.pk).says("Mois comptés avant cette décision : 0 sur 24.")
    signed(world, demande, **GRANT)
    page = delegate.get("decisions:decision", demande=demande.pk)
    assert page.says("Mois comptés sur 24 : 0 avant cette décision, 6 avec elle.")


def test_the_pages_that_follow_a_decision_lead_back_to_it_and_to_her(world: World) -> None:
    demande = after(world, opined)
    signed(world, demande, **REFUSAL)
    for page in ("decisions:notify", "decisions:decision"):
        read = Caller(world["delegate:33"]).get(page, demande=demande.pk)
        crumbs = read.text.split("rv-fil-ariane", 1)[1].split("</nav>", 1)[0]
        assert f"/personnes/{demande.person_id}/" in crumbs, page
        assert (f"/decisions/{demande.pk}/" in crumbs) == (page == "decisions:notify")
