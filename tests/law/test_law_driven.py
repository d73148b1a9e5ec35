"""The files drive: a value that a rule reads and that changes must change its answer, or stop it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

from rivage.law import observed, values
from rivage.law.casefile import read_cases
from rivage.law.values import NoValue, parameters, stated
from tests.law.test_law_cases import CASES

# Sheets of which the keys drive and the words are shown elsewhere.
BY_KEYS = {"agrement.objets", "aps.conditions"}


def other(unit: str, value: Any) -> Any:
    """The same value, changed."""
    if unit == "fiche":
        return MappingProxyType({key: _other_item(item) for key, item in value.items()})
    if unit == "texte":
        return "tout autre chose"
    if unit == "liste":
        return value[:-1] or ("tout autre chose",)
    step = Decimal("0.1") if unit == "fraction" else 1
    return tuple(each + step for each in value) if isinstance(value, tuple) else value + step


def _other_item(item: Any) -> Any:
    if isinstance(item, Mapping):
        return MappingProxyType({key: _other_item(each) for key, each in item.items()})
    if isinstance(item, tuple):
        return ("tout autre chose",)
    return "tout autre chose" if isinstance(item, str) else item


def answered(seen: observed.Seen) -> str:
    """An answer without the sheets of its values, which repeat the files."""
    return json.dumps({key: each for key, each in seen.line.items() if key != "values"}, sort_keys=True)


def changes(name: str, readers: list[observed.Seen]) -> bool:
    """Whether another value changes an answer, or is refused."""
    unit = parameters()[name].unit
    usual = values._series
    starts, held = usual()[name]
    changed = {**usual(), name: (starts, tuple(replace(one, value=other(unit, one.value)) for one in held))}
    values._series = lambda: changed  # type: ignore[assignment]
    try:
        return any(_differs(seen) for seen in readers)
    finally:
        values._series = usual


def _differs(seen: observed.Seen) -> bool:
    try:
        (again,) = observed.observe([seen.case])
    except (KeyError, ValueError, AttributeError):
        return True
    return answered(again) != answered(seen)


def decorative() -> Iterator[str]:
    """The values that rules read, that are no assumption, and that change nothing."""
    cases = [case for path in sorted(CASES.glob("*.yaml")) for case in read_cases(path) if case.rule != "at"]
    readers: dict[str, list[observed.Seen]] = {}
    for seen in observed.observe(cases):
        for name in seen.names & parameters().keys():
            readers.setdefault(name, []).append(seen)
    for name, seen_by in readers.items():
        if not parameters()[name].is_assumption and not changes(name, seen_by):
            yield name


def test_no_value_that_a_rule_reads_is_decorative() -> None:
    assert set(decorative()) == BY_KEYS


def test_a_law_that_changed_is_not_answered_by_the_former_one() -> None:
    on = date(2026, 1, 1)
    assert stated("afis.versement", on, "mensuel_a_terme_echu").value == "mensuel_a_terme_echu"
    with pytest.raises(NoValue, match="a changé"):
        stated("afis.versement", on, "trimestriel")


def unmoved() -> Iterator[tuple[str, str]]:
    """The readings offered that change nothing in any case, sentences included."""
    cases = [case for path in sorted(CASES.glob("*.yaml")) for case in read_cases(path) if case.rule != "at"]
    seen_by = list(observed.observe(cases))
    usual = values._series()
    for name, found in parameters().items():
        starts, held = usual[name]
        readers = [seen for seen in seen_by if name in seen.names]
        for code, _ in found.alternatives:
            if code == found.values[-1].value:
                continue
            changed = {**usual, name: (starts, tuple(replace(one, value=code) for one in held))}
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(values, "_series", lambda changed=changed: changed)
                if not any(_differs(seen) for seen in readers):
                    yield name, code


def test_each_reading_that_is_offered_is_computed_or_says_why_it_changes_nothing() -> None:
    still = {name for name, _ in unmoved()}
    said = {name for name, found in parameters().items() if found.unmoved}
    assert still - said == set(), "a reading that nothing computes"
    assert said - still == set(), "a reading said without effect that has one"
