"""The list of decisions: what waits, since when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet
from django.urls import reverse

from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.core.tables import Column, Link, State
from rivage.decisions import access
from rivage.decisions.enums import DecisionStep
from rivage.dossiers.enums import Step
from rivage.dossiers.models import Demande
from rivage.people.models import Identity
from rivage.vault import keys
from rivage.vault.enums import KeyKind

STEPS = {"": (Step.OPINED, Step.DECIDED), "notifiees": (Step.NOTIFIED,)}
ORDER = {"attend": "signed_at", "reference": "person__reference", "association": "person__antenne__name"}


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One demande of the list. `days`: since the avis was signed."""

    demande: Demande
    name: str
    url: str
    avis_on: date | None
    days: int | None
    state: State


COLUMNS = (
    Column("person", "Personne", lambda row: Link(row.name, row.url), kind="title"),
    Column("reference", "Référence", lambda row: row.demande.person.reference, sort="reference", kind="ref"),
    Column("association", "Association", lambda row: row.demande.person.antenne.name, sort="association"),
    Column("kind", "Demande", lambda row: row.demande.get_kind_display()),
    Column("state", "État", lambda row: row.state, kind="state"),
    Column("avis", "Relevé signé", lambda row: row.avis_on, kind="date"),
    Column("days", "Jours depuis l’avis", lambda row: row.days, sort="attend", kind="number"),
)


def rows_of(membership: Membership, sort: str, step: str) -> "QuerySet[Demande]":
    """Demandes open to this membership at the steps of a decision, oldest avis first."""
    rows = access.opened_to(membership).filter(step__in=STEPS.get(step, STEPS[""]))
    down = "-" if sort.startswith("-") else ""
    return (
        rows.annotate(signed_at=Max("avis__signed_at"))
        .select_related("person__antenne", "decision")
        .order_by(f"{down}{ORDER[sort.removeprefix('-')]}", "pk")
    )


def shown(rows: Iterable[Demande], membership: Membership) -> list[DecisionRow]:
    """The rows of one page, with the names open to this membership: one query for the names, one for the keys."""
    demandes = list(rows)
    people = [row.person_id for row in demandes]
    identities = {row.person_id: row for row in Identity.objects.visible_to(membership).filter(person_id__in=people)}
    keys.load(identities, KeyKind.SHARED)
    return [_row(row, identities.get(row.person_id), membership) for row in demandes]


def _row(demande: Any, identity: Identity | None, membership: Membership) -> DecisionRow:
    signed = demande.signed_at  # Of `rows_of`, on no demande read otherwise.
    avis_on = clock.local_day(signed, demande.departement) if signed else None
    url = reverse("decisions:decision", kwargs={"membership": membership.pk, "demande": demande.pk})
    days = (clock.today(demande.departement) - avis_on).days if avis_on else None
    name = identity.called if identity else demande.person.reference
    return DecisionRow(demande, name, url, avis_on, days, state(demande))


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
