"""A membership that sends forms, and a picture of what the house holds, to compare before and after."""

import html
import re
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import reverse

from rivage.accounts.models import Membership
from rivage.core.perimeter import facts
from rivage.people.models import Arrival, Aside, AsideKey, TransferKey
from rivage.vault.fields import SealedField

ROOMS = ("people", "dossiers", "commissions", "decisions", "rights", "titles")
# Read by no figure and no sweep: keys on their way, and where a file came from. The transfer they go with is compared.
CLOSED = (Arrival, Aside, AsideKey, TransferKey)


@dataclass(frozen=True)
class Answer:
    """A status, and the words of the page, no-break spaces as spaces."""

    status: int
    text: str

    def says(self, words: str) -> bool:
        """Whether one reads these words, wherever the template breaks its lines. A no-break space is no line break."""
        return words in re.sub(r"[ \n]+", " ", self.text)


class Caller:
    """Sends requests as one membership, the way its pages do."""

    def __init__(self, membership: Membership) -> None:
        self.membership = membership
        self.client = Client(raise_request_exception=False)
        self.client.force_login(membership.user)

    def url(self, page: str, **ids: Any) -> str:
        return reverse(page, kwargs={"membership": self.membership.pk, **ids})

    def get(self, page: str, **ids: Any) -> Answer:
        return answered(self.client.get(self.url(page, **ids), follow=True))

    def shown(self, page: str, **ids: Any) -> dict[str, str]:
        """What the page carries of what it shows."""
        return carried(self.get(page, **ids))

    def post(self, page: str, data: dict[str, Any], **ids: Any) -> Answer:
        """Send a form and follow where it leads, so that the sentence is read wherever it is said."""
        return answered(self.client.post(self.url(page, **ids), data, follow=True))


def carried(page: Answer) -> dict[str, str]:
    """The hidden fields of the forms of a page."""
    found = re.findall(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?', page.text)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def answered(response: Any) -> Answer:
    assert response.request["PATH_INFO"] != "/entrer", "this caller is signed out"
    text = html.unescape(response.content.decode("utf-8", "replace"))
    return Answer(response.status_code, text.replace("\u00a0", " ").replace("\u202f", " "))


def house() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every room, by its plain columns: what an undone gesture leaves as it was."""
    every = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    open_ = [model for model in every if model not in CLOSED and getattr(model, "COUNTED", True)]
    with transaction.atomic(), facts():
        return {model._meta.label: _rows(model) for model in open_}


def _rows(model: Any) -> list[tuple[Any, ...]]:
    fields = [field for field in model._meta.concrete_fields if field.name not in getattr(model, "UNCOUNTED", ())]
    plain = [field.attname for field in fields if not isinstance(field, SealedField)]
    return list(model._base_manager.order_by("pk").values_list(*plain))
