"""No default answers for a person: a form that is opened empty has no box ticked and no line of a list chosen."""

import ast
import importlib
import inspect
from collections.abc import Iterator
from typing import Any

from django import forms

from tests.meta.sources import PACKAGE, ROOT, files, tree

# Each with its reason: what is chosen says nothing of her, or is the safe answer.
CHOSEN = {
    "IdentityFields.civility": "no civility, which is no answer",
    "IdentityFields.birth_source": "said as not given",
    "IdentityFields.zone": "said as not given",
    "AvisForm.mode": "how the vote was taken, of a commission",
    "AvisForm.source": "in session, or after it: the screen knows",
    "ConveneForm.channel": "how members are told of a date",
    "MomentsForm.du": "which moments are compared, of an antenne",
    "MomentsForm.au": "which moments are compared, of an antenne",
    "DecisionForm.authority": "a judgment is typed with its number",
}


def every_form() -> Iterator[tuple[str, str, forms.ChoiceField]]:
    """Each choice of each form of the product: module, `Form.field`, field."""
    seen = set()
    for path in files("*.py"):
        if "forms" not in path.relative_to(PACKAGE).as_posix():
            continue
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for _, kind in inspect.getmembers(module, inspect.isclass):
            if not issubclass(kind, forms.Form) or kind.__module__ != module.__name__:
                continue
            for field_name, field in kind.base_fields.items():  # type: ignore[attr-defined]
                owner = next(one for one in reversed(kind.__mro__) if field_name in getattr(one, "base_fields", {}))
                key = f"{owner.__name__}.{field_name}"
                if isinstance(field, forms.ChoiceField) and key not in seen:
                    seen.add(key)
                    yield module.__name__, key, field


def answers_alone(field: Any) -> bool:
    """Whether an empty form shows something as chosen: said first, the first of a list, or a box for no answer."""
    if isinstance(field, forms.MultipleChoiceField):
        return bool(field.initial)
    if isinstance(field, forms.ModelChoiceField):
        return field.empty_label is None
    if field.initial not in (None, ""):
        return True
    values = [value for value, _ in field.choices if not isinstance(value, list | tuple)]
    if isinstance(field.widget, forms.RadioSelect):
        return "" in values
    return bool(values) and values[0] != ""


def added_with_an_answer() -> set[str]:
    """Forms that add, once they are made, a choice that says its answer first."""
    return {
        form.name
        for path in files("*.py")
        if "forms" in path.relative_to(PACKAGE).as_posix() and "desk" not in path.parts
        for form in ast.walk(tree(path))
        if isinstance(form, ast.ClassDef)
        for node in ast.walk(form)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "ChoiceField"
        if any(keyword.arg == "initial" for keyword in node.keywords)
    }


def test_no_list_and_no_box_answers_alone() -> None:
    of_people = [(key, field) for module, key, field in every_form() if not module.startswith("rivage.desk")]
    found = {key for key, field in of_people if answers_alone(field)}
    assert found - CHOSEN.keys() == set(), "no default answers for a person"
    assert added_with_an_answer() <= {key.partition(".")[0] for key in CHOSEN}, "no default answers for a person"
    kept = {key for key in CHOSEN.keys() - found if key.partition(".")[0] not in added_with_an_answer()}
    assert kept == set(), "an exception that excuses nothing"
