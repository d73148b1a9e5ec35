"""A verb says who acts and on which day, by name, and is done for nobody but the membership of the perimeter."""

import ast
import importlib
import inspect
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

from rivage.accounts.models import Membership
from rivage.core.refusal import Refused
from tests.meta.sources import PACKAGE, ROOT, files, tree

# What verbs of several apps are made of: called from no page, within a verb that has checked both.
PARTS = {"hold", "hold_path", "item", "open_to_prefecture", "past_demande", "record_past"}


def verbs() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of `actions` with an actor, by its name."""
    for path in files("actions.py", "actions/*.py", under=PACKAGE):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for node in tree(path).body:
            if not hasattr(node, "args") or node.name.startswith("_") or node.name in PARTS:
                continue
            function = getattr(importlib.import_module(module), node.name)
            if "actor" in inspect.signature(function).parameters:
                yield f"{module}.{node.name}", function


def refuses(verb: Callable[..., Any]) -> bool:
    """Whether it refuses whoever is not the perimeter before it reads anything: all that it is about is missing."""
    missing = dict.fromkeys(inspect.signature(verb).parameters)
    try:
        verb(**missing | {"actor": Membership(pk=uuid4())})
    except Refused as refused:
        return refused.verdict.codes == ("actor_apart",)
    except Exception:
        return False
    return False


def test_verbs_are_found() -> None:
    assert len(dict(verbs())) > 100


def test_a_verb_takes_who_acts_and_the_day_by_name_without_default() -> None:
    asked = {name: inspect.signature(verb).parameters for name, verb in verbs()}
    wrong = [
        f"{name}: {one}"
        for name, taken in asked.items()
        for one in ("actor", "on")
        if one not in taken
        or (taken[one].kind, taken[one].default) != (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.empty)
    ]
    assert wrong == []


def test_no_verb_has_another_day_than_the_one_it_is_given() -> None:
    said = [
        f"{path.name}:{node.lineno}"
        for path in files("actions.py", "actions/*.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "clock.today"
    ]
    assert said == []


def test_a_verb_refuses_an_actor_who_is_not_the_perimeter() -> None:
    assert [name for name, verb in verbs() if not refuses(verb)] == []


def test_a_view_asks_whether_only_to_draw() -> None:
    """After what it calls, which asks for itself under the lock (ADR 0018). Whether one may read it is a gate."""
    wrong = []
    for path in files("views.py", "views/*.py", under=PACKAGE):
        for view in (node for node in tree(path).body if isinstance(node, ast.FunctionDef)):
            named = [node for node in ast.walk(view) if isinstance(node, ast.Attribute)]
            of = [(node.lineno, node.attr, node.value.id) for node in named if isinstance(node.value, ast.Name)]
            acts = [line for line, _, module in of if module == "actions"]
            asks = [line for line, name, _ in of if name.startswith("can_") and name != "can_read"]
            if acts and asks and min(asks) < min(acts):
                wrong.append(f"{path.relative_to(PACKAGE)} {view.name}")
    assert wrong == []
