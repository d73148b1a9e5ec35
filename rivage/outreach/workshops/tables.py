"""The workshops of an antenne as a list, and as a file."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q

from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core.lists import Asked, Empty, Filter, Found, Listing, matches, ordered
from rivage.core.tables import Column, Link, State
from rivage.outreach.enums import Missed, WorkshopKind
from rivage.outreach.models import Workshop
from rivage.outreach.tables import LATELY
from rivage.outreach.workshops.reading import WorkshopLine, standing

KIND, STATE = "sujet", "etat"
PLANNED, HELD, NOT_HELD = "prevus", "tenus", "annules"
STATES = [("", "Tous"), (HELD, "Tenus"), (PLANNED, "À venir, à compter"), (NOT_HELD, "Pas tenus")]
ANSWERS = {
    HELD: Q(came__isnull=False),
    PLANNED: Q(came__isnull=True, missed=""),
    NOT_HELD: Q(came__isnull=True) & ~Q(missed=""),
}
# Those planned this far are shown without being asked.
AHEAD = timedelta(days=31)
NOTHING = Empty("Aucun atelier n’est noté ces jours-là", "Un atelier se prévoit ou se note en nombres : aucun nom.")


def workshops(membership: Membership, on: date) -> Listing:
    """Those of the last days and of the next month, the furthest first."""
    columns = (
        Column("workshop", "Atelier", lambda line: _link(membership, line), kind="title"),
        Column("day", "Jour", lambda line: line.row.day, "jour", "date", "day"),
        Column("hours", "Heure, durée", lambda line: line.hours),
        Column("came", "Venues", lambda line: line.row.came, "venues", "number", "came"),
        Column("in_path", "En parcours", lambda line: line.row.in_path, kind="number"),
        Column("outside", "Hors parcours", lambda line: line.row.outside, kind="number"),
        Column("team", "Équipe", lambda line: line.team),
        Column("state", "État", lambda line: _state(line, on), kind="state"),
    )

    def rows(asked: Asked) -> Found:
        first, last = asked.days
        kept = standing(membership).filter(day__range=(first, last))
        if kind := asked.chosen.get(KIND):
            kept = kept.filter(kind=kind)
        if state := asked.chosen.get(STATE):
            kept = kept.filter(ANSWERS[state])
        found = ordered(kept, columns, asked)
        if not asked.words:
            return found
        return [row for row in found if matches(asked.words, *_texts(row, on))]

    return Listing(
        page="outreach:workshops",
        caption="Ateliers",
        columns=columns,
        sort="-jour",
        found=rows,
        shown=lambda found: [WorkshopLine(row) for row in found],
        filters=(
            Filter(KIND, "Sujet", [("", "Tous"), *WorkshopKind.choices]),
            Filter(STATE, "État", STATES),
        ),
        searched="Sujet, équipe ou état",
        empty=NOTHING,
        names=False,
        usual_days=(on - LATELY, on + AHEAD),
        counted="atelier",
        totals="outreach/workshops_sums.html",
    )


def _link(membership: Membership, line: WorkshopLine) -> Link:
    return Link(line.title, link(membership, "outreach:workshop", workshop=line.row.pk))


def _state(line: WorkshopLine, on: date) -> State:
    row = line.row
    if line.planned:
        if row.day <= on:
            return State("attente", "hourglass-split", "à compter")
        return State("neutre", "calendar3", "prévu")
    if row.missed == Missed.NOBODY:
        return State("neutre", "check-lg", "tenu, personne")
    if row.missed:
        return State("neutre", "x-lg", f"pas tenu, {row.get_missed_display()}")
    return State("ok", "check-lg", "tenu, corrigé" if row.why else "tenu")


def _texts(row: Workshop, on: date) -> Sequence[str]:
    line = WorkshopLine(row)
    return line.title, line.team, _state(line, on).text
