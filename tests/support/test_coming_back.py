"""Who comes back, who never left, who comes by a code: counted as what they are."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from rivage.accounts.activity import sections
from rivage.core import clock
from rivage.core.refusal import Refused
from rivage.dossiers import actions as dossiers
from rivage.dossiers.models import MistakenEnd, Suivi
from rivage.people.models import Person
from rivage.support.active import actions, reading
from rivage.support.models import MeansWait
from tests.bad_input.calling import Caller
from tests.dossiers.path import WHO, new_person
from tests.dossiers.test_pages import NEW
from tests.people.moving import moved
from tests.stories import after
from tests.support.test_active import LEAD, OTHERS, ended, listed, met
from tests.support.test_steps import noted as step
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def parts(world: World, code: str, who: str = LEAD) -> dict[str, int]:
    """The parts of a figure that are not zero, of today."""
    with acting(world[who]) as actor:
        found = sections(actor, world.today, world.today)
    (figure,) = (one for section in found for one in section.figures if one.code == code)
    return {part.code: part.n for part in figure.parts if part.n}


def number(world: World, code: str, who: str = LEAD) -> int:
    with acting(world[who]) as actor:
        found = sections(actor, world.today, world.today)
    return next(int(one.n or 0) for section in found for one in section.figures if one.code == code)


def mistaken(world: World, person: Person, days: int = 0, why: str = "Mauvaise fiche.") -> None:
    with clock.at(clock.now() + timedelta(days=days)), acting(world[WHO]) as actor:
        on = clock.today("33")
        dossiers.mistake_end(actor=actor, on=on, person=person, mistake=why)


def waits(world: World, person: Person, who: str = WHO) -> bool:
    with acting(world[who]):
        return reading.waiting(person) is not None


def test_an_end_noted_by_mistake_is_taken_back_the_same_day_and_counts_as_nothing(world: World) -> None:
    person = after(world, new_person)
    met(world, person, "115")
    ended(world, person)
    reader = Caller(world[WHO])
    assert reader.get("dossiers:gestures", person=person.pk).says("La fin était une erreur")
    page = reader.get("dossiers:suivi_end_mistaken", person=person.pk)
    assert page.says("comme si sa fin n’avait pas été notée")
    version = reader.shown("dossiers:suivi_end_mistaken", person=person.pk)
    assert reader.post("dossiers:suivi_end_mistaken", version | {"mistake": ""}, person=person.pk).status == 422
    done = reader.post("dossiers:suivi_end_mistaken", version | {"mistake": "Autre fiche."}, person=person.pk)
    assert done.says("l’accompagnement continue comme avant")
    assert (number(world, "entries"), number(world, "ends"), number(world, "active")) == (1, 0, 1)
    assert parts(world, "entries") == {"115": 1}
    with acting(world[WHO]):
        (kept,) = MistakenEnd.objects.filter(person=person)
        assert (kept.why, kept.destination, kept.mistake) == ("done", "work", "Autre fiche.")
    assert reader.get("support:summary", person=person.pk).says("Noté par erreur")
    shown = reader.get("dossiers:gestures", person=person.pk)
    assert not shown.says("La fin était une erreur")


def test_the_day_an_end_is_said_a_slip_and_a_return_are_chosen_between_and_later_it_begins_again(world: World) -> None:
    person = after(world, new_person)
    ended(world, person)
    reader = Caller(world[WHO])
    page = reader.get("people:step", person=person.pk)
    for words in ("La fin était une erreur", "Elle revient", "ne compte ni départ, ni retour", "puis un retour"):
        assert page.says(words), words
    assert not page.says("Reprendre l’accompagnement")
    assert page.text.count("btn btn-outline-primary") == 2
    with clock.at(clock.now() + timedelta(days=1)):
        again = world.member("lead:later", "estuaire33", "lead", ["33"])
        later = Caller(again).get("people:step", person=person.pk)
    assert later.says("Reprendre l’accompagnement")
    assert not later.says("Elle revient")


def test_it_is_no_longer_taken_back_the_day_after_nor_once_it_began_again(world: World) -> None:
    person, other = after(world, new_person), new_person(world, name="Rita Lagune")
    ended(world, person)
    with pytest.raises(Refused, match="le jour où elle est notée"):
        mistaken(world, person, days=1)
    with pytest.raises(Refused, match="le jour où elle est notée"):
        mistaken(world, other)
    with acting(world[WHO]) as actor:
        dossiers.resume_suivi(actor=actor, on=world.today, person=person)
    with pytest.raises(Refused, match="le jour où elle est notée"):
        mistaken(world, person)


def test_by_sql_what_was_said_of_an_end_stays_and_no_beginning_moves(world: World) -> None:
    person = after(world, new_person)
    with acting(world[WHO]), pytest.raises(DatabaseError), transaction.atomic():
        Suivi.objects.filter(person=person).update(starts=world.today - timedelta(days=9))
    ended(world, person)
    for wrong in ({"why": "other"}, {"ends": None, "why": "", "destination": "", "said_on": None}):
        with acting(world[WHO]), pytest.raises(DatabaseError), transaction.atomic():
            Suivi.objects.filter(person=person).update(**wrong)


def test_who_comes_back_keeps_how_she_was_met_and_counts_once_as_a_return(world: World) -> None:
    person = after(world, new_person)
    met(world, person, "115")
    ended(world, person)
    with acting(world[WHO]) as actor:
        dossiers.resume_suivi(actor=actor, on=world.today, person=person)
    assert parts(world, "entries") == {"115": 1, "again": 1}
    reader = Caller(world[WHO])
    assert reader.get("support:summary", person=person.pk).says("Revenue, rencontrée d’abord par le 115")
    assert reader.get("support:active").says("revenue, rencontrée d’abord par le 115")


def test_who_arrives_by_a_code_comes_from_another_association_and_waits_no_more_here(world: World) -> None:
    person = after(world, new_person)
    met(world, person, "street")
    with acting(world[WHO]) as actor:
        actions.begin_wait(actor=actor, on=world.today, person=person, since=world.today)
    step(world, person)
    assert number(world, "waited") == number(world, "steps") == 1
    moved(world, person, OTHERS)
    assert parts(world, "entries", OTHERS) == {"association": 1}
    assert not waits(world, person, OTHERS)
    assert number(world, "waited", OTHERS) == number(world, "steps", OTHERS) == 0
    assert not listed(world, "cours=moyens", OTHERS).says(person.reference)
    with acting(world[OTHERS]) as actor:
        held = Person.objects.get(pk=person.pk)
        actions.begin_wait(actor=actor, on=world.today, person=held, since=world.today)
        assert [row.ended_on for row in MeansWait.objects.order_by("created_at")] == [world.today, None]
    assert number(world, "waited", OTHERS) == 1


def test_a_wait_ends_with_the_accompaniment_and_not_with_an_end_noted_by_mistake(world: World) -> None:
    person = after(world, new_person)
    with acting(world[WHO]) as actor:
        actions.begin_wait(actor=actor, on=world.today, person=person, since=world.today)
    ended(world, person)
    assert not waits(world, person)
    mistaken(world, person)
    assert waits(world, person)
    ended(world, person)
    later = clock.now() + timedelta(days=400)
    with clock.at(later), acting(world[WHO]) as actor:
        dossiers.resume_suivi(actor=actor, on=clock.today("33"), person=person)
        assert reading.waiting(person) is None
        assert reading.waited(actor, clock.today("33"), clock.today("33")) == 0
        assert reading.waited(actor, world.today, world.today) == 1


def test_an_accompaniment_begins_the_day_it_is_said_and_never_later_than_today(world: World) -> None:
    reader, page = Caller(world[WHO]), "dossiers:new_person"
    assert reader.get(page).says("Accompagnée depuis le")
    assert reader.get(page).says("Vide : aujourd’hui")
    tomorrow, before = world.today + timedelta(days=1), world.today - timedelta(days=200)
    refused = reader.post(page, NEW | {"since": tomorrow.isoformat()})
    assert refused.says("Ce jour ne peut pas être après aujourd’hui")
    assert reader.post(page, NEW | {"since": before.isoformat()}).says("L’accompagnement est ouvert")
    assert (number(world, "stock"), number(world, "entries")) == (1, 0)
    with acting(world[WHO]) as actor:
        assert [row.starts for row in Suivi.objects.all()] == [before]
        person = Person.objects.get()
        actions.begin_wait(actor=actor, on=world.today, person=person, since=before)
    assert reader.post(page, NEW | {"name_in_use": "Rita"}).says("L’accompagnement est ouvert")
    assert (number(world, "stock"), number(world, "entries")) == (1, 1)


def test_how_she_was_met_is_asked_at_entry_and_no_answer_is_given_beforehand(world: World) -> None:
    reader, page = Caller(world[WHO]), "dossiers:new_person"
    asked = reader.get(page)
    assert asked.says("pas encore demandé")
    assert "selected" not in asked.text.split('name="origin"')[1].split("</select>")[0].replace("selected>…", "")
    assert reader.post(page, NEW | {"origin": ""}).says("Il manque : Comment vous vous êtes rencontrées")
    reader.post(page, NEW | {"origin": "hospital"})
    reader.post(page, NEW | {"origin": "later", "name_in_use": "Rita"})
    assert parts(world, "entries") == {"hospital": 1, "unsaid": 1}


def test_what_begins_without_is_folded_until_something_is_said_there(world: World) -> None:
    reader, page = Caller(world[WHO]), "dossiers:new_person"
    assert reader.get(page).text.count("<details open>") == 0
    wrong = reader.post(page, NEW | {"adult": "", "ask_for": "Zoé"})
    assert wrong.text.count("<details open>") == 2, "whom to ask for, and the year of her birth"
