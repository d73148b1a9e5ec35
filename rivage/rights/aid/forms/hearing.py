"""The invitation to present observations before an aid ends."""

from django import forms

from rivage.core.forms import LongText
from rivage.decisions.forms import InviteForm
from rivage.rights.aid.actions import Invited
from rivage.rights.enums import EndGround


class EndInviteForm(InviteForm):
    """What the letter says, and until when she may answer."""

    places = InviteForm.places | {"facts_missing": "facts", "no_such_ground": "ground", "already_invited": "until"}

    ground = forms.ChoiceField(label="Motif envisagé", choices=EndGround.choices, widget=forms.RadioSelect)
    facts = LongText(
        label="Ce qui est constaté, en fait",
        rows=4,
        help_text="La lettre le dit tel quel : elle ne peut répondre qu’à ce qu’elle lit.",
    )
    field_order = ("ground", "facts", "invited_on", "until")

    def invited(self) -> Invited:
        """What the action takes."""
        return Invited(**{name: self.cleaned_data[name] for name in Invited.__dataclass_fields__})
