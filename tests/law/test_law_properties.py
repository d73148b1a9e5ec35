"""What holds for every date, every history and every household."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from rivage.law import afis, commission, parcours
from rivage.law.afis import AfisFacts, Claim, Document, Nationality
from rivage.law.period import Days, add_months
from rivage.law.territory import departements
from rivage.law.values import NoValue, at, names, parameter
from rivage.law.verdict import Outcome

days = st.dates(date(2016, 1, 1), date(2030, 12, 31))
codes = st.sampled_from([each.code for each in departements()])
euros = st.decimals(Decimal(0), Decimal(3000), places=2)


def answers(name: str, on: date) -> list[object]:
    """What a naive reading of the whole series finds on a day."""
    return [each for each in parameter(name).values if each.start <= on and (each.end is None or on <= each.end)]


def agrees(name: str, on: date) -> bool:
    """One answer and `at` gives it, or none and `at` says so."""
    expected = answers(name, on)
    try:
        return [at(name, on)] == expected
    except NoValue as absent:
        return expected == [] and (absent.name, absent.on) == (name, on)


@given(days, st.sampled_from(names()))
def test_every_date_has_one_answer_or_none(on: date, name: str) -> None:
    assert agrees(name, on)


def test_each_parameter_answers_once_on_each_date_since_2016() -> None:
    """Every day from the law of 2016 to the end of 2027: an answer never comes back after it has stopped."""
    first, last = date(2016, 4, 15), date(2027, 12, 31)
    calendar = [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]
    for name in names():
        assert [on for on in calendar if not agrees(name, on)] == [], name
        held = [bool(answers(name, on)) for on in calendar]
        assert sum(before is not after for before, after in pairwise(held)) <= 2, name
        assert any(held), name


@given(days, st.integers(0, 60))
def test_months_are_counted_from_the_start(start: date, number: int) -> None:
    end = add_months(start, number)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == number
    assert end.day <= start.day
    assert end.day == start.day or (end + timedelta(days=1)).day == 1
    if number:
        assert Days(start, end).months == number
        assert Days(start, end).started_months == number


@pytest.mark.parametrize("year", range(2024, 2029))
def test_every_count_of_months_agrees_on_every_term(year: int) -> None:
    """Each day of five years, each length of 1 to 24 months: one end, and everything that counts says the same."""
    for ordinal in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()):
        start = date.fromordinal(ordinal)
        for number in range(1, 25):
            term = Days.of_months(start, number)
            lacking = add_months(start, number).day != start.day
            assert term.end == (add_months(start, number) + timedelta(days=lacking))
            assert term.end.day == (1 if lacking else start.day)
            assert term.months == term.started_months == number
            assert Days(start, term.end + timedelta(days=4)).months == number


@given(days, st.lists(st.integers(1, 12), min_size=1, max_size=8), st.integers(1, 12))
def test_periods_that_follow_one_another_add_up(start: date, numbers: list[int], more: int) -> None:
    """The run they make counts what each was given, drifts by three days at most, and never loses one."""
    assume(start >= date(2016, 10, 31))
    periods: list[Days] = []
    for number in numbers:
        periods.append(Days.of_months(periods[-1].end if periods else start, number))
    total = sum(numbers)
    assert parcours.months_used(periods)[1] == total
    assert parcours.months_used(periods, chosen="mois_commences")[1] == total
    assert 0 <= (periods[-1].end - add_months(start, total)).days <= 3
    # A period of the law is granted on the same count.
    following = Days.of_months(periods[-1].end, more)
    assert Days(start, following.end).started_months == total + more


@given(st.dates(date(2017, 4, 15), date(2030, 1, 1)))
@example(date(2023, 8, 29))
@example(date(2024, 2, 29))
def test_the_months_paid_of_a_whole_path_follow_one_another(start: date) -> None:
    """A path that comes by 29 February pays none for the August after it, and one more at its end."""
    found: list[date] = []
    starts, end = [], start
    for _ in range(4):
        period = Days.of_months(end, 6)
        found += [each.month for each in afis.months(period, 0, "75")[1]]
        starts.append(end)
        end = period.end
    leap = [day for day in starts[:-1] if (day.month, day.day) == (2, 29)]
    left_out = {add_months(day, 6).replace(day=1) for day in leap if add_months(day, 6) in starts[:-1]}
    months = [add_months(found[0], index) for index in range(24 + len(left_out))]
    assert found == [month for month in months if month not in left_out]


@given(days, st.integers(0, 400), days, st.integers(1, 400))
def test_two_periods_overlap_when_they_share_a_day(first: date, one: int, second: date, two: int) -> None:
    a, b = Days.of_months(first, one % 24 + 1), Days.of_months(second, two % 24 + 1)
    assert a.overlaps(b) == b.overlaps(a) == ((second in a) or (first in b))


steps = st.lists(st.tuples(st.integers(0, 200), st.integers(-1, 25)), max_size=12)


@given(st.dates(date(2016, 10, 31), date(2026, 1, 1)), st.integers(0, 24), steps)
def test_no_history_overlaps_or_passes_24_months(start: date, elsewhere: int, asked: list[tuple[int, int]]) -> None:
    """Whatever is asked, with or without a break, continued or resumed, nothing granted breaks R121-12-10."""
    periods: list[Days] = []
    cursor = start
    for gap, requested in asked:
        _, used = parcours.months_used(periods, elsewhere)
        begin = date.fromordinal(cursor.toordinal() + gap)
        verdict, period = parcours.grant(begin, used, requested, begin, existing=periods)
        assert (period is not None) is bool(verdict)
        if period is None:
            continue
        assert period == Days.of_months(begin, requested)
        periods.append(period)
        cursor = period.end
    assert parcours.months_used(periods, elsewhere)[1] <= 24
    assert not any(a.overlaps(b) for a in periods for b in periods if a is not b)


@given(st.integers(0, 24), st.integers(-3, 30), days)
def test_one_length_and_one_only_may_be_granted(used: int, requested: int, on: date) -> None:
    assume(on >= date(2016, 10, 31))
    expected = parcours.expected_months(used, on)
    assert bool(parcours.period_months(requested, used, on)) is (requested == expected and requested > 0)


household = st.builds(
    AfisFacts,
    decided_on=st.dates(date(2017, 12, 2), date(2030, 12, 31)),
    departement=codes,
    path_authorised=st.sampled_from([True, False, None]),
    born_on=st.none() | st.dates(date(1950, 1, 1), date(2012, 1, 1)),
    nationality=st.none() | st.sampled_from(Nationality),
    document=st.none() | st.sampled_from(Document),
    requested_on=st.none() | st.just(date(2017, 11, 2)),
    resources=st.none() | euros,
    other_resources=euros,
    benefits=euros,
    children=st.none() | st.integers(0, 12),
    pregnant=st.booleans(),
    lone_parent=st.sampled_from([True, False, None]),
    protection=st.sampled_from([True, False, None]),
    permit_years=st.none() | st.integers(0, 20),
    rsa=st.none() | st.sampled_from(Claim),
    ada=st.none() | st.sampled_from(Claim),
)


@given(household, euros, st.sampled_from(["resources", "other_resources", "benefits"]))
def test_more_resources_never_open_the_aid(facts: AfisFacts, more: Decimal, where: str) -> None:
    assume(facts.resources is not None)
    richer = {name: getattr(facts, name) for name in AfisFacts.__slots__}
    richer[where] += more
    rank = {Outcome.NO: 0, Outcome.QUESTION: 1, Outcome.YES: 2}
    assert rank[afis.evaluate(AfisFacts(**richer)).outcome] <= rank[afis.evaluate(facts).outcome]


@given(household)
def test_the_examination_always_explains_itself(facts: AfisFacts) -> None:
    verdict = afis.evaluate(facts)
    assert verdict.reasons
    assert all(reason.article and reason.sentence.endswith(".") for reason in verdict.reasons)
    weighing = [reason.outcome for reason in verdict.reasons]
    assert (verdict.outcome is Outcome.NO) is (Outcome.NO in weighing)
    assert bool(verdict) is (set(weighing) == {Outcome.YES})


@given(st.dates(date(2017, 4, 15), date(2030, 12, 31)), codes, st.integers(0, 29))
def test_amounts_never_fall_with_children(on: date, code: str, children: int) -> None:
    less, more = afis.amount(children, on, code), afis.amount(children + 1, on, code)
    assert less.value < more.value
    assert less.start <= on
    assert less.end is None or on <= less.end


@given(st.dates(date(2017, 4, 15), date(2030, 12, 31)), st.integers(1, 24), codes)
def test_there_are_as_many_paid_months_as_months_granted(start: date, number: int, code: str) -> None:
    _, paid = afis.months(Days.of_months(start, number), 0, code)
    assert len({each.month for each in paid}) == number
    assert [each.month for each in paid] == sorted(each.month for each in paid)


@given(st.integers(1, 60), st.data(), st.dates(date(2016, 10, 31), date(2030, 1, 1)))
def test_the_quorum_is_half_and_never_lost_by_one_more_present(members: int, data: st.DataObject, on: date) -> None:
    present = data.draw(st.integers(0, members))
    mandates = data.draw(st.integers(0, members))
    carriers = range(mandates)
    reached = commission.quorum(members, present, carriers, on=on)
    counted = min(mandates, present, members - present)
    assert bool(reached) is (2 * (present + counted) >= members)
    if reached and present < members:
        assert commission.quorum(members, present + 1, carriers, on=on)
