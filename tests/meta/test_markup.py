"""Pages are valid HTML: what one template or one form would break again is seen here, at once."""

import re

import pytest
from django import forms

from rivage.core.forms import RivageForm, VersionedForm
from tests.markup import faults
from tests.meta.sources import files, name

WRITTEN = {
    "hx- where HTML wants data-hx-": re.compile(r"<[^>]*[\s\"']hx-[a-z]"),
    "a role on a part of a table": re.compile(r"<(?:table|caption|thead|tbody|tfoot|tr|th|td)\b[^>]*\srole="),
    "autocomplete on a box, a radio, a file": re.compile(
        r"<input\b(?=[^>]*\stype=\"(?:checkbox|radio|file|hidden)\")[^>]*\sautocomplete="
    ),
}


class Form(VersionedForm):
    name = forms.CharField(label="Nom")
    sure = forms.BooleanField(label="Oui")
    sense = forms.ChoiceField(label="Sens", choices=[("a", "oui"), ("b", "non")], widget=forms.RadioSelect)
    several = forms.MultipleChoiceField(
        label="Motifs", choices=[("a", "un"), ("b", "deux")], widget=forms.CheckboxSelectMultiple
    )
    piece = forms.FileField(label="Copie")


class Sign(RivageForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<form hx-post="/a"></form>', "hx-post"),
        ('<p id="a"></p><p id="a"></p>', "id='a'"),
        ("<table><tr role='row'></tr></table>", "role=row"),
        ("<td role=cell>", "role=cell"),
        ('<input type="radio" autocomplete="off">', "autocomplete"),
        ('<select><option value=""></option><option>a</option></select>', "option: empty"),
        ('<p class="a" class="b">', "twice"),
    ],
)
def test_each_fault_is_seen(html: str, said: str) -> None:
    assert [one for one in faults(html) if said in one]


def test_what_is_valid_passes() -> None:
    html = '<form data-hx-post="/a"><select id="a"><option value="">à choisir</option></select></form>'
    assert faults(html + '<input type="checkbox" id="b"><table><tr><td>x</td></tr></table>') == []


def test_no_template_writes_what_is_not_valid() -> None:
    wrong = {
        name(path): [what for what, pattern in WRITTEN.items() if pattern.search(path.read_text(encoding="utf-8"))]
        for path in files("*.html", "*.py")
    }
    assert {place: what for place, what in wrong.items() if what} == {}


def test_two_forms_of_one_page_are_valid_together() -> None:
    """Each carries its version: nothing leads to a hidden field, and it has no id."""
    sign = Sign(initial={"version": 3})
    html = "".join(str(field) for field in (*Form(version="1"), *sign))
    assert html.count('name="version"') == 2
    assert faults(html) == []
    assert [point.target for point in Sign({}).error_points] == [""], "nothing leads to what is not shown"
    sign.hide_fields()
    assert " id=" not in str(sign["version"])
