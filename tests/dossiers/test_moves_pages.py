"""She leaves with a code, she arrives with one: the pages of both antennes."""

import re

import pytest
from django.apps import apps

from rivage.audit.models import Event
from rivage.people.enums import Slice
from rivage.people.models import Person, Transfer
from rivage.people.models.base import PersonRow
from tests.dossiers.path import new_person
from tests.people.moving import moved, offered
from tests.people.test_pages import send, words
from tests.stories import after
from tests.versions import version_in
from tests.world import World, acting

FROM, TO = "referent:estuaire33", "referent:amarres33"
CODE = re.compile(r"\b(?:[3-9A-Y]{5}-){3}[3-9A-Y]{5}\b")


@pytest.mark.django_db
def test_the_code_is_shown_once_on_a_card_without_a_telling_word(world: World) -> None:
    person = after(world, new_person)
    answer = send(world, FROM, "dossiers:leave", {"notes": "effacees", "received_alone": "on"}, person=person.pk)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    page = words(answer)
    assert len(CODE.findall(page)) == 1
    for told in ("Awa Corail", person.reference):
        assert told not in page
    again = words(send(world, FROM, "dossiers:leave", person=person.pk))
    assert not CODE.findall(again)
    assert "Un code est en cours" in again
    assert not CODE.findall(words(send(world, FROM, "people:person", person=person.pk)))


@pytest.mark.django_db
def test_nothing_is_given_before_she_was_received_alone_and_chose_for_the_notes(world: World) -> None:
    person = after(world, new_person)
    for data, said in (({"notes": "suivent"}, "Recevez la personne seule"), ({"received_alone": "on"}, "Il manque")):
        answer = send(world, FROM, "dossiers:leave", data, person=person.pk)
        assert answer.status_code == 422
        assert said in words(answer)
    with acting(world[FROM]):
        assert not Transfer.objects.exists()


@pytest.mark.django_db
def test_the_other_antenne_sees_who_arrives_then_welcomes_her(world: World) -> None:
    person = after(world, new_person)
    code = offered(world, person)
    seen = words(send(world, TO, "dossiers:arrive", {"code": f" {code.lower()} "}))
    assert "Awa Corail" in seen
    assert person.reference in seen
    assert person.reference not in words(send(world, TO, "people:list"))
    answer = send(world, TO, "dossiers:welcome", {"code": code})
    assert answer.status_code == 303
    assert "Awa Corail" in words(send(world, TO, "people:person", person=person.pk))
    again = send(world, TO, "dossiers:welcome", {"code": code})
    assert again.status_code == 422
    assert "vient de servir dans votre antenne" in words(again)


@pytest.mark.django_db
def test_every_code_that_opens_nothing_gets_the_same_answer_and_is_counted(world: World) -> None:
    used = offered(world, after(world, new_person))
    assert send(world, "referent:estuaire75", "dossiers:welcome", {"code": used}).status_code == 303
    cancelled = offered(world, new_person(world, name="Mirela Dune"))
    with acting(world[FROM]):
        transfer = Transfer.objects.get(closed_at__isnull=True)
    asked = send(world, FROM, "dossiers:leave_cancel", transfer=transfer.pk)
    assert "n’ouvre plus rien, dès maintenant" in asked.content.decode()
    assert send(world, FROM, "dossiers:leave_cancel", {}, transfer=transfer.pk).status_code == 422, "not read again"
    read = {"version": version_in(asked.content.decode())}
    assert send(world, FROM, "dossiers:leave_cancel", read, transfer=transfer.pk).status_code == 303
    said = set()
    for code in (used, cancelled, "ABCDE", used[::-1]):
        for name in ("dossiers:arrive", "dossiers:welcome"):
            answer = send(world, TO, name, {"code": code})
            assert answer.status_code == 422
            said.add(re.sub(r'value="[^"]*"', "", re.search(r"Ce code n’ouvre rien[^<]*", words(answer)).group()))  # type: ignore[union-attr]
    assert len(said) == 1
    with acting(world[TO]):
        assert Event.objects.filter(kind="transfer_wrong").count() == 8


@pytest.mark.django_db
def test_what_is_left_is_a_number_and_a_date(world: World) -> None:
    person = after(world, new_person)
    moved(world, person, TO)
    for who, there in ((FROM, True), ("lead:estuaire33", True), ("other:estuaire33", False), ("delegate:33", False)):
        page = words(send(world, who, "dossiers:closed"))
        assert (person.reference in page) is there, who
        assert "Awa Corail" not in page
        assert "Amarres" not in page
    assert send(world, FROM, "people:person", person=person.pk).status_code == 404
    with acting(world[TO]):
        assert Person.objects.exists()


# What her antenne alone reads of her, and the words by which the page of a departure says what becomes of it.
PRIVATE = {
    "Child": "enfants",
    "Exclusion": "qui elle écarte",
    "FirstContact": "comment elle a été rencontrée",
    "MeansWait": "l’attente faute de moyens",
    "NewsAccord": "ce qu’elle a répondu sur ses nouvelles",
    "NoNews": "ce qu’elle a répondu sur ses nouvelles",
    "DangerAssessment": "danger noté avec elle",
    "Evaluation": "évaluations",
    "Approach": "démarches, plainte et procédure",
    "RightFact": "droits et titres après le parcours",
    "TitleHeld": "droits et titres après le parcours",
    "ConsularStep": "les démarches au consulat",
    "ContestHelp": "l’aide pour contester",
    "LetterDay": "les jours de ses lettres",
    "ResidenceNeed": "la nécessité d’un titre",
    "Note": "les notes de votre association",
    "PieceFile": "les fichiers de ses pièces",
    "FileSegment": "les fichiers de ses pièces",
    "NoteDraft": "les brouillons",
    "PartVersion": "les écritures antérieures",
    # Of the team and of the move itself, or of what was noted wrong before they left: said by nothing.
    "Accompaniment": "",
    "AccordCorrection": "",
    "Alert": "",
    "Arrival": "",
    "MistakenEnd": "",
    "NotHerName": "",
    "RelayCorrection": "",
    "Suivi": "",
}


@pytest.mark.django_db
def test_a_departure_names_all_that_her_antenne_alone_reads(world: World) -> None:
    person = after(world, new_person)
    private = {
        model.__name__ for model in apps.get_models() if issubclass(model, PersonRow) and model.SLICE == Slice.PRIVATE
    }
    assert private == set(PRIVATE), "a new table moves with her: say it on the page"
    page = " ".join(words(send(world, FROM, "dossiers:leave", person=person.pk)).split())
    assert [said for said in PRIVATE.values() if said not in page] == []
