"""Where people stand is counted without naming: sums of passages, taken back and added exactly by who has her file."""

import random
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from rivage.core import clock, questions
from rivage.core.questions import Questionnaire
from rivage.core.refusal import Refused
from rivage.core.versions import version_of
from rivage.people.models import Person
from rivage.support.answered import last_written
from rivage.support.evaluation import actions
from rivage.support.evaluation.actions import EvaluationTold
from rivage.support.evaluation.questions import EVALUATION, NO_ANSWER, NOT_ASKED
from rivage.support.models import Evaluation, Tally
from rivage.support.tally import cells
from rivage.support.tally.cells import PEOPLE, Cell, Sums, layout, packed, unpacked
from rivage.support.tally.counting import CountNote
from rivage.support.tally.reading import SumLine, YearSums
from rivage.vault import keys
from tests.bad_input.calling import Caller
from tests.dossiers.path import WHO, new_person
from tests.people.moving import moved
from tests.stories import after
from tests.support.test_evaluation import LEAD, NOBODY_ASKED, OTHERS, noted
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def day(world: World, month: int, number: int = 10, years: int = 1) -> date:
    """A day of next year, or of another one after."""
    return date(world.today.year + years, month, number)


def corrected(world: World, row: Evaluation, on: date, who: str = WHO, **values: Any) -> Evaluation:
    """What stands of an evaluation, put right on a day: `moment`, `day`, or answers."""
    with clock.at(clock.now() + (on - world.today)), acting(world[who]) as actor:
        held = Evaluation.objects.get(pk=row.pk)
        answers = questions.read(held.answers)
        moment, when = values.pop("moment", held.moment), values.pop("day", held.day)
        told = EvaluationTold(moment, when, answers | values, agreed=True, leaves=True)
        version = version_of(held)
        return actions.correct_evaluation(
            actor=actor, on=on, evaluation=held, told=told, version=version, why="Elle l’a redit."
        )


def kept(world: World, year: int, who: str = LEAD) -> dict[Cell, int]:
    """The sums of a year, as the antenne holds them."""
    with acting(world[who]) as actor:
        row = Tally.objects.visible_to(actor).filter(year=year).first()
        return dict(row.sums.cells) if row else {}


def of(kept: dict[Cell, int], question: str) -> dict[str, int]:
    """« entry none > exit work »: how many."""
    return {f"{c[0]} {c[3]} > {c[1]} {c[4]}": n for c, n in kept.items() if c[2] == question}


def recounted(world: World, year: int) -> dict[Cell, int]:
    """The same, counted in the files another way."""
    found = Counter[Cell]()
    allowed = {(str(a), str(b)) for a, b in cells.PAIRS}
    with acting(world[LEAD]) as actor:
        standing = list(Evaluation.objects.visible_to(actor).filter(replaced_by__isnull=True))
        for person in {row.person_id for row in standing}:
            hers = sorted((row for row in standing if row.person_id == person), key=lambda row: (row.day, row.pk))
            own = set()
            for n, row in enumerate(hers):
                before = [one for one in hers[:n] if one.day < row.day]
                entries = [one for one in before if one.moment == "entry"]
                for one in (*before[-1:], *entries[-1:]):
                    if row.day.year == year and (one.moment, row.moment) in allowed:
                        own |= {PEOPLE} | set(between(one, row))
            found.update(own)
    return dict(found)


def between(one: Evaluation, row: Evaluation) -> Iterable[Cell]:
    first, then = questions.read(one.answers), questions.read(row.answers)
    for code in EVALUATION.questions:
        said = (first.get(code, NOT_ASKED), then.get(code, NOT_ASKED))
        if not {NOT_ASKED, NO_ANSWER} & set(said):
            yield one.moment, row.moment, code, *said


def test_sums_are_kept_in_one_length_whatever_they_say() -> None:
    every = Sums(7, dict.fromkeys(layout(1), 65_535))
    assert len(packed(every)) == len(packed(Sums())) == len(packed(Sums(2**31, {layout(1)[9]: 3})))
    assert unpacked(packed(every)) == every
    assert unpacked(packed(Sums(2, {layout(1)[-1]: 5}))) == Sums(2, {layout(1)[-1]: 5})


