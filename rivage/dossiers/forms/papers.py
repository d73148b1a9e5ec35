"""What is asked before a paper of the workshop is printed."""

from typing import Any, ClassVar

from django import forms

from rivage.core.forms import LongText, RivageForm
from rivage.dossiers.enums import Kept


class PrintForm(RivageForm):
    """Of a paper made for her hands, whether she may keep it without danger."""

    def __init__(self, *args: Any, hers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if hers:
            keeps = forms.ChoiceField(
                label="Peut-elle le garder sans danger ?",
                choices=Kept.choices,
                widget=forms.RadioSelect,
                help_text="À lui demander avant d’imprimer : qui fouille ses affaires le lirait.",
            )
            self.add("keeps", keeps)

    def values(self) -> dict[str, Any]:
        """What the verb takes: what was answered, and nothing that was not asked."""
        return {name: value for name, value in self.cleaned_data.items() if value}


class HerFileForm(PrintForm):
    """Of her whole file, what is masked beside the names that are known, and that it was read again."""

    places: ClassVar = {"not_reread": "reread"}

    masks = LongText(
        label="Noms d’autres personnes à masquer",
        rows=3,
        max_length=2000,
        required=False,
        help_text="Un nom par ligne : un proche, un médecin, qui la menace. Ils ne sont enregistrés nulle part.",
    )
    reread = forms.BooleanField(label="J’ai relu : aucun nom d’une autre personne n’y reste")
