"""The steps of an antenne as a list, and as a file: what is asked, since when, how many times refused, what runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.core.lists import Asked, Empty, Filter, Found, Listing
from rivage.core.tables import Column, Link, State
from rivage.people import names
from rivage.people.enums import Slice
from rivage.people.tables import SEARCHED, by_referent, of_referent, of_team, person_link, team
from rivage.support.enums import StepDomain, StepOutcome
from rivage.support.models import Approach
from rivage.support.steps import reading
from rivage.support.steps.reading import ApproachLine
from rivage.support.steps.themes import theme
from rivage.vault import opened

DOMAIN, STATE = "domaine", "etat"
OPEN, DUE, RUNS, REFUSED = "ouvertes", "reprendre", "cours", "refus"
STATES = [
    (OPEN, "Sans issue encore"),
    (DUE, "À reprendre"),
    (REFUSED, "Refusées"),
    (RUNS, "En cours : logée, au travail, en cours…"),
    ("", "Toutes"),
]
NONE = Empty("Aucune démarche ne répond", "Changez le domaine, l’issue ou le mot cherché.")


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of the list. `search`: « 3 refus en 127 jours », of all that she asked for the same and did not get."""

    line: ApproachLine
    link: Link
    team: str
    search: str

    @property
    def of(self) -> Approach:
        return self.line.row

    @property
    def domain(self) -> str:
        return StepDomain(self.of.domain).label

    @property
    def kind(self) -> str:
        return theme(self.of.domain).kinds.get(self.of.kind or "", "")

    @property
    def waited(self) -> int | None:
        """Days since it was asked, until it was refused, or until it began."""
        return self.line.waiting

    @property
    def state(self) -> State:
        """What it was answered, in words; never a green sign on a refusal."""
        if not self.of.outcome:
            return State("attente", "hourglass-split", "sans réponse encore")
        words = theme(self.of.domain).outcomes[self.of.outcome]
        if self.of.outcome == StepOutcome.REFUSED:
            return State("neutre", "x-circle", words)
        if self.line.open:
            return State("attente", "hourglass-split", words)
        return State("neutre", "check-lg", words)


def steps(membership: Membership, on: date, *, leaving: bool = False) -> Listing:
    """The steps of whoever is accompanied: those without an issue first, the longest asked on top.

    `leaving`: as a file, without what leaves in none.
    """
    called = names.Called(membership)
    columns = (
        Column("person", "Personne", lambda row: row.link, sort=names.BY_NAME, kind="title"),
        Column("ref", "Numéro", lambda row: row.of.person.reference, "numero", "ref", "person__reference"),
        Column("domain", "Domaine", lambda row: row.domain),
        Column("kind", "Demandé", lambda row: row.kind),
        Column("asked", "Faite le", lambda row: row.of.asked_on, "faite", "date", "asked_on"),
        Column("state", "Issue", lambda row: row.state, kind="state"),
        Column("waited", "Jours d’attente", lambda row: row.waited, kind="number"),
        Column("refusals", "Refus", lambda row: row.line.refusals or None, kind="number"),
        Column("search", "Toute sa recherche", lambda row: row.search),
        Column("due", "À reprendre", lambda row: row.of.due, "reprendre", "date", "due"),
        *of_team(membership, lambda row: row.team),
    )

    def found(asked: Asked) -> Found:
        rows = Approach.objects.visible_to(membership).filter(replaced_by__isnull=True)
        rows = of_referent(rows, asked).filter(pk__in=_answering(membership, on, asked, leaving=leaving))
        return names.answering(rows.select_related("person"), columns, asked, called)

    return Listing(
        page="support:team_steps",
        caption="Démarches de l’antenne",
        columns=columns,
        sort="faite",
        found=found,
        shown=lambda rows: _lines(membership, rows, called, on),
        filters=(
            Filter(STATE, "Issue", STATES),
            Filter(DOMAIN, "Domaine", [("", "Tous"), *StepDomain.choices]),
            *by_referent(membership, clock.now()),
        ),
        searched=SEARCHED,
        empty=NONE,
        nothing=NONE,
        counted="démarche",
    )


def _answering(membership: Membership, on: date, asked: Asked, *, leaving: bool) -> list[Any]:
    """Ids of the steps of a domain and of an issue. Decrypted to compare them, none is shown."""
    domain, state = asked.chosen[DOMAIN], asked.chosen[STATE]
    with opened.sorting():
        known = reading.of_antenne(membership, on)
        kept = [line for line in known if domain in ("", line.row.domain) and _is(line, state)]
        return [line.row.pk for line in kept if not leaving or theme(line.row.domain).leaves]


def _is(line: ApproachLine, state: str) -> bool:
    if state == OPEN:
        return line.open
    if state == DUE:
        return line.row.due is not None
    if state == REFUSED:
        return line.refusals > 0
    return line.runs if state == RUNS else True


def _lines(membership: Membership, rows: Sequence[Approach], called: names.Called, on: date) -> list[StepRow]:
    people = [row.person_id for row in rows]
    known, beside = called.of(people), team(membership, people)
    steps_of_all = reading.of_people(membership, set(people), on)
    whole = {line.row.pk: line for line in steps_of_all}
    searches = reading.searches(steps_of_all, on)
    lines = []
    for row in rows:
        names.note(row.person_id, row.antenne_id, named=row.person_id in known)
        opened.note(row.person_id, row.antenne_id, Slice.PRIVATE)
        link = person_link(membership, row.person, known.get(row.person_id))
        line = whole[row.pk]
        search = searches.get((row.person_id, line.row.domain)) if line.open else None
        lines.append(StepRow(line, link, beside.get(row.person_id, ""), search.refused if search else ""))
    return lines
