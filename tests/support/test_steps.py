"""Steps between two demandes: asked, answered, taken up again, corrected, and read by her antenne alone."""

import re
from dataclasses import replace
from datetime import time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from rivage.accounts.homes import of_people
from rivage.core.refusal import Refused, Stale
from rivage.people.models import Person
from rivage.support.models import Approach
from rivage.support.steps import actions, reading
from rivage.support.steps.actions import ApproachTold
from tests.bad_input.calling import Caller
from tests.dossiers.path import WHO, new_person
from tests.rights.alerts.test_due_feed import days, drawn, read
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
LEAD, OTHERS = "lead:estuaire33", "lead:amarres33"


def told(world: World, **values: Any) -> ApproachTold:
    """A step to a partner; days are counted from today."""
    found = {"domain": "work", "asked_on": 0, "partner": "Mission locale"} | values
    for name in ("asked_on", "answered_on", "due"):
        if name in found:
            found[name] = world.today + timedelta(days=found[name])
    return ApproachTold(**found)


def noted(world: World, person: Person, **values: Any) -> Approach:
    with acting(world[WHO]) as actor:
        return actions.note_approach(
            actor=actor, on=world.today, person=person, told=told(world, **values), once=uuid4()
        )


def followed(world: World, row: Approach, **values: Any) -> Approach:
    with acting(world[WHO]) as actor:
        return actions.follow_approach(actor=actor, on=world.today, approach=row, told=told(world, **values))


def home(world: World, name: str = WHO) -> list[str]:
    with acting(world[name]) as actor:
        found = of_people(actor, world.today)
        return [item.title for item in found if "démarche" in item.title or "Rendez-vous" in item.title]


def test_a_step_waits_on_the_home_of_her_referent_until_what_came_of_it_is_noted(world: World) -> None:
    person = after(world, new_person)
    row = noted(world, person, asked_on=-20, due=2)
    noted(world, person, domain="health", due=3, due_at=time(9, 30))
    noted(world, person, domain="french", due=40)
    assert home(world) == ["Reprendre une démarche : emploi", "Rendez-vous, à 9\u00a0h\u00a030 : santé"]
    assert home(world, LEAD) != []
    assert home(world, OTHERS) == []
    followed(world, row, answered_on=0, outcome="obtained", result="Inscrite.")
    assert home(world) == ["Rendez-vous, à 9\u00a0h\u00a030 : santé"]
    page = Caller(world[WHO]).get("support:steps", person=person.pk)
    assert page.says("obtenu")
    assert page.says("Inscrite.")
    assert page.text.index("Santé") < page.text.index("Emploi, auprès de Mission locale")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"asked_on": 1}, "asked_future"),
        ({"asked_on": -30_000}, "asked_past"),
        ({"asked_on": -3, "answered_on": -4, "outcome": "refused"}, "answer_before"),
        ({"answered_on": 1, "outcome": "refused"}, "answer_future"),
        ({"outcome": "refused"}, "no_answered"),
        ({"asked_on": -3, "answered_on": 0}, "no_outcome"),
        ({"due": -1}, "due_before"),
        ({"due": 800}, "due_too_far"),
        ({"due_at": time(9)}, "due_missing"),
        ({"domain": "crime"}, "no_domain"),
        ({"barriers": ("weather",)}, "no_barrier"),
        ({"partner": "Agence, 12 bis rue des Lilas"}, "partner_address"),
        ({"result": "Au 33000 Bordeaux"}, "result_address"),
    ],
)
def test_bad_input_is_a_sentence_and_nothing_is_written(world: World, values: dict[str, Any], code: str) -> None:
    person = after(world, new_person)
    with pytest.raises(Refused) as refused:
        noted(world, person, **values)
    assert refused.value.verdict.codes == (code,)
    with acting(world[WHO]):
        assert not Approach.objects.exists()


def test_two_clicks_are_one_row_and_another_tab_is_stale(world: World) -> None:
    person = after(world, new_person)
    once, said = uuid4(), told(world, due=5)
    with acting(world[WHO]) as actor:
        given = {"actor": actor, "on": world.today}
        row = actions.note_approach(**given, person=person, told=said, once=once)
        assert actions.note_approach(**given, person=person, told=said, once=once) == row
        with pytest.raises(Refused, match="déjà noté"):
            actions.note_approach(**given, person=person, told=replace(said, partner="Autre"), once=once)
    answered = {"answered_on": 0, "outcome": "listed"}
    assert followed(world, row, **answered) == followed(world, row, **answered)
    with pytest.raises(Stale):
        followed(world, row, answered_on=0, outcome="refused")
    with acting(world[WHO]) as actor, pytest.raises(Stale):
        actions.correct_approach(actor=actor, on=world.today, approach=row, instead=None, why="Autre onglet.")


