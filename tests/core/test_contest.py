"""Until when something may be contested: one wording, both days of it, before and after each."""

from datetime import date

import pytest

from rivage.core.contest import Contest, announced

LAST, SOONER = date(2026, 10, 13), date(2026, 10, 3)
BOTH = Contest(LAST, SOONER)


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (
            SOONER,
            "Recours, dernier jour sûr : 3 octobre 2026, annoncé : 13 octobre 2026 ; agissez au plus tard le "
            "3 octobre 2026.",
        ),
        (
            date(2026, 10, 4),
            "Recours, dernier jour sûr : 3 octobre 2026 (jour passé), annoncé : 13 octobre 2026 (pas encore passé) ; "
            "agissez sans attendre.",
        ),
        (LAST, "(jour passé), annoncé : 13 octobre 2026 (pas encore passé) ; agissez sans attendre."),
        (
            date(2026, 10, 14),
            "dernier jour sûr : 3 octobre 2026 (jour passé), annoncé : 13 octobre 2026 (jour passé).",
        ),
        (
            date(2026, 12, 14),
            "dernier jour sûr : 3 octobre 2026 (jour passé), annoncé : 13 octobre 2026 (jour passé).",
        ),
    ],
)
def test_both_days_stay_the_sure_one_first_and_each_says_whether_it_is_past(on: date, said: str) -> None:
    assert said in BOTH.sentence(on).replace("\u00a0", " ")


def test_one_day_is_the_least_and_is_said_over_once_no_day_off_may_carry_it() -> None:
    one = Contest(LAST)
    for on in (LAST, date(2026, 10, 17)):
        assert one.words(on) == "recours, dernier jour sûr\u00a0: 13\u00a0octobre\u00a02026"
    assert one.words(date(2026, 10, 18)) == "délai de recours fini le 13\u00a0octobre\u00a02026"
    assert one.words(LAST, short=True) == "recours, dernier jour sûr\u00a0: 13\u00a0oct.\u00a02026"
    unsure = "Recours, dernier jour sûr\u00a0: 13\u00a0octobre\u00a02026 (à confirmer)."
    assert one.sentence(LAST, " (à confirmer)") == unsure


def test_the_day_of_her_letter_is_said_before_any_other_and_past_does_not_end_the_delay() -> None:
    near, far = date(2026, 10, 1), date(2026, 10, 20)
    found = BOTH.printed(near)
    assert found.words(near).replace("\u00a0", " ") == "recours, dernier jour écrit sur sa lettre : 1er octobre 2026"
    assert (found.due(near), found.said(near), found.alone) == (near, near, False)
    assert found.sentence(SOONER).replace("\u00a0", " ") == (
        "Recours, dernier jour écrit sur sa lettre : 1er octobre 2026 (jour passé), compté du refus : "
        "13 octobre 2026 ; agissez sans attendre."
    )
    assert (found.due(SOONER), found.said(SOONER)) == (LAST, LAST)
    assert BOTH.printed(far).last == far
    assert BOTH.printed(None) == BOTH


def test_a_day_that_was_announced_stays_when_nothing_was_handed_after_all() -> None:
    assert announced(LAST).startswith("Un recours avait été annoncé jusqu’au 13\u00a0octobre\u00a02026")
