"""What holds for every permit, every household waiting for asylum, every demande and every other right."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rivage.law import ada, afis, afis_service, aps, demande, offence, other_rights, titles
from rivage.law.afis import Document, Nationality
from rivage.law.period import Days, add_months
from rivage.law.territory import departements
from rivage.law.verdict import Outcome, Verdict

since_2021 = st.dates(date(2021, 5, 1), date(2030, 12, 31))
since_2016 = st.dates(date(2016, 10, 31), date(2030, 12, 31))
codes = st.sampled_from([each.code for each in departements()])
unsure = st.sampled_from([True, False, None])


def explained(verdict: Verdict) -> bool:
    """Reasons that read as sentences, and an outcome that is their weakest."""
    weighing = {reason.outcome for reason in verdict.reasons}
    weakest = next(each for each in (Outcome.NO, Outcome.QUESTION, Outcome.YES) if each in weighing)
    return verdict.outcome is weakest and all(reason.sentence.endswith(".") for reason in verdict.reasons)


permit = st.builds(
    aps.DeliveryFacts,
    on=since_2016,
    nationality=st.none() | st.sampled_from(Nationality),
    path_open=unsure,
    offence=unsure,
    stopped=unsure,
    threat=st.booleans(),
    asylum_requested=st.booleans(),
    algerian=st.booleans(),
    kind=st.sampled_from(aps.Kind),
)


@given(permit)
def test_a_permit_is_possible_only_when_all_that_the_article_asks_is_known(facts: aps.DeliveryFacts) -> None:
    verdict = aps.can_deliver(facts)
    assert explained(verdict)
    met = facts.nationality is Nationality.OTHER and facts.path_open and facts.offence and facts.stopped
    assert bool(verdict) is bool(met and not (facts.threat or facts.asylum_requested or facts.algerian))


@given(since_2021, st.integers(0, 400))
def test_silence_refuses_from_a_day_on_and_never_before(requested_on: date, waited: int) -> None:
    on = requested_on + timedelta(days=waited)
    found = aps.silence(requested_on, on)
    assert found.refused_on == add_months(requested_on, 4)
    assert bool(found.verdict) is (on >= found.refused_on)
    assert found.days == waited


spans = st.lists(st.tuples(st.integers(-300, 300), st.integers(1, 250)), max_size=5)


@given(since_2021, st.integers(1, 24), spans)
def test_each_day_of_a_path_is_covered_or_in_a_gap(start: date, number: int, permits: list[tuple[int, int]]) -> None:
    path = Days.of_months(start, number)
    first_days = [start + timedelta(days=shift) for shift, _ in permits]
    valid = [Days(day, day + timedelta(days=more)) for day, (_, more) in zip(first_days, permits, strict=True)]
    found = aps.covers(path, valid)
    for day in (path.start + timedelta(days=number) for number in range(path.days)):
        assert any(day in gap for gap in found.gaps) is not any(day in each for each in valid)
    assert found.days == sum(gap.days for gap in found.gaps)
    assert bool(found.verdict) is (found.days == 0)


@given(st.dates(date(2016, 4, 15), date(2030, 12, 31)), st.sampled_from(aps.Kind))
def test_a_tax_that_is_not_confirmed_is_always_a_question(on: date, kind: aps.Kind) -> None:
    found = aps.fee(on, kind)
    assert found.amount.to_confirm is (found.verdict.outcome is Outcome.QUESTION)
    assert explained(found.verdict)


@given(st.dates(date(2015, 11, 1), date(2030, 12, 31)), codes, st.integers(1, 29), st.integers(0, 1))
def test_the_allowance_of_asylum_never_falls_with_persons(on: date, code: str, persons: int, adults: int) -> None:
    less = ada.daily(persons, on, code, adults_without_housing=adults)
    more = ada.daily(persons + 1, on, code, adults_without_housing=adults)
    assert less.value < more.value
    assert ada.monthly(persons, on, code, adults_without_housing=adults).value == less.value * 30


@given(since_2021, st.integers(1, 12), codes, st.integers(0, 6), st.data())
def test_a_birth_never_lowers_a_month(start: date, number: int, code: str, children: int, data: st.DataObject) -> None:
    period = Days.of_months(start, number)
    born_on = data.draw(st.dates(period.start, period.last_day))
    (_, before), (_, after) = afis.months(period, children, code), afis.months(period, children + 1, code)
    for reading in ("mois_de_la_naissance", "mois_suivant", "au_renouvellement"):
        found = afis_service.months_with_birth(period, children, born_on, code, chosen=reading).months
        assert all(each in (old, new) for each, old, new in zip(found, before, after, strict=True))
        raised = [each.amount.value for each in found if each.month < born_on.replace(day=1)]
        assert raised == [each.amount.value for each in before if each.month < born_on.replace(day=1)]


@given(st.integers(0, 6), st.decimals(0, 1000, places=2), st.dates(date(2017, 12, 2), date(2030, 1, 1)), codes)
def test_deducting_resources_never_raises_the_aid(children: int, had: Decimal, on: date, code: str) -> None:
    flat = afis_service.paid(children, had, on, code)
    less = afis_service.paid(children, had, on, code, chosen="differentiel")
    assert flat.amount == afis.amount(children, on, code).value
    assert Decimal(0) <= less.amount <= flat.amount
    assert (less.amount == flat.amount) is bool(flat.verdict)


@given(st.sampled_from(["initiale", "reprise"]), since_2016, since_2016, since_2016)
def test_no_period_but_a_renewal_starts_before_the_opinion(kind: str, starts: date, decided: date, avis: date) -> None:
    verdict = demande.can_start(kind, starts, decided, avis_on=avis)
    assert explained(verdict)
    assert (verdict.outcome is Outcome.NO) is (starts < avis)
    assert bool(verdict) is (starts >= avis and starts >= decided)


@given(since_2016, st.integers(0, 2000))
def test_no_time_makes_silence_a_decision(requested_on: date, waited: int) -> None:
    found = demande.elapsed(requested_on, requested_on + timedelta(days=waited))
    assert (found.days, found.verdict.outcome) == (waited, Outcome.QUESTION)


@given(st.dates(date(2016, 4, 15), date(2030, 12, 31)))
def test_penalties_rise_with_the_offence(on: date) -> None:
    found = [offence.penalty(each, on) for each in offence.Offence]
    assert [each.fine.value for each in found] == sorted(each.fine.value for each in found)
    assert [each.prison is None for each in found] == [True, True, False, False, False]


@given(
    st.builds(
        other_rights.OtherRightsFacts,
        on=st.dates(date(2019, 6, 1), date(2030, 12, 31)),
        path_open=st.booleans(),
        nationality=st.none() | st.sampled_from(Nationality),
        document=st.none() | st.sampled_from(Document),
        aps=st.none() | st.builds(Days.of_months, since_2016, st.integers(1, 12)),
        resident_months=st.none() | st.integers(0, 60),
    )
)
def test_every_other_right_explains_itself(facts: other_rights.OtherRightsFacts) -> None:
    found = other_rights.rights(facts)
    assert len(found) == 11
    assert all(explained(each.verdict) and each.verdict.articles for each in found)


@given(since_2021, st.integers(-5, 40), st.none() | st.integers(-5, 40))
def test_reflection_protects_thirty_days_at_most(started_on: date, shift: int, withdrawn: int | None) -> None:
    on = started_on + timedelta(days=shift)
    stopped = None if withdrawn is None else started_on + timedelta(days=withdrawn)
    if on < date(2021, 5, 1):
        return
    found = titles.reflection(started_on, on, withdrawn_on=stopped)
    assert bool(found.verdict) is (0 <= shift < 30 and (withdrawn is None or shift < withdrawn))
