"""What is asked before a paper of the workshop is printed."""

from typing import Any

from django import forms

from rivage.core.forms import RivageForm
from rivage.dossiers.enums import Kept
from rivage.dossiers.printing.engaged import FRENCH, Wording


class PrintForm(RivageForm):
    """Of a paper made for her hands, whether she may keep it without danger; its language, where it has several."""

    def __init__(self, *args: Any, hers: bool, languages: dict[str, Wording] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = languages or {}
        if len(known) > 1:
            choices = [(code, words.language) for code, words in known.items()]
            self.add("language", forms.ChoiceField(label="Langue", choices=choices, widget=forms.RadioSelect))
        if hers:
            keeps = forms.ChoiceField(
                label="Peut-elle le garder sans danger ?",
                choices=Kept.choices,
                widget=forms.RadioSelect,
                help_text="À lui demander avant d’imprimer : qui fouille ses affaires le lirait.",
            )
            self.add("keeps", keeps)

    def values(self) -> dict[str, str]:
        """What the verb takes."""
        return {name: value for name, value in self.cleaned_data.items() if value} | (
            {} if "language" in self.fields else {"language": FRENCH}
        )
