"""Gaps of the three clocks: each need × each state, and never one where there is no need."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rivage.law.period import Days
from rivage.law.recours import with_removal
from rivage.rights.clocks import ClockFacts, gaps, lost_days, read
from rivage.rights.clocks.doubts import doubts
from rivage.rights.clocks.permit import held_days
from rivage.rights.clocks.residence import Stay, standing
from rivage.rights.clocks.steps import next_step
from rivage.rights.enums import READ_AS, PermitNeed
from rivage.rights.frise.drawing import desk, phone
from rivage.rights.frise.marks import axis, bars, rows

ON = date(2026, 11, 21)
AT = datetime(2026, 8, 3, tzinfo=UTC)
GIVEN = ("requested", "appointment", "receipt", "delivered", "refused")


def day(days: int) -> date:
    return ON + timedelta(days=days)


def period(starts: int, ends: int, n: int = 1, ended_on: date | None = None) -> Any:
    return SimpleNamespace(
        n=n, starts=day(starts), ends=day(ends), ended_on=ended_on, stopped_on=None, decision_id=n, parcours_id=1
    )


def fact(
    step: str, on: int, until: int | None = None, n: int = 1, source: str = "own_desk", role: str = "desk"
) -> Any:
    last = None if until is None else day(until)
    noted = {"n": n, "step": step, "on": day(on), "until": last, "source": "own_desk"}
    return SimpleNamespace(**noted, pk=uuid4(), recorded_by_id=None, corrected=None)


def facts(need: str = PermitNeed.NEEDED, until: int | None = None, **values: Any) -> ClockFacts:
    """What her antenne knows of one person."""
    known = SimpleNamespace(need=need, until="" if until is None else day(until).isoformat(), changed_on=ON)
    return ClockFacts(SimpleNamespace(aps_need=READ_AS[PermitNeed(need)]), need=known, **values)  # type: ignore[arg-type]


def aided(
    found: ClockFacts, asked: bool = True, rsa: str = "no", ada: str = "no", document: str = "titre"
) -> ClockFacts:
    """The same with what her demande says of the aid, for every period."""
    aid = SimpleNamespace(afis_asked=asked, rsa=rsa, ada=ada, document=document, paid_until=None)
    found.decisions = {f"d{row.n}": row.n for row in found.periods}  # type: ignore[misc]
    found.aids = dict.fromkeys(found.decisions, aid)  # type: ignore[misc]
    return found


def shown(found: ClockFacts) -> list[tuple[str, int, int, bool]]:
    """Clock, first and last day from today, foreseen."""
    return [
        (str(gap.clock), (gap.days.start - ON).days, (gap.days.last_day - ON).days, gap.foreseen)
        for gap in gaps(found, ON)
        if gap.clock != "path"
    ]


RUNNING = [period(-60, 120)]


@pytest.mark.parametrize(
    ("written", "code", "expected"),
    [
        ([], Stay.TO_REQUEST, [(-60, 0, False)]),
        ([fact("requested", -50)], Stay.REQUESTED, [(-60, 0, False)]),
        ([fact("requested", -50), fact("appointment", 4)], Stay.APPOINTMENT, [(-60, 0, False)]),
        ([fact("requested", -50), fact("receipt", -40, 30)], Stay.RECEIPT, [(-60, -41, False), (31, 119, True)]),
        ([fact("delivered", -60, 119)], Stay.DELIVERED, []),
        ([fact("delivered", -60, 200)], Stay.DELIVERED, []),
        ([fact("delivered", -60, 20)], Stay.TO_RENEW, [(21, 119, True)]),
        ([fact("delivered", -60, 0)], Stay.TO_RENEW, [(1, 119, True)]),
        ([fact("delivered", -60, -1)], Stay.ENDED, [(0, 0, False)]),
        ([fact("delivered", -60, -10)], Stay.ENDED, [(-9, 0, False)]),
        ([fact("requested", -50), fact("refused", -5)], Stay.REFUSED, [(-60, 0, False)]),
        (
            [fact("delivered", -60, -10), fact("requested", -12, n=2), fact("receipt", -9, 40, n=2)],
            Stay.RECEIPT,
            [(41, 119, True)],
        ),
        ([fact("delivered", -60, 20), fact("requested", -2, n=2)], Stay.DELIVERED, [(21, 119, True)]),
    ],
)
def test_each_state_of_a_needed_permit(written: list[Any], code: str, expected: list[tuple[int, int, bool]]) -> None:
    found = facts(periods=RUNNING, aps=written)
    assert standing(found, ON).code == code
    assert [(first, last, foreseen) for _, first, last, foreseen in shown(found)] == expected


@pytest.mark.parametrize(("days", "code"), [(-119, Stay.REQUESTED), (-124, Stay.SILENCE)])
def test_silence_refuses_after_four_months(days: int, code: str) -> None:
    found = facts(periods=[period(-130, 200)], aps=[fact("requested", days)])
    assert standing(found, ON).code == code
    said = read(found, ON)
    assert ("vaut refus" in said.residence.stands) == (code == Stay.SILENCE)
    told = "Le silence vaut refus, et la personne peut le contester. Recours, dernier jour sûr\u00a0:"
    assert next_step(found, ON, with_removal(ON).sentence).startswith(told) == (code == Stay.SILENCE)


@pytest.mark.parametrize(("refused", "open_"), [(-5, True), (-50, True), (-70, False)])
def test_a_refusal_says_until_when_it_may_be_contested(refused: int, open_: bool) -> None:
    found = facts(periods=[period(-130, 200)], aps=[fact("requested", -90), fact("refused", refused)])
    said = next_step(found, ON, with_removal(ON).sentence).replace("\u00a0", " ")
    assert said.startswith("Si ce refus vient avec une obligation") == open_
    assert ("L’autorisation est refusée, et la personne peut contester ce refus." in said) == open_
    assert ("Recours, dernier jour sûr :" in said) == open_
    assert bool(said)


@pytest.mark.parametrize("need", [PermitNeed.OTHER_TITLE, PermitNeed.NOT_CONCERNED, PermitNeed.ASYLUM])
def test_no_need_no_gap(need: str) -> None:
    found = facts(need, periods=RUNNING)
    assert shown(found) == []
    assert standing(found, ON).code == Stay.NOT_NEEDED
    assert lost_days(found, ON) == 0


def test_a_need_that_began_later_leaves_the_days_before_it_alone() -> None:
    spans = [SimpleNamespace(needed=False, since=day(-90)), SimpleNamespace(needed=True, since=day(-5))]
    assert shown(facts(periods=RUNNING, need_spans=spans)) == [("residence", -5, 0, False)]


@pytest.mark.parametrize(("until", "words"), [(0, "Le document détenu finit"), (-1, "Le document détenu a fini")])
def test_the_end_of_another_document_is_past_once_it_is(until: int, words: str) -> None:
    assert next_step(facts(PermitNeed.OTHER_TITLE, until, periods=RUNNING), ON, "").startswith(words)


def test_another_document_ends_tomorrow() -> None:
    assert shown(facts(PermitNeed.OTHER_TITLE, 10, periods=RUNNING)) == [("residence", 11, 119, True)]
    assert shown(facts(PermitNeed.OTHER_TITLE, 200, periods=RUNNING)) == []


@pytest.mark.parametrize(
    ("asked", "rsa", "ada", "document", "gap"),
    [
        (True, "no", "no", "titre", True),
        (True, "to_check", "", "sans_objet", True),
        (False, "no", "no", "titre", False),
        (True, "yes", "no", "titre", False),
        (True, "no", "yes", "aucun", False),
        (True, "no", "no", "aucun", False),
    ],
)
def test_the_aid_is_a_gap_only_when_asked_and_possible(
    asked: bool, rsa: str, ada: str, document: str, gap: bool
) -> None:
    found = aided(facts(PermitNeed.OTHER_TITLE, periods=RUNNING), asked, rsa, ada, document)
    assert shown(found) == ([("aid", -60, 0, False)] if gap else [])
    assert lost_days(found, ON) == (61 if gap else 0)


def test_the_aid_waits_for_the_permit_and_is_no_gap_before_it() -> None:
    found = aided(facts(periods=RUNNING), document="aucun")
    assert [clock for clock, *_ in shown(found)] == ["residence"]
    assert lost_days(found, ON) == 61


def test_an_asylum_claim_leaves_neither_gap_even_with_the_aid_asked() -> None:
    found = aided(facts(PermitNeed.ASYLUM, periods=RUNNING))
    assert shown(found) == []
    assert lost_days(found, ON) == 0


def granted(need: str = PermitNeed.NOT_CONCERNED, ended_on: date | None = None) -> ClockFacts:
    """Six months from 1 September 2026 with the aid, that the préfet may have ended."""
    found = facts(need, periods=[period(-81, 100)])
    decided = SimpleNamespace(demande_id="d1", sense="grant", children=0, decided_on=day(-80), ended_on=ended_on)
    found.decisions, found.afis = {"d1": 1}, [decided]  # type: ignore[dict-item,list-item]
    found.demandes = [  # type: ignore[list-item]
        SimpleNamespace(pk="d1", kind="initiale", step="notified", departement="33", deposited_at=AT, created_at=AT)
    ]
    return found


def test_a_month_returned_is_a_gap_and_one_without_answer_is_not() -> None:
    found = granted()
    answers = (("2026-09-01", "paid"), ("2026-10-01", "returned"), ("2026-11-01", ""))
    found.months = [SimpleNamespace(month=date.fromisoformat(one), answer=said, paid=None) for one, said in answers]  # type: ignore[misc]
    (gap,) = [one for one in gaps(found, ON) if one.clock == "aid"]
    assert (gap.days.start, gap.days.last_day) == (date(2026, 10, 1), date(2026, 10, 31))
    assert lost_days(found, ON) == 31


def test_an_aid_that_the_prefet_ended_is_due_no_more_and_no_longer_lost() -> None:
    """The month of his decision is the last one paid (R121-12-13-2)."""
    running, ended = granted(), granted(ended_on=date(2026, 10, 12))
    assert read(running, ON).aid.stands.replace("\u00a0", " ") == "accordée, 559,44 € par mois"
    assert len(read(running, ON).aid_months) == 6
    said = read(ended, ON)
    assert said.aid.stands.replace("\u00a0", " ") == "accordée, puis arrêtée au 1er novembre 2026"
    assert [month.month for month in said.aid_months] == [date(2026, 9, 1), date(2026, 10, 1)]
    for found in (running, ended):
        found.months = [SimpleNamespace(month=date(2026, 11, 1), answer="returned", paid=None)]  # type: ignore[list-item]
    assert lost_days(running, ON) == 21
    assert lost_days(ended, ON) == 0
    assert [gap.clock for gap in gaps(ended, ON) if gap.clock == "aid"] == []


def test_days_without_the_permit_after_the_aid_has_ended_gave_nothing() -> None:
    """As long as the aid is due, a day without the permit still gives it."""
    assert lost_days(granted(PermitNeed.NEEDED), ON) == 0
    assert lost_days(granted(PermitNeed.NEEDED, date(2026, 10, 12)), ON) == 21


def test_a_first_recepisse_is_no_gap_and_not_yet_the_right() -> None:
    found = facts(periods=RUNNING, aps=[fact("receipt", -60, 119)])
    assert shown(found) == []
    assert lost_days(found, ON) == 61
    renewed = facts(periods=RUNNING, aps=[fact("delivered", -60, -31), fact("receipt", -30, 119, n=2)])
    assert (shown(renewed), lost_days(renewed, ON)) == ([], 0)


def test_the_frise_and_its_table_say_the_same_gaps() -> None:
    found = read(facts(periods=RUNNING, aps=[fact("requested", -50), fact("receipt", -40, 30)]), ON)
    states = [row["state"].replace("\u00a0", " ") for row in rows(found) if row["clock"] == "Séjour"]
    assert states == [
        "rupture de 20 jours", "demande n° 1, en attente", "récépissé, demande n° 1", "rupture possible de 89 jours",
    ]  # fmt: skip
    for drawing in (desk(found), phone(found)):
        assert drawing is not None
        looks = [dict(shape.attrs).get("class") for shape in drawing.shapes if shape.tag == "rect"]
        assert looks.count("f-rupture") == 1
        assert looks.count("f-possible") == 1
        words = " ".join(shape.words for shape in drawing.shapes).replace("\u00a0", " ")
        assert "!" in words
        assert "possible" in words


@st.composite
def histories(draw: Any) -> ClockFacts:
    """A path of one to four periods, a need, and any facts in any order."""
    starts, held = draw(st.integers(-700, 20)), []
    for n in range(1, draw(st.integers(1, 4)) + 1):
        ended = draw(st.sampled_from([None, None, 40]))
        row = period(starts, starts + 180, n, None if ended is None else day(starts + ended))
        held.append(row)
        starts += 180 + draw(st.sampled_from([0, 0, 13, 60]))
    written = []
    for n in range(1, draw(st.integers(0, 3)) + 1):
        for step in draw(st.lists(st.sampled_from(GIVEN), max_size=3)):
            on = draw(st.integers(-700, 0))
            last = on + draw(st.integers(0, 300)) if step in ("receipt", "delivered") else None
            written.append(fact(step, on, last, n))
    need = draw(st.sampled_from(list(PermitNeed)))
    until = draw(st.sampled_from([None, 10, 400])) if need == PermitNeed.OTHER_TITLE else None
    spans = [
        SimpleNamespace(needed=draw(st.booleans()), since=day(draw(st.integers(-700, 0))))
        for _ in range(draw(st.integers(0, 3)))
    ]
    spans += (
        [SimpleNamespace(needed=need == PermitNeed.NEEDED, since=day(draw(st.integers(-700, 0))))] if spans else []
    )
    found = facts(need, until, periods=held, aps=written, need_spans=spans)
    return aided(
        found,
        draw(st.booleans()),
        draw(st.sampled_from(["", "no", "yes", "to_check"])),
        draw(st.sampled_from(["", "no", "yes"])),
        draw(st.sampled_from(["", "titre", "aucun", "sans_objet"])),
    )


def needed_on(found: ClockFacts, at: date) -> bool:
    """The need of one day, read again another way: the last row written that reaches it."""
    spans = found.need_spans
    state = not spans[0].needed if spans else found.person.aps_need == "yes"
    for row in spans:
        state = row.needed if row.since <= at else state
    written = found.need.until if found.need is not None else ""
    return state or (bool(written) and at > date.fromisoformat(written))


@given(histories())
@example(facts(periods=[period(0, 180)], aps=[fact("receipt", 0, 0), fact("receipt", -1, -1)]))
def test_never_a_gap_without_a_need_nor_outside_the_path(found: ClockFacts) -> None:
    open_days = {
        row.starts + timedelta(days=i)
        for row in found.periods
        for i in range(((row.ended_on or row.ends) - row.starts).days)
    }
    held = {
        row.on + timedelta(days=i)
        for row in _prevailing(found)
        if row.until
        for i in range((row.until - row.on).days + 1)
    }
    seen = gaps(found, ON)
    for gap in seen:
        assert gap.foreseen == (gap.days.start > ON)
        assert gap.foreseen or gap.days.last_day <= ON
        days = {gap.days.start + timedelta(days=i) for i in range(gap.days.days)}
        if gap.clock == "residence":
            assert days <= open_days
            assert not days & held
            assert all(needed_on(found, one) for one in days)
        if gap.clock == "aid":
            aid = next(iter(found.aids.values()))
            assert aid.afis_asked
            assert "yes" not in (aid.rsa, aid.ada)
            assert found.need.need != PermitNeed.ASYLUM
            assert days <= open_days
    sure, doubted = _sure_and_doubted(found)
    assert sure | doubted == held
    assert _days(held_days(found.permits)) == sure
    assert _days(doubt.days for doubt in doubts(found.permits)) == doubted
    past = {
        gap.days.start + timedelta(days=i)
        for gap in seen
        if gap.clock == "residence" and not gap.foreseen
        for i in range(gap.days.days)
    }
    assert past == {one for one in open_days - held if one <= ON and needed_on(found, one)}
    assert 0 <= lost_days(found, ON) <= len([one for one in open_days if one <= ON])
    assert rows(read(found, ON)) is not None


def _prevailing(found: ClockFacts) -> list[Any]:
    """The last delivery of each request, and each of its récépissés: a later one takes no day from those before."""
    receipts = [row for row in found.aps if row.step == "receipt"]
    delivered = {row.n: row for row in found.aps if row.step == "delivered"}
    return [*receipts, *delivered.values()]


def _days(spans: Iterable[Days]) -> set[date]:
    return {span.start + timedelta(days=i) for span in spans for i in range(span.days)}


def _sure_and_doubted(found: ClockFacts) -> tuple[set[date], set[date]]:
    """The days of what was given, one by one; apart, from a refusal on, those of a récépissé given by then."""
    refused = {row.n: row.on for row in found.aps if row.step == "refused"}
    sure, unsure = set(), set()
    for row in _prevailing(found):
        ended = refused.get(row.n) if row.step == "receipt" else None
        for one in (row.on + timedelta(days=i) for i in range((row.until - row.on).days + 1)):
            (unsure if ended is not None and row.on <= ended <= one else sure).add(one)
    return sure, unsure - sure


REFUSED = [fact("requested", -50), fact("receipt", -40, 30), fact("refused", -10)]
IN_DOUBT = "récépissé jusqu’au 21 décembre ; à vérifier, le titre a été refusé le 11 novembre"


def test_a_recepisse_that_a_refusal_may_have_ended_is_never_said_to_be_held() -> None:
    found = facts(periods=RUNNING, aps=REFUSED)
    assert shown(found) == [("residence", -60, -41, False), ("residence", 31, 119, True)]
    said = read(found, ON)
    until = "recours, dernier jour sûr : 12 janvier 2027"
    assert said.residence.stands.replace("\u00a0", " ") == (
        f"refusée le 11 novembre (récépissé jusqu’au 21 décembre, à vérifier), {until}"
    )
    told = [tuple(row[of].replace("\u00a0", " ") for of in ("first", "last", "state")) for row in rows(said)]
    assert ("12 oct.", "10 nov.", "récépissé, demande n° 1") in told
    assert ("11 nov.", "21 déc.", f"demande n° 1, {IN_DOUBT}") in told
    for drawing in (desk(said), phone(said)):
        assert drawing is not None
        assert [dict(shape.attrs)["class"] for shape in drawing.shapes].count("f-possible f-doute") == 1
        assert "vérifier" in " ".join(shape.words for shape in drawing.shapes)


def test_a_document_in_doubt_is_told_whatever_came_since() -> None:
    renewed = [fact("delivered", -60, -20), fact("receipt", -19, 30, 2), fact("refused", -10, n=2)]
    asked = facts(periods=RUNNING, aps=[*renewed, fact("requested", -5, n=3)])
    assert standing(asked, ON).words.replace("\u00a0", " ").endswith(IN_DOUBT)
    assert (shown(asked)[0][1:], lost_days(asked, ON)) == ((31, 119, True), 0)
    given_since = facts(periods=RUNNING, aps=[*REFUSED, fact("receipt", -5, 60)])
    assert standing(given_since, ON).words.replace("\u00a0", " ") == "refusée le 11 novembre"
    assert [doubt.days.last_day for doubt in doubts(given_since.permits)] == [day(-6)]


def test_a_month_is_drawn_as_it_was_paid_and_not_as_it_was_granted() -> None:
    found = granted()
    answers = (("2026-09-01", "paid", "559.44"), ("2026-10-01", "paid", "500.10"), ("2026-11-01", "", None))
    found.months = [
        SimpleNamespace(month=date.fromisoformat(one), answer=said, paid=paid and Decimal(paid))  # type: ignore[misc]
        for one, said, paid in answers
    ]
    known = read(found, ON)
    where = axis(known)
    assert where is not None
    drawn = [(bar.look, bar.text) for bar in bars(known, where) if bar.lane == "aid"]
    assert drawn[:3] == [("f-plein", "559,44"), ("f-partiel", "500,10"), ("f-attente", "559,44")]
    assert {look for look, _ in drawn[3:]} == {"f-acquis"}
