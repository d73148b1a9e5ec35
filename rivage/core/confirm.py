"""The page read again before what can't be undone: its consequences in words, its button, a way back."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rivage.core.answers import UNPROCESSABLE


@dataclass(frozen=True, slots=True)
class Confirming:
    """What is about to be done. `consequences`: one sentence each, the gravest first; `button`: the gesture, named;
    `back`: the address of the page that is left as it was; `about`: whom or what, in a line.
    """

    heading: str
    consequences: tuple[str, ...]
    button: str
    back: str
    about: str = ""


def confirming(
    request: HttpRequest,
    asked: Confirming,
    form: forms.Form | None = None,
    template: str = "core/confirm.html",
    **more: Any,
) -> HttpResponse:
    """The page of a gesture read again; 422 once its form was refused. `form`: what the gesture asks, its version at
    least; `template`: one that extends `core/confirm.html`, for what is read before; `more`: what that one needs.
    """
    refused = form is not None and bool(form.errors)
    context = {"asked": asked, "heading": asked.heading, "form": form, "reference": "", "state": None, **more}
    return render(request, template, context, status=UNPROCESSABLE if refused else 200)