def test_sums_of_an_earlier_questionnaire_are_read_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Sums(3, {PEOPLE: 2, ("entry", "exit", "work", "none", "long_full"): 2})
    text = packed(before)
    first = dict(EVALUATION.versions[1])
    second = {"bank": first["debts"], **{code: first[code] for code in reversed(first) if code != "bank"}}
    wider = Questionnaire({1: first, 2: second}, EVALUATION.unsaid)
    monkeypatch.setattr(cells, "EVALUATION", wider)
    cells.layout.cache_clear()
    try:
        assert unpacked(text) == before
        assert unpacked(packed(before)) == before
        assert len(packed(before)) > len(text)
    finally:
        monkeypatch.undo()
        cells.layout.cache_clear()


def test_a_passage_is_counted_from_the_evaluation_before_and_from_her_entry(world: World) -> None:
    person = after(world, new_person)
    year = day(world, 1).year
    noted(world, person, day=day(world, 1), on=day(world, 1), resources="none", debts="none")
    assert kept(world, year) == {}
    noted(world, person, "renewal", day(world, 6), on=day(world, 6), resources="aid", debts=NO_ANSWER)
    noted(world, person, "exit", day(world, 11), on=day(world, 11), resources="work", debts="planned")
    found = kept(world, year)
    assert of(found, "resources") == {
        "entry none > renewal aid": 1,
        "renewal aid > exit work": 1,
        "entry none > exit work": 1,
    }
    assert of(found, "debts") == {"entry none > exit planned": 1}
    assert found[PEOPLE] == 1
    assert of(found, "work") == {}


def test_two_of_one_day_or_an_entry_after_an_exit_are_no_passage(world: World) -> None:
    person = after(world, new_person)
    when = day(world, 3)
    noted(world, person, day=when, on=when, resources="none")
    noted(world, person, "exit", when, on=when, resources="work")
    assert kept(world, when.year) == {}
    noted(world, person, "entry", day(world, 5), on=day(world, 5), resources="aid")
    assert of(kept(world, when.year), "resources") == {}


def test_a_correction_takes_back_and_adds(world: World) -> None:
    person, other = after(world, new_person), new_person(world, name="Rita Lagune")
    year = day(world, 1).year
    for one in (person, other):
        first = noted(world, one, day=day(world, 1), on=day(world, 1), work="none", bank="none")
    last = noted(world, other, "exit", day(world, 9), on=day(world, 9), work="looking", bank="own")
    noted(world, person, "exit", day(world, 9), on=day(world, 9), work="looking", bank="own")
    assert of(kept(world, year), "work") == {"entry none > exit looking": 2}
    last = corrected(world, last, day(world, 9), work="long_full")
    assert of(kept(world, year), "work") == {"entry none > exit looking": 1, "entry none > exit long_full": 1}
    assert of(kept(world, year), "bank") == {"entry none > exit own": 2}
    # That of before, corrected, moves what follows it; once it is of the same day, nothing follows.
    first = corrected(world, first, day(world, 9), work="workshop")
    assert of(kept(world, year), "work") == {"entry none > exit looking": 1, "entry workshop > exit long_full": 1}
    corrected(world, first, day(world, 9), day=day(world, 9))
    assert of(kept(world, year), "work") == {"entry none > exit looking": 1}
    assert kept(world, year)[PEOPLE] == 1


def test_one_person_adds_one_at_most_to_each_cell_of_a_year(world: World) -> None:
    person = after(world, new_person)
    for month, moment in ((1, "renewal"), (4, "renewal"), (7, "renewal"), (10, "exit")):
        noted(world, person, moment, day(world, month), on=day(world, month), title="aps")
    found = kept(world, day(world, 1).year)
    assert of(found, "title") == {"renewal aps > renewal aps": 1, "renewal aps > exit aps": 1}
    assert found[PEOPLE] == 1


