"""What a view says of a refusal. What was typed stays, nothing is half-done."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import transaction

from rivage.core.refusal import Refused

UNPROCESSABLE = 422


def say(form: forms.Form, refused: Refused) -> None:
    """Put the reasons of a refusal above the form, each with its article."""
    for reason in refused.verdict.reasons:
        form.add_error(None, f"{reason.sentence} ({reason.article})" if reason.article else reason.sentence)


def attempt(form: forms.Form, act: Callable[[], Any]) -> Any:
    """Act if the form is valid. A refusal undoes what the action had begun and becomes an error of the form.

    Returns what the action gives, True when it gives nothing, None when it was not done.
    """
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            done = act()
    except Refused as refused:
        say(form, refused)
        return None
    return True if done is None else done
