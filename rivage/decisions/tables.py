"""The list of decisions: what waits, since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from rivage.accounts.enums import Role
from rivage.accounts.models import Membership
from rivage.commissions.models import Avis
from rivage.core import clock
from rivage.core.lists import Asked, Empty, Filter, Found, Listing
from rivage.core.tables import Column, Link, State
from rivage.decisions import access, to_hand
from rivage.decisions.enums import DecisionStep
from rivage.decisions.outcome import OUT, SENSES, of_missed, page
from rivage.decisions.recours import stops
from rivage.dossiers import states
from rivage.dossiers.enums import Step
from rivage.dossiers.models import Demande
from rivage.people import names
from rivage.people.tables import ANTENNE, SEARCHED, by_antenne, by_referent, of_antenne, of_referent, of_team, team

# Read from each demande: one that is only counted asks nothing of its avis. The day it was given, as its decision says
# it, once its relevé is signed.
GIVEN_AT = (
    Avis.objects.filter(demande=OuterRef("pk"), signed_at__isnull=False)
    .order_by("-signed_at")
    .values("rendered_at")[:1]
)
# What a line is made of: neither what was decided upon nor why.
READ = (
    *("person", "antenne_id", "departement", "kind", "step", "decision__decided_on"),
    *("person__reference", "person__antenne__name"),
)
STEP, DECIDED = "etape", "decision__decided_on"
TO_DO = Q(step__in=(Step.OPINED, Step.DECIDED))
STOPPED = stops.of_demande()
SIGNED = Q(decision__step__in=(DecisionStep.SIGNED, DecisionStep.NOTIFIED))
OUTCOMES = {word: (label, SIGNED & Q(decision__sense=sense)) for word, label, sense in SENSES}


def narrowed(membership: Membership, on: date) -> dict[str, tuple[str, Q]]:
    """What the list is narrowed to, by the word of the address. What is to hand over is the decision on the path, and
    the acts of later apps that go with it.
    """
    beside = of_missed() | to_hand.of_demandes(membership, on)
    if membership.is_antenne:
        # A draft is not an association's to know of: it reads what is signed.
        left = Q(decision__step=DecisionStep.SIGNED) & ~STOPPED | beside
        return {"": ("Toutes", SIGNED), "a-remettre": ("À remettre", left), **OUTCOMES}
    return {
        "": ("À faire", TO_DO & ~STOPPED | beside),
        "a-preparer": ("À préparer", TO_DO & Q(decision__isnull=True)),
        "a-signer": ("À signer", TO_DO & Q(decision__step=DecisionStep.DRAFT)),
        "a-notifier": ("À notifier", TO_DO & Q(decision__step=DecisionStep.SIGNED) & ~STOPPED | beside),
        "notifiees": ("Notifiées", Q(step=Step.NOTIFIED)),
        **OUTCOMES,
    }


NONE_SIGNED = Empty(
    "Aucune décision n’est encore signée", "Dès sa signature, une décision se lit ici, avec les lettres à remettre."
)
NO_DECISION = Empty(
    "Aucune décision à prendre", "Dès qu’un relevé d’avis est signé par la présidence, la demande arrive ici."
)
NONE_LEFT = Empty("Aucune décision ne répond", "Changez le mot cherché, l’étape ou l’association.")


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One demande of the list. `days`: since its avis was given, as long as nothing is signed after it."""

    demande: Demande
    link: Link
    avis_on: date | None
    days: int | None
    state: State
    team: str


def _columns(membership: Membership) -> tuple[Column, ...]:
    """What a decision waits for, for those who prepare it; when it was taken, for the association."""
    waits = (
        Column("avis", "Avis rendu", lambda row: row.avis_on, kind="date"),
        Column("days", "Jours depuis l’avis", lambda row: row.days, "attend", "number", "given_at"),
    )
    decided = Column("decided", "Décidée", lambda row: row.demande.decision.decided_on, "decidee", "date", DECIDED)
    return (
        Column("person", "Personne", lambda row: row.link, sort=names.BY_NAME, kind="title"),
        Column(
            "reference", "Référence", lambda row: row.demande.person.reference, "reference", "ref", "person__reference"
        ),
        *of_antenne(membership, lambda row: row.demande.person.antenne.name, "person__antenne__name"),
        Column("kind", "Demande", lambda row: row.demande.get_kind_display()),
        Column("state", "État", lambda row: row.state, kind="state"),
        *((decided,) if membership.is_antenne else waits),
        *of_team(membership, lambda row: row.team),
    )


def decisions(membership: Membership, on: date) -> Listing:
    """Demandes open to this membership at the steps of a decision: oldest avis first, for an association newest."""
    called = names.Called(membership)
    columns, offered = _columns(membership), narrowed(membership, on)

    def at_step(asked: Asked) -> "QuerySet[Demande]":
        return access.opened_to(membership).filter(offered[asked.chosen.get(STEP, "")][1])

    def found(asked: Asked) -> Found:
        rows = at_step(asked)
        if antenne := asked.chosen.get(ANTENNE):
            rows = rows.filter(person__antenne=UUID(antenne))
        rows = of_referent(rows, asked)
        dated = rows.annotate(given_at=Subquery(GIVEN_AT)).select_related("person__antenne", "decision")
        return names.answering(dated.only(*READ), columns, asked, called)

    steps = Filter(STEP, "Étape ou issue", [(word, label) for word, (label, _) in offered.items()])
    return Listing(
        page="decisions:list",
        caption="Décisions",
        columns=columns,
        sort="-decidee" if membership.is_antenne else "attend",
        found=found,
        shown=lambda rows: _shown(rows, membership, called, on),
        filters=(
            *([] if membership.role == Role.SIGNATORY else [steps]),
            *by_antenne(membership),
            *by_referent(membership, clock.now()),
        ),
        searched=SEARCHED,
        empty=NONE_SIGNED if membership.is_antenne else NO_DECISION,
        nothing=NONE_LEFT,
        counted="demande",
        whole=lambda asked: at_step(asked).count(),
    )


def _shown(rows: Sequence[Demande], membership: Membership, called: names.Called, on: date) -> list[DecisionRow]:
    """The rows of one page, with the names open to this membership: one query for the names, one for the keys."""
    known = called.of(row.person_id for row in rows)
    said = states.shown(membership, [row for row in rows if row.step in OUT], on)
    others = to_hand.shown(membership, [row.pk for row in rows if row.step == Step.NOTIFIED], on)
    beside = team(membership, [row.person_id for row in rows])
    for row in rows:
        names.note(row.person_id, row.antenne_id, named=row.person_id in known)
    return [
        _row(
            row,
            Link(
                known.get(row.person_id) or row.person.reference,
                others[row.pk][1] if row.pk in others else page(membership, row.pk),
            ),
            others[row.pk][0] if row.pk in others else said[row.pk].state if row.pk in said else _to_come(row),
            beside.get(row.person_id, ""),
        )
        for row in rows
    ]


def _row(demande: Any, link: Link, state: State, team: str) -> DecisionRow:
    given = demande.given_at  # Of `decisions`, on no demande read otherwise.
    avis_on = clock.local_day(given, demande.departement) if given else None
    waits = avis_on is not None and demande.step == Step.OPINED
    days = (clock.today(demande.departement) - avis_on).days if waits and avis_on else None
    return DecisionRow(demande, link, avis_on, days, state, team)


def _to_come(demande: Demande) -> State:
    """What a decision that is not signed waits for, for those who prepare it."""
    if getattr(demande, "decision", None) is None:
        return State("attente", "pencil", "À préparer")
    return State("attente", "pen", "À signer")
