"""A danger is assessed with her: codes, a level that nothing computes, a day to see it again; her antenne's alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from rivage.accounts.homes import of_people
from rivage.core import questions
from rivage.core.refusal import Refused, Stale
from rivage.core.versions import version_of
from rivage.dossiers.enums import DangerLevel
from rivage.law.wording import day
from rivage.people.models import Person
from rivage.support.answered import last_written
from rivage.support.danger import actions
from rivage.support.danger.actions import DangerTold
from rivage.support.danger.forms import DangerForm
from rivage.support.danger.questions import DANGER, ROOM
from rivage.support.evaluation.questions import NOT_ASKED
from rivage.support.models import DangerAssessment
from tests.bad_input.calling import Caller
from tests.dossiers.path import WHO, new_demande, new_person
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
LEAD, OTHERS = "lead:estuaire33", "lead:amarres33"
NOBODY_ASKED = dict.fromkeys(DANGER.questions, NOT_ASKED)
SEE_AGAIN = "Revoir avec elle si elle est en danger"


def told(world: World, level: str = "watch", days: int = 0, again: int | None = 9, **answers: str) -> DangerTold:
    """A danger as it is typed; `days`, `again`: from today."""
    when = None if again is None else world.today + timedelta(days=again)
    return DangerTold(world.today + timedelta(days=days), NOBODY_ASKED | answers, level, when)


def assessed(
    world: World, person: Person, by: str = WHO, version: str | None = None, **values: Any
) -> DangerAssessment:
    with acting(world[by]) as actor:
        shown = version_of(last_written(DangerAssessment, person)) if version is None else version
        return actions.assess(actor=actor, on=world.today, person=person, told=told(world, **values), version=shown)


def home(world: World, name: str = WHO) -> list[str]:
    with acting(world[name]) as actor:
        return [item.title for item in of_people(actor, world.today) if item.title == SEE_AGAIN]


def test_every_row_has_one_length_and_no_question_asks_for_words(world: World) -> None:
    longest = {code: max(DANGER.offered(code), key=len) for code in DANGER.questions}
    assert len(questions.written(longest, ROOM)) == len(questions.written({}, ROOM)) == ROOM
    assert len(DANGER.questions) <= 5
    person = after(world, new_person)
    assessed(world, person, level="serious", who="network")
    with acting(world[WHO]), connection.cursor() as cursor:
        cursor.execute("SELECT answers, level FROM support_dangerassessment")
        kept = b"".join(bytes(column) for column in cursor.fetchone())
        assert b"serious" not in kept
        assert b"who" not in kept


def test_nothing_is_chosen_for_her_and_no_answer_makes_the_level(world: World) -> None:
    drawn = DangerForm(version="")
    assert not any(drawn[name].value() for name in (*DANGER.questions, "level", "day", "again_on"))
    grave = {"who": "network", "recent": "taken", "protection": "none"}
    person = after(world, new_person)
    assert assessed(world, person, level="none", again=None, **grave).level == DangerLevel.NONE
    assert assessed(world, person, level="serious").level == DangerLevel.SERIOUS
    sent = {"day": f"{world.today:%Y-%m-%d}", **NOBODY_ASKED}
    form = DangerForm(sent, version="")
    assert not form.is_valid()
    assert set(form.errors) == {"level"}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"days": 1, "again": 5}, "day_future"),
        ({"days": -1}, "day_before_her"),
        ({"who": "invented"}, "no_answer"),
        ({"who": ""}, "no_answer"),
        ({"level": "grave"}, "no_level"),
        ({"level": ""}, "no_level"),
        ({"again": None}, "no_again"),
        ({"again": 0}, "again_wrong"),
        ({"again": 400}, "again_wrong"),
    ],
)
def test_what_can_t_be_writes_nothing(world: World, values: dict[str, Any], code: str) -> None:
    person = after(world, new_person)
    with pytest.raises(Refused) as refused:
        assessed(world, person, **values)
    assert refused.value.verdict.codes == (code,)
    assert code in {*DangerForm.places, "no_answer"}
    with acting(world[WHO]):
        assert not DangerAssessment.objects.exists()


def test_two_tabs_do_not_write_over_each_other(world: World) -> None:
    person = after(world, new_person)
    none = version_of(None)
    first = assessed(world, person, version=none)
    assert assessed(world, person, version=none).pk == first.pk
    with pytest.raises(Stale):
        assessed(world, person, version=none, level="serious")


def test_it_is_seen_again_on_its_day_until_it_is_assessed_again(world: World) -> None:
    person = after(world, new_person)
    assessed(world, person, again=4)
    assert home(world) == []
    assessed(world, person, again=3)
    assert (home(world), home(world, LEAD), home(world, OTHERS)) == ([SEE_AGAIN], [SEE_AGAIN], [])
    assessed(world, person, level="none", again=None)
    assert home(world) == []


def test_what_was_noted_wrong_stays_struck_with_its_reason(world: World) -> None:
    person = after(world, new_person)
    row = assessed(world, person, level="serious", who="family", again=2)
    with acting(world[WHO]) as actor:
        row.refresh_from_db()
        given = {"actor": actor, "on": world.today, "assessment": row, "version": version_of(row)}
        with pytest.raises(Refused, match="Dites pourquoi"):
            actions.correct(**given, told=told(world, again=30), why=" ")
        actions.correct(**given, told=told(world, again=30), why="Mal entendu.")
        with pytest.raises(Stale):
            actions.correct(**given, told=told(world, level="none"), why="Autre onglet.")
    assert home(world) == []
    page = Caller(world[WHO]).get("support:dangers", person=person.pk)
    for words in ("à surveiller", "Mal entendu.", "danger sérieux ; qui la menace : sa famille, ou des proches"):
        assert page.says(words), words


def test_the_page_notes_and_corrects_and_shows_the_level_on_hers(world: World) -> None:
    person, caller = after(world, new_person), Caller(world[WHO])
    assert caller.get("support:dangers", person=person.pk).says("ni danger ni absence de danger")
    shown = caller.shown("support:assess_danger", person=person.pk)
    sent = shown | NOBODY_ASKED | {"day": f"{world.today:%Y-%m-%d}", "level": "watch"}
    assert caller.post("support:assess_danger", sent, person=person.pk).says("Un danger se revoit")
    again = {"again_on": f"{world.today + timedelta(days=9):%Y-%m-%d}"}
    assert caller.post("support:assess_danger", sent | again, person=person.pk).says("à surveiller")
    assert caller.get("support:steps_summary", person=person.pk).says("Danger : à surveiller")
    with acting(world[WHO]):
        row = DangerAssessment.objects.get()
    kept = caller.shown("support:correct_danger", dangerassessment=row.pk)
    fixed = sent | again | kept | {"level": "serious", "why": "Faux."}
    assert caller.post("support:correct_danger", fixed, dangerassessment=row.pk).says("danger sérieux")


def test_a_demande_in_preparation_keeps_its_own_level_and_the_page_says_so(world: World) -> None:
    demande = after(world, new_demande)
    with acting(world[WHO]):
        person = Person.objects.get(pk=demande.person_id)
    assessed(world, person, level="serious")
    page = Caller(world[WHO]).get("support:dangers", person=person.pk)
    assert page.says("La demande en préparation ne dit pas encore de niveau")
    assert f"/{demande.pk}/partie/situation" in page.text


def test_nobody_else_opens_it(world: World) -> None:
    person = after(world, new_person)
    row = assessed(world, person)
    for who in (OTHERS, "delegate:33", "chair:33", "signatory:33"):
        caller = Caller(world[who])
        assert caller.get("support:dangers", person=person.pk).status == 404
        assert caller.get("support:assess_danger", person=person.pk).status == 404
        assert caller.get("support:correct_danger", dangerassessment=row.pk).status == 404


def test_an_accompaniment_did_not_end_before_a_danger_was_noted_with_her(world: World) -> None:
    person = new_person(world, since=world.today - timedelta(days=9))
    assessed(world, person, days=-1)
    reader = Caller(world[WHO])
    form = {"why": "done", "destination": "work"}
    early = (world.today - timedelta(days=2)).isoformat()
    refused = reader.post("dossiers:suivi_end", form | {"ended_on": early}, person=person.pk)
    assert refused.status == 422
    assert refused.says(
        f"Un danger est noté avec elle le {day(world.today - timedelta(days=1))}".replace("\u00a0", " ")
    )
    same = (world.today - timedelta(days=1)).isoformat()
    assert reader.post("dossiers:suivi_end", form | {"ended_on": same}, person=person.pk).says("est terminé")
    page = reader.get("support:dangers", person=person.pk)
    assert page.says("sans rappel depuis la fin de l’accompagnement")
    assert reader.get("support:steps_summary", person=person.pk).says("sans rappel depuis la fin")


def test_a_danger_to_see_again_is_said_plainly_while_she_is_accompanied(world: World) -> None:
    person = after(world, new_person)
    assessed(world, person)
    assert not Caller(world[WHO]).get("support:dangers", person=person.pk).says("sans rappel")
