"""Silence on a title asked, until when it may be contested; what the law reads of the papers that she holds."""

from datetime import date, timedelta

import pytest

from rivage.core import clock
from rivage.law.afis_facts import Document, Nationality
from rivage.law.other_rights import OtherRightsFacts
from rivage.law.period import ONE_DAY, add_months
from rivage.law.recours import last_day
from rivage.people.models import Person
from rivage.rights.permit import actions
from rivage.titles import texts, todo
from rivage.titles.standing import standings
from tests.bad_input.calling import Caller
from tests.dossiers.path import WHO
from tests.rights.permit.path import authorised, note, person_of
from tests.stories import after
from tests.titles.path import noted
from tests.world import World, acting, away

pytestmark = pytest.mark.django_db
TITLE = "admission-l435-1"


@pytest.fixture
def person(world: World) -> Person:
    demande = after(world, authorised, 170, "needed")
    with acting(world[WHO]):
        return person_of(demande)


def titles_on(world: World, on: date) -> list[str]:
    with acting(world[WHO]) as actor:
        return [item.title for item in todo.to_take_up(actor, on)]


def test_silence_on_a_title_refuses_at_four_months_and_is_contested_for_two(world: World, person: Person) -> None:
    asked = world.today - timedelta(days=10)
    noted(world, person, TITLE, "asked", -10)
    noted(world, person, "nationalite", "asked", -10)
    refused, words = add_months(asked, 4), "Contester ou redemander : admission exceptionnelle au séjour"
    last = last_day(refused)
    assert titles_on(world, refused - ONE_DAY) == []
    assert titles_on(world, refused) == [words]
    assert titles_on(world, last) == [words]
    assert titles_on(world, last + ONE_DAY) == []
    page = Caller(world[WHO]).get("titles:right", person=person.pk, right=TITLE)
    assert page.says("ce qui vaudra refus le")
    with acting(world[WHO]) as actor:
        found = standings(actor, person, refused)
        assert (found[TITLE].silent, found["nationalite"].silence) == (True, None)
    days = (refused - world.today).days
    with clock.at(away(days)):
        late = Caller(world[WHO]).get("titles:right", person=person.pk, right=TITLE)
        assert late.says("sans réponse, ce qui vaut refus depuis le")
        assert late.says("Pour contester")
    noted(world, person, TITLE, "refused", 0)
    assert titles_on(world, world.today) == ["Contester le refus : admission exceptionnelle au séjour"]
    assert titles_on(world, refused) == [], "answered, its own delay is over"


def known(world: World, person: Person, on: date | None = None) -> OtherRightsFacts:
    with acting(world[WHO]) as actor:
        held = Person.objects.get(pk=person.pk)
        return texts.known_of(actor, held, on or world.today)


def test_the_law_reads_the_title_that_she_holds_and_how_long_she_was_there(world: World, person: Person) -> None:
    found = known(world, person)
    assert (found.document, found.resident_months) == (None, 5)
    assert known(world, person, world.today - timedelta(days=100)).resident_months is None, "fewer say nothing"
    with acting(world[WHO]) as actor:
        held = Person.objects.get(pk=person.pk)
        until = world.today + timedelta(days=30)
        shown = actions.need_version(held)
        actions.set_need(actor=actor, on=world.today, person=held, need="other_title", until=until, version=shown)
    assert known(world, person).document == Document.TITRE
    assert known(world, person, world.today + timedelta(days=31)).document is None
    noted(world, person, TITLE, "held", -2, due=300)
    assert known(world, person, world.today + timedelta(days=31)).document == Document.TITRE
    page = Caller(world[WHO]).get("titles:right", person=person.pk, right="emploi")
    assert page.says("L’inscription dépend du droit au travail de ce document")
    noted(world, person, "nationalite", "held", -1)
    assert known(world, person).nationality == Nationality.FRENCH


def test_a_recepisse_is_a_document_too(world: World) -> None:
    demande = after(world, authorised, 170, "needed")
    with acting(world[WHO]):
        person = person_of(demande)
    note(world, demande, "requested", -60)
    note(world, demande, "receipt", -50, until=40)
    assert known(world, person).document == Document.FIRST_RECEIPT
    note(world, demande, "delivered", -20, until=170)
    assert known(world, person).document == Document.APS