def test_what_was_noted_wrong_stays_struck_with_its_reason(world: World) -> None:
    person = after(world, new_person)
    row, other = noted(world, person, due=5), noted(world, person, domain="french", partner="Cours du soir")
    with acting(world[WHO]) as actor:
        given = {"actor": actor, "on": world.today}
        with pytest.raises(Refused, match="Dites pourquoi"):
            actions.correct_approach(**given, approach=row, instead=None, why=" ")
        actions.correct_approach(**given, approach=row, instead=None, why="C’était pour une autre.")
        instead = told(world, domain="french", partner="Atelier du mardi")
        actions.correct_approach(**given, approach=other, instead=instead, why="Mal lu.")
        assert [line.title for line in reading.lines(person, world.today)] == ["Français, auprès de Atelier du mardi"]
    assert home(world) == []
    page = Caller(world[WHO]).get("support:steps", person=person.pk)
    for words in ("C’était pour une autre.", "Mal lu.", "auprès de Cours du soir", "Emploi, auprès de Mission locale"):
        assert page.says(words), words


def test_the_page_notes_follows_and_corrects(world: World) -> None:
    person, caller = after(world, new_person), Caller(world[WHO])
    once = caller.shown("support:new_step", person=person.pk)
    sent = once | {"domain": "work", "partner": "Mission locale", "asked_on": f"{world.today:%Y-%m-%d}"}
    refused = caller.post("support:new_step", sent | {"outcome": "refused"}, person=person.pk)
    assert refused.status == 422
    assert refused.says("Une réponse a un jour et un sens")
    assert caller.post("support:new_step", sent | {"barriers": ["permit"]}, person=person.pk).says("Fait obstacle")
    with acting(world[WHO]):
        row = Approach.objects.get()
    due = {"due": f"{world.today:%Y-%m-%d}", "due_at": "09:00"}
    assert caller.post("support:follow_step", due, approach=row.pk).says("à reprendre le")
    assert caller.get("support:follow_step", approach=row.pk).says("déjà notée")
    assert caller.post("support:correct_step", {"happened": "nothing", "why": "Faux."}, approach=row.pk).status == 422
    with acting(world[WHO]):
        last = Approach.objects.get(replaces=row)
    struck = caller.post("support:correct_step", {"happened": "nothing", "why": "Faux."}, approach=last.pk)
    assert struck.says("Notées par erreur")


def test_nobody_else_reads_a_step_and_its_words_are_under_her_private_key(world: World) -> None:
    person = after(world, new_person)
    row = noted(world, person, due=2)
    for name in (OTHERS, "delegate:33", "desk:33"):
        if name in world.memberships:
            assert Caller(world[name]).get("support:steps", person=person.pk).status == 404
            assert Caller(world[name]).get("support:follow_step", approach=row.pk).status == 404
    with acting(world[WHO]), connection.cursor() as cursor:
        cursor.execute("SELECT domain, partner FROM support_approach")
        kept = b"".join(bytes(column) for column in cursor.fetchone())
        assert b"work" not in kept
        assert b"Mission" not in kept


def test_appointments_come_in_the_calendar_and_say_nothing(world: World) -> None:
    person = after(world, new_person)
    noted(world, person, due=3)
    row = noted(world, person, domain="health", due=4, due_at=time(9, 30))
    near, far = drawn(world[WHO]), drawn(world[OTHERS])
    assert days(near) == [world.today + timedelta(days=3)]
    text = read(near).content.decode()
    assert re.search(r"DTSTART:\d{8}T\d{4}00Z", text)
    assert set(re.findall(r"SUMMARY:(.*?)\r", text)) == {"Échéance"}
    for word in (person.reference, str(row.pk), "anté", "Mission", "health"):
        assert word not in text
    assert "VEVENT" not in read(far).content.decode()
    followed(world, row, answered_on=0, outcome="obtained")
    assert "DTSTART:" not in read(near).content.decode()
    client = Client()
    client.force_login(world[WHO].user)  # type: ignore[arg-type]
    Caller(world[WHO]).post("rights:due_end", {})
    assert read(near).status_code == 404
