"""The pages of her rights, the neutral sender and its papers, as they are typed and read."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from rivage.law.wording import day as in_full
from rivage.people.models import Person
from rivage.titles.enums import ShownTo
from rivage.titles.letters import ASKING, CONTESTS
from rivage.titles.models import RightFact, TitleHeld
from tests.bad_input.calling import Caller, house
from tests.dossiers.path import WHO
from tests.rights.permit.path import authorised, note
from tests.stories import after
from tests.titles.path import noted, person, told, written
from tests.world import World, acting

__all__ = ["person"]

pytestmark = pytest.mark.django_db
OF_PATH = ("logement-social", "impots")
# Words of which one is enough to know.
TELLING = ("prostit", "parcours", "sortie", "proxén", "traite", "victime", "associat", "estuaire", "l121-9", "l425-4",
           "afis", "commission", "rivage", "@")  # fmt: skip


def typed(world: World, step: str, days: int = 0, **values: Any) -> dict[str, Any]:
    return {
        "step": step,
        "fact_on": world.today + timedelta(days=days),
        "chase": "",
        "last": "",
        "contest": "",
        "words": "",
        **values,
    }


def test_a_step_is_noted_on_its_page_and_read_on_hers(world: World, person: Person) -> None:
    antenne = Caller(world[WHO])
    page = antenne.get("titles:right", person=person.pk, right="sante")
    assert page.says("arrêté du 10 mai 2017")
    shown = antenne.shown("titles:right", person=person.pk, right="sante")
    done = antenne.post("titles:right", {**shown, **typed(world, "asked", -3)}, person=person.pk, right="sante")
    assert done.says("C’est noté.")
    assert done.says("depuis 3 jours")
    assert antenne.get("titles:summary", person=person.pk).says(
        "6 droits à voir avec elle. 2 se demandent pendant le parcours."
    )
    assert antenne.get("titles:right", person=person.pk, right="rien").status == 404
    for name in ("delegate:33", "signatory:33"):
        assert Caller(world[name]).get("titles:rights", person=person.pk).status == 404


def test_a_title_held_before_it_was_asked_is_a_sentence_on_its_day(world: World, person: Person) -> None:
    antenne = Caller(world[WHO])
    noted(world, person, "resident", "asked", -10)
    before = house()
    where = {"person": person.pk, "right": "resident"}
    again = antenne.post(
        "titles:right", {**antenne.shown("titles:right", **where), **typed(world, "held", -11)}, **where
    )
    assert again.status == 422
    assert 'id="etape-fact_on_error"' in again.text
    assert again.says("un titre détenu ne peut pas dater d’avant")
    assert house() == before


def test_two_tabs_do_not_write_over_each_other(world: World, person: Person) -> None:
    antenne = Caller(world[WHO])
    where = {"person": person.pk, "right": "compte"}
    shown = antenne.shown("titles:right", **where)
    antenne.post("titles:right", {**shown, **typed(world, "asked", -1)}, **where)
    stale = antenne.post("titles:right", {**shown, **typed(world, "refused")}, **where)
    assert stale.says("Une autre étape a été notée entre-temps")
    with acting(world[WHO]):
        assert [row.step for row in RightFact.objects.filter(person=person)] == ["asked"]


def test_what_was_noted_wrong_is_struck_with_its_reason(world: World, person: Person) -> None:
    antenne = Caller(world[WHO])
    row = noted(world, person, "compte", "refused", -1)
    page = antenne.get("titles:correct", rightfact=row.pk)
    assert page.says("Noté : c’est refusé")
    why = {"happened": "nothing", "why": "C’était une autre banque."}
    done = antenne.post("titles:correct", why, rightfact=row.pk)
    assert done.says("C’est corrigé.")
    assert "<s>C’est refusé" in done.text
    assert done.says("C’était une autre banque.")
    assert antenne.post("titles:correct", why, rightfact=row.pk).says("entre-temps")


@pytest.mark.parametrize("reader", [reader for reader in ShownTo.values if reader != ShownTo.REGISTRAR])
def test_no_word_of_an_attestation_tells(world: World, person: Person, reader: str) -> None:
    written(world)
    antenne = Caller(world[WHO])
    asked = {"reader": reader}
    page = antenne.post("titles:attestations", asked, person=person.pk)
    assert page.status == 422
    assert page.says("Il manque une réponse : Peut-elle la garder sans danger ?")
    assert page.says("CMF L312-1"), "what a paper rests on is marked on the page before it"
    for form in ("pdf", "docx"):
        said = told(antenne, antenne.url("titles:attestation", person=person.pk, reader=reader, form=form))
        assert "awa corail" in said
        assert "la responsable du service" in said
        assert "accueil le matin" in said, "at the foot of the page"
        assert [word for word in TELLING if word in said] == []
        assert "l441-1" not in said, "no path runs: no priority is printed"


def test_a_landlord_reads_the_article_without_its_letter_while_the_path_runs(world: World) -> None:
    demande = after(world, authorised, 100)
    written(world)
    antenne = Caller(world[WHO])
    said = told(antenne, antenne.url("titles:attestation", person=demande.person_id, reader="logement", form="pdf"))
    assert "publics prioritaires" in said
    assert re.search(r"article l441-1\s+du code de la construction", said)
    assert [word for word in TELLING if word in said] == []


def test_a_letter_for_a_software_without_her_permit_says_the_text_and_not_why_she_has_it(world: World) -> None:
    demande = after(world, authorised, 100)
    written(world)
    antenne, where = Caller(world[WHO]), {"person": demande.person_id, "reader": "logement-aps"}
    assert antenne.get("titles:attestations", person=demande.person_id).says("cette lettre ne s’imprime pas")
    assert antenne.get("titles:attestation", form="pdf", **where).says("aucune n’est notée pour elle")
    note(world, demande, "delivered", -20, until=160)
    page = antenne.get("titles:attestations", person=demande.person_id)
    assert not page.says("cette lettre ne s’imprime pas")
    assert re.search(r"CCH R441-1.{0,200}à confirmer", page.text, re.DOTALL), "what nobody confirmed is marked"
    for form in ("pdf", "docx"):
        said = " ".join(told(antenne, antenne.url("titles:attestation", form=form, **where)).split())
        for words in ("autorisation provisoire de séjour", "article r441-1", "arrêté du 29 mai 2019", "awa corail"):
            assert words in said, words
        assert [word for word in TELLING if word in said] == []
        assert "prioritaires" not in said


@pytest.mark.parametrize("right", [right for right in ASKING if right not in OF_PATH])
def test_her_letter_says_neither_who_helps_her_nor_her_file(world: World, person: Person, right: str) -> None:
    written(world)
    antenne = Caller(world[WHO])
    said = told(antenne, antenne.url("titles:letter", person=person.pk, right=right, form="pdf"))
    assert "awa corail" in said
    assert person.reference.lower() not in said
    assert [word for word in TELLING if word in said] == []


@pytest.mark.parametrize("right", OF_PATH)
def test_no_letter_says_that_a_path_runs_when_none_does(world: World, person: Person, right: str) -> None:
    antenne, where = Caller(world[WHO]), {"person": person.pk, "right": right}
    for form in ("pdf", "docx"):
        response = antenne.client.get(antenne.url("titles:letter", form=form, **where), follow=True)
        assert response["Content-Type"].startswith("text/html")
    page = antenne.get("titles:letter", form="pdf", **where)
    assert page.says("Se demande pendant le parcours, et aucun ne court ce jour")
    assert not antenne.get("titles:right", **where).says("Imprimer la lettre")
    assert antenne.get("titles:rights", person=person.pk).says("Se demande pendant le parcours.")


@pytest.mark.parametrize("right", OF_PATH)
def test_while_a_path_runs_its_letters_are_true(world: World, right: str) -> None:
    demande = after(world, authorised, 100)
    antenne, where = Caller(world[WHO]), {"person": demande.person_id, "right": right}
    assert antenne.get("titles:right", **where).says("Imprimer la lettre")
    said = told(antenne, antenne.url("titles:letter", form="pdf", **where))
    assert "awa corail" in said
    # The presumption is the article's: she chooses to send it.
    assert {word for word in TELLING if word in said} == ({"l121-9"} if right == "impots" else set())
    assert not antenne.get("titles:rights", person=demande.person_id).says("Se demande pendant le parcours.")
    assert antenne.get("titles:summary", person=demande.person_id).says("9 droits à voir avec elle.")


@pytest.mark.parametrize("right", [*CONTESTS, "compte"])
def test_her_letter_against_a_refusal_goes_to_one_addressee_and_tells_nothing(
    world: World, person: Person, right: str
) -> None:
    written(world)
    antenne, where = Caller(world[WHO]), {"person": person.pk, "right": right, "form": "pdf"}
    assert antenne.get("titles:contest_letter", **where).status == 404, "nothing is refused"
    noted(world, person, right, "refused", -2)
    said = told(antenne, antenne.url("titles:contest_letter", **where))
    assert "refus" in said
    assert person.reference.lower() not in said
    # That of the fund that refused, by its own name.
    said = said.replace("commission de recours amiable", "")
    assert [word for word in TELLING if word in said] == []
    assert "puis banque" not in said


def test_french_nationality_has_its_letters_and_no_word_of_removal(world: World, person: Person) -> None:
    antenne = Caller(world[WHO])
    where = {"person": person.pk, "right": "nationalite"}
    page = antenne.get("titles:right", **where)
    assert page.says("Imprimer la lettre")
    assert page.says("à confirmer"), "the articles were not read again"
    said = told(antenne, antenne.url("titles:letter", form="pdf", **where))
    assert "articles 21-2 à 21-16 du code civil" in re.sub(r"\s+", " ", said)
    noted(world, person, "nationalite", "refused", -2)
    noted(world, person, "resident", "refused", -2)
    page = antenne.get("titles:right", **where)
    assert page.says("Recours, dernier jour du délai usuel :")
    assert page.says("Ministère chargé de la nationalité française")
    assert page.says("se conteste d’abord devant le ministre")
    assert page.says("décret n° 93-1362, article 45")
    contest = re.sub(r"\s+", " ", told(antenne, antenne.url("titles:contest_letter", form="pdf", **where)))
    assert f"une décision du {in_full(world.today - timedelta(days=2))}, jointe".replace("\u00a0", " ") in contest
    assert "avant tout recours devant le tribunal" in contest
    assert not page.says("obligation de quitter")
    assert antenne.get("titles:right", person=person.pk, right="resident").says("obligation de quitter")


def test_a_title_far_from_its_end_is_not_to_renew_yet(world: World, person: Person) -> None:
    noted(world, person, "resident", "held", -10, due=3650)
    assert not Caller(world[WHO]).get("titles:rights", person=person.pk).says("Renouveler")
    noted(world, person, "resident", "held", -5, due=50)
    assert Caller(world[WHO]).get("titles:rights", person=person.pk).says("Renouveler")


def test_a_step_of_another_life_is_a_slip_of_the_pen(world: World, person: Person) -> None:
    antenne, where = Caller(world[WHO]), {"person": person.pk, "right": "compte"}
    page = antenne.post(
        "titles:right", antenne.shown("titles:right", **where) | typed(world, "asked", -366 * 41), **where
    )
    assert page.says("à plus de quarante ans")


@pytest.mark.parametrize("days", [2, -366 * 42])
def test_the_database_takes_no_step_of_a_day_that_no_life_holds(world: World, person: Person, days: int) -> None:
    with acting(world[WHO]) as actor:
        step = RightFact.beside(
            person, what="compte", step="asked", on=world.today + timedelta(days=days), recorded_by=actor
        )
        with pytest.raises(DatabaseError, match="étape refusée"), transaction.atomic():
            step.save(force_insert=True)


def test_the_database_takes_a_title_back_on_no_other_day_than_one_that_came(world: World, person: Person) -> None:
    noted(world, person, "resident", "held", -10)
    with acting(world[WHO]):
        for days in (3, -20):
            with pytest.raises(DatabaseError, match="titre refusé"), transaction.atomic():
                TitleHeld.objects.update(taken_back_on=world.today + timedelta(days=days))


def test_each_step_asks_its_own_day_and_no_day_goes_with_another(world: World, person: Person) -> None:
    antenne, where = Caller(world[WHO]), {"person": person.pk, "right": "sante"}
    page = antenne.get("titles:right", **where)
    for label in ("À relancer le", "Dernier jour du droit ou du titre", "Dernier jour pour contester"):
        assert page.says(label), label
    assert not page.says("À reprendre le")
    shown, later = antenne.shown("titles:right", **where), world.today + timedelta(days=9)
    wrong = {**shown, **typed(world, "asked", last=later)}
    refused = antenne.post("titles:right", wrong, **where)
    assert refused.status == 422
    assert refused.says("Ce jour ne va pas avec « la demande est faite » : effacez-le.")
    before = {**shown, **typed(world, "asked", chase=world.today - timedelta(days=1))}
    assert antenne.post("titles:right", before, **where).says("ne peut pas venir avant celui de l’étape")
    assert antenne.post("titles:right", {**shown, **typed(world, "asked", chase=later)}, **where).says("C’est noté.")
    said = antenne.get("titles:right", **where)
    assert said.says(f"à relancer le : {in_full(later)}".replace("\u00a0", " "))


def test_no_letter_says_for_a_document_that_it_allows_work(world: World) -> None:
    demande = after(world, authorised, 100)
    antenne = Caller(world[WHO])
    url = antenne.url("titles:letter", person=demande.person_id, right="emploi", form="pdf")
    said = " ".join(told(antenne, url).split())
    assert "le droit de travailler s’y lit" in said
    assert "autorise" not in said
    note(world, demande, "delivered", -20, until=160)
    said = " ".join(told(antenne, url).split())
    assert "autorisation provisoire de séjour : le décret n° 2018-1335" in said.replace("\u00a0", " ")
    assert "travailler" not in said
