from django import forms
from django.contrib.auth.forms import AuthenticationForm

REFUSED = "Cette adresse et ce mot de passe ne vont pas ensemble. Après cinq essais, attendez quinze minutes."


class SignInForm(AuthenticationForm):
    """Sign-in. One sentence whatever is wrong: an unknown account, a wrong password, a closed one."""

    username = forms.EmailField(
        label="Adresse de connexion",
        widget=forms.EmailInput(attrs={"autofocus": True, "autocomplete": "username", "class": "form-control"}),
    )
    password = forms.CharField(
        label="Mot de passe",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "form-control"}),
    )
    error_messages = {"invalid_login": REFUSED, "inactive": REFUSED}
