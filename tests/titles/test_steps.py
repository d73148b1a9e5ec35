"""What is asked for her: noted, corrected, taken up again, and read by her antenne alone."""

from datetime import timedelta

import pytest

from rivage.accounts.homes import of_people
from rivage.core import clock
from rivage.core.perimeter import facts
from rivage.core.refusal import Refused, Stale
from rivage.dossiers import actions as dossiers
from rivage.people import actions as people
from rivage.titles import actions, todo
from rivage.titles.actions import StepNoted
from rivage.titles.enums import RightFamily
from rivage.titles.models import RightFact, TitleHeld
from rivage.titles.standing import facts_of, standings, version
from tests.attack.test_writing import refusal
from tests.bad_input.calling import Caller
from tests.dossiers.path import WHO, new_person
from tests.people.moving import moved
from tests.stories import after
from tests.titles.path import noted
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def test_a_right_is_asked_then_opened_and_says_since_when(world: World) -> None:
    person = after(world, new_person)
    noted(world, person, "sante", "asked", -27)
    with acting(world[WHO]) as actor:
        one = standings(actor, person, world.today)["sante"]
        assert one.state.text == "demandé"
        assert one.words.replace("\u00a0", " ").endswith("depuis 27 jours")
    noted(world, person, "sante", "opened", -2, due=300)
    with acting(world[WHO]) as actor:
        known = standings(actor, person, world.today)
        assert (known["sante"].state.text, known["sante"].gesture) == ("ouvert", "Voir")
        assert known["emploi"].state.text == "à voir avec elle"
        assert standings(actor, person, world.today + timedelta(days=301))["sante"].state.text == "à renouveler"


def test_a_title_held_before_it_was_asked_is_refused_and_nothing_is_written(world: World) -> None:
    person = after(world, new_person)
    noted(world, person, "admission-l435-1", "asked", -30)
    with pytest.raises(Refused, match="un titre détenu ne peut pas dater d’avant") as refused:
        noted(world, person, "admission-l435-1", "held", -31)
    assert refused.value.verdict.codes == ("before_asked",)
    with acting(world[WHO]):
        assert RightFact.objects.count() == 1
        assert not TitleHeld.objects.exists()


@pytest.mark.parametrize(
    ("step", "days", "values", "code"),
    [
        ("asked", 1, {}, "future"),
        ("held", 0, {}, "no_such_step"),
        ("ended", 0, {"due": 3}, "due_of_nothing"),
        ("opened", 0, {"due": -1}, "due_before"),
        ("opened", 0, {"due": 366 * 13}, "due_too_far"),
    ],
)
def test_bad_input_is_a_sentence(world: World, step: str, days: int, values: dict[str, int], code: str) -> None:
    person = after(world, new_person)
    with pytest.raises(Refused) as refused:
        noted(world, person, "sante", step, days, **values)
    assert refused.value.verdict.codes == (code,)


def test_the_same_step_twice_is_one_row_and_another_tab_is_stale(world: World) -> None:
    person = after(world, new_person)
    told = StepNoted("asked", world.today)
    with acting(world[WHO]) as actor:
        given = {"actor": actor, "on": world.today, "person": person, "what": "sante", "version": version([])}
        first = actions.note_step(**given, told=told)
        assert actions.note_step(**given, told=told) == first
        with pytest.raises(Stale):
            actions.note_step(**given, told=StepNoted("refused", world.today))


def test_what_was_noted_wrong_stays_with_its_reason_and_the_held_row_follows(world: World) -> None:
    person = after(world, new_person)
    wrong = noted(world, person, "resident", "held", -3)
    with acting(world[WHO]) as actor:
        given = {"actor": actor, "on": world.today, "fact": wrong}
        told = StepNoted("held", world.today - timedelta(days=5))
        with pytest.raises(Refused, match="Dites pourquoi"):
            actions.correct_step(**given, instead=told, why=" ")
        right = actions.correct_step(**given, instead=told, why="Lu trop vite.")
        assert standings(actor, person, world.today)["resident"].last == right
        assert [(row.on, row.taken_back_on) for row in TitleHeld.objects.order_by("created_at")] == [
            (wrong.on, world.today),
            (right.on, None),
        ]
        with pytest.raises(Stale):
            actions.correct_step(**given, instead=None, why="Encore.")
    with clock.at(clock.now() + timedelta(minutes=1)), acting(world[WHO]) as actor:
        actions.correct_step(actor=actor, on=world.today, fact=right, instead=None, why="Une autre personne.")
        assert standings(actor, person, world.today)["resident"].last is None
        assert not TitleHeld.objects.filter(taken_back_on__isnull=True).exists()
        assert [row.why for row in facts_of(person, "resident")] == ["", "Lu trop vite.", "Une autre personne."]


def test_a_request_is_not_moved_after_what_answered_it(world: World) -> None:
    person = after(world, new_person)
    asked = noted(world, person, "sante", "asked", -10)
    noted(world, person, "sante", "opened", -5)
    later = StepNoted("asked", world.today - timedelta(days=4))
    with acting(world[WHO]) as actor, pytest.raises(Refused) as refused:
        actions.correct_step(actor=actor, on=world.today, fact=asked, instead=later, why="Relu.")
    assert refused.value.verdict.codes == ("asked_after",)


