"""What the payer says of the amount: a notice with its source, beside what is computed, taken back with a reason."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from rivage.core.refusal import Refused
from rivage.law.period import add_months
from rivage.rights.aid import actions
from rivage.rights.aid.actions import AmountTold
from rivage.rights.aid.ledger import read_books
from rivage.rights.models import AfisDecision, AfisMonth, PayerNotice
from tests.bad_input.calling import Caller
from tests.dossiers.path import WHO
from tests.rights.aid.test_months import aided, first, lines, ordered
from tests.rights.aid.test_notified import refused_by_the_database
from tests.world import World, acting

__all__ = ["aided"]
pytestmark = pytest.mark.django_db
DELEGATE, PAYER = "delegate:33", "payer:33"


def told(world: World, line: AfisMonth, who: str = DELEGATE, **values: Any) -> PayerNotice:
    given = {"amount": Decimal("300"), "since": first(world), "said_on": world.today, "source": "phone"} | values
    with acting(world[who]) as actor:
        return actions.note_payer_notice(actor=actor, on=world.today, line=line, told=AmountTold(**given))


def shown(world: World, person: Any) -> list[Decimal | None]:
    with acting(world[DELEGATE]) as actor:
        months = read_books(actor, [person]).months(person, world.today)
        return [month.noticed.amount if month.noticed else None for month in months]


def test_it_stands_beside_the_months_from_its_own_and_changes_none(world: World, aided: AfisDecision) -> None:
    ordered(world)
    (line,) = lines(world)
    with acting(world[DELEGATE]) as actor:
        before = [one.to_settle for one in read_books(actor, [aided.person_id]).months(aided.person_id, world.today)]
    assert set(shown(world, aided.person_id)) == {None}
    told(world, line, since=add_months(first(world), 1))
    found = shown(world, aided.person_id)
    assert found[0] is None, "a month before the one it names"
    assert set(found[1:]) == {Decimal("300.00")}
    told(world, line, amount=Decimal("310"), since=add_months(first(world), 2))
    assert shown(world, aided.person_id)[1:3] == [Decimal("300.00"), Decimal("310.00")]
    with acting(world[DELEGATE]) as actor:
        after = [one.to_settle for one in read_books(actor, [aided.person_id]).months(aided.person_id, world.today)]
        assert before == after


def test_the_same_told_twice_is_one_and_a_source_is_of_who_says_it(world: World, aided: AfisDecision) -> None:
    ordered(world)
    (line,) = lines(world)
    assert told(world, line).pk == told(world, line).pk
    with pytest.raises(Refused, match="d’où vous le savez"):
        told(world, line, source="own_desk")
    with pytest.raises(Refused, match="d’où vous le savez"):
        told(world, line, PAYER, source="phone")
    with pytest.raises(Refused, match="après aujourd’hui"):
        told(world, line, said_on=world.today + timedelta(days=1))
    assert told(world, line, PAYER, source="own_desk").source == "own_desk"


def test_the_difference_is_said_in_words_then_struck_with_its_reason(world: World, aided: AfisDecision) -> None:
    order = ordered(world)
    (line,) = lines(world)
    payer = Caller(world[PAYER])
    assert payer.get("rights:order", order=order.pk).says("Montant changé")
    assert not payer.get("rights:payer_notice", afismonth=line.pk).says("D’où vous le savez")
    typed = {"amount": "300", "since": first(world).isoformat(), "said_on": world.today.isoformat()}
    assert payer.post("rights:payer_notice", typed | {"amount": ""}, afismonth=line.pk).status == 422
    assert payer.post("rights:payer_notice", typed, afismonth=line.pk).says("C’est noté.")
    with acting(world[DELEGATE]):
        row = PayerNotice.objects.get()
    assert row.source == "own_desk"
    gap = f"{line.amount - 300:.2f}".replace(".", ",")
    for who in (DELEGATE, WHO):
        page = Caller(world[who]).get("rights:months", person=aided.person_id)
        assert page.says(f"L’organisme payeur dit 300 € : {gap} € de moins que ce que Rivage compte."), who
        assert page.says("par le service lui-même"), who
    delegate = Caller(world[DELEGATE])
    assert delegate.get("rights:payer_notice", afismonth=line.pk).says("D’où vous le savez")
    taken = {"payernotice": row.pk}
    assert delegate.post("rights:payer_notice_taken_back", {"why": " "}, **taken).status == 422
    done = delegate.post("rights:payer_notice_taken_back", {"why": "Un autre dossier."}, **taken)
    assert done.says("C’est dit noté par erreur.")
    page = Caller(world[WHO]).get("rights:months", person=aided.person_id)
    assert page.says("Un autre dossier.")
    assert not page.says("L’organisme payeur dit 300")
    assert Caller(world[WHO]).get("rights:payer_notice", afismonth=line.pk).status == 404


def test_the_database_keeps_it_within_bounds_and_never_rewrites_it(world: World, aided: AfisDecision) -> None:
    given = {
        "decision": aided, "since": first(world), "amount": 300, "said_on": world.today, "source": "phone",
    }  # fmt: skip

    def born(**values: Any) -> bool:
        with acting(world[DELEGATE]) as actor:
            row = PayerNotice.beside(aided, **(given | {"recorded_by": actor} | values))
            return not refused_by_the_database(lambda: row.save(force_insert=True))

    assert not born(), "no month of it was ordered"
    ordered(world)
    for wrong in (
        {"amount": 99_999}, {"since": date(2026, 3, 2)}, {"said_on": world.today + timedelta(days=5)},
        {"taken_back_on": world.today},
    ):  # fmt: skip
        assert not born(**wrong), wrong
    assert born()
    with acting(world[DELEGATE]):
        rows = PayerNotice.objects.all()
        assert rows.exists()
        assert refused_by_the_database(lambda: rows.update(amount=1))
        assert refused_by_the_database(lambda: rows.update(taken_back_on=world.today)), "without a reason"
