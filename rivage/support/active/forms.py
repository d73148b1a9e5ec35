"""Forms of the active file: how she was met, since when she waits, posts, hours of a week, a number."""

from decimal import Decimal
from typing import Any, ClassVar
from uuid import uuid4

from django import forms

from rivage.core.forms import DayField, LongText, RivageForm, VersionedForm
from rivage.support.active.actions import ContactTold
from rivage.support.enums import Origin, Outside

SAID = {
    "before": "Avant une demande",
    "file": "Demandes",
    "path": "Parcours",
    "after": "Après le parcours",
    "children": "Dont avec des enfants",
}


class FirstContactForm(VersionedForm):
    """How an accompaniment began. `corrects`: it is noted already, and why it was wrong is asked."""

    places: ClassVar = {
        "no_origin": "origin",
        "met_on_future": "met_on",
        "met_on_past": "met_on",
        "word_on_future": "word_on",
        "word_on_past": "word_on",
        "word_before": "word_on",
        "no_reasons": "why",
    }

    origin = forms.ChoiceField(label="Comment", choices=Origin.choices, widget=forms.RadioSelect)
    met_on = DayField(label="Premier contact le", required=False, help_text="Si l’antenne le sait.")
    word_on = DayField(
        label="Premier mot sur un parcours le",
        required=False,
        help_text="Le jour où elle en a parlé la première fois, ou vous. L’attente se compte de ce jour.",
    )

    def __init__(self, *args: Any, corrects: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if corrects:
            self.add("why", LongText(label="Pourquoi vous corrigez", rows=2, max_length=500))

    def told(self) -> ContactTold:
        """What the action takes."""
        typed = self.cleaned_data
        return ContactTold(typed["origin"], typed["met_on"], typed["word_on"])


class WaitForm(RivageForm):
    places: ClassVar = {"since_future": "since", "since_past": "since", "waits": "since", "presented": "since"}

    since = DayField(label="Depuis le", help_text="Le jour où l’antenne aurait pu préparer sa demande, avec du temps.")


class PostsForm(VersionedForm):
    places: ClassVar = {"since_future": "since", "since_past": "since"}

    posts = forms.DecimalField(
        label="Postes qui accompagnent, en équivalent temps plein",
        min_value=0.05,
        max_value=200,
        decimal_places=2,
        help_text="Deux temps pleins et un mi-temps : 2,5.",
    )
    since = DayField(label="Depuis le")


class WeekForm(VersionedForm):
    """One's own hours of the week that the page names."""

    places: ClassVar = {"children_more": "in_children", "too_many": "in_path"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in SAID.items():
            self.add(
                f"in_{name}",
                forms.DecimalField(label=label, min_value=0, max_value=60, decimal_places=1, required=False),
            )

    def hours(self) -> dict[str, Any]:
        """Each number, none for an empty one."""
        return {name: self.cleaned_data[f"in_{name}"] or Decimal(0) for name in SAID}


class TurnedAwayForm(RivageForm):
    places: ClassVar = {"no_kind": "kind"}

    kind = forms.ChoiceField(label="Ce qui l’en écarte", choices=Outside.choices, widget=forms.RadioSelect)
    n = forms.IntegerField(label="Personnes", min_value=1, max_value=99, initial=1)
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
