"""How a demande is called, and how it shows to a reader: its step, then what later apps know of it.

One word, one meaning: what is said here of a demande is said wherever it is shown, by nothing else.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from rivage.accounts.models import Membership
from rivage.core import perimeter
from rivage.core.tables import State
from rivage.dossiers.enums import DemandeKind, Step
from rivage.dossiers.models import Demande

TITLES = {
    DemandeKind.INITIALE: "Première demande",
    DemandeKind.RENOUVELLEMENT: "Demande de renouvellement",
    DemandeKind.REPRISE: "Demande de reprise",
}
STATES = {
    Step.DRAFT: State("neutre", "pencil", "En préparation"),
    Step.SUBMITTED: State("cours", "inbox", "Déposée"),
    Step.INCOMPLETE: State("attente", "arrow-return-left", "À compléter"),
    Step.COMPLETE: State("ok", "check-lg", "Complète"),
    Step.SCHEDULED: State("inscrit", "calendar-check", "Inscrite à une séance"),
    Step.OPINED: State("cours", "check-all", "Avis rendu"),
    Step.DECIDED: State("attente", "envelope", "Décidée, à notifier"),
    Step.NOTIFIED: State("neutre", "envelope-check", "Décision notifiée"),
    Step.WITHDRAWN: State("neutre", "dash-circle", "Retirée à sa demande"),
    Step.FORWARDED: State("attente", "arrow-right", "Transmise à un autre préfet"),
    Step.WITHOUT_OBJECT: State("neutre", "slash-circle", "Sans objet"),
}


def title(demande: Demande) -> str:
    """« Demande de renouvellement », neutral enough for a heading."""
    return TITLES[DemandeKind(demande.kind)]


class Shown(NamedTuple):
    """How a demande shows. `url`: the page of its decision, for whoever may open it, else empty; `action`: how the way
    there is called.
    """

    state: State
    url: str = ""
    action: str = "Voir la décision"


@dataclass(frozen=True, slots=True)
class Choice:
    """What lists of demandes and of people may be narrowed to beyond the step: the word of the address, what one
    reads, and the ids of the demandes that answer it, of those that a reader may know of.
    """

    word: str
    label: str
    demandes: "Callable[[Membership], QuerySet[Any, Any]]"


Source = Callable[[Membership, Sequence[Demande], date], Mapping[UUID, Shown]]
_SHOWN = "dossiers.shown"
_sources: list[Source] = []
choices: list[Choice] = []


# Of demandes that something stopped while they were on an agenda, those whose session has passed: why, in a sentence.
Passed = Callable[[Sequence[Demande]], Mapping[UUID, str]]
_passed: list[Passed] = []


def register_passed(source: Passed) -> None:
    """Add what an app knows of sessions that do not wait."""
    _passed.append(source)


def passed(demandes: Sequence[Demande]) -> dict[UUID, str]:
    """Of demandes that a death stopped, those that can't come back to their session, each with why."""
    asked = [row for row in demandes if row.step_before == Step.SCHEDULED]
    return {key: words for source in _passed for key, words in source(asked).items()} if asked else {}


def register(source: Source) -> None:
    """Add what an app knows of demandes beyond their step: its session, its outcome. The last that knows one wins."""
    _sources.append(source)


def shown(membership: Membership, demandes: Sequence[Demande], on: date) -> dict[UUID, Shown]:
    """How each of these demandes shows to this reader on a day: a constant number of queries, once a request."""
    known: dict[tuple[UUID, str], Shown] = perimeter.current().cache.setdefault((_SHOWN, membership.pk, on), {})
    missing = [row for row in demandes if (row.pk, row.step) not in known]
    known |= {(row.pk, row.step): Shown(STATES[Step(row.step)]) for row in missing}
    for source in _sources if missing else ():
        found = source(membership, missing, on)
        known |= {(row.pk, row.step): found[row.pk] for row in missing if row.pk in found}
    return {row.pk: known[row.pk, row.step] for row in demandes}


Beside = Callable[[Membership, Sequence[Demande], date], Mapping[UUID, Shown]]
_beside: list[Beside] = []


def register_beside(source: Beside) -> None:
    """Add what an app knows of another act that goes with a demande, said under it on the person's page."""
    _beside.append(source)


def beside(membership: Membership, demandes: Sequence[Demande], on: date) -> dict[UUID, list[Shown]]:
    """What goes with each of these demandes, for this reader on a day."""
    found = [source(membership, demandes, on) for source in _beside]
    return {row.pk: [known[row.pk] for known in found if row.pk in known] for row in demandes}


def narrowed(rows: "QuerySet[Demande]", membership: Membership, word: str) -> "QuerySet[Demande]":
    """The rows that answer a choice. KeyError for a word that no choice has."""
    choice = {one.word: one for one in choices}[word]
    return rows.filter(pk__in=choice.demandes(membership))


def people_of(membership: Membership, word: str) -> "QuerySet[Any, Any]":
    """The ids of those whose last demande answers a choice."""
    after = Q(created_at__gt=OuterRef("created_at")) | Q(created_at=OuterRef("created_at"), n__gt=OuterRef("n"))
    later = Demande.objects.filter(after, person=OuterRef("person"))
    seen = narrowed(Demande.objects.visible_to(membership), membership, word)
    return seen.exclude(Exists(later)).values("person")
