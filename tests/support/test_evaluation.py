"""Where she stands, over time: asked of nobody by default, kept by her antenne alone, corrected in sight."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection

from rivage.core import clock, questions
from rivage.core.questions import Question, Questionnaire
from rivage.core.refusal import Refused, Stale
from rivage.core.versions import version_of
from rivage.dossiers import actions as dossiers
from rivage.dossiers.models import Period
from rivage.dossiers.situation import SITUATION
from rivage.people.models import Person
from rivage.support.answered import last_written
from rivage.support.enums import Moment
from rivage.support.evaluation import actions, reading
from rivage.support.evaluation.actions import EvaluationTold
from rivage.support.evaluation.forms import EvaluationForm
from rivage.support.evaluation.questions import EVALUATION, NO_ANSWER, NOT_ASKED, ROOM
from rivage.support.models import Evaluation
from rivage.support.todo import to_evaluate
from tests.bad_input.calling import Caller
from tests.dossiers.path import WHO, new_person
from tests.rights.permit.path import authorised
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
LEAD, OTHERS = "lead:estuaire33", "lead:amarres33"
NOBODY_ASKED = dict.fromkeys(EVALUATION.questions, NOT_ASKED)


def noted(
    world: World,
    person: Person,
    moment: str = "entry",
    day: date | None = None,
    *,
    agreed: bool = True,
    version: str | None = None,
    on: date | None = None,
    leaves: bool = True,
    **answers: str,
) -> Evaluation:
    with clock.at(clock.now() + ((on or world.today) - world.today)), acting(world[WHO]) as actor:
        told = EvaluationTold(moment, day or world.today, NOBODY_ASKED | answers, agreed, leaves)
        shown = version_of(last_written(Evaluation, person)) if version is None else version
        return actions.note_evaluation(actor=actor, on=on or world.today, person=person, told=told, version=shown)


def on_a_path(world: World) -> Person:
    demande = after(world, authorised)
    with acting(world[WHO]):
        return Person.objects.get(pk=demande.person_id)


def typed(**more: str) -> dict[str, str]:
    return {"moment": "entry", "day": "2026-03-02", **more}


def test_the_engine_says_what_was_answered_in_the_words_of_its_version() -> None:
    first = {"work": Question("Emploi", {"yes": "oui", "no": "non"})}
    second = {"work": Question("Travail", {"part": "à temps partiel", "full": "à temps plein"})}
    both = Questionnaire({1: first, 2: second}, {"none": "pas demandé"})
    assert list(both.lines({"work": "yes"}, 1)) == [("Emploi", "oui")]
    assert both.said("work", {"work": "yes"}) == ""
    assert both.wrong({"work": "yes", "other": "x"}) == ["work", "other"]
    assert both.wrong({"work": "none"}) == []
    assert both.unanswered({}) == [("work", "Travail")]
    assert both.fields()["work"].required
    assert not both.fields(empty="à renseigner")["work"].required


def test_rows_are_of_one_length_whatever_was_said() -> None:
    longest = {code: max(EVALUATION.offered(code), key=len) for code in EVALUATION.questions}
    assert len(questions.written(longest, ROOM)) == len(questions.written({}, ROOM)) == ROOM


def test_no_question_asks_whether_she_has_stopped_and_there_are_twelve_at_most() -> None:
    assert len(EVALUATION.questions) <= 12
    said = json.dumps([[one.label, *one.answers.values()] for one in EVALUATION.questions.values()]).lower()
    assert not [word for word in ("prostitution", "arrêt", "sorti", "diagnostic") if word in said]
    assert EVALUATION.questions["housing"] is SITUATION.questions["housing"]


def test_nothing_is_answered_for_her() -> None:
    drawn = EvaluationForm(version="", outside=False)
    assert not any(drawn[code].value() for code in EVALUATION.questions)
    empty = EvaluationForm(typed(housing="own"), version="", outside=False)
    assert not empty.is_valid()
    assert set(empty.errors) == set(EVALUATION.questions) - {"housing"}
    rest = EvaluationForm(typed(housing="own", debts=NO_ANSWER, rest="on"), version="", outside=False)
    assert rest.is_valid()
    answers = rest.told().answers
    assert (answers["housing"], answers["debts"], answers["work"]) == ("own", NO_ANSWER, NOT_ASKED)


@pytest.mark.parametrize(
    ("days", "agreed", "answers", "code"),
    [
        (1, True, {}, "day_future"),
        (-1, True, {}, "day_before_her"),
        (0, False, {}, "no_agreement"),
        (0, True, {"work": "invented"}, "no_answer"),
        (0, True, {"work": ""}, "no_answer"),
    ],
)
def test_what_can_t_be_is_refused_in_a_sentence_and_nothing_is_written(
    world: World, days: int, agreed: bool, answers: dict[str, str], code: str
) -> None:
    person = after(world, new_person)
    with pytest.raises(Refused) as refused:
        noted(world, person, day=world.today + timedelta(days=days), agreed=agreed, **answers)
    assert refused.value.verdict.codes == (code,)
    with acting(world[WHO]):
        assert not Evaluation.objects.exists()


def test_her_accord_is_asked_outside_a_path_alone_and_kept(world: World) -> None:
    inside = on_a_path(world)
    person = new_person(world, name="Rita Lagune")
    page = Caller(world[WHO]).get("support:evaluate", person=person.pk)
    assert page.says("Elle est d’accord pour que ses réponses soient gardées")
    assert noted(world, person).agreed is True
    page = Caller(world[WHO]).get("support:evaluate", person=inside.pk)
    assert not page.says("Elle est d’accord pour que")
    assert noted(world, inside, agreed=False).agreed is None


def test_two_tabs_do_not_write_over_each_other_and_two_clicks_write_once(world: World) -> None:
    person = after(world, new_person)
    first = noted(world, person, work="looking")
    empty = version_of(None)
    assert noted(world, person, work="looking", version=empty).pk == first.pk
    with pytest.raises(Stale):
        noted(world, person, work="long_full", version=empty)


def test_a_correction_says_why_and_both_stay(world: World) -> None:
    person = after(world, new_person)
    first = noted(world, person, work="looking")

    def corrected(work: str, why: str) -> Evaluation:
        with acting(world[WHO]) as actor:
            row = Evaluation.objects.get(pk=first.pk)
            told = EvaluationTold("entry", world.today, NOBODY_ASKED | {"work": work}, agreed=True)
            version = version_of(row)
            return actions.correct_evaluation(
                actor=actor, on=world.today, evaluation=row, told=told, version=version, why=why
            )

    with pytest.raises(Refused, match="Dites pourquoi"):
        corrected("long_full", " ")
    second = corrected("long_full", "Elle l’a redit.")
    assert corrected("long_full", "Second clic.").pk == second.pk
    with pytest.raises(Stale):
        corrected("short_part", "Autre onglet.")
    # The page of the first leads to what stands of it, and corrects that.
    caller: Any = Caller(world[WHO])
    shown = caller.client.get(caller.url("support:correct_evaluation", evaluation=first.pk)).context["form"]
    assert shown["work"].value() == "long_full"
    page = Caller(world[WHO]).get("support:evaluations", person=person.pk)
    for words in ("CDI, à temps plein", "en recherche", "Elle l’a redit."):
        assert page.says(words), words
    with acting(world[WHO]):
        assert [row.pk for row in reading.standing(person)] == [second.pk]


def test_the_picture_of_a_person_says_what_changed(world: World) -> None:
    person = on_a_path(world)
    later = world.today + timedelta(days=150)
    noted(world, person, resources="none", french="some", debts="none")
    noted(world, person, "renewal", later, on=later, resources="work", french="some")
    with acting(world[WHO]):
        found = dict(reading.picture(reading.standing(person)))
    assert [cell.change for cell in found["Ressources"]] == ["", "aucune"]
    assert not any(cell.change for cell in found["Français"])
    # What was not asked again is no change.
    assert not any(cell.change for cell in found["Dettes"])


def due(world: World, on: date) -> list[tuple[str, str]]:
    with acting(world[WHO]) as actor:
        rows = list(reading.due(actor, on))
        found = reading.due_of(rows, on)
        assert len(list(to_evaluate(actor, on))) == len(found)
        return [(str(one.moment), f"{one.since:%Y-%m-%d}") for one in found.values()]


def test_each_moment_of_a_path_is_asked_for_until_it_is_noted(world: World) -> None:
    person = on_a_path(world)
    after_new = new_person(world, name="Rita Lagune")
    with acting(world[WHO]):
        period = person.periods.get()
    starts, ends = period.starts, period.ends
    begun = max(world.today, starts)
    assert due(world, begun) == [("entry", f"{starts:%Y-%m-%d}")]
    noted(world, person, day=begun, on=begun)
    assert due(world, begun) == []
    near = ends - timedelta(days=60)
    assert due(world, near - timedelta(days=1)) == []
    assert due(world, near) == [("renewal", f"{near:%Y-%m-%d}")]
    noted(world, person, "renewal", near, on=near)
    assert due(world, near) == []
    assert due(world, ends) == [("exit", f"{ends:%Y-%m-%d}")]
    noted(world, person, "exit", ends, on=ends)
    assert due(world, ends) == []
    assert not due(world, ends + timedelta(days=181))
    assert after_new.pk


def test_the_picture_of_the_antenne_counts_those_evaluated_at_both_moments(world: World) -> None:
    people = [new_person(world, name=f"Awa Corail {n}") for n in range(4)]
    for person, work in zip(people, ("none", "none", "looking", "none"), strict=True):
        noted(world, person, resources=work if work == "none" else "aid")
    for person in people[:3]:
        noted(world, person, "exit", resources="work")
    elsewhere = new_person(world, name="Rita Lagune")
    noted(world, elsewhere, "six")
    with acting(world[LEAD]) as actor:
        found = reading.between(actor, Moment.ENTRY, Moment.EXIT)
        later = reading.between(actor, Moment.ENTRY, reading.LAST)
        assert (later.both, later.alone) == (3, 1)
        assert reading.between(actor, Moment.SIX, Moment.SIX).both == 0
    assert (found.both, found.alone, found.others) == (3, 1, 1)
    lines = {(line.question, line.answer): (line.before, line.after) for line in found.lines}
    assert lines["Ressources", "aucune"] == (2, 0)
    assert lines["Ressources", "un travail déclaré"] == (0, 3)
    for code, question in EVALUATION.questions.items():
        sums = [line for line in found.lines if line.question == question.label]
        assert (sum(line.before for line in sums), sum(line.after for line in sums)) == (3, 3), code
    page = Caller(world[LEAD]).get("support:before_after")
    assert page.says("Interne à l’antenne")
    assert Caller(world[WHO]).get("support:before_after").status == 404
    with acting(world[OTHERS]) as actor:
        assert reading.between(actor, Moment.ENTRY, Moment.EXIT).both == 0


def test_the_file_of_the_antenne_says_that_it_is_internal(world: World) -> None:
    person = after(world, new_person)
    noted(world, person, resources="none")
    noted(world, person, "exit", resources="work")
    with acting(world[LEAD]) as actor:
        said = actions.export_between(actor=actor, on=world.today, first="entry", last="exit", kind="csv").decode()
    assert "Ressources;aucune;1;0" in said
    assert "Interne à l’antenne" in said
    with acting(world[WHO]) as actor, pytest.raises(Refused, match="responsable"):
        actions.export_between(actor=actor, on=world.today, first="entry", last="exit", kind="csv")


def test_answers_are_read_by_her_antenne_alone_under_her_private_key(world: World) -> None:
    person = after(world, new_person)
    row = noted(world, person, work="long_full")
    for name in (OTHERS, "delegate:33"):
        assert Caller(world[name]).get("support:evaluations", person=person.pk).status == 404
        assert Caller(world[name]).get("support:correct_evaluation", evaluation=row.pk).status == 404
    with acting(world[WHO]), connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM support_evaluation")
        assert b"long_full" not in bytes(cursor.fetchone()[0])


def test_the_form_notes_and_a_refusal_keeps_what_was_typed(world: World) -> None:
    person = after(world, new_person)
    caller: Any = Caller(world[WHO])
    url = caller.url("support:evaluate", person=person.pk)
    sent = {"moment": "entry", "day": f"{world.today:%Y-%m-%d}", "resources": "none", "rest": "on", "version": ""}
    sent["version"] = version_of(None)
    refused = caller.client.post(url, sent)
    assert refused.status_code == 422
    assert "sans son accord" in refused.content.decode()
    assert caller.client.post(url, {**sent, "agreed": "on"}).status_code == 303
    with acting(world[WHO]):
        assert questions.read(Evaluation.objects.get().answers)["resources"] == "none"


def test_an_exit_that_nothing_says_is_asked_about_and_one_that_comes_is_not(world: World) -> None:
    person, reader = after(world, new_person), Caller(world[WHO])
    form = {"moment": "exit", "day": world.today.isoformat(), "agreed": "on", "rest": "on"}
    page = reader.shown("support:evaluate", person=person.pk)
    asked = reader.post("support:evaluate", page | form, person=person.pk)
    assert asked.status == 422
    assert asked.says("Rien ne dit qu’elle sort")
    assert asked.says("Elle sort : la fin de son accompagnement sera notée ensuite")
    done = reader.post("support:evaluate", page | form | {"leaves": "on"}, person=person.pk)
    assert done.says("C’est noté")
    other = new_person(world, name="Rita Lagune")
    with pytest.raises(Refused, match="Rien ne dit qu’elle sort"):
        noted(world, other, "exit", leaves=False)
    with acting(world[WHO]) as actor:
        ends = {"ended_on": world.today, "why": "done", "destination": "work"}
        dossiers.end_suivi(actor=actor, on=world.today, person=other, **ends)
    noted(world, other, "exit", leaves=False)


def test_an_exit_is_of_the_end_of_a_path(world: World) -> None:
    person = on_a_path(world)
    with acting(world[WHO]):
        over = Period.objects.filter(person=person).lived().latest("starts").ends
        assert not reading.going_out(person, over - reading.NEAR - timedelta(days=1))
        assert reading.going_out(person, over - reading.NEAR)
        assert reading.going_out(person, over + timedelta(days=300)), "her path is over, and she is accompanied still"
