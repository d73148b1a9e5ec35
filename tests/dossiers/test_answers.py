"""A request for pieces and its answer: what a text asks holds the demande, what usage asks is a question."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest

from rivage.dossiers import todo
from rivage.dossiers.models import Demande, MissingRequest, PartVersion
from tests.dossiers.path import deposited, fill, new_demande
from tests.dossiers.test_pages import Browser, words
from tests.world import World, acting


@pytest.fixture
def referent(world: World) -> Browser:
    return Browser(world["referent:estuaire33"])


@pytest.fixture
def delegate(world: World) -> Browser:
    return Browser(world["delegate:33"])


@pytest.mark.django_db
def test_ready_waits_for_what_lacks_and_says_it_beside_the_button(world: World, referent: Browser) -> None:
    demande = new_demande(world)
    ids = {"demande": demande.pk, "part": "engagements"}
    typed = {"version": "0", "engagements": "Suivre les cours.", "ready": "1"}
    stays = referent.post("dossiers:part", typed, **ids)
    assert stays["Location"] == referent.url("dossiers:part", **ids) + "#pourquoi"
    page = words(referent.get("dossiers:part", **ids))
    assert "La partie n’est pas prête : Il manque la date de signature des engagements." in page
    why = page[page.index('id="pourquoi"') : page.index('name="ready"')]
    link = '<a class="rv-pouce" href="#id_engagements_signed_on">'
    assert f"{link}Il manque la date de signature des engagements.</a>" in why
    with acting(referent.membership):
        assert not PartVersion.objects.get(demande=demande, part="engagements").ready
    typing = words(referent.post("dossiers:part", typed | {"version": "1"}, True, **ids))
    assert "#id_engagements_signed_on" in typing, "said again as one types"
    signed = typed | {"version": "1", "engagements_signed_on": str(world.today)}
    assert referent.post("dossiers:part", signed, **ids)["Location"].endswith("/partie/accord")
    with acting(referent.membership):
        assert PartVersion.objects.filter(demande=demande, part="engagements").order_by("-version")[0].ready


@pytest.mark.django_db
def test_what_no_text_asks_is_a_question_and_holds_neither_part_nor_deposit(world: World, referent: Browser) -> None:
    demande = fill(world, new_demande(world))
    for part, empty in (("pieces", {}), ("situation", {}), ("account", {"text": ""})):
        sent = {"version": "1", "ready": "1"} | empty
        answer = referent.post("dossiers:part", sent, demande=demande.pk, part=part)
        assert "#pourquoi" not in answer["Location"], part
    workshop = words(referent.get("dossiers:demande", demande=demande.pk))
    for said in ("Sans réponse : document d’identité.", "Sans réponse, par usage", "aucun texte ne l’exige"):
        assert said in workshop, said
    assert (
        "Copie de l’agrément"
        not in words(referent.get("dossiers:part", demande=demande.pk, part="pieces")).split("<form")[-1]
    )
    assert referent.post("dossiers:deposit", {"version": "0"}, demande=demande.pk).status_code == 303


def ask(world: World, delegate: Browser, demande: Demande, *parts: str, text: str = "Relire avec elle.") -> Any:
    until = (world.today + timedelta(days=30)).isoformat()
    data = {"version": "1", "parts": list(parts), "text": text, "until": until}
    past = delegate.post("dossiers:ask", data | {"until": world.today.isoformat()}, demande=demande.pk)
    assert text in words(past)
    assert delegate.post("dossiers:ask", data, demande=demande.pk).status_code == 303
    with acting(delegate.membership):
        return demande.missing_requests.get()


@pytest.mark.django_db
def test_the_delegate_asks_the_antenne_answers_the_delegate_declares(
    world: World, referent: Browser, delegate: Browser
) -> None:
    demande = deposited(world)
    row = ask(world, delegate, demande, "project")
    assert "Relire avec elle." in words(referent.get("dossiers:demande", demande=demande.pk))
    letter = delegate.get("dossiers:request_letter", missingrequest=row.pk, form="pdf")
    assert letter.content.startswith(b"%PDF")
    inside = words(referent.get("dossiers:part", demande=demande.pk, part="project"))
    for said in ("Relire avec elle.", delegate.membership.user.name, "jusqu’au", "CASF R121-12-9"):
        assert said in inside[inside.index("Ce que la délégation demande ici") :], said
    assert "Relire avec elle." not in words(referent.get("dossiers:part", demande=demande.pk, part="aid"))
    workshop = words(referent.get("dossiers:demande", demande=demande.pk))
    assert "Pas encore revu depuis" in workshop
    assert "à revoir, la délégation le demande" in workshop
    assert "Tout est écrit" not in workshop
    unread = referent.post("dossiers:answer", {"version": "2"}, demande=demande.pk)
    assert (unread.status_code, "Rien n’a été écrit" in words(unread)) == (422, True)
    read = words(referent.get("dossiers:answer", demande=demande.pk))
    assert "Rien n’a été écrit dans cette partie depuis la demande." in read
    assert "Relire avec elle." in read
    as_it_is = {"version": "2", "as_it_is": "on"}
    assert referent.post("dossiers:answer", as_it_is, demande=demande.pk).status_code == 303
    unwritten = " ".join(words(delegate.get("dossiers:demande", demande=demande.pk)).split())
    assert "Renvoyé sans rien y écrire :</strong> Projet et actions prévues." in unwritten
    assert "Vous ne pourrez plus demander de la compléter" in words(
        delegate.get("dossiers:complete", demande=demande.pk)
    )
    assert delegate.post("dossiers:complete", {}, demande=demande.pk).status_code == 403
    assert delegate.post("dossiers:complete", {"version": "3"}, demande=demande.pk).status_code == 303
    assert delegate.get("dossiers:complete", demande=demande.pk).status_code == 403
    twice = delegate.post("dossiers:complete", {"version": "3"}, demande=demande.pk)
    assert (twice.status_code, "Rouvrez la page" in words(twice)) == (403, True)


@pytest.mark.django_db
def test_an_answer_in_words_is_read_beside_the_part_by_whoever_asked_and_by_no_seat(
    world: World, referent: Browser, delegate: Browser
) -> None:
    demande = deposited(world)
    row = ask(world, delegate, demande, "project", "pieces")
    told = {"version": "2", "words_project": "Les dates sont ajoutées.", "words_pieces": "Elle n’en a pas : perdue."}
    half = referent.post("dossiers:answer", told | {"words_pieces": " "}, demande=demande.pk)
    assert (half.status_code, "Les dates sont ajoutées." in words(half)) == (422, True), "nothing typed is lost"
    assert referent.post("dossiers:answer", told, demande=demande.pk).status_code == 303
    page = words(delegate.get("dossiers:demande", demande=demande.pk))
    for part, said in (("project", "Les dates sont ajoutées."), ("pieces", "Elle n’en a pas : perdue.")):
        section = page[page.index(f'aria-labelledby="s-{part}"') :].split("</section>")[0]
        assert said in section, part
        assert "Réponse de l’association à la délégation, le" in section
    assert "Renvoyé sans rien y écrire" not in page
    with acting(world["chair:33"]) as chair:
        assert not MissingRequest.objects.filter(pk=row.pk).exists()
        assert not MissingRequest.objects.visible_to(chair).exists()


@pytest.mark.django_db
def test_a_question_of_usage_stops_nothing_and_is_answered_while_the_demande_goes_on(
    world: World, referent: Browser, delegate: Browser
) -> None:
    demande = deposited(world)
    assert referent.get("dossiers:answer", demande=demande.pk).status_code == 403
    ask(world, delegate, demande, "pieces", text="Un justificatif ?")
    with acting(referent.membership) as actor:
        held = Demande.objects.get(pk=demande.pk)
        (item,) = todo.asked(actor, world.today)
    assert (held.step, item.title) == ("submitted", "Répondre à une question de la délégation")
    page = words(referent.get("dossiers:demande", demande=demande.pk))
    for said in ("demandé par usage, aucun texte ne l’exige", "La demande n’attend pas cette réponse"):
        assert said in page, said
    closed = referent.get("dossiers:part", demande=demande.pk, part="project")
    assert (closed.status_code, "ne se modifient plus" in words(closed)) == (403, True)
    assert referent.get("dossiers:part", demande=demande.pk, part="pieces").status_code == 200
    answered = referent.post("dossiers:answer", {"version": "2", "words_pieces": "Il viendra."}, demande=demande.pk)
    assert answered.status_code == 303
    assert "Il viendra." in words(delegate.get("dossiers:demande", demande=demande.pk))
    assert referent.get("dossiers:part", demande=demande.pk, part="pieces").status_code == 403
    assert referent.get("dossiers:answer", demande=demande.pk).status_code == 403
    assert delegate.post("dossiers:complete", {"version": "3"}, demande=demande.pk).status_code == 303


@pytest.mark.django_db
def test_a_demande_is_complete_before_a_question_is_answered(world: World, delegate: Browser) -> None:
    demande = deposited(world)
    row = ask(world, delegate, demande, "account")
    asked_again = words(delegate.get("dossiers:complete", demande=demande.pk))
    assert "Votre question reste sans réponse (Présentation de la situation)." in asked_again
    assert delegate.post("dossiers:complete", {"version": "2"}, demande=demande.pk).status_code == 303
    with acting(world["referent:estuaire33"]) as actor:
        assert not list(todo.asked(actor, world.today))
    letter = delegate.get("dossiers:request_letter", missingrequest=row.pk, form="docx")
    said = zipfile.ZipFile(io.BytesIO(letter.content)).read("word/document.xml").decode()
    for words_, there in (("Une question sur la demande", True), ("il manque", False), ("L114-5", False)):
        assert (words_ in said) == there, words_


@pytest.mark.django_db
def test_what_is_written_for_a_question_is_read_at_once_and_never_says_her_name(
    world: World, referent: Browser, delegate: Browser
) -> None:
    demande = deposited(world)
    ask(world, delegate, demande, "account")
    typed = {"version": "1", "text": "Awa cherche un logement.", "approved_on": str(world.today)}
    said = referent.post("dossiers:part", typed, demande=demande.pk, part="account")
    assert (said.status_code, "dit" in words(said)) == (422, True)
    assert "Awa cherche" not in words(delegate.get("dossiers:demande", demande=demande.pk))
