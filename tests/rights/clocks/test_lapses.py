"""What lapses, from facts alone: each clock, each reason to keep quiet, no gap that comes without a word before."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rivage.rights.alerts.warned import STAGES, stage
from rivage.rights.clocks import ClockFacts, gaps
from rivage.rights.clocks.lapses import lapses
from rivage.rights.clocks.residence import needed_days

ON = date(2026, 11, 21)
PATH = "p"


def day(days: int) -> date:
    return ON + timedelta(days=days)


def period(starts: int, ends: int, n: int = 1, ended: int | None = None) -> Any:
    cut = None if ended is None else day(ended)
    return SimpleNamespace(
        n=n,
        starts=day(starts),
        ends=day(ends),
        ended_on=cut,
        stopped_on=None,
        decision_id=n,
        parcours_id=PATH,
        months=6,
    )


def fact(step: str, on: int, until: int | None = None, n: int = 1) -> Any:
    last = None if until is None else day(until)
    noted = {"n": n, "step": step, "on": day(on), "until": last, "source": "own_desk"}
    return SimpleNamespace(**noted, pk=uuid4(), recorded_by_id=None, corrected=None)


def demande(step: str = "notified", n: int = 1, **values: Any) -> Any:
    return SimpleNamespace(pk=f"d{n}", step=step, departement="33", **values)


def aid(asked: bool | None = True, rsa: str = "no", ada: str = "no") -> Any:
    return SimpleNamespace(afis_asked=asked, rsa=rsa, ada=ada, document="aps", paid_until=None)


def grant(n: int = 1, sense: str = "grant", ended_on: date | None = None) -> Any:
    return SimpleNamespace(pk=f"a{n}", demande_id=f"d{n}", sense=sense, children=0, ended_on=ended_on)


def facts(need: str = "not_concerned", ended: int | None = None, before: int = 0, **values: Any) -> ClockFacts:
    """One period that runs to day 60, its demande decided; `values`: what differs."""
    parcours = SimpleNamespace(pk=PATH, ended_on=None if ended is None else day(ended), months_before=before)
    known = {"periods": [period(-124, 60)], "demandes": [demande()], "decisions": {"d1": 1}} | values
    return ClockFacts(SimpleNamespace(aps_need=need), parcours=parcours, **known)  # type: ignore[arg-type]


def shown(found: ClockFacts, on: int = 0) -> list[tuple[str, int]]:
    """Clock and first day without the right, from today."""
    return [(str(one.clock), (one.due - ON).days) for one in lapses(found, day(on))]


def step(found: ClockFacts, clock: str = "path") -> str:
    return next(one.step for one in lapses(found, ON) if one.clock == clock)


@pytest.mark.parametrize(
    ("left", "expected"),
    [(91, None), (90, 90), (61, 90), (60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (1, 7), (0, 0), (-40, 0)],
)
def test_the_most_urgent_stage_reached(left: int, expected: int | None) -> None:
    assert stage(left) == expected


def test_the_term_lapses_until_the_renewal_is_decided() -> None:
    assert shown(facts()) == [("path", 60)]
    renewed = [period(-124, 60), period(60, 241, 2)]
    assert shown(facts(periods=renewed)) == [("path", 241)]


def test_a_term_passed_stays_in_sight_and_counts_its_days() -> None:
    found = facts(periods=[period(-190, -9)])
    assert [(one.left(ON), one.lost(ON)) for one in lapses(found, ON)] == [(-9, 10)]
    assert shown(facts(periods=[period(-300, -100)])) == []
    waiting = [demande(), demande("scheduled", 2)]
    assert shown(facts(periods=[period(-300, -100)], demandes=waiting)) == [("path", -100)]


def test_a_renewal_decided_for_later_leaves_days_without_rights_in_sight() -> None:
    found = facts(periods=[period(-170, 11), period(40, 221, 2)])
    assert shown(found) == [("path", 11)]
    assert lapses(found, ON)[0].back == day(40)
    assert shown(found, 40) == [("path", 221)]


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (facts(ended=-3), "ended, died, without news, left"),
        (facts(periods=[period(-124, 60, ended=12)]), "she stops, or stopped for a time"),
        (facts(before=18, periods=[period(-124, 60)]), "no month remains of 24"),
        (facts(periods=[]), "nothing was ever authorised"),
        (facts(demandes=[demande(), demande("decided", 2)]), "decided, and not for a renewal"),
    ],
)
def test_reasons_to_say_nothing_of_the_path(found: ClockFacts, why: str) -> None:
    assert shown(found) == [], why


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        (None, "L’association dépose la demande de renouvellement."),
        ("draft", "L’association dépose la demande de renouvellement."),
        ("incomplete", "L’association complète la demande de renouvellement."),
        ("submitted", "La délégation inscrit la demande de renouvellement à une séance."),
        ("complete", "La délégation inscrit la demande de renouvellement à une séance."),
        ("scheduled", "La commission examine la demande de renouvellement."),
        ("opined", "Le préfet décide du renouvellement."),
    ],
)
def test_what_to_do_and_by_whom(steps: str | None, words: str) -> None:
    assert step(facts(demandes=[demande(), *([demande(steps, 2)] if steps else [])])) == words


HELD = fact("delivered", -100, 20)
TO_RENEW = "L’association demande le renouvellement de l’autorisation provisoire."
TO_ANSWER = "Le service du séjour répond à la demande de renouvellement du titre."


@pytest.mark.parametrize(
    ("written", "expected", "words"),
    [
        ([HELD], 21, TO_RENEW),
        ([HELD, fact("requested", -2, n=2)], 21, TO_ANSWER),
        (
            [HELD, fact("requested", -5, n=2), fact("refused", -1, n=2)], 21,
            "L’association décide avec elle après le refus.",
        ),
        (
            [fact("delivered", -100, -10), fact("requested", -12, n=2), fact("receipt", -9, 40, n=2)], 41,
            "Le service du séjour répond à la demande, ou prolonge le récépissé.",
        ),
        ([fact("delivered", -100, -10)], -9, TO_RENEW),
        (
            [fact("delivered", -100, -10), fact("requested", -130, n=2), fact("appointment", 4, n=2)], -9,
            "L’association décide avec elle après le silence.",
        ),
    ],
)  # fmt: skip
def test_a_permit_lapses_after_its_last_day(written: list[Any], expected: int, words: str) -> None:
    found = facts("yes", aps=written)
    assert ("residence", expected) in shown(found)
    assert step(found, "residence") == words


@pytest.mark.parametrize("need", ["no", "not_concerned"])
def test_no_need_of_a_permit_no_word_of_it(need: str) -> None:
    assert "residence" not in dict(shown(facts(need, aps=[HELD])))


def test_what_was_never_held_does_not_lapse() -> None:
    assert "residence" not in dict(shown(facts("yes")))
    assert "residence" not in dict(shown(facts("yes", aps=[fact("requested", -50)])))


def test_a_permit_that_ends_with_the_path_lapses_if_the_path_may_go_on() -> None:
    known = {"aps": [fact("delivered", -100, 59)]}
    assert dict(shown(facts("yes", **known)))["residence"] == 60
    assert shown(facts("yes", before=18, **known)) == []
    assert shown(facts("yes", periods=[period(-124, 60, ended=40)], **known)) == []


def test_the_permit_is_not_needed_after_the_path() -> None:
    assert shown(facts("yes", before=18, aps=[fact("delivered", -100, 70)])) == []


def aided(**values: Any) -> ClockFacts:
    known = {"afis": [grant()], "aids": {"d1": aid()}, "aid": aid()}
    return facts(**(known | values))


def test_the_aid_stops_with_the_term_of_its_grant() -> None:
    assert dict(shown(aided()))["aid"] == 60


def test_the_aid_stops_for_want_of_a_permit_first() -> None:
    assert dict(shown(aided(need="yes", aps=[HELD])))["aid"] == 21
    assert dict(shown(aided(need="yes", aps=[fact("delivered", -124, 90)])))["aid"] == 60


def test_the_aid_of_the_next_period_waits_for_its_own_decision() -> None:
    renewed = {
        "periods": [period(-124, 60), period(60, 241, 2)],
        "demandes": [demande(), demande(n=2)],
        "decisions": {"d1": 1, "d2": 2},
        "aids": {"d1": aid(), "d2": aid()},
    }
    assert dict(shown(aided(**renewed)))["aid"] == 60
    assert step(aided(**renewed), "aid") == "Le préfet décide de l’aide pour la période 2."
    assert "aid" not in dict(shown(aided(**renewed, afis=[grant(), grant(2, "refuse")])))
    assert dict(shown(aided(**renewed, afis=[grant(), grant(2)])))["aid"] == 241
    for other in (aid(False), aid(rsa="yes"), aid(ada="yes")):
        assert "aid" not in dict(shown(aided(**(renewed | {"aids": {"d1": aid(), "d2": other}}))))


@pytest.mark.parametrize("other", [aid(False), aid(rsa="yes"), aid(ada="yes")])
def test_an_aid_no_longer_wanted_or_possible_does_not_lapse(other: Any) -> None:
    said = {"demandes": [demande(), demande("submitted", 2)], "aids": {"d1": aid(), "d2": other}, "aid": other}
    assert "aid" not in dict(shown(aided(**said)))


def test_an_aid_ended_refused_or_never_decided_does_not_lapse() -> None:
    assert "aid" not in dict(shown(aided(afis=[grant(ended_on=ON)])))
    assert "aid" not in dict(shown(aided(afis=[grant(sense="refuse")])))
    assert "aid" not in dict(shown(aided(afis=[])))


@st.composite
def lives(draw: st.DrawFn) -> ClockFacts:
    """Any path: periods that touch or not, permits one after the other, needs that come and go, an aid or none."""
    start, periods = draw(st.integers(-400, 20)), []
    for n in range(1, draw(st.integers(1, 4)) + 1):
        length = draw(st.integers(150, 184))
        periods.append(period(start, start + length, n))
        start += length + draw(st.sampled_from([0, 0, 0, 12, 45]))
    if draw(st.booleans()):
        last = periods[-1]
        periods[-1] = period((last.starts - ON).days, (last.ends - ON).days, last.n, (last.starts - ON).days + 40)
    written, at = [], (periods[0].starts - ON).days + draw(st.integers(0, 30))
    for n in range(1, draw(st.integers(0, 4)) + 1):
        last = at + draw(st.integers(20, 190))
        written.append(fact(draw(st.sampled_from(["delivered", "receipt"])), at, last, n))
        at = last + draw(st.integers(-20, 60))
    spans = [
        SimpleNamespace(needed=draw(st.booleans()), since=day(draw(st.integers(-300, 200))))
        for _ in range(draw(st.integers(0, 2)))
    ]
    decided = {f"d{row.n}": row.n for row in periods}
    asked = {name: aid(draw(st.sampled_from([True, False, None]))) for name in decided}
    granted = [grant(row.n, draw(st.sampled_from(["grant", "refuse"]))) for row in periods if draw(st.booleans())]
    ended = draw(st.sampled_from([None, None, None, -10]))
    return facts(
        draw(st.sampled_from(["yes", "no", "not_concerned"])), ended, draw(st.sampled_from([0, 0, 6, 18])),
        periods=periods, demandes=[demande(n=row.n) for row in periods], decisions=decided, aps=written,
        need_spans=spans, aids=asked, aid=list(asked.values())[-1], afis=granted,
    )  # fmt: skip


@given(found=lives(), later=st.integers(-200, 300))
def test_nothing_lapses_without_a_need(found: ClockFacts, later: int) -> None:
    on = day(later)
    due = {str(one.clock): one.due for one in lapses(found, on)}
    said = set(due)
    if found.parcours.ended_on is not None:  # type: ignore[union-attr]
        assert said == set()
    if found.person.aps_need != "yes" and not found.need_spans:
        assert "residence" not in said
    if "residence" in said:
        assert any(due["residence"] in span for span in needed_days(found))
    if all(one.sense == "refuse" for one in found.afis):
        assert "aid" not in said


@given(found=lives(), later=st.integers(-200, 300))
def test_each_gap_that_is_foreseen_is_announced(found: ClockFacts, later: int) -> None:
    on = day(later)
    assume(found.parcours.ended_on is None)  # type: ignore[union-attr]
    announced = {str(one.clock): one.due for one in lapses(found, on)}
    for gap in gaps(found, on):
        if gap.foreseen and gap.clock != "aid":
            assert announced.get(str(gap.clock), date.max) <= gap.days.start


@given(found=lives())
def test_a_gap_that_comes_was_announced_thirty_days_before_if_it_was_known_then(found: ClockFacts) -> None:
    assume(found.parcours.ended_on is None)  # type: ignore[union-attr]
    for gap in gaps(found, ON):
        if not gap.foreseen or gap.clock == "aid":
            continue
        known = [ahead for ahead in range(30, 91) if gap in gaps(found, gap.days.start - timedelta(days=ahead))]
        for ahead in known:
            on = gap.days.start - timedelta(days=ahead)
            told = [one for one in lapses(found, on) if one.clock == gap.clock and one.due <= gap.days.start]
            assert any(stage(one.left(on)) in STAGES for one in told)