@pytest.mark.parametrize("seed", range(3))
def test_the_sums_are_those_of_the_files_whatever_was_noted_and_corrected(world: World, seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - invented answers
    persons = [new_person(world, name=f"Awa Corail {n}") for n in range(3)]
    last = day(world, 3, years=2)
    rows = list[Evaluation]()
    for _ in range(24):
        when = draw.choice([day(world, 2), day(world, 6), day(world, 6, 20), day(world, 12), day(world, 1, years=2)])
        moment = draw.choice(["entry", "renewal", "renewal", "exit"])
        said = {code: draw.choice(list(EVALUATION.offered(code))) for code in ("work", "bank", "safety")}
        if rows and draw.random() < 0.4:
            one = rows.pop(draw.randrange(len(rows)))
            rows.append(corrected(world, one, last, moment=moment, day=when, **said))
        else:
            rows.append(noted(world, draw.choice(persons), moment, when, on=last, **said))
    for year in (last.year - 1, last.year):
        assert kept(world, year) == recounted(world, year), year
    assert kept(world, last.year - 1)


def test_what_was_counted_is_noted_under_her_key_and_in_her_antenne_alone(world: World) -> None:
    person = after(world, new_person)
    when = day(world, 1)
    first = noted(world, person, day=when, on=when, work="none")
    row = noted(world, person, "exit", day(world, 8), on=day(world, 8), work="looking")
    with acting(world[WHO]) as actor:
        tally = Tally.objects.visible_to(actor).get()
        note = CountNote.read(Evaluation.objects.get(pk=row.pk).counted or "")
        assert note.pairs == ((tally.pk, first.pk, row.pk),)
        assert (note.number, note.saves, tally.sums.saves) == (2, {tally.pk: 2}, 2)
        with connection.cursor() as cursor:
            cursor.execute("SELECT counted, sums FROM support_evaluation e, support_tally WHERE e.id = %s", [row.pk])
            held = [bytes(one) for one in cursor.fetchone()]
        assert not [one for one in held if str(first.pk).encode() in one or b"looking" in one]
    for who in (OTHERS, "delegate:33", "secretary:33", "head_office:amarres"):
        if who in world.memberships:
            with acting(world[who]), connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM support_tally")
                assert cursor.fetchone()[0] == 0, who


def test_a_year_that_is_over_is_counted_until_its_last_day(world: World) -> None:
    person = after(world, new_person)
    year = day(world, 1).year
    first = noted(world, person, day=day(world, 1), on=day(world, 1), work="none")
    noted(world, person, "exit", day(world, 12), on=day(world, 3, 31, years=2), work="looking")
    assert of(kept(world, year), "work") == {"entry none > exit looking": 1}
    late = day(world, 4, 1, years=2)
    corrected(world, first, late, work="workshop")
    noted(world, person, "twelve", late, on=late, work="own")
    assert of(kept(world, year), "work") == {"entry none > exit looking": 1}
    # What was counted of that year stays there: the evaluation at its end is not counted again elsewhere.
    assert of(kept(world, year + 1), "work") == {"entry workshop > twelve own": 1, "exit looking > twelve own": 1}


def test_nothing_of_her_is_in_the_sums_and_her_erasure_takes_nothing_back(world: World) -> None:
    person, other = after(world, new_person), new_person(world, name="Rita Lagune")
    for one in (person, other):
        noted(world, one, day=day(world, 1), on=day(world, 1), work="none")
        noted(world, one, "exit", day(world, 9), on=day(world, 9), work="looking")
    before = kept(world, day(world, 1).year)
    with acting(world[LEAD]):
        keys.destroy(person.pk)
    assert kept(world, day(world, 1).year) == before
    noted(world, other, "six", day(world, 12), on=day(world, 12), work="own")
    assert of(kept(world, day(world, 1).year), "work")["entry none > exit looking"] == 2


def test_what_one_antenne_counted_stays_there_when_she_moves(world: World) -> None:
    person = after(world, new_person)
    noted(world, person, day=day(world, 1), on=day(world, 1), work="none")
    last = noted(world, person, "renewal", day(world, 6), on=day(world, 6), work="looking")
    moved(world, person, OTHERS)
    with acting(world[OTHERS]):
        arrived = Person.objects.get(pk=person.pk)
    assert arrived.antenne_id == world.bodies["amarres33"].pk
    year = day(world, 1).year
    corrected(world, last, day(world, 6), who=OTHERS, work="workshop")
    assert of(kept(world, year), "work") == {"entry none > renewal looking": 1}
    assert kept(world, year, OTHERS) == {}
    with clock.at(clock.now() + (day(world, 9) - world.today)), acting(world[OTHERS]) as actor:
        told = EvaluationTold("exit", day(world, 9), NOBODY_ASKED | {"work": "own"}, True, leaves=True)
        version = version_of(last_written(Evaluation, arrived))
        actions.note_evaluation(actor=actor, on=day(world, 9), person=arrived, told=told, version=version)
    assert of(kept(world, year, OTHERS), "work") == {
        "entry none > exit own": 1,
        "renewal workshop > exit own": 1,
    }


def test_sums_of_an_older_backup_refuse_in_a_sentence_and_nothing_is_half_done(world: World) -> None:
    person = after(world, new_person)
    noted(world, person, day=day(world, 1), on=day(world, 1), work="none")
    with acting(world[LEAD]) as actor:
        old = Tally.objects.visible_to(actor).get().sums
    noted(world, person, "renewal", day(world, 6), on=day(world, 6), work="looking")
    with acting(world[LEAD]) as actor:
        row = Tally.objects.visible_to(actor).get()
        row.sums = old
        row.save(update_fields=["sums"])
    with pytest.raises(Refused, match="une sauvegarde plus ancienne"):
        noted(world, person, "exit", day(world, 9), on=day(world, 9), work="own")
    with acting(world[LEAD]) as actor:
        assert Evaluation.objects.visible_to(actor).count() == 2
        assert Tally.objects.visible_to(actor).get().sums == old


@pytest.mark.django_db(transaction=True)
def test_two_evaluations_at_once_lose_no_count(world: World) -> None:
    """The first of the year too, which makes the row."""
    persons = [new_person(world, name=f"Awa Corail {n}") for n in range(4)]
    together = Barrier(len(persons))

    def both(person: Person) -> None:
        try:
            together.wait()
            noted(world, person, day=day(world, 1), on=day(world, 1), work="none")
            noted(world, person, "exit", day(world, 9), on=day(world, 9), work="looking")
        finally:
            connection.close()

    with ThreadPoolExecutor(len(persons)) as pool:
        list(pool.map(both, persons))
    found = kept(world, day(world, 1).year)
    assert of(found, "work") == {"entry none > exit looking": 4}
    with acting(world[LEAD]) as actor:
        assert Tally.objects.visible_to(actor).get().sums.saves == 8


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE support_tally SET year = year - 1",
        "UPDATE support_tally SET let_go_on = current_date, sealed = 'x'",
        "DELETE FROM support_tally",
        "SELECT n FROM support_passagesum",
        "SELECT * FROM support_passages(2026, NULL)",
    ],
)
def test_what_no_verb_does_the_database_refuses(world: World, sql: str) -> None:
    person = after(world, new_person)
    noted(world, person, work="none")
    for who in (WHO, LEAD):
        with acting(world[who]), connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(sql)


def test_a_number_of_one_or_two_warns_that_it_may_name_somebody(world: World) -> None:
    row = YearSums(Tally(year=world.today.year), "", 3, (("", (SumLine("", "", "", 3),)),), behind=False, due=False)
    assert not row.telling
    assert replace(row, people=2).telling
    assert replace(row, tables=(("", (SumLine("", "", "", 3), SumLine("", "", "", 1))),)).telling
    person = after(world, new_person)
    noted(world, person, day=day(world, 1), on=day(world, 1), resources="none")
    noted(world, person, "renewal", day(world, 6), on=day(world, 6), resources="aid")
    page = Caller(world[LEAD]).get("support:sums")
    assert page.says("Ces nombres peuvent désigner quelqu’un.")
    assert not page.says("sans dire lesquelles")
