"""What the rules read, seen while the files of cases run: nobody declares it, so nobody forgets it."""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rivage.law import given, territory, values
from rivage.law.casefile import Case, evaluate

# What these keep depends on the files only, not on the facts of a case.
_KEPT = (values.parameters, values._series, territory._territories, given.signature)


@dataclass(frozen=True, slots=True)
class Seen:
    """A case, its answer, and the names of the parameters that its rule read."""

    case: Case
    line: Mapping[str, Any]
    names: frozenset[str]


def observe(cases: Iterable[Case]) -> tuple[Seen, ...]:
    """Run the cases in order, each with empty caches, and return what each one read."""
    return tuple(_observe(case) for case in cases)


def _observe(case: Case) -> Seen:
    for cached in _caches():
        cached.cache_clear()
    with values.noting() as asked:
        line = evaluate(case)
    return Seen(case, line, frozenset(asked))


def _caches() -> list[Any]:
    modules = [module for name, module in sys.modules.items() if name.startswith("rivage.law.")]
    found = {id(each): each for module in modules for each in vars(module).values() if hasattr(each, "cache_clear")}
    return [each for each in found.values() if each not in _KEPT]