def test_a_right_that_ends_is_on_the_home_until_it_is_renewed_or_she_dies(world: World) -> None:
    person = after(world, new_person)
    noted(world, person, "domiciliation", "opened", -300, due=60)
    noted(world, person, "complementaire", "opened", -300, due=61)

    def titles() -> list[str]:
        with acting(world[WHO]) as actor:
            return [item.title for item in of_people(actor, world.today) if item.title.startswith(("Renou", "Relan"))]

    assert titles() == ["Renouveler : domiciliation"]
    noted(world, person, "domiciliation", "asked", -1, due=20)
    assert titles() == ["Relancer : domiciliation"]
    with acting(world[WHO]) as actor:
        dossiers.note_death(actor=actor, on=world.today, person=person, died_on=world.today)
    assert titles() == []


def test_nobody_of_the_state_reads_or_writes_it_and_figures_read_what_is_held_alone(world: World) -> None:
    person = after(world, new_person)
    row = noted(world, person, "nationalite", "held", -1)
    noted(world, person, "admission-l435-1", "asked", -1)
    for name in ("delegate:33", "secretary:33", "chair:33", "signatory:33", "referent:estuaire75"):
        with acting(world[name]):
            assert not RightFact.objects.exists()
            assert not TitleHeld.objects.exists()
    with facts():
        assert list(TitleHeld.objects.values_list("kind", "on")) == [("nationalite", row.on)]
    with acting(world[WHO]):
        assert refusal(
            "INSERT INTO titles_rightfact SELECT gen_random_uuid(), now(), antenne_id, what, step, words,"
            ' "on", due, why, person_id, %s, NULL FROM titles_rightfact LIMIT 1',
            world["delegate:33"].pk,
        )


def test_her_rights_follow_her_to_another_antenne_and_the_first_reads_nothing_more(world: World) -> None:
    person = after(world, new_person)
    noted(world, person, "resident", "held", -1, due=20)
    welcomed = moved(world, person, "referent:amarres33")
    with acting(world["referent:amarres33"]) as actor:
        assert standings(actor, welcomed, world.today)["resident"].state.text == "détenu"
        assert [item.title for item in of_people(actor, world.today) if item.title.startswith("Renou")] != []
        assert TitleHeld.objects.count() == 1
    with acting(world[WHO]):
        assert not RightFact.objects.exists()
        assert not TitleHeld.objects.exists()


def test_whom_she_set_aside_reads_and_writes_nothing_of_it(world: World) -> None:
    person = after(world, new_person)
    noted(world, person, "sante", "asked", -1)
    with acting(world[WHO]) as actor:
        people.exclude(actor=actor, on=world.today, person=person, holder=f"user:{world['lead:estuaire33'].user_id}")
    with acting(world["lead:estuaire33"]) as lead:
        assert not RightFact.objects.exists()
        told = StepNoted("asked", world.today)
        with pytest.raises(Refused):
            actions.note_step(actor=lead, on=world.today, person=person, what="rsa", told=told, version=version([]))


@pytest.mark.parametrize(
    ("step", "words"),
    [("declined", "n’en veut pas"), ("needless", "pas besoin"), ("has", "elle l’a déjà")],
)
def test_what_she_says_of_a_right_is_kept_and_nothing_says_it_for_her(world: World, step: str, words: str) -> None:
    person = after(world, new_person)
    with acting(world[WHO]) as actor:
        known = standings(actor, person, world.today)
        assert {one.state.text for one in known.values() if one.subject.family != RightFamily.TITLE} == {
            "à voir avec elle"
        }
        assert not any(one.noted for one in known.values())
    noted(world, person, "sante", "asked", -2, due=9)
    noted(world, person, "sante", step, -5)
    row = noted(world, person, "sante", step, 0)
    with acting(world[WHO]) as actor:
        one = standings(actor, person, world.today)["sante"]
        assert (one.state.text, one.settled, one.asked) == (words, True, None)
        assert list(todo.to_take_up(actor, world.today)) == [], "asked by nobody any more"
    page = Caller(world[WHO]).get("titles:rights", person=person.pk)
    assert page.says(words.removeprefix("elle "))
    assert page.text.count("protection maladie") == 1, "not among what is to open before the end"
    with acting(world[WHO]) as actor:
        actions.correct_step(actor=actor, on=world.today, fact=row, instead=None, why="Elle parlait d’autre chose.")
        assert standings(actor, person, world.today)["sante"].state.text == "demandé"


def test_what_she_says_has_no_day_to_take_up_and_what_she_has_may_end(world: World) -> None:
    person = after(world, new_person)
    with pytest.raises(Refused) as refused:
        noted(world, person, "compte", "declined", 0, due=3)
    assert refused.value.verdict.codes == ("due_of_nothing",)
    noted(world, person, "compte", "has", -1, due=20)
    with acting(world[WHO]) as actor:
        assert [item.title for item in todo.to_take_up(actor, world.today)] == ["Renouveler : compte bancaire"]
    with pytest.raises(Refused) as refused:
        noted(world, person, "carte-l425-1", "declined", 0)
    assert refused.value.verdict.codes == ("no_such_step",)
