"""A word that looks like her name is shown, answered once, and holds neither the deposit nor the answer any more."""

from datetime import timedelta

import pytest

from rivage.audit.models import Event
from rivage.core.refusal import Refused
from rivage.dossiers import actions, parts, tasks
from rivage.dossiers.enums import Part, Step
from rivage.dossiers.models import Demande, NotHerName
from rivage.people.models import Person
from tests.dossiers.path import WHO, deposited, fill, new_demande, new_person
from tests.dossiers.test_pages import Browser, words
from tests.people.test_moves import FAR, moved
from tests.world import World, acting

TEXT = "Claire, la chambre donne sur cour. Claire aussi la cuisine."
# First names and family names stand inside these words, which name nobody.
INSIDE = "Samedi, Diffamation. Autoritaire : un Mariage, l’Annexe, la Rosée, un Clairement."


def demande_of(world: World, name: str = "Claire Corail", text: str = TEXT) -> Demande:
    demande = fill(world, new_demande(world, person=new_person(world, name=name)))
    write(world, demande, text)
    return demande


def write(world: World, demande: Demande, text: str) -> None:
    with acting(world[WHO]) as actor:
        for approved_on in (None, world.today):
            actions.save_part(
                actor=actor, on=world.today, demande=demande, part=Part.ACCOUNT,
                version=parts.version(demande, Part.ACCOUNT), values={"text": text, "approved_on": approved_on},
            )  # fmt: skip


def said(world: World, demande: Demande, word: str, part: str = Part.ACCOUNT) -> NotHerName:
    with acting(world[WHO]) as actor:
        return actions.say_not_her_name(actor=actor, on=world.today, demande=demande, part=part, word=word)


def held(world: World, demande: Demande) -> list[list[str]]:
    with acting(world[WHO]):
        return [[one.word for one in lack.words] for lack in tasks.named(demande)]


@pytest.mark.django_db
def test_the_word_is_shown_then_answered_once_and_the_deposit_goes(world: World) -> None:
    demande = demande_of(world)
    with acting(world[WHO]) as actor, pytest.raises(Refused, match="«\u00a0Claire\u00a0»"):
        actions.submit(actor=actor, on=world.today, demande=demande, version=demande.version)
    kept = said(world, demande, "Claire")
    with acting(world[WHO]) as actor:
        row = NotHerName.objects.get()
        assert (row.pk, row.part, row.word, row.author_id) == (kept.pk, Part.ACCOUNT, "Claire", actor.user_id)
        traced = Event.objects.get(kind="not_her_name")
        assert (traced.details, traced.people) == ({"part": "account"}, [demande.person_id])
        done = actions.submit(actor=actor, on=world.today, demande=demande, version=demande.version)
    assert done.step == Step.SUBMITTED


@pytest.mark.django_db
def test_another_word_another_part_and_another_name_ask_again(world: World) -> None:
    demande = demande_of(world)
    with pytest.raises(Refused, match="n’est plus dans ce texte"):
        said(world, demande, "Clair")
    said(world, demande, "Claire")
    with pytest.raises(Refused, match="n’y arrête plus rien"):
        said(world, demande, "Claire")
    assert held(world, demande) == []
    write(world, demande, f"{TEXT} Un Corail.")
    assert held(world, demande) == [["Corail"]]
    with acting(world[WHO]) as actor:
        values = {"engagements": "Claire ira aux cours.", "engagements_signed_on": world.today}
        actions.save_part(
            actor=actor, on=world.today, demande=demande, part=Part.ENGAGEMENTS, values=values, version=1
        )
    assert held(world, demande) == [["Corail"], ["Claire"]]
    write(world, demande, "La Baie est belle. Claire, la cuisine.")
    with acting(world[WHO]):
        identity = Person.objects.get().identity
        identity.name_in_use, identity.family_name = "Claire", "Baie"
        identity.save()
    assert held(world, demande) == [["Baie"], ["Claire"]]


@pytest.mark.django_db
def test_the_same_word_written_once_more_asks_again(world: World) -> None:
    demande = demande_of(world)
    said(world, demande, "Claire")
    assert held(world, demande) == []
    write(world, demande, f"{TEXT} Claire habite ici.")
    assert held(world, demande) == [["Claire"]]
    said(world, demande, "Claire")
    assert held(world, demande) == []
    write(world, demande, TEXT)
    assert held(world, demande) == []


@pytest.mark.django_db
def test_a_name_that_stands_inside_a_word_is_none(world: World) -> None:
    demande = demande_of(world, "Sam Fama Autori Maria Anne Rose Claire Nom", INSIDE)
    assert held(world, demande) == []
    write(world, demande, "Vu avec Sam samedi.")
    assert held(world, demande) == [["Sam"]]


@pytest.mark.django_db
def test_it_holds_no_answer_to_the_delegation(world: World) -> None:
    demande = deposited(world, person=new_person(world, name="Claire Corail"))
    with acting(world["delegate:33"]) as delegate:
        actions.ask_missing(
            actor=delegate, on=world.today, demande=demande, parts=["project", "account"], text="Précisez.",
            until=world.today + timedelta(days=9), version=demande.version,
        )  # fmt: skip
    with acting(world[WHO]):
        demande = Demande.objects.get()
    write(world, demande, TEXT)
    answer = {"on": world.today, "demande": demande, "version": demande.version, "as_it_is": True}
    with acting(world[WHO]) as actor, pytest.raises(Refused, match="«\u00a0Claire\u00a0»"):
        actions.answer_missing(actor=actor, **answer)
    said(world, demande, "Claire")
    with acting(world[WHO]) as actor:
        assert actions.answer_missing(actor=actor, **answer).step == Step.SUBMITTED


@pytest.mark.django_db
def test_the_part_shows_the_word_and_who_answered(world: World) -> None:
    demande = demande_of(world)
    here = {"demande": demande.pk, "part": "account"}
    browser = Browser(world[WHO])
    assert "« Claire » n’est pas son nom" in words(browser.get("dossiers:part", **here))
    assert "comme le nom de la personne" in words(browser.get("dossiers:demande", demande=demande.pk))
    assert Browser(world["delegate:33"]).post("dossiers:not_her_name", {"word": "Claire"}, **here).status_code == 404
    assert browser.post("dossiers:not_her_name", {"word": "Claire"}, **here).status_code == 303
    page = words(browser.get("dossiers:part", **here))
    assert f"« Claire » n’est pas son nom, a dit {world[WHO].user.name}" in page
    assert "comme le nom de la personne" not in page
    data = {"version": "3", "text": "Corail et calme."}
    typed = words(browser.post("dossiers:part", data, True, **here))
    assert "« Corail » n’est pas son nom</button>" in typed


@pytest.mark.django_db
@pytest.mark.parametrize("with_notes", [True, False])
def test_the_answers_follow_her_with_the_notes_alone(world: World, with_notes: bool) -> None:
    demande = demande_of(world)
    said(world, demande, "Claire")
    with acting(world[WHO]):
        person = Person.objects.get()
    moved(world, person, FAR, with_notes=with_notes)
    with acting(world[FAR]):
        assert [row.word for row in NotHerName.objects.all()] == (["Claire"] if with_notes else [])
