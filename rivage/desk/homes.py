"""The home of each function: *what needs me today*, oldest first, as the apps put it there in their `todo.py`."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from rivage.accounts.homes import Home, Item, PanelLine, SessionSteps, SidePanel, found, nothing
from rivage.accounts.models import Membership
from rivage.people import names, once, panels


def home(membership: Membership, on: date) -> Home:
    """What needs this membership on a day. Whom its lines are about is named at once, where the identity is open."""
    once.read(membership)
    put = found(membership, on)
    items = _of_those_accompanied(membership, [one for one in put if isinstance(one, Item)])
    beside = [one for one in put if isinstance(one, SidePanel)]
    lines = [line for panel in beside for line in panel.lines]
    people = [one.person for one in items] + [line.person for line in lines]
    called = names.called(membership, {person for person in people if person})
    return Home(
        items=tuple(_named(item, called) for item in items),
        panels=tuple(_titled(panel, called) for panel in beside),
        session=next((one for one in put if isinstance(one, SessionSteps)), None),
        nothing=nothing(membership.role),
        on=on,
    )


def _of_those_accompanied(membership: Membership, items: list[Item]) -> list[Item]:
    """Without the tasks about whom this antenne accompanies no more, but for what she agreed to be asked."""
    about = {item.person for item in items if item.person}
    if not membership.is_antenne or not about:
        return items
    rest = panels.resting(membership, about)
    return [item for item in items if item.agreed or item.person not in rest]


def _named(item: Item, called: Mapping[UUID, str]) -> Item:
    return replace(item, who=called.get(item.person, "")) if item.person else item


def _titled(panel: SidePanel, called: Mapping[UUID, str]) -> SidePanel:
    return replace(panel, lines=tuple(_line(line, called) for line in panel.lines))


def _line(line: PanelLine, called: Mapping[UUID, str]) -> PanelLine:
    """With her name for title; the number that stands where there is none is not said twice."""
    name = called.get(line.person) if line.person else None
    if name:
        return replace(line, title=name)
    return replace(line, reference="") if line.title == line.reference else line
