"""The months of the aid, computed: amounts of each law, children, ends, what was ordered and answered. No database."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import uuid4

import pytest

from rivage.law.period import Days, add_months
from rivage.rights.aid.differing import Differences, differs
from rivage.rights.aid.ledger import Grant, MonthState, children_in, months
from rivage.rights.aid.ordered import Ordered

ON = date(2027, 6, 1)
START = date(2026, 1, 15)


def grant(start: date = START, length: int = 6, children: int = 0, **values: object) -> Grant:
    base = Grant(
        decision=uuid4(),
        person=uuid4(),
        antenne=uuid4(),
        departement="33",
        decided_on=start,
        recorded_at=datetime.combine(start, time(12), UTC),
        children=children,
        whole=Days.of_months(start, length),
    )
    return replace(base, **values)


def ordered(month: date, amount: str, **values: object) -> Ordered:
    return Ordered(month=month, children=0, amount=Decimal(amount), reference="L-TEST", order=1, **values)


def amounts(found: Grant) -> list[tuple[str, str, bool]]:
    return [(f"{m.month:%Y-%m}", str(m.amount), m.to_confirm) for m in months([found], [], ON)]


def test_each_month_is_at_the_amount_of_its_law() -> None:
    assert amounts(grant(date(2022, 5, 3), 3, 1)) == [
        ("2022-05", "432.00", False),
        ("2022-06", "432.00", False),
        ("2022-07", "449.28", False),
    ]
    assert amounts(grant(date(2025, 10, 10), 4)) == [
        ("2025-10", "343.20", False),
        ("2025-11", "343.20", False),
        ("2025-12", "559.44", True),
        ("2026-01", "559.44", True),
    ]
    mayotte = grant(date(2022, 6, 1), 2, departement="976")
    assert amounts(mayotte) == [("2022-06", "165.00", False), ("2022-07", "171.60", False)]


def test_a_remainder_of_the_24_months_is_paid_and_nothing_after_it() -> None:
    runs = [
        grant(date(2024, 1, 1), 6),
        grant(date(2024, 7, 1), 6),
        grant(date(2025, 1, 1), 6),
        grant(date(2025, 7, 1), 4),
    ]
    found = months(runs, [], ON)
    assert len(found) == 22
    assert found[-1].month == date(2025, 10, 1)


def test_months_before_their_first_day_are_coming_then_due() -> None:
    seen = [month.state for month in months([grant()], [], date(2026, 3, 1))]
    assert seen == [MonthState.DUE] * 3 + [MonthState.COMING] * 3


def test_a_birth_counts_from_the_month_of_the_reading_in_use_and_says_it_is_to_be_confirmed() -> None:
    born = grant(date(2024, 1, 1), changes=((date(2024, 3, 10), 1),))
    assert [(m.children, m.to_confirm) for m in months([born], [], ON)] == [
        (0, False), (0, False), (0, True), (1, True), (1, True), (1, True),
    ]  # fmt: skip
    march, june = date(2024, 3, 1), date(2024, 6, 1)
    assert children_in(born, march, more="mois_de_la_naissance") == 1
    assert children_in(born, march, more="mois_suivant") == 0
    assert children_in(born, june, more="au_renouvellement") == 0


def test_a_child_who_leaves_counts_until_the_month_of_the_reading_in_use() -> None:
    left = grant(date(2024, 1, 1), children=2, changes=((date(2024, 3, 1), 1),))
    assert [m.children for m in months([left], [], ON)] == [2, 2, 2, 1, 1, 1]
    assert children_in(left, date(2024, 3, 1), fewer="mois_du_depart") == 1


def test_a_decision_knows_what_was_told_before_its_day_and_before_it_was_written_down() -> None:
    typed_late = grant(date(2024, 1, 1), recorded_at=datetime(2024, 1, 9, 10, tzinfo=UTC))
    assert typed_late.knew(datetime(2024, 1, 1, 9, tzinfo=UTC))
    assert not typed_late.knew(datetime(2024, 1, 1, 23, 30, tzinfo=UTC))
    same_day = grant(date(2024, 1, 1), recorded_at=datetime(2024, 1, 1, 10, tzinfo=UTC))
    assert same_day.knew(datetime(2024, 1, 1, 9, tzinfo=UTC))
    assert not same_day.knew(datetime(2024, 1, 1, 11, tzinfo=UTC))


def test_a_birth_older_than_the_decision_and_told_after_it_counts() -> None:
    late = grant(date(2024, 1, 1), decided_on=date(2024, 4, 20), changes=((date(2024, 3, 10), 1),))
    assert [m.children for m in months([late], [], ON)] == [0, 0, 0, 1, 1, 1]
    before = grant(date(2024, 1, 1), decided_on=date(2024, 4, 20), changes=((date(2023, 11, 10), 1),))
    found = months([before], [], ON)
    assert {(m.children, m.to_confirm) for m in found} == {(1, False)}


def test_an_end_on_12_march_pays_march_and_not_april() -> None:
    ended = grant(date(2026, 1, 15), ended_on=date(2026, 3, 12))
    found = months([ended], [], ON)
    assert [m.state for m in found] == [MonthState.DUE] * 3 + [MonthState.ENDED] * 3
    assert found[2].month == date(2026, 3, 1)
    assert found[3].amount is None


@pytest.mark.parametrize(("stopped", "paid"), [(date(2026, 3, 20), 3), (date(2026, 3, 10), 2), (START, 0)])
def test_rights_that_stop_end_the_months(stopped: date, paid: int) -> None:
    found = months([grant(stopped_on=stopped)], [], ON)
    assert [m.state for m in found] == [MonthState.DUE] * paid + [MonthState.ENDED] * (6 - paid)


def test_two_periods_that_touch_inside_a_month_pay_it_once() -> None:
    first = grant(stopped_on=date(2026, 3, 20))
    second = grant(date(2026, 3, 25), 4)
    found = months([second, first], [], ON)
    assert [f"{m.month:%m}" for m in found] == ["01", "02", "03", "04", "05", "06"]
    march = found[2]
    assert march.grant is not None
    assert march.grant.decision == first.decision


def test_a_retroactive_decree_shows_a_difference_and_changes_no_order() -> None:
    """Décret n° 2022-1340 of October 2022 set the amount from July: what August was ordered at stays, and shows."""
    one = grant(date(2022, 7, 1), 2)
    found = months([one], [ordered(date(2022, 7, 1), "330.00"), ordered(date(2022, 8, 1), "343.20")], ON)
    assert [str(m.to_settle) for m in found] == ["13.20", "0.00"]
    assert found[0].ordered is not None
    assert found[0].ordered.amount == Decimal("330.00")
    assert found[0].state == MonthState.ORDERED


@pytest.mark.parametrize(("now", "amount", "later"), [("976", "559.44", "279.72"), ("33", "279.72", "559.44")])
def test_a_move_from_one_scale_to_the_other_changes_the_months_to_come_alone(
    now: str, amount: str, later: str
) -> None:
    found = months([grant(departement=now)], [ordered(date(2026, 1, 1), amount)], ON)
    assert [str(m.amount) for m in found] == [amount] + [later] * 5
    assert found[0].to_settle == 0


def test_what_was_ordered_before_a_move_is_settled_on_its_own_scale() -> None:
    """By the law: a retroactive decree, a child told late, a value of the file that is put right."""
    july = ordered(date(2022, 7, 1), "330.00")
    (decree, _) = months([grant(date(2022, 7, 1), 2, departement="976")], [july], ON)
    assert str(decree.to_settle) == "13.20"
    assert differs(decree) == "Le montant du mois a changé depuis l’ordre."
    march = ordered(date(2026, 3, 1), "559.42")
    born = grant(departement="976", changes=((date(2026, 1, 20), 1),))
    told_late = months([born], [march], ON)[2]
    assert str(told_late.to_settle) == "106.10"
    assert differs(told_late) == (
        "Ordonné pour aucun enfant à charge, dû pour 1\u00a0enfant d’après ce qui est noté depuis."
    )
    five = replace(ordered(date(2026, 1, 1), "505.40"), children=5)
    assert months([grant(children=5)], [five], ON)[0].to_settle == 0
    assert differs(months([grant(children=5)], [five], ON)[0]) == ""


def test_what_was_ordered_then_ended_is_to_settle() -> None:
    ended = grant(ended_on=date(2026, 2, 3))
    found = months([ended], [ordered(date(2026, 3, 1), "559.44")], ON)
    assert (found[2].state, str(found[2].to_settle)) == (MonthState.ENDED, "-559.44")
    assert differs(found[2]).startswith("Rien n’est plus dû : le préfet a mis fin à l’aide le 3")


@pytest.mark.parametrize(
    ("answer", "state", "paid", "apart"),
    [
        ("paid", MonthState.PAID, "559.44", "0.00"),
        ("paid", MonthState.PAID, "500.00", "59.44"),
        ("paid", MonthState.PAID, "600.00", "-40.56"),
        ("returned", MonthState.RETURNED, "0", "559.44"),
        ("suspended", MonthState.SUSPENDED, "0", "559.44"),
    ],
)
def test_what_the_payer_answers_is_the_state(answer: str, state: MonthState, paid: str, apart: str) -> None:
    line = ordered(date(2026, 1, 1), "559.44", answer=answer, answered_on=date(2026, 2, 5), paid=Decimal(paid))
    first = months([grant()], [line], ON)[0]
    assert (first.state, str(first.to_settle)) == (state, apart)


@pytest.mark.parametrize(
    ("answer", "paid", "apart"), [("suspended", "0", "0"), ("paid", "700", "-700"), ("", "", "-559.44")]
)
def test_a_month_no_longer_due_differs_by_what_was_paid(answer: str, paid: str, apart: str) -> None:
    told = {"answer": answer, "answered_on": date(2026, 4, 5), "paid": Decimal(paid)} if answer else {}
    line = ordered(date(2026, 3, 1), "559.44", **told)
    found = months([grant(ended_on=date(2026, 2, 3))], [line], ON)[2]
    assert (found.amount, str(found.to_settle)) == (None, apart)
    assert bool(differs(found)) == (apart != "0")


def test_what_is_left_to_pay_and_what_is_over_are_never_set_off() -> None:
    lines = [
        ordered(date(2026, 1, 1), "559.44", answer="paid", answered_on=date(2026, 2, 5), paid=Decimal("500")),
        ordered(date(2026, 2, 1), "559.44", answer="paid", answered_on=date(2026, 3, 5), paid=Decimal("600")),
    ]
    found = months([grant()], lines, ON)
    assert Differences.of(found) == Differences(Decimal("59.44"), Decimal("40.56"))
    assert [differs(month) for month in found[:2]] == [
        "Versé 500\u00a0€, ordonné 559,44\u00a0€.",
        "Versé 600\u00a0€, ordonné 559,44\u00a0€.",
    ]


def test_the_payer_is_told_what_was_ordered_and_nothing_due() -> None:
    found = months([], [ordered(date(2026, 1, 1), "559.44")], ON)
    assert [(m.state, m.amount, m.to_settle) for m in found] == [(MonthState.ORDERED, None, Decimal(0))]


def test_24_months_of_any_run_are_never_more_than_24_months_of_aid() -> None:
    for day in (date(2024, 1, 31), date(2024, 2, 29), date(2023, 8, 31)):
        runs = [
            grant(add_months(day, 6 * n), 6, whole=Days(add_months(day, 6 * n), add_months(day, 6 * n + 6)))
            for n in range(4)
        ]
        assert len(months(runs, [], date(2030, 1, 1))) == 24
