"""After: may we ask for her news, how, until when; no answer is a no, and nothing asks for itself without a yes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.core.refusal import Refused, Stale
from rivage.core.versions import version_of
from rivage.desk.homes import home
from rivage.dossiers import actions as dossiers
from rivage.law.period import add_months
from rivage.people.models import Person
from rivage.support.after import actions, reading
from rivage.support.after.actions import NewsTold
from rivage.support.after.todo import to_ask
from rivage.support.models import NewsAccord, NoNews
from tests.bad_input.calling import Caller
from tests.dossiers.path import WHO, new_person
from tests.rights.permit.path import authorised
from tests.stories import after
from tests.support.test_evaluation import noted as evaluated
from tests.world import World, acting

pytestmark = pytest.mark.django_db
LEAD, OTHERS = "lead:estuaire33", "lead:amarres33"
WAY = "un message sans nom, le matin"


def left(world: World) -> Person:
    """Somebody whose accompaniment ended today, without a path."""
    return gone(world, after(world, new_person))


def gone(world: World, person: Person) -> Person:
    with acting(world[WHO]) as actor:
        dossiers.end_suivi(
            actor=actor, on=world.today, person=person, ended_on=world.today, why="done", destination="work"
        )
    return person


def on_her_way_out(world: World) -> tuple[Person, date]:
    """Somebody in a path, and the first day after it."""
    demande = after(world, authorised)
    with acting(world[WHO]):
        person = Person.objects.get(pk=demande.person_id)
        return person, max(row.ends for row in person.periods.all())


@contextmanager
def held(world: World, on: date, name: str = WHO) -> Iterator[Membership]:
    """The clock held on a day to come, and somebody who acts then."""
    with clock.at(clock.now() + (on - world.today)), acting(world[name]) as actor:
        yield actor


def said(
    world: World, person: Person, on: date | None = None, version: str | None = None, **values: Any
) -> NewsAccord:
    on = on or world.today
    agreed = values.pop("agreed", True)
    usual = {"way": WAY, "until": add_months(on, 18)} if agreed else {}
    with held(world, on) as actor:
        known = reading.accord_of(person)
        shown = version_of(known) if version is None else version
        told = NewsTold(**{"asked_on": on, "agreed": agreed} | usual | values)
        return actions.note_accord(actor=actor, on=on, person=person, told=told, version=shown)


def asked(world: World, on: date, name: str = LEAD) -> list[str]:
    """What a home says of it: whom nobody accompanies any more is on none otherwise."""
    with held(world, on, name) as actor:
        theirs = {item.url for item in to_ask(actor, on)}
        return [item.title for item in home(actor, on).items if item.url in theirs]


def test_no_answer_is_a_no_and_nothing_asks_for_itself(world: World) -> None:
    person = left(world)
    assert Caller(world[WHO]).get("support:evaluated", person=person.pk).says("c’est non")
    for months in (0, 6, 12):
        assert asked(world, add_months(world.today, months)) == []
    said(world, person, agreed=False)
    assert asked(world, add_months(world.today, 6)) == []


def test_who_leaves_a_path_is_asked_once(world: World) -> None:
    person, over = on_her_way_out(world)
    assert asked(world, over - timedelta(days=1)) == []
    assert asked(world, over) == ["Lui demander si l’on peut la rappeler"]
    assert asked(world, over, OTHERS) == []
    said(world, person, over, agreed=False)
    assert asked(world, over) == []


def test_a_yes_asks_for_itself_at_six_and_twelve_months_until_something_is_noted(world: World) -> None:
    person = left(world)
    said(world, person)
    six, twelve = add_months(world.today, 6), add_months(world.today, 12)
    assert asked(world, six - timedelta(days=1)) == []
    assert asked(world, six) == ["Ses nouvelles, six mois après"]
    assert asked(world, six, OTHERS) == []
    evaluated(world, person, "six", six, on=six)
    assert asked(world, six) == []
    assert asked(world, twelve) == ["Ses nouvelles, douze mois après"]
    with held(world, twelve) as actor:
        given = {"actor": actor, "on": twelve, "person": person, "moment": "twelve"}
        row = actions.note_no_news(**given)
        assert actions.note_no_news(**given) == row
        found = reading.sums(actor, twelve)
    assert asked(world, twelve) == []
    assert (found.left, found.asked, found.agreed) == (1, 1, 1)
    assert found.news == {"six mois après": 1, "douze mois après": 0}
    assert found.silent == {"six mois après": 0, "douze mois après": 1}


def test_her_last_day_ends_it_and_she_may_change_her_mind(world: World) -> None:
    person = left(world)
    said(world, person, until=add_months(world.today, 5))
    assert asked(world, add_months(world.today, 6)) == []
    said(world, person)
    assert asked(world, add_months(world.today, 6)) != []
    said(world, person, agreed=False)
    assert asked(world, add_months(world.today, 6)) == []
    page = Caller(world[WHO]).get("support:news", person=person.pk)
    assert page.says("Ce qu’elle avait répondu")
    assert page.says(WAY)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"asked_on": 1}, "asked_future"),
        ({"asked_on": -90}, "asked_past"),
        ({"way": " "}, "way_missing"),
        ({"until": None}, "until_missing"),
        ({"until": 0}, "until_before"),
        ({"until": 580}, "until_too_far"),
        ({"agreed": False, "until": 30}, "no_way"),
        ({"agreed": False, "way": WAY}, "no_way"),
    ],
)
def test_what_cannot_be_is_a_sentence_and_nothing_is_written(world: World, values: dict[str, Any], code: str) -> None:
    person = left(world)
    days = {name: world.today + timedelta(days=said) for name, said in values.items() if type(said) is int}
    with pytest.raises(Refused) as refused:
        said(world, person, **values | days)
    assert refused.value.verdict.codes == (code,)
    with acting(world[WHO]):
        assert not NewsAccord.objects.exists()


def test_nothing_is_asked_of_who_has_not_left_nor_noted_before_its_moment(world: World) -> None:
    person = after(world, new_person)
    with pytest.raises(Refused, match="pas sortie"):
        said(world, person)
    gone(world, person)
    with pytest.raises(Refused, match="Rien n’est à demander"), acting(world[WHO]) as actor:
        actions.note_no_news(actor=actor, on=world.today, person=person, moment="six")
    said(world, person)
    with pytest.raises(Stale):
        said(world, person, version="", agreed=False)


def test_the_page_notes_what_she_answers_and_chooses_nothing_for_her(world: World) -> None:
    person, caller = left(world), Caller(world[WHO])
    page = caller.get("support:news", person=person.pk)
    assert "checked" not in page.text
    shown = caller.shown("support:news", person=person.pk)
    today = f"{world.today:%Y-%m-%d}"
    missing = caller.post("support:news", shown | {"agreed": "yes", "asked_on": today, "way": WAY}, person=person.pk)
    assert missing.status == 422
    assert missing.says("sans dernier jour, la réponse est non")
    until = f"{add_months(world.today, 12):%Y-%m-%d}"
    sent = shown | {"agreed": "yes", "asked_on": today, "way": WAY, "until": until}
    assert caller.post("support:news", sent, person=person.pk).says("C’est noté")
    assert caller.get("support:evaluated", person=person.pk).says(f"oui, {WAY}, jusqu’au")
    assert caller.post("support:no_news", {"moment": "six"}, person=person.pk).says("Rien n’est à demander")
    for name in (OTHERS, "delegate:33"):
        assert Caller(world[name]).get("support:news", person=person.pk).status == 404


def test_a_no_has_no_last_day_in_the_database_and_her_words_are_under_her_key(world: World) -> None:
    person = left(world)
    row = said(world, person)
    with acting(world[WHO]) as actor, connection.cursor() as cursor:
        cursor.execute("SELECT way FROM support_newsaccord")
        assert WAY.encode() not in bytes(cursor.fetchone()[0])
        with pytest.raises(DatabaseError), transaction.atomic():
            NewsAccord.beside(
                person, exit_on=row.exit_on, asked_on=row.asked_on, agreed=False, until=world.today, recorded_by=actor
            ).save(force_insert=True)
        early = {"exit_on": world.today, "moment": "entry", "day": world.today}
        with pytest.raises(DatabaseError), transaction.atomic():
            NoNews.beside(person, recorded_by=actor, **early).save(force_insert=True)
