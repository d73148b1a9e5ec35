"""Forms of the ends that come from her."""

from django import forms

from rivage.core.forms import DayField, RivageForm
from rivage.dossiers.enums import InterruptionGround, ParcoursEnd

ALONE = "Elle a été reçue seule, avec un interprète si besoin, et sait ce que cela change"


class RenounceForm(RivageForm):
    """Her word to stop."""

    received_on = DayField(label="Elle l’a dit le")
    received_alone = forms.BooleanField(label=ALONE, required=False)


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

    died_on = DayField(label="Le")
    sure = forms.BooleanField(label="C’est bien d’elle qu’il s’agit, et c’est certain")
