"""A form that two have open: what stands is compared with what was shown, and nobody's words are lost."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from rivage.accounts.models import Body
from rivage.core.answers import attempt
from rivage.core.forms import DayField, VersionedForm
from rivage.core.refusal import Stale
from rivage.core.versions import to_write, version_of


def body(**values: Any) -> Body:
    """A row as the database gives it."""
    row = Body(name="Galet", **values)
    row._state.adding = False
    return row


def test_a_row_that_is_not_kept_yet_is_shown_as_none() -> None:
    fresh = Body(name="Galet")
    assert version_of(fresh) == version_of() != version_of(body())
    assert to_write(version_of(), (fresh, {"town": "Ici"}))
    with pytest.raises(Stale):
        to_write("", (fresh, {"town": "Ici"}))


def test_a_version_changes_with_anything_held_and_with_nothing_else() -> None:
    first, other = body(), body()
    other.pk, other.created_at = first.pk, first.created_at
    assert version_of(first) == version_of(other)
    for name, value in (("name", "Caillou"), ("town", "None"), ("parent_id", first.pk)):
        changed = body()
        changed.pk, changed.created_at = first.pk, first.created_at
        setattr(changed, name, value)
        assert version_of(changed) != version_of(first), name
    assert version_of(first, other) != version_of(first)


def test_what_is_written_must_be_what_was_shown_or_stand_there_already() -> None:
    row = body(town="Ici")
    shown = version_of(row)
    assert to_write(shown, (row, {"town": "Là"}))
    row.town = "Là"
    assert not to_write(shown, (row, {"town": "Là"}))
    with pytest.raises(Stale):
        to_write(shown, (row, {"town": "Ailleurs"}))
    with pytest.raises(Stale):
        to_write("", (row, {"town": "Ailleurs"}))


class PebbleForm(VersionedForm):
    name = forms.CharField(label="Nom", required=False)
    kinds = forms.MultipleChoiceField(label="Sortes", choices=[("a", "galet"), ("b", "sable")], required=False)
    kind = forms.ChoiceField(label="Sorte", choices=[("", "aucune"), ("a", "galet")], required=False)
    wet = forms.BooleanField(label="Mouillé", required=False)
    on = DayField(label="Le", required=False)


STANDS = {"name": "Caillou", "kinds": ["a", "b"], "kind": "a", "wet": True, "on": date(2026, 5, 3)}


def stale() -> None:
    raise Stale


@pytest.mark.django_db
def test_a_stale_form_keeps_both_wordings_and_takes_what_stands_as_seen() -> None:
    form = PebbleForm({"name": "Galet", "version": "before"}, initial=STANDS, version="now")
    seen = []
    assert attempt(form, lambda: seen.append(form.shown) or stale()) is None  # type: ignore[func-returns-value]
    assert seen == ["before"]
    assert [(line.label, line.text) for line in form.standing] == [
        ("Nom", "Caillou"), ("Sortes", "galet, sable"), ("Sorte", "galet"), ("Mouillé", "oui"), ("Le", "03/05/2026"),
    ]  # fmt: skip
    drawn = form.render()
    for words in ("Vos mots sont gardés", 'value="Galet"', "En place maintenant", "Caillou", "galet, sable"):
        assert words in drawn.replace("\u00a0", " ")
    assert 'name="version" value="now"' in drawn


@pytest.mark.django_db
def test_what_is_the_same_is_not_shown_twice() -> None:
    typed = {"name": "Caillou", "kinds": ["b", "a"], "kind": "a", "wet": "on", "on": "2026-05-03", "version": "before"}
    form = PebbleForm(typed | {"kinds": ["a", "b"], "kind": ""}, initial=STANDS, version="now")
    attempt(form, stale)
    assert [(line.label, line.text) for line in form.standing] == [("Sorte", "galet")]


@pytest.mark.django_db
def test_an_answer_left_as_it_was_shown_takes_what_stands_and_one_typed_over_says_so() -> None:
    shown = {"name": "Roche", "kinds": ["b"], "kind": "", "wet": False, "on": date(2026, 5, 1)}
    before = PebbleForm(initial=shown, version="before")["before"].value()
    sent = QueryDict(mutable=True)
    sent.update({"name": "Galet", "kind": "", "on": "2026-05-02", "version": "before", "before": before})
    sent.setlist("kinds", ["b"])
    form = PebbleForm(sent, initial=STANDS | {"on": date(2026, 5, 1)}, version="now")
    attempt(form, stale)
    assert [(line.label, line.taken) for line in form.standing] == [
        ("Nom", False), ("Sortes", True), ("Sorte", True), ("Mouillé", True),
    ]  # fmt: skip
    assert set(form.errors) == {"__all__", "name"}
    assert "« Caillou »" in str(form.errors["name"])
    again = PebbleForm(form.data, initial=STANDS, version="now")
    assert again.is_valid()
    assert again.cleaned_data == STANDS | {"name": "Galet", "on": date(2026, 5, 2), "version": "now"}


@pytest.mark.django_db
def test_an_ordinary_refusal_leaves_a_versioned_form_as_it_is() -> None:
    form = PebbleForm({"name": "Galet", "version": "before"}, initial=STANDS, version="now")
    assert attempt(form, lambda: None) is True
    assert form.standing == []
    assert form["version"].value() == "before"
