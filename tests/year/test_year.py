"""A year of invented paths replayed day by day: every gap that came and could be known was told thirty days before."""

import dataclasses
from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from rivage.rights.clocks import lapses as module
from rivage.rights.clocks.lapses import Lapse
from tests.year import replay
from tests.year.run import year

SEED = 11


def nothing_is_missed(paths: int, days: int) -> None:
    found = year(paths, days, SEED)
    assert found["missed"] == []
    assert found["without_need"] == []
    assert found["twice"] == []
    assert found["announced_30_days_before"] > paths // 8
    assert all(found["by_clock"].values())


def test_every_gap_of_some_months_that_could_be_known_was_announced() -> None:
    nothing_is_missed(paths=40, days=120)


@pytest.mark.deep
def test_every_gap_of_a_year_that_could_be_known_was_announced() -> None:
    nothing_is_missed(paths=500, days=365)


def silent(name: str) -> Callable[..., tuple[Lapse, ...]]:
    """A house that says nothing of one clock."""
    return lambda found, on: tuple(one for one in module.lapses(found, on) if one.clock != name)


def late(found: Any, on: date) -> tuple[Lapse, ...]:
    """A house that tells twenty days before."""
    return tuple(one for one in module.lapses(found, on) if one.left(on) <= 20)


@pytest.mark.deep
@pytest.mark.parametrize("broken", [silent("path"), silent("residence"), late], ids=["path", "residence", "late"])
def test_a_house_that_says_too_little_is_caught(
    broken: Callable[..., tuple[Lapse, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay, "lapses", broken)
    assert year(30, 90, SEED)["missed"]


@pytest.mark.deep
def test_a_sweep_that_forgets_what_it_raised_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    raised = replay.alerts._raise
    monkeypatch.setattr(replay.alerts, "_raise", lambda rows, told, place: raised([], told, place))
    assert year(10, 40, SEED)["twice"]


def deaf(found: Any, on: date) -> tuple[Lapse, ...]:
    """A house that goes on about paths that ended."""
    running = SimpleNamespace(**{**vars(found.parcours), "ended_on": None})
    return module.lapses(dataclasses.replace(found, parcours=running), on)


def pressing(found: Any, on: date) -> tuple[Lapse, ...]:
    """A house that wants a permit of everybody."""
    return (Lapse("residence", on + timedelta(days=40), "", ""),)


@pytest.mark.deep
@pytest.mark.parametrize("broken", [deaf, pressing])
def test_a_warning_without_need_is_caught(
    broken: Callable[..., tuple[Lapse, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay, "lapses", broken)
    assert year(80, 90, SEED)["without_need"]
