"""Where the day of the court comes from: one origin, that of the day that is said."""

from datetime import date

import pytest

from rivage.core.contest import Contest
from rivage.decisions.models import ContestHelp, Recours
from rivage.decisions.recours.delay import Delay, of_act
from rivage.law.recours import last_day, silence

NOTIFIED, FILED = date(2026, 1, 20), date(2026, 2, 2)
HANDED = Contest(last_day(NOTIFIED), counted="de la remise")
SILENT = silence(FILED)
SEEN = date(2026, 4, 16)


def told(kind: str = "gracious", answered: date | None = None) -> Recours:
    outcome = "rejected" if answered else "pending"
    return Recours(about="permit", kind=kind, filed_on=FILED, outcome=outcome, outcome_on=answered)


def found(rows: list[Recours], aid: date | None) -> Delay:
    asked = ContestHelp(aid_asked_on=FILED, aid_answered_on=aid) if aid else None
    return of_act(HANDED, rows, asked)


@pytest.mark.parametrize(
    ("answered", "aid", "last", "counted"),
    [
        (None, None, last_day(SILENT), "du silence sur le recours"),
        (None, date(2026, 2, 10), last_day(SILENT), "du silence sur le recours"),
        (None, date(2026, 4, 20), last_day(date(2026, 4, 20)), "de la décision sur l’aide juridictionnelle"),
        (date(2026, 3, 2), None, last_day(date(2026, 3, 2)), "de la réponse au recours"),
        (date(2026, 3, 2), date(2026, 2, 10), last_day(date(2026, 3, 2)), "de la réponse au recours"),
        (date(2026, 3, 2), date(2026, 3, 9), last_day(date(2026, 3, 9)), "de la décision sur l’aide juridictionnelle"),
        (date(2026, 4, 10), None, last_day(SILENT), "du silence sur le recours"),
    ],
)
def test_the_day_and_its_origin_are_of_one_event(
    answered: date | None, aid: date | None, last: date, counted: str
) -> None:
    one = found([told(answered=answered)], aid)
    assert one.contest is not None
    assert (one.contest.last, one.contest.counted) == (last, counted)
    assert one.cause is not None
    assert [reason.sentence for reason in one.reasons] == [one.cause.sentence]
    said = one.sentence(SEEN)
    assert ("le silence l’a refusé" in said.lower()) == counted.startswith("du silence")
    assert (f"compté {counted}" in said) != counted.startswith("du silence")


def test_a_notification_that_gives_the_day_has_no_other_origin() -> None:
    late = found([told(answered=None)], None)
    one = of_act(Contest(date(2026, 12, 31), counted="de la remise"), [told()], None)
    assert late.moved
    assert (one.moved, one.cause, one.reasons) == (False, None, ())
    assert one.contest is not None
    assert one.contest.counted == "de la remise"


def test_two_remedies_give_the_sooner_day_and_its_origin_alone() -> None:
    one = found([told(answered=date(2026, 3, 2)), told("hierarch")], None)
    assert one.contest is not None
    assert (one.contest.last, one.contest.counted) == (last_day(date(2026, 3, 2)), "de la réponse au recours")
    assert len(one.reasons) == 1
