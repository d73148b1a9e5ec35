"""Forms of the doors."""

import json
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from rivage.accounts.models import User
from rivage.core.forms import RivageForm
from rivage.core.spent import Spent
from rivage.doors import passwords
from rivage.doors.models import LABEL

REFUSED = "Cette adresse et ce mot de passe ne vont pas ensemble. Après cinq essais, attendez quinze minutes."


class SignInForm(RivageForm, AuthenticationForm):
    """Sign-in. One sentence whatever is wrong: an unknown account, a wrong password, a closed one."""

    username = forms.EmailField(
        label="Adresse de connexion",
        widget=forms.EmailInput(attrs={"autofocus": True, "autocomplete": "username"}),
    )
    password = forms.CharField(
        label="Mot de passe",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    error_messages = {"invalid_login": REFUSED, "inactive": REFUSED}


class OpeningForm(RivageForm):
    """A new password, twice. That of a link opened a moment ago may be chosen again."""

    new = forms.CharField(
        label="Nouveau mot de passe",
        help_text="Douze caractères au moins. Quatre ou cinq mots sans lien entre eux se retiennent bien.",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="Le même, encore une fois",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        try:
            validate_password(new, self.user)
        except ValidationError as error:
            raise ValidationError(" ".join([*error.messages, passwords.ADVICE])) from error
        return new

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", "Les deux mots de passe sont différents.")
        return data


class PasswordForm(OpeningForm):
    """The password in use, and the new one twice."""

    old = forms.CharField(
        label="Mot de passe actuel",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("old", "new", "again")

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        if not self.user.check_password(old):
            raise ValidationError("Ce n’est pas votre mot de passe actuel.")
        return old

    def clean_new(self) -> str:
        new = super().clean_new()
        if self.user.check_password(new):
            raise ValidationError("Choisissez un mot de passe différent de l’actuel.")
        return new


class ApplicationCodeForm(RivageForm):
    """A code of one's application."""

    code = forms.CharField(
        label="Code à six chiffres",
        max_length=12,
        widget=Spent(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}),
    )

    def clean_code(self) -> str:
        digits = "".join(str(self.cleaned_data["code"]).split())
        if not (digits.isascii() and digits.isdigit() and len(digits) == 6):
            raise ValidationError("Le code a six chiffres, par exemple 402 913.")
        return digits


class RecoveryForm(RivageForm):
    """A recovery code."""

    code = forms.CharField(
        label="Code de secours",
        max_length=40,
        help_text="Seize signes, par exemple 7KM9-4TXQ-3RWA-HPDC. Chaque code sert une fois.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True, "spellcheck": "false"}),
    )


class ApplicationForm(ApplicationCodeForm):
    """The application that one adds: the code that it shows, and the device it is on."""

    label = forms.CharField(
        label="Nom de l’appareil",
        max_length=LABEL,
        help_text="Pour le reconnaître dans votre liste, par exemple « mon téléphone ».",
    )
    field_order = ("label", "code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["code"].widget.attrs["autofocus"]


class PasskeyForm(RivageForm):
    """What a device answered (JSON of WebAuthn), and what one calls it when it is new."""

    label = forms.CharField(label="Nom de l’appareil", max_length=LABEL, required=False)
    answer = forms.CharField(max_length=20_000, widget=forms.HiddenInput)

    def clean_answer(self) -> Any:
        try:
            found = json.loads(self.cleaned_data["answer"])
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise ValidationError("L’appareil n’a pas répondu. Recommencez.")
        return found
