"""Mutants of the rules: each boundary moved by one, in turn, judged by the cases (the calendar by its own tests too).

`python -m tests.law.mutants` prints what survives. A boundary is a comparison (strict or not, turned round) or a whole
number in a computation. The code of the function is replaced in place, so that every other module calls the mutant.
"""

import ast
import importlib
import inspect
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest

from rivage.law import observed
from rivage.law.casefile import Case, evaluate, read_cases
from tests.law import test_period

CASES = Path(__file__).parent / "cases"
MODULES = (
    "ada", "afis", "afis_facts", "afis_service", "agrement", "aps", "commission", "commission_work", "demande",
    "motifs", "offence", "other_rights", "parcours", "period", "procedure", "recours", "rsa", "titles",
)  # fmt: skip
SWAPS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
}
# What no case can tell apart, and why. A line that no longer survives is to be deleted.
SAME = {
    "ada._daily:42 Gt → GtE": "names one value more, of the same dates",
    "ada._daily:42 Gt → LtE": "names one value more, of the same dates",
    "afis._settings:169 0 → 1": "never called without resources",
    "afis._ceilings:188 1 → 2": "the reading that is not in use",
    "afis._ceilings:188 1 → 0": "the reading that is not in use",
    "afis._amount:268 Gt → GtE": "names one value more, of the same dates",
    "afis._amount:268 Gt → LtE": "names one value more, of the same dates",
    "afis._amount:269 1 → 2": "names one value more, of the same dates",
    "afis._scale_reading:290 1 → 0": "the reading has one value",
    "afis._scale_reading:291 Gt → GtE": "the reading has no end",
    "afis._scale_reading:291 Gt → LtE": "the reading has no end",
    "afis.months:346 Gt → GtE": "the aid that begins with the period begins with its first month",
    "afis.months:346 1 → 2": "the reading that is not in use",
    "afis.months:346 1 → 0": "the reading that is not in use",
    "afis._first_day:366 Eq → NotEq": "both scales have the same first day",
    "afis_service.counts_from:135 Gt → GtE": "equality was refused just before",
    "afis_facts._age:154 Gt → GtE": "equality was answered just before",
    "agrement.deemed_complete:38 1 → 2": "the reading that is not in use",
    "agrement.deemed_complete:38 1 → 0": "the reading that is not in use",
    "aps.first_day:327 0 → 1": "the article has one value, and no case asks for its day alone",
    "commission._wins:265 Gt → GtE": "equality was answered just before",
    "commission_work.enough_meetings:40 31 → 30": "no number of meetings changes on a 31 December",
    "commission_work.enough_meetings:38 9999 → 9998": "the end of the calendar",
    "parcours.period_months:48 Lt → LtE": "equality was answered just before",
    "period.add_months:25 LtE → Lt": "a day of every month, both ways",
    "period.add_months:25 28 → 27": "a day of every month, both ways",
    "recours.followed:87 0 → 1": "the ways of one act follow one reading",
    "recours.remedies:74 Eq → NotEq": "the reading that is not in use, and two months both",
    "period.Days.started_months:114 3 → 4": "from the 29th to the first is three days at most",
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change at a place of a rule, as `module.function:line what`."""

    name: str
    function: str
    code: CodeType


def mutants(module: ModuleType) -> Iterator[Mutant]:
    """Every boundary of a module, moved."""
    source = inspect.getsource(module)
    count = sum(1 for _ in _sites(ast.parse(source)))
    for index in range(count):
        for choice in range(2):
            tree = ast.parse(source)
            owner, node, position = list(_sites(tree))[index]
            said = _change(node, position, choice)
            if said:
                compiled = compile(ast.fix_missing_locations(tree), module.__file__ or "", "exec")
                code = _code(compiled, owner)
                yield Mutant(f"{module.__name__.rpartition('.')[2]}.{owner}:{node.lineno} {said}", owner, code)


def _sites(tree: ast.Module) -> Iterator[tuple[str, Any, int]]:
    """The boundaries inside functions, with the dotted name of the function that holds each."""
    for owner, function in _functions(tree, ""):
        for node in ast.walk(ast.Module(function.body, [])):
            if isinstance(node, ast.Compare):
                for position in range(len(node.ops)):
                    yield owner, node, position
            elif isinstance(node, ast.Constant) and type(node.value) is int:
                yield owner, node, -1


def _functions(tree: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield f"{prefix}{node.name}", node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node, f"{node.name}.")


def _change(node: Any, position: int, choice: int) -> str:
    """Change the node in place, and say how; an empty string when there is no such change."""
    if position < 0:
        if choice and node.value == 0:
            return ""
        node.value += -1 if choice else 1
        return f"{node.value + (1 if choice else -1)} → {node.value}"
    before = type(node.ops[position])
    swaps = SWAPS.get(before, ())
    if choice >= len(swaps):
        return ""
    node.ops[position] = swaps[choice]()
    return f"{before.__name__} → {swaps[choice].__name__}"


def _code(compiled: CodeType, owner: str) -> CodeType:
    found = compiled
    for part in owner.split("."):
        found = next(each for each in found.co_consts if isinstance(each, CodeType) and each.co_name == part)
    return found


def _function(module: ModuleType, owner: str) -> FunctionType:
    found: Any = module
    for part in owner.split("."):
        found = inspect.getattr_static(found, part)
    found = getattr(found, "fget", None) or getattr(found, "__func__", None) or found
    return inspect.unwrap(found)


def survives(module: ModuleType, mutant: Mutant, cases: list[Case]) -> bool:
    """Whether no case tells the mutant from the rule."""
    function = _function(module, mutant.function)
    original = function.__code__
    function.__code__ = mutant.code
    _forget()
    try:
        return not any(_told(case) for case in cases) and not _calendar_told()
    finally:
        function.__code__ = original
        _forget()


def _told(case: Case) -> bool:
    try:
        return bool(evaluate(case)["differences"])
    except Exception:
        return True


def _calendar_told() -> bool:
    for name, check in vars(test_period).items():
        if name.startswith("test_"):
            try:
                check()
            except (Exception, pytest.fail.Exception):
                return True
    return False


def _forget() -> None:
    for cached in observed._caches():
        cached.cache_clear()


def survivors() -> tuple[int, list[str]]:
    """How many mutants were tried, and those that no case tells apart."""
    cases = [case for path in sorted(CASES.glob("*.yaml")) for case in read_cases(path)]
    tried, left = 0, []
    for name in MODULES:
        module = importlib.import_module(f"rivage.law.{name}")
        for mutant in mutants(module):
            tried += 1
            if survives(module, mutant, cases):
                left.append(mutant.name)
    return tried, left


if __name__ == "__main__":
    number, found = survivors()
    unseen = [each for each in found if each not in SAME]
    sys.stdout.write("".join(f"{each}\n" for each in unseen))
    sys.stdout.write(f"{number} mutants, {len(found)} sans effet ou survivants, dont {len(unseen)} sans raison\n")
