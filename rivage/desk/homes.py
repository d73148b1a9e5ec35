"""The home of each function: *what needs me today*, oldest first, as the apps put it there in their `todo.py`."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from rivage.accounts.homes import Home, Item, SessionSteps, SidePanel, found, nothing
from rivage.accounts.models import Membership
from rivage.people import names


def home(membership: Membership, on: date) -> Home:
    """What needs this membership on a day. Whom its lines are about is named at once, where the identity is open."""
    put = found(membership, on)
    items = [one for one in put if isinstance(one, Item)]
    panels = [one for one in put if isinstance(one, SidePanel)]
    lines = [line for panel in panels for line in panel.lines]
    people = [one.person for one in items] + [line.person for line in lines]
    called = names.called(membership, {person for person in people if person})
    return Home(
        items=tuple(_named(item, called) for item in items),
        panels=tuple(_titled(panel, called) for panel in panels),
        session=next((one for one in put if isinstance(one, SessionSteps)), None),
        nothing=nothing(membership.role),
        on=on,
    )


def _named(item: Item, called: Mapping[UUID, str]) -> Item:
    return replace(item, who=called.get(item.person, "")) if item.person else item


def _titled(panel: SidePanel, called: Mapping[UUID, str]) -> SidePanel:
    lines = (replace(line, title=called.get(line.person, line.title)) if line.person else line for line in panel.lines)
    return replace(panel, lines=tuple(lines))
