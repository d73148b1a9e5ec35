"""A step of a permit noted wrong is corrected with a reason, both kept, and shortens no remedy that was announced."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from rivage.audit.models import Event
from rivage.core.contest import Contest
from rivage.core.refusal import Refused, Stale
from rivage.law.period import add_months
from rivage.law.recours import last_day
from rivage.law.wording import day as in_full
from rivage.people.models import Person
from rivage.rights.clocks import gather
from rivage.rights.clocks.facts import stay_facts
from rivage.rights.clocks.permit import held_days, requests
from rivage.rights.clocks.residence import standing
from rivage.rights.clocks.rows import PermitRow
from rivage.rights.clocks.steps import next_step
from rivage.rights.models import ApsCorrection, ApsFact
from rivage.rights.permit import actions, todo
from rivage.rights.permit.actions import StepTold
from tests.bad_input.calling import Caller
from tests.rights.permit.path import DELEGATE, DESK, REFERENT, authorised, day, note, person_of
from tests.stories import after
from tests.world import World, acting

WHY = "Le papier dit autre chose."


def correct(
    world: World, fact: ApsFact, instead: StepTold | None, who: str = REFERENT, why: str = WHY
) -> ApsCorrection:
    with acting(world[who]) as actor:
        return actions.correct_aps(actor=actor, on=world.today, fact=fact, instead=instead, why=why)


def stands(world: World, demande: Any) -> str:
    with acting(world[REFERENT]) as reader:
        return standing(gather(reader, person_of(demande)), world.today).words


@pytest.mark.django_db
def test_a_refusal_noted_of_the_wrong_request_is_put_where_it_belongs(world: World) -> None:
    demande = after(world, authorised, 40)
    note(world, demande, "requested", -30)
    note(world, demande, "delivered", -20, until=160)
    wrong = note(world, demande, "refused", -1, n=2)
    assert "renouvellement refusé" in stands(world, demande)
    with pytest.raises(Refused, match="Dites pourquoi"):
        correct(world, wrong, None, why=" ")
    with pytest.raises(Refused, match="dit le nom"):
        correct(world, wrong, None, why="Awa Corail l’a dit.")
    correct(world, wrong, None)
    assert "renouvellement" not in stands(world, demande)
    with pytest.raises(Stale):
        correct(world, wrong, None)
    with acting(world[REFERENT]):
        assert ApsFact.objects.count() == 3
        assert Event.objects.filter(kind="aps_corrected").count() == 1
    page = Caller(world[DELEGATE]).get("rights:stay", person=demande.person_id)
    assert page.says("<s>Demande n° 2, refusée le")
    assert page.says("Cette étape n’a pas eu lieu.")
    assert page.says(WHY)


@pytest.mark.django_db
def test_who_wrote_it_corrects_it_on_its_page(world: World) -> None:
    demande = after(world, authorised, 40)
    fact = note(world, demande, "delivered", -20, until=90)
    assert not Caller(world[DELEGATE]).get("rights:stay", person=demande.person_id).says("Corriger")
    for who in (DELEGATE, DESK):
        assert Caller(world[who]).get("rights:stay_correct", apsfact=fact.pk).status == 403, who
    referent = Caller(world[REFERENT])
    assert referent.get("rights:stay", person=demande.person_id).says("Corriger")
    page = referent.get("rights:stay_correct", apsfact=fact.pk)
    assert page.says("Ce qui était noté reste au dossier, barré, avec votre raison et votre fonction")
    typed = {
        "n": 1,
        "step": "delivered",
        "fact_on": str(fact.on),
        "until": str(day(world, 120)),
        "source": "paper_held",
    }
    said = {"happened": "other", "why": WHY}
    assert referent.post("rights:stay_correct", typed | {"why": WHY}, apsfact=fact.pk).status == 422
    kept = referent.post("rights:stay_correct", typed | said | {"why": ""}, apsfact=fact.pk)
    assert (kept.status, kept.says(str(day(world, 120)))) == (422, True)
    same = referent.post("rights:stay_correct", typed | said | {"until": str(fact.until)}, apsfact=fact.pk)
    assert same.says("C’est ce qui est déjà noté")
    assert referent.post("rights:stay_correct", typed | said, apsfact=fact.pk).says("C’est corrigé.")
    with acting(world[REFERENT]) as reader:
        (one,) = gather(reader, person_of(demande)).permits
        assert one.delivered
        assert one.delivered.until == day(world, 120)
    nothing = {"happened": "nothing", "why": WHY}
    assert referent.post("rights:stay_correct", nothing, apsfact=fact.pk).says("Noté à présent")


@pytest.mark.django_db
def test_a_request_is_not_taken_away_from_under_its_renewal(world: World) -> None:
    demande = after(world, authorised, 40)
    first = note(world, demande, "delivered", -20, until=160)
    note(world, demande, "requested", -1, n=2)
    with pytest.raises(Refused, match="corrigez-la d’abord"):
        correct(world, first, None)


@pytest.mark.django_db
def test_the_end_of_a_title_is_past_once_it_is(world: World) -> None:
    demande = after(world, authorised, 40)
    note(world, demande, "delivered", -20, until=30)
    with acting(world[REFERENT]) as referent:
        for days, words in ((30, "Le titre finit le"), (31, "Le titre a fini le")):
            (task,) = todo.of_the_antenne(referent, day(world, days))
            assert task.consequence.startswith(words)


@pytest.mark.django_db
def test_the_end_of_the_path_takes_no_remedy_away(world: World) -> None:
    demande = after(world, authorised, 170)
    note(world, demande, "requested", -60)
    refused = note(world, demande, "refused", -10)
    last = last_day(refused.on)

    def asked(on: date) -> list[tuple[str, date | None]]:
        with acting(world[REFERENT]) as referent:
            found = [(item.title, item.due) for item in todo.of_the_antenne(referent, on)]
        assert found.pop() == ("Noter la remise du refus du titre", on), "until it is, whatever became of the delay"
        return found

    over = world.today + timedelta(days=30)
    title = "Refus de l’autorisation provisoire : recours possible"
    assert asked(world.today) == [(todo.TO_READ, world.today)], "while a shorter delay may run, it is for today"
    assert asked(over) == asked(last) == [(title, last)]
    assert asked(last + timedelta(days=1)) == []
    with acting(world[REFERENT]) as referent:
        (found,) = stay_facts(referent, Person.objects.all()).values()
        assert "contester ce refus" in next_step(found, over, "")
        assert next_step(found, last + timedelta(days=1), "") == ""


@pytest.mark.django_db
@pytest.mark.parametrize("step", ["refused", "requested"])
def test_the_sooner_day_of_a_remedy_is_said_beside_the_later_and_is_the_one_of_the_duty(
    world: World, step: str
) -> None:
    demande = after(world, authorised, 170)
    asked = note(world, demande, "requested", -140)
    late = note(world, demande, "refused", -10) if step == "refused" else asked
    sooner = late.on - timedelta(days=20)
    correct(world, late, StepTold(n=1, step=step, on=sooner, source="phone"))
    with acting(world[REFERENT]) as referent:
        (found,) = stay_facts(referent, Person.objects.all()).values()
        (one,) = found.permits
        silence = one.silence()
        contest = silence.contest if silence is not None else one.contest()
        assert contest is not None
        assert contest.sooner is not None
        soon = contest.sooner

        def duty(on: date) -> tuple[date | None, str]:
            first = next(iter(todo.of_the_antenne(referent, on)))
            return first.due, first.consequence

        due, said = duty(soon)
        assert due == soon
        assert "agissez au plus tard le" in said
        due, said = duty(soon + timedelta(days=1))
        assert due == contest.last
        assert "agissez sans attendre" in said
        for on, past in ((soon, ""), (soon + timedelta(days=1), " (jour passé)")):
            days = f"Recours, dernier jour sûr : {in_full(soon)}{past}, annoncé :"
            assert days.replace("\u00a0", " ") in next_step(found, on, "").replace("\u00a0", " ")
    # Who does not read the letter of a written refusal is promised no day.
    others = contest if silence is not None else replace(contest, unread=True)
    seen = {REFERENT: contest, DELEGATE: others, DESK: others}
    said = {who: one.sentence(world.today).replace("\u00a0", " ") for who, one in seen.items()}
    for who in seen:
        page = Caller(world[who]).get("rights:stay", person=demande.person_id)
        assert page.text.replace("\u00a0", " ").count(said[who]) == 2, "the next step, and the request"
    days = contest.days(world.today).replace("\u00a0", " ")
    for who in (REFERENT, DELEGATE):
        reader = Caller(world[who])
        assert reader.get("rights:permit", person=demande.person_id).says(said[who]), who
    step = Caller(world[REFERENT]).get("people:step", person=demande.person_id)
    assert step.says(days), "whatever else comes first"


def row(on: date, corrected: bool = False) -> PermitRow:
    return PermitRow(uuid4(), uuid4(), 1, "requested", on, None, "phone", uuid4(), uuid4() if corrected else None)


def test_a_later_receipt_takes_no_day_from_the_one_before() -> None:
    first, later = date(2026, 6, 1), date(2026, 9, 20)
    rows = [
        PermitRow(uuid4(), uuid4(), 1, "receipt", on, add_months(on, 3), "own_desk", uuid4(), None)
        for on in (first, later)
    ]
    (given,) = requests(rows, {})
    assert [span.start for span in given.receipts] == [first, later]
    assert held_days([given]) == list(given.receipts)
    (asked,) = requests([*rows, rows[1]._replace(step="refused", until=None)], {})
    assert held_days([asked]) == [given.receipts[0]]
    assert asked.contest() == Contest(last_day(later))


def receipt(on: date, until: date, source: str) -> PermitRow:
    return PermitRow(uuid4(), uuid4(), 1, "receipt", on, until, source, uuid4(), None)


def test_a_receipt_that_the_desk_prolongs_is_another_paper_than_the_one_the_antenne_read() -> None:
    first = receipt(date(2026, 9, 20), date(2027, 1, 13), "her_paper")
    second = receipt(date(2026, 11, 29), date(2027, 4, 13), "own_desk")
    (given,) = requests([first, second], {})
    assert [(span.start, span.last_day) for span in given.receipts] == [
        (first.on, date(2026, 11, 28)),
        (second.on, second.until),
    ]
    assert given.receipt is not None
    assert given.receipt.until == second.until
    assert given.receipt.others == (), "two papers contradict nobody"


@pytest.mark.parametrize(
    "read",
    [
        (date(2026, 11, 29), date(2027, 3, 13)),
        (date(2026, 11, 2), date(2027, 4, 13)),
        (date(2026, 11, 30), date(2030, 11, 20)),
        (date(2026, 11, 2), date(2030, 11, 20)),
    ],
)
def test_nothing_that_another_side_reads_adds_a_day_to_what_the_desk_wrote(read: tuple[date, date]) -> None:
    desks = receipt(date(2026, 11, 29), date(2027, 4, 13), "own_desk")
    (given,) = requests([desks, receipt(*read, "her_paper")], {})
    assert [(span.start, span.last_day) for span in given.receipts] == [(desks.on, desks.until)]
    assert given.receipt is not None
    assert [(on, until) for _, on, until in given.receipt.others] == [read], "it is told beside"


def test_the_receipt_given_last_is_the_one_shown_whenever_it_was_noted() -> None:
    older = receipt(date(2026, 6, 1), date(2026, 9, 1), "own_desk")
    newer = receipt(date(2026, 9, 2), date(2026, 12, 1), "own_desk")
    (given,) = requests([newer, older], {})
    assert given.receipt is not None
    assert given.receipt.on == newer.on


def test_a_correction_shortens_no_remedy_against_a_refusal() -> None:
    late, soon = date(2026, 11, 21), date(2026, 8, 20)
    asked = row(date(2026, 6, 3))
    wrong, right = (row(on, corrected)._replace(step="refused") for on, corrected in ((late, True), (soon, False)))
    (shortened,) = requests([asked, wrong, right], {})
    assert shortened.refused.on == soon
    assert shortened.contest() == Contest(last_day(late), last_day(soon))
    (undone,) = requests([asked, wrong], {})
    assert undone.contest() is None


def test_a_correction_shortens_no_remedy_and_says_the_sooner_day() -> None:
    late, soon = date(2026, 6, 10), date(2026, 6, 3)
    asked = [
        requests(rows, {})[0].silence()
        for rows in ([row(late)], [row(late, corrected=True), row(soon)], [row(soon, corrected=True), row(late)])
    ]
    first, sooner, later = (one for one in asked if one)
    assert first.contest.sooner is None
    assert first.contest_by == last_day(first.refused_on)
    assert sooner.contest_by == first.contest_by
    assert sooner.contest.sooner
    assert sooner.contest.sooner < first.contest_by
    assert later.contest == first.contest
    assert requests([row(late, corrected=True)], {}) == ()
