"""What the apps on the right show on a person's page and in the list of people: each registers its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rivage.accounts.http import ActingRequest
from rivage.accounts.models import Membership
from rivage.core.tables import State
from rivage.people.models import Person


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next step in words: one sentence, what happens otherwise, and where it is done."""

    sentence: str
    otherwise: str = ""
    action: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel of the person's page. `draw` gives its HTML, "" when it has nothing for this reader."""

    name: str
    draw: Callable[[ActingRequest, Person, date], str]
    column: str = "main"
    rank: int = 50


_panels: dict[str, Panel] = {}
_states: list[Callable[[Sequence[Person], Membership, date], dict[UUID, State]]] = []
_steps: list[Callable[[Person, Membership, date], NextStep | None]] = []


def register(panel: Panel) -> None:
    """Add a panel. Raises ValueError for a name given twice."""
    if panel.name in _panels:
        raise ValueError(f"Le panneau {panel.name} est déclaré deux fois.")
    _panels[panel.name] = panel


def register_states(states: Callable[[Sequence[Person], Membership, date], dict[UUID, State]]) -> None:
    """Add a source of state pills for the list; the last one that knows a person wins."""
    _states.append(states)


def register_step(step: Callable[[Person, Membership, date], NextStep | None]) -> None:
    """Add a source of next steps; the first one that has something to say is shown."""
    _steps.append(step)


def drawn(request: ActingRequest, person: Person, on: date, column: str) -> list[str]:
    """The HTML of the panels of a column, in their order."""
    wanted = sorted((panel for panel in _panels.values() if panel.column == column), key=lambda panel: panel.rank)
    return [html for html in (panel.draw(request, person, on) for panel in wanted) if html]


def states(people: Sequence[Person], membership: Membership, on: date) -> dict[UUID, State]:
    """The state pill of each person that has one."""
    found: dict[UUID, State] = {}
    for source in _states:
        found |= source(people, membership, on)
    return found


def next_step(person: Person, membership: Membership, on: date) -> NextStep | None:
    return next((step for source in _steps if (step := source(person, membership, on)) is not None), None)
