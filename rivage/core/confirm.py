"""The page read again before what can't be undone: its consequences in words, its button, a way back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from rivage.core.answers import UNPROCESSABLE
from rivage.core.forms import VersionedForm
from rivage.core.versions import version_of_words

CHANGED = "Ce que dit cette page a changé depuis que vous l’avez ouverte : relisez-la, puis recommencez."


@dataclass(frozen=True, slots=True)
class Confirming:
    """What is about to be done. `consequences`: one sentence each, the gravest first; `button`: the gesture, named;
    `back`: the address of the page that is left as it was; `about`: whom or what, in a line; `tab`: a neutral word;
    `typed`: it was typed on the page before, which is gone back to with its words (`typed_before`).
    """

    heading: str
    consequences: tuple[str, ...]
    button: str
    back: str
    about: str = ""
    tab: str = "À relire"
    typed: bool = False


class ReadAgainForm(VersionedForm):
    """What a gesture read again asks, if anything. Without the version of the page as it stands, it is not valid:
    what was not read is not done. The page comes back with what stands now, to be read.
    """

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("version") != self.initial["version"]:
            sent = cast(Any, self.data).copy()
            sent[self.add_prefix("version")] = self.initial["version"]
            self.data = sent
            self.add_error(None, CHANGED)
        return data


Sent = TypeVar("Sent", bound=ReadAgainForm)


def carried(
    request: HttpRequest, form: type[Sent], asked: Confirming, typed: Mapping[str, Any], version: str = ""
) -> Sent:
    """What was typed on the page before, sent again once this one was read: bound only then. `version`: of what stands
    and would be changed.
    """
    said = (f"{name}: {value}" for name, value in typed.items())
    before = (version,) if version else ()
    read = version_of_words(*before, asked.about, *asked.consequences, *said)
    return form(request.POST if "version" in request.POST else None, version=read, initial=_sent(request.POST, form))


def typed_before(request: HttpRequest, form: type[forms.Form]) -> dict[str, Any] | None:
    """What was typed on the page before, once the one read again is left to write it otherwise: its form opens with
    these values. None where something else is asked.
    """
    return _sent(request.POST, form) if "rewrite" in request.POST else None


def _sent(posted: QueryDict, form: type[forms.Form]) -> dict[str, Any]:
    """What was sent, by name; of a field of several answers, all of them."""
    several = {name for name, field in form.base_fields.items() if isinstance(field, forms.MultipleChoiceField)}
    return posted.dict() | {name: posted.getlist(name) for name in several}


def bound(request: HttpRequest) -> QueryDict | None:
    """What was sent, were it nothing: a gesture that asks nothing is read again all the same."""
    return request.POST if request.method == "POST" else None


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
