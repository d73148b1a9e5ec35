"""A text of several lines is cleaned by its field, whatever the form: what a page does not show glues no two words."""

import ast
import importlib
import inspect
from collections.abc import Iterator

from django import forms

from rivage.core.forms import LongText
from tests.meta.sources import PACKAGE, ROOT, files, tree

# Where the one piece is, and where every widget is given its look.
ITS_PLACE = "core/forms.py"
PARTED = "\x0b\x0c\x85\u2028\u2029\x80\x92\x9f\x1c\x1f\x07\ufffe\uffff\ufdd0\U0001ffff\ud800"


def long_fields() -> Iterator[tuple[str, forms.Field]]:
    """Each field of several lines that a form declares: `module.Form.field`, field."""
    for path in files("*.py"):
        if "forms" not in path.relative_to(PACKAGE).as_posix():
            continue
        module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for form_name, kind in inspect.getmembers(module, inspect.isclass):
            if issubclass(kind, forms.Form) and kind.__module__ == module.__name__:
                for name, field in kind.base_fields.items():  # type: ignore[attr-defined]
                    if isinstance(field.widget, forms.Textarea):
                        yield f"{module.__name__}.{form_name}.{name}", field


def test_every_text_of_several_lines_is_cleaned_by_its_field() -> None:
    wrong, seen = [], 0
    for name, field in long_fields():
        seen += 1
        for sign in PARTED:
            said = field.to_python(f"Awa{sign}Corail")
            if said not in ("Awa Corail", "Awa\nCorail"):
                wrong.append((name, sign.encode("unicode_escape").decode(), said))
    assert wrong == []
    assert seen > 30


def test_no_text_of_several_lines_is_made_otherwise() -> None:
    """Those that a form adds once it is made are no field of its class."""
    wrong = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in files("*.py")
        if path.relative_to(PACKAGE).as_posix() != ITS_PLACE
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Attribute) and node.attr == "Textarea")
        or (isinstance(node, ast.Name) and node.id == "Textarea")
    ]
    assert wrong == []


def test_lines_stay_lines_and_the_count_is_that_of_what_is_kept() -> None:
    field = LongText(label="Texte", max_length=13)
    assert field.clean(" Un\r\nDeux\rTrois ") == "Un\nDeux\nTrois"
    assert field.clean("\x0bUn\u2028Deux\uffff") == "Un\nDeux"
    assert LongText(required=False).clean("\x85\uffff ") == ""
