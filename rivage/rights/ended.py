"""An aid that the préfet ended: its last month due, until when she may contest. Never why, which some may not read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rivage.accounts.models import Membership
from rivage.core.contest import Contest
from rivage.law import afis
from rivage.law.recours import last_day, months_of
from rivage.law.wording import day
from rivage.law.wording import month as in_words
from rivage.rights.models import AfisDecision


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


def contested_until(starts: date, told_on: date, on: date) -> str:
    """Until when she may contest, as for a refusal of the permit: counted from `starts`, the latest day on which it
    was noted as handed to her; from `told_on`, the one that holds, where that is sooner.
    """
    contest = Contest.of(last_day(starts), last_day(told_on))
    unsure = " (à confirmer)" if months_of(starts).to_confirm else ""
    if contest.last < on:
        return f"Le délai pour contester a fini le {day(contest.last)}{unsure}."
    said = f"La personne peut contester au moins jusqu’au {day(contest.last)}{unsure}."
    return f"{said} {besides}" if (besides := contest.besides(on)) else said
