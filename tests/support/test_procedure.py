"""Her procedure: a domain of her steps, whose thirty days end by themselves, and what may be asked until when."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from rivage.core.refusal import Refused
from rivage.law.wording import day
from rivage.support.models import Approach
from rivage.support.steps import reading
from rivage.support.steps.told import told_of
from tests.bad_input.calling import Caller, answered
from tests.dossiers.path import WHO, new_person
from tests.stories import after
from tests.support.test_steps import asked, followed, home, noted
from tests.world import World, acting

pytestmark = pytest.mark.django_db
GIVEN = {"domain": "procedure", "kind": "reflection", "partner": ""}
TAKEN = {"answered_on": 0, "outcome": "obtained"}
REFUSED = {
    "domain": "procedure",
    "kind": "complaint",
    "partner": "",
    "answered_on": 0,
    "outcome": "refused",
    "reason": "elsewhere",
    "details": {"service": "police", "beside": "refused"},
}


def test_the_thirty_days_end_and_come_back_by_themselves(world: World) -> None:
    person = after(world, new_person)
    row = noted(world, person, **GIVEN, asked_on=-25, answered_on=-25, outcome="obtained", starts=-25)
    last = world.today + timedelta(days=4)
    assert (told_of(row).ends, row.due) == (last, last)
    assert home(world) == ["Reprendre une démarche : plainte, procédure"]
    shorter = followed(world, row, **TAKEN, starts=-25, ends=-1)
    assert (told_of(shorter).ends, shorter.due) == (world.today - timedelta(days=1), None)
    assert home(world) == []
    with acting(world[WHO]):
        assert reading.reflection_from(reading.lines(person, world.today)) == world.today - timedelta(days=25)


def test_those_that_ended_or_came_before_the_text_ask_for_nothing(world: World) -> None:
    person = after(world, new_person)
    over = noted(world, person, **GIVEN, asked_on=-40, answered_on=-40, outcome="obtained", starts=-40)
    assert (told_of(over).ends, over.due) == (world.today - timedelta(days=11), None)
    before = (date(2020, 3, 2) - world.today).days
    older = noted(world, person, **GIVEN, asked_on=before, answered_on=before, outcome="obtained", starts=before)
    assert (told_of(older).ends, older.due) == (None, None)
    with pytest.raises(Refused, match="il ne finit pas après"):
        noted(world, person, **GIVEN, asked_on=-5, answered_on=-5, outcome="obtained", starts=-5, ends=25)


def test_a_complaint_says_before_whom_that_it_was_refused_and_who_was_beside_her(world: World) -> None:
    person, caller = after(world, new_person), Caller(world[WHO])
    row = noted(world, person, **REFUSED)
    page = caller.get("support:steps", person=person.pk)
    for words in (
        "portée devant : la police",
        "refusée, renvoyée à un autre lieu",
        "l’association à ses côtés : refusée",
    ):
        assert page.says(words), words
    form = caller.get("support:follow_step", approach=row.pk).text
    assert 'name="report"' in form
    assert 'name="by"' not in form
    assert 'name="result"' not in form
    where = {"person": person.pk, "domain": "procedure"}
    assert asked(caller, "support:new_step_of", "nature=complaint", **where).says("Rien n’en sort")


def test_what_may_be_asked_says_its_last_day_its_article_and_keeps_nothing(world: World) -> None:
    person, caller = after(world, new_person), Caller(world[WHO])
    noted(world, person, **GIVEN, **TAKEN, starts=0)
    page = caller.get("support:claims", person=person.pk)
    words = f"court jusqu’au {day(world.today + timedelta(days=29))} inclus".replace("\u00a0", " ")
    for said in (
        words,
        "Il manque une date",
        "CPP 706-164",
        "CPP 706-3 et 706-5",
        "Valeur à confirmer",
        "CESEDA R425-1",
    ):
        assert page.says(said), said
    final = world.today - timedelta(days=20)
    known = asked(caller, "support:claims", f"decision={final:%Y-%m-%d}", person=person.pk)
    assert known.status == 200
    assert not known.says("Il manque une date")
    wrong = f"decision={final:%Y-%m-%d}&depuis={world.today:%Y-%m-%d}"
    refused = asked(caller, "support:claims", wrong, person=person.pk)
    assert refused.status == 422
    assert refused.says("Une décision ne vient pas avant les faits.")
    with acting(world[WHO]):
        assert Approach.objects.count() == 1
    for who in ("lead:amarres33", "delegate:33"):
        assert Caller(world[who]).get("support:claims", person=person.pk).status == 404


def test_no_file_of_the_antenne_holds_a_complaint(world: World) -> None:
    person, caller = after(world, new_person), Caller(world[WHO])
    noted(world, person, **REFUSED)
    noted(world, person, asked_on=-3)
    assert asked(caller, "support:team_steps", "etat=").says("plainte")
    url = caller.url("support:team_steps_export")
    sent = answered(caller.client.post(f"{url}?etat=", {"format": "csv"}))
    assert sent.status == 200
    assert sent.says("mission") or sent.says("France Travail")
    assert not sent.says("plainte")


def test_its_kind_is_chosen_first_then_only_its_fields_are_asked(world: World) -> None:
    person, caller = after(world, new_person), Caller(world[WHO])
    where = {"person": person.pk, "domain": "procedure"}
    first = caller.get("support:new_step_of", **where)
    assert "?nature=identified" in first.text
    assert 'name="asked_on"' not in first.text
    identified = asked(caller, "support:new_step_of", "nature=identified", **where)
    for name, there in (("by", True), ("to", True), ("service", False), ("stage", False), ("partner", False)):
        assert (f'name="{name}"' in identified.text) is there, name
    assert not identified.says("Seulement pour")
    shown = {"once": str(uuid4()), "shown": "identified", "kind": "complaint", "by": "police", "barriers": ["french"]}
    again = caller.post("support:new_step_of", shown | {"asked_on": f"{world.today:%Y-%m-%d}"}, **where)
    assert again.says("Rien n’est encore noté")
    for words in (
        'name="service"',
        f'value="{world.today:%Y-%m-%d}"',
        'value="french"',
        'name="shown" value="complaint"',
    ):
        assert words in again.text, words
    with acting(world[WHO]):
        assert not Approach.objects.exists()
    sent = shown | {"shown": "complaint", "asked_on": f"{world.today:%Y-%m-%d}"}
    assert caller.post("support:new_step_of", sent, **where).says("C’est noté.")


def test_its_correction_asks_the_fields_of_its_kind_and_those_of_another_before_anything_is_written(
    world: World,
) -> None:
    person, caller = after(world, new_person), Caller(world[WHO])
    row = noted(world, person, **REFUSED)
    page = caller.get("support:correct_step", approach=row.pk)
    for name, there in (("service", True), ("report", True), ("by", False), ("to", False), ("result", False)):
        assert (f'name="{name}"' in page.text) is there, name
    assert not page.says("Seulement pour")
    sent = {"shown": "complaint", "kind": "identified", "happened": "other", "why": "Autre chose.", "barriers": []}
    sent |= {"asked_on": f"{world.today:%Y-%m-%d}"}
    again = caller.post("support:correct_step", sent, approach=row.pk)
    assert again.says("Rien n’est encore corrigé")
    assert 'name="by"' in again.text
    assert "Autre chose." in again.text
    with acting(world[WHO]):
        assert Approach.objects.count() == 1
    done = caller.post("support:correct_step", sent | {"shown": "identified", "by": "police"}, approach=row.pk)
    assert done.says("C’est corrigé")
