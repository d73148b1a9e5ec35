"""The acts of later apps that are still to be handed to her: the list of decisions shows them beside its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core.tables import State


@dataclass(frozen=True, slots=True)
class ToHand:
    """One kind of act. `demandes`: the ids of the demandes that have one to hand; `said`: how it shows in the list;
    `page`: where its hand-over is noted, by `demande`.
    """

    demandes: "Callable[[Membership, date], QuerySet[Any, Any]]"
    said: str
    page: str


_kinds: list[ToHand] = []


def register(kind: ToHand) -> None:
    """Add a kind of act that goes with a demande."""
    _kinds.append(kind)


def of_demandes(membership: Membership, on: date) -> Q:
    """The demandes that have one to hand."""
    found = Q(pk__in=[])
    for kind in _kinds:
        found |= Q(pk__in=kind.demandes(membership, on))
    return found


def shown(membership: Membership, demandes: Iterable[UUID], on: date) -> dict[UUID, tuple[State, str]]:
    """Of these demandes, those that have one to hand: how it shows, and its page. One query for each kind."""
    asked, found = list(demandes), dict[UUID, tuple[State, str]]()
    for kind in _kinds if asked else ():
        for demande in kind.demandes(membership, on):
            if demande in asked:
                state = State("attente", "envelope", kind.said)
                found[demande] = state, link(membership, kind.page, demande=demande)
    return found
