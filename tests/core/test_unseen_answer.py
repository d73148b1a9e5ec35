"""A sign that nobody sees is no answer."""

import pytest
from django import forms

from rivage.core.forms import LongText, RivageForm


class SaidForm(RivageForm):
    line = forms.CharField(label="Nom")
    text = LongText(label="Pourquoi")


@pytest.mark.parametrize("unseen", ["\u200b", "\u00ad \u2060", "\ufeff"])
def test_what_nobody_sees_is_asked_again(unseen: str) -> None:
    form = SaidForm({"line": unseen, "text": unseen})
    assert set(form.errors) == {"line", "text"}
    assert SaidForm({"line": "Lina", "text": "Parce que."}).is_valid()
