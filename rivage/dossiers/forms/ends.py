"""Forms of the ends that come from her."""

from typing import Any, ClassVar

from django import forms

from rivage.core.confirm import ReadAgainForm
from rivage.core.forms import DayField, LongText, RivageForm
from rivage.dossiers.enums import Destination, InterruptionGround, ParcoursEnd, SuiviEnd

ALONE = "Elle a été reçue seule, avec un interprète si besoin, et sait ce que cela change"


class RenounceForm(RivageForm):
    """Her word to stop."""

    received_on = DayField(label="Elle l’a dit le")
    received_alone = forms.BooleanField(label=ALONE, required=False)


class WordBackForm(RivageForm):
    """Her accord taken back. Whether she was received alone is asked only where something of hers stops."""

    said_on = DayField(label="Elle l’a dit le")
    received_alone = forms.ChoiceField(
        label="A-t-elle été reçue seule, avec un interprète si besoin, et sait-elle ce que cela change ?",
        choices=(("yes", "oui"), ("no", "non")),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, alone: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not alone:
            del self.fields["received_alone"]

    def values(self) -> dict[str, Any]:
        """What the verb takes."""
        alone = self.cleaned_data.get("received_alone") == "yes"
        return {"said_on": self.cleaned_data["said_on"], "received_alone": alone}


class WordRestoredForm(RivageForm):
    """Why what was noted of her accord was not so."""

    reason = forms.CharField(
        label="Ce qui s’est passé",
        max_length=300,
        help_text="Une phrase. Ce qui était noté reste écrit à côté ; seule l’association le lit.",
    )


class InterruptForm(RivageForm):
    """Her word to stop for a time."""

    from_day = DayField(label="Premier jour sans droits")
    ground = forms.ChoiceField(
        label="Pourquoi",
        choices=InterruptionGround.choices,
        widget=forms.RadioSelect,
        help_text="La délégation lit ce mot. Ni santé, ni famille, ni rien qu’elle ne veuille dire.",
    )
    received_alone = forms.BooleanField(label=ALONE, required=False)


class SuiviEndForm(RivageForm):
    """The end of an accompaniment outside a path."""

    places: ClassVar = {"end_future": "ended_on", "end_before": "ended_on", "end_before_met": "ended_on"}

    ended_on = DayField(label="Depuis le")
    why = forms.ChoiceField(label="Pourquoi", choices=SuiviEnd.choices, widget=forms.RadioSelect)
    destination = forms.ChoiceField(label="Vers quoi elle part", choices=Destination.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="En quelques mots",
        max_length=200,
        required=False,
        help_text="Pour une autre raison, ou autre chose. Seule l’association le lit.",
    )


class MistakenEndForm(ReadAgainForm):
    """Why an end that was noted is wrong."""

    places: ClassVar = {"no_reasons": "mistake"}

    mistake = LongText(label="Pourquoi c’était une erreur", max_length=300, rows=2)


class AbsenceForm(RivageForm):
    """Nobody has news of her, or she has left."""

    kind = forms.ChoiceField(
        label="Ce que l’on sait",
        choices=[(ParcoursEnd.NO_NEWS, "on est sans nouvelles"), (ParcoursEnd.MOVED, "elle vit ailleurs")],
        widget=forms.RadioSelect,
    )
    since = DayField(label="Depuis le")


class DeathForm(RivageForm):
    """A death. Ticked, since a row mistaken for another would be cruel."""

    died_on = DayField(label="Jour du décès")
    sure = forms.BooleanField(label="C’est bien d’elle qu’il s’agit, et c’est certain")
