"""Forms of a departure and of an arrival."""

from django import forms

from rivage.core.forms import RivageForm

FOLLOW, ERASED = "suivent", "effacees"


class LeaveForm(RivageForm):
    """Her word, received alone, and what becomes of the notes."""

    notes = forms.ChoiceField(
        label="Les notes de votre association et les écritures antérieures de ses demandes",
        choices=[
            (ERASED, "ne suivent pas : elles sont effacées le jour où la personne est accueillie"),
            (FOLLOW, "suivent : la personne le veut"),
        ],
        widget=forms.RadioSelect,
    )
    received_alone = forms.BooleanField(
        label="Elle a été reçue seule, avec un interprète si besoin, et c’est elle qui veut partir", required=False
    )


class CodeForm(RivageForm):
    """The code that she brings."""

    code = forms.CharField(
        label="Code",
        max_length=60,
        help_text="Vingt lettres et chiffres. Les tirets, les espaces et les majuscules ne comptent pas.",
    )
