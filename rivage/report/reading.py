"""The years of an antenne, and those of the antennes of a head office."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rivage.accounts.activity import ActivitySection, sections
from rivage.accounts.enums import BodyKind
from rivage.accounts.models import Body, Membership
from rivage.core import clock
from rivage.core.logins import connection
from rivage.core.versions import version_of_words
from rivage.report.filtering import LeavingSection, Together, together
from rivage.report.kept import left, written
from rivage.report.models import FIRST_YEAR, YearClosing, YearLeaving


def of_year(membership: Membership, year: int) -> list[ActivitySection]:
    """The figures of a calendar year, from the files as they are now."""
    return sections(membership, date(year, 1, 1), date(year, 12, 31))


def standing(membership: Membership, year: int) -> YearClosing | None:
    """A year as it was closed last."""
    rows = YearClosing.objects.visible_to(membership).filter(year=year, replaced_by__isnull=True)
    return rows.select_related("recorded_by__user", "leaving").first()


def history(membership: Membership, year: int) -> list[YearClosing]:
    """All closings of a year, the last first."""
    rows = YearClosing.objects.visible_to(membership).filter(year=year)
    return list(rows.select_related("recorded_by__user", "leaving").order_by("-leaving__n"))


def version(stands: YearClosing | None, found: Iterable[ActivitySection]) -> str:
    """That of a year about to be closed: what stands, and what would be kept."""
    return version_of_words(str(stands.pk) if stands else "", json.dumps(written(found), sort_keys=True))


def closed_years(membership: Membership) -> list[YearLeaving]:
    """What leaves of each closed year, as it was closed last, the last year first."""
    rows = YearLeaving.objects.visible_to(membership).filter(closing__replaced_by__isnull=True)
    return list(rows.defer("figures").select_related("closing").order_by("-year"))


def existed(body: Body, year: int) -> bool:
    """Whether an antenne was there in a year."""
    return clock.local_day(body.created_at, body.departement).year <= year


def to_close(membership: Membership, on: date) -> int | None:
    """Last year, as long as it is not closed; None for an antenne that was not there, or closed it."""
    year = on.year - 1
    if year < FIRST_YEAR or not existed(membership.body, year):
        return None
    return None if YearClosing.objects.visible_to(membership).filter(year=year).exists() else year


@dataclass(frozen=True, slots=True)
class YearTogether:
    """A year over the antennes of a head office. `closed`, `awaited`, `absent`: the names of those that have closed
    it, that have not, that did not exist yet; `tables`: by section.
    """

    closed: tuple[str, ...]
    awaited: tuple[str, ...]
    absent: tuple[str, ...]
    tables: Sequence[tuple[str, tuple[Together, ...]]]


def of_head_office(membership: Membership, year: int) -> YearTogether:
    """The sum of what leaves each of its antennes: figures alone, of nobody."""
    last = dict[object, list[LeavingSection]]()
    for row in YearLeaving.objects.visible_to(membership).filter(year=year).order_by("n"):
        last[row.body_id] = left(row.figures)
    known = _antennes(membership)
    return YearTogether(
        tuple(body.name for body in known if body.pk in last),
        tuple(body.name for body in known if body.pk not in last and existed(body, year)),
        tuple(body.name for body in known if body.pk not in last and not existed(body, year)),
        together(list(last.values()), _kept_sums(year)),
    )


def _antennes(membership: Membership) -> list[Body]:
    return list(Body.objects.filter(kind=BodyKind.ANTENNE, parent=membership.body_id).order_by("name", "pk"))


def awaited(membership: Membership, year: int) -> list[str]:
    """The names of the antennes of a head office that were there in a year, and have not closed it."""
    closed = set(YearLeaving.objects.visible_to(membership).filter(year=year).values_list("body", flat=True))
    return [body.name for body in _antennes(membership) if body.pk not in closed and existed(body, year)]


def years_of(membership: Membership, on: date) -> list[int]:
    """The years of a head office, the last first: this one, and those that an antenne of its can have closed."""
    known = [clock.local_day(body.created_at, body.departement).year for body in _antennes(membership)]
    return list(range(on.year, max(FIRST_YEAR, min(known, default=on.year)) - 1, -1))


def _kept_sums(year: int) -> dict[str, int]:
    with connection().cursor() as cursor:
        cursor.execute("SELECT code, n FROM report_kept_sums(%s)", [year])
        return {code: int(n) for code, n in cursor.fetchall()}
