"""Until when an act is to be notified: within the days that its préfecture set, where it set some. No text does."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypedDict
from uuid import UUID

from rivage.accounts.enums import BodyKind
from rivage.accounts.homes import Item
from rivage.accounts.models import Body
from rivage.core import perimeter
from rivage.law.wording import count

_DAYS = "decisions.notify_days"


class Untold(TypedDict):
    """What a line of a home says of it: its last day, else since when it waits, and what happens otherwise."""

    due: date | None
    since: date | None
    consequence: str


def days_of(departement: str) -> int | None:
    """The days that the préfecture of a département set; None where it set none. Read once a request."""
    cache = perimeter.current().cache
    if _DAYS not in cache:
        rows = Body.objects.filter(kind=BodyKind.PREFECTURE, notify_days__isnull=False)
        cache[_DAYS] = dict(rows.values_list("departement", "notify_days"))
    found: int | None = cache[_DAYS].get(departement)
    return found


def notify_by(departement: str, taken_on: date | None) -> date | None:
    """The last day on which an act taken on a day is notified in time; None where no delay is set."""
    days = days_of(departement)
    return taken_on + timedelta(days=days) if days is not None and taken_on is not None else None


def untold(departement: str, taken_on: date | None, consequence: str) -> Untold:
    """Of an act that is not notified yet, its line on the home of who must notify it."""
    by, days = notify_by(departement, taken_on), days_of(departement)
    if by is None or days is None:
        return {"due": None, "since": taken_on, "consequence": consequence}
    said = f"{consequence} Délai fixé par la préfecture : {count(days, 'jour', 'jours')}."
    return {"due": by, "since": None, "consequence": said.strip()}


@dataclass(frozen=True, slots=True)
class Hand:
    """An act to be handed over: of whom, where, the day it was taken."""

    person: UUID
    reference: str
    departement: str
    taken_on: date | None
    url: str


def to_hand(act: Hand, title: str, consequence: str, *, action: str = "Noter la remise", always: bool = False) -> Item:
    """Its line on a home: one shape for each act that is notified."""
    return Item(
        title,
        act.url,
        person=act.person,
        reference=act.reference,
        action=action,
        always=always,
        **untold(act.departement, act.taken_on, consequence),
    )
