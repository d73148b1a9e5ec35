"""The acts that may be contested: each app registers its own, read for whoever may read them."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rivage.accounts.models import Membership
from rivage.core.contest import Contest
from rivage.decisions import outcome
from rivage.decisions.enums import DecisionSense
from rivage.decisions.recours.enums import About


@dataclass(frozen=True, slots=True)
class Contestable:
    """One act, as it is read for a day. `about`: a code of `About`; `label`: « le parcours est refusé »; `told_on`:
    the day it reached her, None as long as it did not; `contest`: until when the notification alone lets it be
    contested, None where no delay runs; `url`: its page, "" where none is open; `wrong`: it goes against her;
    `warning`: what is read before anything else on each page of its remedies; `silent`: silence made it, so that
    nothing was decided nor handed; `counted`: what is said of the delay as long as nobody noted a hand-over;
    `replaced`: what took its place, in a sentence: nothing is left to contest of it;
    `paper`: its letter as it was handed, "" where none is open.
    """

    about: str
    pk: UUID
    demande: UUID
    label: str
    taken_on: date
    told_on: date | None
    contest: Contest | None
    url: str
    wrong: bool = True
    warning: str = ""
    silent: bool = False
    counted: str = ""
    replaced: str = ""
    paper: str = ""


Source = Callable[[Membership, Collection[UUID], date], Iterable[Contestable]]
_sources: dict[str, Source] = {}


def register(about: str, source: Source) -> None:
    """`source`: the acts of this sort of some demandes, that this membership may read. One source a sort."""
    _sources[about] = source


def of(membership: Membership, demandes: Collection[UUID], on: date) -> list[Contestable]:
    """The acts of demandes that this membership may read, as they are on a day, in the order of `About`."""
    asked = [_sources[about] for about in About.values if about in _sources]
    return [act for source in asked for act in source(membership, demandes, on)] if demandes else []


SAID = {DecisionSense.AUTHORISE: "Le parcours est autorisé.", DecisionSense.REFUSE: "Le parcours est refusé."}


def paths(membership: Membership, demandes: Collection[UUID], _on: date) -> list[Contestable]:
    """The signed decisions on the path."""
    rows = outcome.signed(membership).filter(demande__in=demandes, demande__taken_over=False)
    found = []
    for row in rows:
        read = outcome.outcome(row)
        found.append(
            Contestable(
                About.PATH,
                row.pk,
                row.demande_id,
                SAID[DecisionSense(row.sense)],
                row.taken_on,
                read.told_on,
                read.contest,
                outcome.page(membership, row.demande_id),
                read.refused,
            )
        )
    return found


register(About.PATH, paths)
