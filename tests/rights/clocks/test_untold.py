"""A decision signed and never noted as told: its period runs all the same, and its term is not passed over."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from rivage.rights.clocks import ClockFacts, gaps
from rivage.rights.clocks.lapses import lapses

STARTS, TERM = date(2026, 6, 10), date(2026, 12, 10)
BEFORE = TERM - timedelta(days=40)


def untold(**values: Any) -> ClockFacts:
    """A first period that runs, whose decision waits for its notification; the permit is no subject."""
    row = SimpleNamespace(
        pk=1, n=1, starts=STARTS, ends=TERM, ended_on=None, stopped_on=None, decision_id=9, parcours_id=5
    )
    return ClockFacts(
        SimpleNamespace(pk=2, aps_need="not_concerned"),  # type: ignore[arg-type]
        parcours=SimpleNamespace(pk=5, ended_on=None, months_before=0),  # type: ignore[arg-type]
        periods=[row],  # type: ignore[list-item]
        demandes=[SimpleNamespace(pk=7, step="decided")],  # type: ignore[list-item]
        decisions={7: 9},  # type: ignore[dict-item]
        **values,
    )


def test_its_term_is_announced_with_what_must_come_first() -> None:
    (found,) = lapses(untold(), BEFORE)
    assert (found.clock, found.due) == ("path", TERM)
    assert found.step.startswith("La délégation note la notification")


def test_it_is_no_renewal_that_waits_once_the_term_is_passed() -> None:
    assert gaps(untold(), TERM + timedelta(days=20)) == ()


def test_a_refusal_that_was_not_told_still_holds_the_place_of_a_renewal() -> None:
    found = untold()
    found.demandes.append(SimpleNamespace(pk=8, step="decided"))  # type: ignore[arg-type]
    found.demandes[0].step = "notified"
    found.decisions[8] = 10  # type: ignore[index,assignment]
    assert lapses(found, BEFORE) == ()
    assert [str(gap.clock) for gap in gaps(found, TERM + timedelta(days=20))] == ["path"]
