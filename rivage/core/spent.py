from typing import Any

from django import forms


class Spent(forms.TextInput):
    """What is typed in it serves once, or was wrong: it is never drawn again."""

    def format_value(self, value: Any) -> str:
        return ""
