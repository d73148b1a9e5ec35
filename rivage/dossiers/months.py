"""Months of open rights, counted in one place for every page, list, clock and letter (R121-12-10)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Protocol
from uuid import UUID

from rivage.dossiers.models import Parcours, Period
from rivage.law import parcours as law
from rivage.law.period import Days


class Lived(Protocol):
    """A period, as a row or as light as a list reads it."""

    @property
    def starts(self) -> date: ...
    @property
    def ends(self) -> date: ...
    @property
    def ended_on(self) -> date | None: ...


def days_of(row: Lived) -> Days | None:
    """The days of rights of a period, None when it was ended before it began."""
    return _days(row.starts, row.ends, row.ended_on)


@lru_cache(maxsize=8192)
def _days(starts: date, ends: date, ended_on: date | None) -> Days | None:
    return Days(starts, ends).cut(ended_on or ends)


def months_used(before: Mapping[UUID, int], held: Iterable[tuple[UUID, Days]], *, chosen: str | None = None) -> int:
    """Months of open rights of one person. `before`: months granted elsewhere, of each of her paths; `held`: the days
    of rights of each period, with its path; `chosen`: a reading of the law on a month cut in its middle.

    Each path is counted alone, as when one is granted: between two paths no month runs on.
    """
    spans: dict[UUID, list[Days]] = {path: [] for path in before}
    for path, days in held:
        spans.setdefault(path, []).append(days)
    return sum(law.months_used(days, before.get(path, 0), chosen=chosen)[1] for path, days in spans.items())


def months_of(paths: Iterable[Parcours]) -> int:
    """Those of all the paths of one person, read with their periods."""
    read = list(paths)
    held = ((row.parcours_id, days) for path in read for row in path.periods.all() if (days := days_of(row)))
    return months_used({path.pk: path.months_before for path in read}, held)


def used_months(
    parcours: Parcours,
    *,
    through: date | None = None,
    stops: date | None = None,
    chosen: str | None = None,
    granted: datetime | None = None,
) -> int:
    """Those of the person of this path, of all her paths.

    `through`: only what begins by that day, of this path and of those before it. `stops`: as they would be if the
    rights of this path stopped on that day. `chosen`: as in `months_used`. `granted`: only what was by that instant.
    """
    paths = Parcours.objects.filter(person=parcours.person_id)
    rows = Period.objects.filter(person=parcours.person_id)
    if through is not None:
        paths, rows = paths.filter(created_at__lte=parcours.created_at), rows.filter(starts__lte=through)
    if granted is not None:
        rows = rows.filter(created_at__lt=granted)
    before = dict(paths.values_list("pk", "months_before"))
    held = []
    for row in rows.filter(parcours__in=before):
        days = days_of(row)
        if days is not None and stops is not None and row.parcours_id == parcours.pk:
            days = days.cut(max(stops, days.start))
        if days is not None:
            held.append((row.parcours_id, days))
    return months_used(before, held, chosen=chosen)
