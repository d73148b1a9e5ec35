"""The active file of an antenne as a list, and as a file: whoever is or was accompanied between two days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.core.lists import Asked, Empty, Filter, Found, Listing
from rivage.core.tables import Column, Link, State
from rivage.dossiers.enums import Destination
from rivage.dossiers.models import Suivi
from rivage.people import names, panels
from rivage.people.enums import Slice
from rivage.people.tables import SEARCHED, by_referent, of_referent, of_team, person_link, team
from rivage.support.active.met import met
from rivage.support.active.reading import own, phases, towards, waits
from rivage.support.enums import Origin, Phase
from rivage.support.models import MeansWait
from rivage.vault import opened

PHASE, ORIGIN, COURSE, TOWARDS = "phase", "origine", "cours", "vers"
AGAIN, UNSAID = "revenues", "inconnu"
ORIGINS = [*Origin.choices, (AGAIN, "revenues"), (UNSAID, "non noté")]
WAITS, LEFT, CAME = "moyens", "sortis", "entres"
NOBODY = Empty("Personne n’est dans la file active ces jours-là", "Changez les jours, la phase ou l’origine.")


@dataclass(frozen=True, slots=True)
class ActiveLine:
    """One accompaniment of the list."""

    suivi: Suivi
    link: Link
    phase: Phase
    origin: str
    met_on: date | None
    waits: bool
    team: str
    refused: str

    @property
    def state(self) -> State:
        """Its phase, or its end and where she goes."""
        row = self.suivi
        if row.ends is not None:
            return State("neutre", "box-arrow-right", f"terminé, {towards(row)}")
        if self.refused:
            return panels.with_refused(self.phase.label, self.refused)
        if self.waits:
            return State(
                "attente", "hourglass-split", f"{self.phase.label}, à présenter : l’antenne n’a pas les moyens"
            )
        return State("neutre", "person", self.phase.label)


def active(membership: Membership, on: date) -> Listing:
    """Whoever is accompanied today; between other days, whoever was."""
    called = names.Called(membership)
    columns = (
        Column("person", "Personne", lambda line: line.link, sort=names.BY_NAME, kind="title"),
        Column("ref", "Numéro", lambda line: line.suivi.person.reference, "numero", "ref", "person__reference"),
        Column("since", "Depuis le", lambda line: line.suivi.starts, "debut", "date", "starts"),
        Column("met", "Premier contact", lambda line: line.met_on, kind="date"),
        Column("origin", "Comment", lambda line: line.origin),
        Column("state", "Où elle en est", lambda line: line.state, kind="state"),
        Column("ends", "Fin", lambda line: line.suivi.ends, "fin", "date", "ends"),
        *of_team(membership, lambda line: line.team),
    )

    def found(asked: Asked) -> Found:
        rows = of_referent(_between(membership, *asked.days), asked)
        rows = _narrowed(membership, rows, asked, on)
        return names.answering(rows.select_related("person"), columns, asked, called)

    def shown(rows: Sequence[Suivi]) -> list[ActiveLine]:
        return _lines(membership, rows, called, on)

    return Listing(
        page="support:active",
        caption="File active",
        columns=columns,
        sort=names.BY_NAME,
        found=found,
        shown=shown,
        filters=(
            Filter(COURSE, "Mouvement", [("", "Tous"), (CAME, "Arrivées"), (LEFT, "Parties"), (WAITS, "En attente")]),
            Filter(PHASE, "Phase", [("", "Toutes"), *Phase.choices]),
            Filter(ORIGIN, "Comment", [("", "Toutes"), *ORIGINS]),
            Filter(TOWARDS, "Vers", [("", "Tout"), *Destination.choices]),
            *by_referent(membership, clock.now()),
        ),
        searched=SEARCHED,
        empty=NOBODY,
        nothing=NOBODY,
        usual_days=(on, on),
        counted="accompagnement",
        totals="support/active_sums.html",
    )


def _between(membership: Membership, first: date, last: date) -> "QuerySet[Suivi]":
    """Those that had a day between these, or ended on one."""
    return own(membership).filter(Q(ends__isnull=True) | Q(ends__gte=first), starts__lte=last)


def _narrowed(membership: Membership, rows: "QuerySet[Suivi]", asked: Asked, on: date) -> "QuerySet[Suivi]":
    first, last = asked.days
    course = asked.chosen[COURSE]
    if course == CAME:
        rows = rows.filter(starts__range=(first, last))
    elif course == LEFT:
        rows = rows.filter(ends__range=(first, last))
    elif course == WAITS:
        waiting = waits(MeansWait.objects.visible_to(membership))
        rows = rows.filter(ends__isnull=True, person__in=waiting.values("person"))
    if towards_ := asked.chosen[TOWARDS]:
        rows = rows.filter(destination=towards_)
    if phase := asked.chosen[PHASE]:
        rows = rows.filter(ends__isnull=True)
        known = phases(membership, set(rows.values_list("person", flat=True)), on)
        rows = rows.filter(person__in=[one for one, said in known.items() if said == phase])
    if origin := asked.chosen[ORIGIN]:
        rows = rows.filter(pk__in=_of_origin(membership, rows, origin))
    return rows


def _of_origin(membership: Membership, rows: "QuerySet[Suivi]", origin: str) -> list[Any]:
    """Those that began so; `inconnu`: of which nothing is noted. Decrypted to compare them, none is shown."""
    wanted = dict(rows.values_list("pk", "person"))
    with opened.sorting():
        known = met(membership, set(wanted.values()))
    if origin == AGAIN:
        return [pk for pk in wanted if known[pk].again]
    said = {pk: known[pk].origin or known[pk].first or UNSAID for pk in wanted}
    return [pk for pk, one in said.items() if one == origin]


def _lines(membership: Membership, rows: Sequence[Suivi], called: names.Called, on: date) -> list[ActiveLine]:
    people = [row.person_id for row in rows]
    known, beside, said = called.of(people), team(membership, people), phases(membership, people, on)
    began = met(membership, people)
    waiting = set(
        waits(MeansWait.objects.visible_to(membership).filter(person__in=people)).values_list("person", flat=True)
    )
    refused = panels.refused([row.person for row in rows], membership, on)
    lines = []
    for row in rows:
        names.note(row.person_id, row.antenne_id, named=row.person_id in known)
        opened.note(row.person_id, row.antenne_id, Slice.PRIVATE)
        contact = began[row.pk].contact
        lines.append(
            ActiveLine(
                row,
                person_link(membership, row.person, known.get(row.person_id)),
                said[row.person_id],
                began[row.pk].said,
                contact.met_on if contact else None,
                row.person_id in waiting,
                beside.get(row.person_id, ""),
                refused.get(row.person_id, ""),
            )
        )
    return lines
