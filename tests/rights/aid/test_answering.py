"""What the payer answers, by a file or a month at a time: noted as it was read, once, or not at all."""

from datetime import timedelta
from decimal import Decimal

import pytest

from rivage.core.refusal import Refused, Stale
from rivage.rights.aid import actions
from rivage.rights.aid.actions import Answered
from rivage.rights.aid.actions.answering import answer_version
from rivage.rights.aid.answer_file import opened, sealed, unsealed
from rivage.rights.aid.ledger import MonthState, read_books
from rivage.rights.models import AfisDecision, AfisMonth, AfisOrder
from tests.rights.aid.test_months import aided, answer, granted, house, lines, ordered, read
from tests.world import World, acting

__all__ = ["aided"]
pytestmark = pytest.mark.django_db


def test_answers_are_read_once_and_the_same_file_twice_changes_nothing(world: World, aided: AfisDecision) -> None:
    order = ordered(world)
    (line,) = lines(world)
    content = answer(line, world)
    report = read(world, order, content)
    assert len(report.accepted) == 1
    before = house()
    with pytest.raises(Refused, match="déjà été lu"):
        read(world, order, content)
    with pytest.raises(Refused, match="déjà été lu"):
        read(world, order, content, "delegate:33")
    again = read(world, order, content + b"\n")
    assert (len(again.accepted), len(again.already)) == (0, 1)
    after = house()
    assert before[0] == after[0]
    with acting(world["delegate:33"]) as delegate:
        (month, *_) = read_books(delegate, [aided.person_id]).months(aided.person_id, world.today)
    assert (month.state, month.ordered.paid) == (MonthState.PAID, Decimal("665.52"))


def test_a_file_is_noted_as_it_was_read_or_not_at_all(world: World, aided: AfisDecision) -> None:
    order = ordered(world)
    (line,) = lines(world)
    with acting(world["payer:33"]) as payer:
        asked = {"actor": payer, "on": world.today, "order": order, "file": opened(answer(line, world))}
        shown = actions.compare_answers(**asked).version
        text = sealed(asked["file"], order, payer)
        assert unsealed(text, order, payer) == asked["file"]
        for other in (text[:-1], sealed(asked["file"], AfisOrder(), payer)):
            with pytest.raises(Refused, match="n’est plus valable"):
                unsealed(other, order, payer)
    read(world, order, answer(line, world, etat="suspendu", montant=""), "delegate:33")
    with acting(world["payer:33"]), pytest.raises(Stale):
        actions.read_answers(**asked, version=shown)
    assert lines(world)[0].answer == "suspended"


def test_one_month_is_answered_without_a_file(world: World, aided: AfisDecision) -> None:
    order = ordered(world)
    (line,) = lines(world)

    def say(told: Answered, version: str, reference: str = line.reference) -> None:
        with acting(world["payer:33"]) as payer:
            asked = {"actor": payer, "on": world.today, "order": order, "reference": reference}
            actions.answer_line(**asked, told=told, version=version)

    today, shown = world.today, answer_version(line)
    paid = Answered("paid", today, Decimal("665.52"))
    for told, sentence in (
        (Answered("paid", today), "a un montant"),
        (Answered("paid", today, Decimal(700)), "de plus que l’ordre"),
        (Answered("paid", today + timedelta(days=1), Decimal(3)), "après aujourd’hui"),
    ):
        with pytest.raises(Refused, match=sentence):
            say(told, shown)
    with pytest.raises(Refused, match="Référence inconnue"):
        say(paid, shown, "L-AUTRE")
    say(paid, shown)
    say(paid, shown)
    with pytest.raises(Stale):
        say(Answered("returned", today), shown)
    with pytest.raises(Refused, match="Contredit ce qui est déjà noté"):
        say(Answered("returned", today), answer_version(lines(world)[0]))
    with acting(world["delegate:33"]):
        assert AfisMonth.objects.get().paid == Decimal("665.52")


def test_a_file_cut_short_or_all_wrong_changes_nothing(world: World, aided: AfisDecision) -> None:
    order = ordered(world)
    (line,) = lines(world)
    before = house()
    with pytest.raises(Refused, match="est coupé"):
        read(world, order, answer(line, world)[:-6])
    report = read(world, order, answer(line, world, reference="L-INCONNUE"))
    assert [found.number for found in report.wrong] == [2]
    assert house() == before


def test_the_same_file_of_another_order_is_told_apart(world: World, aided: AfisDecision) -> None:
    one = ordered(world)
    granted(world)
    two = ordered(world)
    (line,) = [found for found in lines(world) if found.order_id == one.pk]
    report = read(world, two, answer(line, world))
    assert "de l’ordre n° 1" in report.wrong[0].sentence.replace("\u00a0", " ")
    assert not any(found.answer for found in lines(world))
