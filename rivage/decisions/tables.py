"""The list of decisions: what waits, since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max, Q
from django.urls import reverse

from rivage.accounts.enums import Role
from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.core.lists import Asked, Empty, Filter, Found, Listing
from rivage.core.tables import Column, Link, State
from rivage.decisions import access
from rivage.decisions.enums import DecisionStep
from rivage.dossiers.enums import Step
from rivage.dossiers.models import Demande
from rivage.people import names
from rivage.people.tables import ANTENNE, SEARCHED, by_antenne

STEP = "etape"
TO_DO = Q(step__in=(Step.OPINED, Step.DECIDED))
STEPS = {
    "": ("À faire", TO_DO),
    "a-preparer": ("À préparer", TO_DO & Q(decision__isnull=True)),
    "a-signer": ("À signer", TO_DO & Q(decision__step=DecisionStep.DRAFT)),
    "a-notifier": ("À notifier", TO_DO & Q(decision__isnull=False) & ~Q(decision__step=DecisionStep.DRAFT)),
    "notifiees": ("Notifiées", Q(step=Step.NOTIFIED)),
}
NO_DECISION = Empty(
    "Aucune décision à prendre", "Dès qu’un relevé d’avis est signé par la présidence, la demande arrive ici."
)
NONE_LEFT = Empty("Aucune décision ne répond", "Changez le mot cherché, l’étape ou l’association.")


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One demande of the list. `days`: since the avis was signed."""

    demande: Demande
    link: Link
    avis_on: date | None
    days: int | None
    state: State


def _reference(row: DecisionRow) -> str:
    return row.demande.person.reference


COLUMNS = (
    Column("person", "Personne", lambda row: row.link, sort=names.BY_NAME, kind="title"),
    Column(
        "reference", "Référence", lambda row: row.demande.person.reference, "reference", "ref", "person__reference"
    ),
    Column(
        "association",
        "Association",
        lambda row: row.demande.person.antenne.name,
        "association",
        by="person__antenne__name",
    ),
    Column("kind", "Demande", lambda row: row.demande.get_kind_display()),
    Column("state", "État", lambda row: row.state, kind="state"),
    Column("avis", "Relevé signé", lambda row: row.avis_on, kind="date"),
    Column("days", "Jours depuis l’avis", lambda row: row.days, "attend", "number", "signed_at"),
)


def decisions(membership: Membership) -> Listing:
    """Demandes open to this membership at the steps of a decision, oldest avis first."""
    called = names.Called(membership)

    def found(asked: Asked) -> Found:
        rows = access.opened_to(membership).filter(STEPS[asked.chosen.get(STEP, "")][1])
        if antenne := asked.chosen.get(ANTENNE):
            rows = rows.filter(person__antenne=UUID(antenne))
        dated = rows.annotate(signed_at=Max("avis__signed_at")).select_related("person__antenne", "decision")
        return names.answering(dated, COLUMNS, asked, called)

    steps = Filter(STEP, "Étape", [(word, label) for word, (label, _) in STEPS.items()])
    return Listing(
        page="decisions:list",
        caption="Décisions",
        columns=COLUMNS,
        sort="attend",
        found=found,
        shown=lambda rows: _shown(rows, membership, called),
        filters=(*([] if membership.role == Role.SIGNATORY else [steps]), *by_antenne(membership)),
        searched=SEARCHED,
        empty=NO_DECISION,
        nothing=NONE_LEFT,
    )


def _shown(rows: Sequence[Demande], membership: Membership, called: names.Called) -> list[DecisionRow]:
    """The rows of one page, with the names open to this membership: one query for the names, one for the keys."""
    known = called.of(row.person_id for row in rows)
    for row in rows:
        names.note(row.person_id, row.antenne_id, named=row.person_id in known)
    return [_row(row, known.get(row.person_id) or row.person.reference, membership) for row in rows]


def _row(demande: Any, name: str, membership: Membership) -> DecisionRow:
    signed = demande.signed_at  # Of `decisions`, on no demande read otherwise.
    avis_on = clock.local_day(signed, demande.departement) if signed else None
    url = reverse("decisions:decision", kwargs={"membership": membership.pk, "demande": demande.pk})
    days = (clock.today(demande.departement) - avis_on).days if avis_on else None
    return DecisionRow(demande, Link(name, url), avis_on, days, state(demande))


def state(demande: Demande) -> State:
    """Where a decision stands, in a word."""
    decision = getattr(demande, "decision", None)
    if demande.step == Step.NOTIFIED:
        return State("ok", "check-circle", "Notifiée")
    if decision is None:
        return State("attente", "pencil", "À préparer")
    if decision.step == DecisionStep.DRAFT:
        return State("attente", "pen", "À signer")
    return State("cours", "send", "À notifier")
