"""Refusals, closures and failures of the trace, on the auditor's home: those of today, and a week of them."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from rivage.accounts.homes import Item, PanelLine, SidePanel
from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.accounts.tables import ACT
from rivage.audit import registry
from rivage.audit.models import Event
from rivage.audit.tables import label
from rivage.core import clock
from rivage.law import territory
from rivage.law.wording import count

REFUSED = "refused"
# Refusals of one function on one day, from which they are said apart.
MANY = 10
REPEATED = "Des accès refusés se répètent"
DAYS = timedelta(days=6)
WEEK = "Refusé ou fermé en sept jours"
NOTHING = "Rien n’a été refusé ni fermé en sept jours."


def alarms(membership: Membership, on: date) -> Iterator[Item]:
    """Each kind of refusal, closure or failure of today, were it one; of who is refused again and again, apart."""
    today = clock.today(territory.PARIS)
    kinds = {code: kind.alarm for code, kind in registry.watched().items() if kind.alarm}
    rows = Event.objects.filter(at__gte=_begins(today), kind__in=kinds)
    found = list(rows.values_list("kind", "membership_id", "object_id"))
    by_function = Counter(function for kind, function, _ in found if kind == REFUSED)
    often = {function: many for function, many in by_function.items() if function and many >= MANY}
    for many in sorted(often.values(), reverse=True):
        said = f"{times(many)} aujourd’hui, par la même fonction."
        yield _item(membership, REFUSED, REPEATED, said, today)
    totals = Counter(kind for kind, function, _ in found if not (kind == REFUSED and function in often))
    for kind, many in totals.most_common():
        # At the doors nobody acts yet: what is tried is an account.
        accounts = {about for code, function, about in found if code == kind and about and not function}
        on_how_many = f", sur {count(len(accounts), 'compte')}" if accounts else ""
        yield _item(membership, kind, kinds[kind], f"{times(many)} aujourd’hui{on_how_many}.", today)


def lately(membership: Membership, on: date) -> Iterator[SidePanel]:
    """How many of each kind in seven days, those of today apart: a slow try is seen by its week."""
    today = clock.today(territory.PARIS)
    rows = Event.objects.filter(at__gte=_begins(today - DAYS), kind__in=registry.watched())
    found = list(rows.values_list("kind", "at"))
    week = Counter(kind for kind, _ in found)
    now = Counter(kind for kind, at in found if at >= _begins(today))
    lines = tuple(
        PanelLine(
            title=label(kind),
            url=_trace(membership, kind, today - DAYS, today),
            note=times(many) + (f", dont {now[kind]} aujourd’hui" if now[kind] else ""),
            icon="shield-lock",
        )
        for kind, many in week.most_common()
    )
    yield SidePanel(WEEK, lines, NOTHING)


def times(many: int) -> str:
    """« 3 fois », together on its line."""
    return count(many, "fois", "fois")


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), clock.zone(territory.PARIS))


def _item(membership: Membership, kind: str, title: str, said: str, today: date) -> Item:
    url = _trace(membership, kind, today, today)
    return Item(title=title, url=url, due=today, consequence=said, action="Voir la trace")


def _trace(membership: Membership, kind: str, first: date, last: date) -> str:
    asked = {ACT: kind, "du": first.isoformat(), "au": last.isoformat()}
    return f"{link(membership, 'accounts:trace')}?{urlencode(asked)}"
