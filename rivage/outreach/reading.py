"""Rounds as they stand, and what they add up to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.db.models import QuerySet

from rivage.accounts.models import Membership
from rivage.core import french
from rivage.core.languages import Language
from rivage.law.wording import count
from rivage.outreach.enums import Cancelled
from rivage.outreach.models import COUNTED, Round, RoundZone


def standing(membership: Membership) -> "QuerySet[Round]":
    """The rounds of her antenne as they stand: none that was replaced, none of which it is said that nothing was."""
    rows = Round.objects.visible_to(membership).filter(replaced_by__isnull=True)
    return rows.exclude(replaces__isnull=False, cancelled="", met=0, messages=0, given=0)


def zones(membership: Membership) -> dict[str, str]:
    """The words of each zone, by its id."""
    return {str(zone.pk): zone.name for zone in RoundZone.objects.visible_to(membership)}


def lasting(minutes: int) -> str:
    """« 2 h 10 », « 0 h »."""
    whole, rest = divmod(minutes, 60)
    return f"{whole}\u00a0h" + (f"\u00a0{rest:02}" if rest else "")


def hours_of(kept: Mapping[str, Any]) -> str:
    """« 21 h 40, 2 h 10 » of what is kept of a round or of a workshop."""
    at, minutes = kept.get("at", ""), kept.get("minutes", 0)
    begun = french.hour(time.fromisoformat(at)) if at else ""
    lasted = lasting(minutes) if minutes else ""
    return ", ".join(word for word in (begun, lasted) if word)


def team_of(kept: Mapping[str, Any]) -> str:
    """« 1 salariée, 2 bénévoles, 1 personne d’ailleurs »."""
    said = (
        (kept.get("staff", 0), "salariée", None),
        (kept.get("volunteers", 0), "bénévole", None),
        (kept.get("partners", 0), "personne d’ailleurs", "personnes d’ailleurs"),
    )
    return ", ".join(count(many, one, several) for many, one, several in said if many)


def missed(row: Round) -> bool:
    """Whether it did not take place."""
    return row.cancelled not in ("", Cancelled.NOBODY)


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round with the words of its zone."""

    row: Round
    zone: str

    @property
    def hours(self) -> str:
        """« 21 h 40, 2 h 10 »."""
        return hours_of(self.row.kept)

    @property
    def team(self) -> str:
        """« 1 salariée, 2 bénévoles »."""
        return team_of(self.row.kept)

    @property
    def nothing(self) -> bool:
        """Whether it is said that nothing took place: noted by mistake."""
        row = self.row
        return bool(row.replaces_id) and not (row.cancelled or row.met or row.messages or row.given)

    @property
    def languages(self) -> str:
        """Its languages in words, in their order."""
        held = self.row.kept.get("languages", [])
        return ", ".join(label for code, label in Language.choices if code in held)


def told(rows: Iterable[Round], known: dict[str, str]) -> list[RoundLine]:
    """Each with the words of its zone."""
    return [RoundLine(row, known.get(row.kept.get("zone", ""), "")) for row in rows]


def totals(rows: Iterable[Round]) -> dict[str, Any]:
    """What rounds add up to: counts, how many took place, hours of all and of volunteers (minutes of each present)."""
    found: dict[str, Any] = dict.fromkeys((*COUNTED, "done", "cancelled", "minutes", "of_volunteers", "untimed"), 0)
    for row in rows:
        found["cancelled" if missed(row) else "done"] += 1
        if missed(row):
            continue
        for name in COUNTED:
            found[name] += getattr(row, name)
        kept = row.kept
        minutes, volunteers = kept.get("minutes", 0), kept.get("volunteers", 0)
        found["untimed"] += not minutes
        found["minutes"] += minutes * (kept.get("staff", 0) + volunteers)
        found["of_volunteers"] += minutes * volunteers
    return found | {"hours": found["minutes"] // 60, "volunteer_hours": found["of_volunteers"] // 60}


def by_week(membership: Membership, until: date, weeks: int = 9) -> list[tuple[date, int]]:
    """People met in each of the last weeks, from Monday, the oldest first."""
    last = _monday(until)
    found = {last - timedelta(weeks=n): 0 for n in range(weeks - 1, -1, -1)}
    rows = standing(membership).filter(day__range=(min(found), last + timedelta(days=6)))
    for day, met in rows.values_list("day", "met"):
        found[_monday(day)] += met
    return list(found.items())


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
