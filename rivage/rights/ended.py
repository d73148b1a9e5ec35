"""An aid that the préfet ended: its last month due, until when she may contest. Never why, which some may not read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from rivage.accounts.models import Membership
from rivage.core.contest import Contest, announced
from rivage.dossiers.enums import ParcoursEnd
from rivage.law import afis
from rivage.law.recours import last_day, months_of
from rivage.law.wording import day
from rivage.law.wording import month as in_words
from rivage.rights.models import AfisDecision, AfisEnd, ToldCorrection

# Ends handed over longer ago are not read: no delay of the law is as long (recours.contentieux_mois).
BEHIND = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Ended:
    """`on`: the day of the préfet's decision ending the aid."""

    on: date

    @property
    def last(self) -> date:
        """The last month due, by its first day."""
        return afis.last_paid_month(self.on)

    @property
    def last_month(self) -> str:
        return f"Dernier mois dû : {in_words(self.last)}."

    @property
    def sentence(self) -> str:
        """« Le préfet a mis fin à l’aide le 29 novembre 2026. Dernier mois dû : novembre 2026. »"""
        return f"Le préfet a mis fin à l’aide le {day(self.on)}. {self.last_month}"


def ends(membership: Membership, decisions: Iterable[UUID]) -> dict[UUID, Ended]:
    """Of the decisions on the aid, those that the préfet ended, as open to this membership. One query."""
    rows = AfisDecision.objects.visible_to(membership).filter(pk__in=list(decisions), ended_on__isnull=False)
    return {decision: Ended(on) for decision, on in rows.values_list("pk", "ended_on") if on is not None}


def noted(membership: Membership) -> QuerySet[AfisEnd]:
    """The ends that this membership may read, with the days to contest them and without why. Whoever died is left in
    peace. Two queries.
    """
    days = Prefetch("corrections", queryset=ToldCorrection.objects.defer("why"))
    rows = AfisEnd.objects.visible_to(membership).exclude(decision__demande__parcours__end_kind=ParcoursEnd.DEATH)
    rows = rows.select_related("decision", "person").defer("reasons", "decision__reasons")
    return rows.prefetch_related(days).order_by("decided_on")


def standing(membership: Membership, on: date) -> QuerySet[AfisEnd]:
    """Those of which something may be left: to be handed to her, or handed so lately that it may be contested."""
    lately = Q(told_on__gt=on - BEHIND) | Q(corrections__told_on__gt=on - BEHIND)
    return noted(membership).filter(lately | Q(told_on__isnull=True)).distinct()


def open_still(end: AfisEnd, on: date) -> bool:
    """Whether something is left of it: to be handed to her, or to be contested."""
    contest = contest_of(end)
    return contest is None or on <= contest.last


def counts_from(end: AfisEnd) -> date | None:
    """The day from which she may contest: the latest that was noted, None where it is not handed."""
    return max([end.told_on, *_before(end)]) if end.told_on is not None else None


def contest_of(end: AfisEnd) -> Contest | None:
    """Until when she may contest it: counted from `counts_from`; from the day that holds, where that is sooner. None
    as long as it is not handed.
    """
    starts = counts_from(end)
    return Contest.of(last_day(starts), last_day(end.told_on)) if starts and end.told_on else None


def until_of(end: AfisEnd, on: date) -> str:
    """Until when she may contest it; where it is said not to have been handed, the day that was announced before, ""
    where none was.
    """
    contest, before = contest_of(end), max(_before(end), default=None)
    if contest is not None:
        return contest.sentence(on, unsure=" (à confirmer)" if months_of(end.decided_on).to_confirm else "")
    return announced(last_day(before), on) if before is not None else ""


def _before(end: AfisEnd) -> list[date]:
    return [row.told_on for row in end.corrections.all()]
