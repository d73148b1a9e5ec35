"""The outcome of a demande, as it is said wherever the file is shown: granted or refused, notified, until when she may
contest. Read from the decision and its notifications for a day, by whoever may read the decision, once it is signed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from rivage.accounts import policies
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core.contest import Contest
from rivage.core.french import day_in_words
from rivage.core.tables import State
from rivage.decisions import remedies
from rivage.decisions.enums import DecisionSense, DecisionStep, NotificationOutcome, Recipient
from rivage.decisions.models import Decision, Notification
from rivage.decisions.recours import delay, stops
from rivage.decisions.recours.delay import Delay
from rivage.dossiers import states
from rivage.dossiers.enums import ParcoursEnd, Step
from rivage.dossiers.models import Demande

OUT = (Step.DECIDED, Step.NOTIFIED)
PAGE = "decisions:decision"
# What lists are narrowed to: the word of the address, what one reads, the sense.
SENSES = (
    ("accordees", "Accordées", DecisionSense.AUTHORISE),
    ("refusees", "Refusées", DecisionSense.REFUSE),
)
WORDS = {DecisionSense.AUTHORISE: "Accordée", DecisionSense.REFUSE: "Refusée"}


@dataclass(frozen=True, slots=True)
class DemandeOutcome:
    """How a signed decision reads. `told_on`: the day it reached her, None as long as it did not; `delay`: until when
    it may be contested, or what a judge did to it, as far as is open to who reads; `told`: who has an outcome of
    notification.
    """

    decision: UUID
    demande: UUID
    sense: str
    decided_on: date
    step: str
    told_on: date | None
    delay: Delay
    told: frozenset[str]

    @property
    def refused(self) -> bool:
        return self.sense == DecisionSense.REFUSE

    def contestable(self, on: date) -> bool:
        """Whether a refusal that reached her may still be contested."""
        return self.refused and self.delay.open(on)

    @property
    def contest(self) -> Contest | None:
        """The last day, with the sooner one that a correction gives; None when no delay runs."""
        return self.delay.contest

    @property
    def until(self) -> date | None:
        """The last day that was announced."""
        return self.contest.last if self.contest is not None else None

    def state(self, on: date) -> State:
        """« Refusée, notifiée le 12 août, recours, dernier jour sûr : 13 octobre ». Neither a refusal nor what a judge
        stopped wears green.
        """
        if self.delay.stopped:
            return State("neutre", "stop-circle", f"{WORDS[DecisionSense(self.sense)]}, {self.delay.stopped}")
        said = f"{WORDS[DecisionSense(self.sense)]}{self._notified(on)}"
        if not self.refused:
            return State("ok", "check-circle", said)
        over = self.contest is not None and not self.delay.pending and self.contest.over(on)
        return State("neutre" if over else "alerte", "x-circle", ", ".join(filter(None, (said, self.delay.words(on)))))

    def _notified(self, on: date) -> str:
        if self.told_on is not None:
            return f", notifiée le {_day(self.told_on, on)}"
        if self.step == DecisionStep.NOTIFIED:
            return ", remise impossible" if Recipient.PERSON in self.told else f" le {_day(self.decided_on, on)}"
        return ", à notifier"


def _day(day: date, on: date) -> str:
    return day_in_words(day, on=on, weekday=False)


def signed(membership: Membership) -> QuerySet[Decision]:
    """Decisions that this membership may read, with their notifications and without their texts: two queries. A draft
    is nobody's outcome.
    """
    told = Prefetch(
        "notifications", queryset=Notification.objects.order_by("created_at").defer("why", "language", "interpreter")
    )
    rows = Decision.objects.visible_to(membership).exclude(step=DecisionStep.DRAFT)
    return rows.defer("reasons", "motives_kept").prefetch_related(told)


def missed() -> Q:
    """Decisions of which all is noted but that never reached her: to hand over as soon as it can be. What a judge
    stopped is handed to nobody any more.
    """
    return Q(pk__in=_missed().values("pk"))


def of_missed() -> Q:
    """Demandes of these decisions."""
    return Q(pk__in=_missed().values("demande"))


def _missed() -> QuerySet[Decision]:
    """Sought by themselves: those that were ever handed over are thousands, the few that could not be come first."""
    hers = Notification.objects.filter(recipient=Recipient.PERSON, replaced_at__isnull=True)
    tried = hers.filter(outcome=NotificationOutcome.IMPOSSIBLE)
    reached = hers.filter(decision=OuterRef("pk")).exclude(outcome=NotificationOutcome.IMPOSSIBLE)
    found = Decision.objects.filter(~Exists(reached), pk__in=tried.values("decision"), step=DecisionStep.NOTIFIED)
    return found.exclude(died()).exclude(stops.stopping())


def died() -> Q:
    """Whoever died is left in peace: nothing is handed over any more."""
    return Q(demande__parcours__end_kind=ParcoursEnd.DEATH)


def outcomes(membership: Membership, rows: Iterable[Decision]) -> list[DemandeOutcome]:
    """Of signed decisions, remedies counted: two queries more."""
    held = [outcome(row) for row in rows]
    found = delay.of_acts(membership, {one.decision: one.contest for one in held})
    return [replace(one, delay=found[one.decision]) for one in held]


def outcome(decision: Decision) -> DemandeOutcome:
    """Of one signed decision, by its notifications alone. ValueError for a draft."""
    rows = list(decision.notifications.all())
    hers = [row for row in rows if row.recipient == Recipient.PERSON]
    reached = [row for row in hers if row.reached]
    return DemandeOutcome(
        decision=decision.pk,
        demande=decision.demande_id,
        sense=decision.sense,
        decided_on=decision.taken_on,
        step=decision.step,
        told_on=reached[-1].on if reached else None,
        delay=Delay(remedies.contest(hers)),
        told=frozenset(row.recipient for row in rows),
    )


def shown(membership: Membership, demandes: Sequence[Demande], on: date) -> Mapping[UUID, states.Shown]:
    """What is said of the demandes that are decided, to those who may read their decision."""
    asked = [row.pk for row in demandes if row.step in OUT]
    if not asked:
        return {}
    return {
        one.demande: states.Shown(one.state(on), page(membership, one.demande))
        for one in outcomes(membership, signed(membership).filter(demande__in=asked))
    }


def among(membership: Membership, sense: str) -> "QuerySet[Any, Any]":
    """The ids of the demandes that were decided so, of those whose decision is open to this membership."""
    return signed(membership).prefetch_related(None).filter(sense=sense).values("demande")


def page(membership: Membership, demande: UUID) -> str:
    """The address of a decision, "" for those to whom that page is closed."""
    if not policies.allows(PAGE, "GET", membership.role):
        return ""
    return link(membership, PAGE, demande=demande)
