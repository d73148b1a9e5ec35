"""The rounds of an antenne as a list, and as a file."""

from collections.abc import Sequence
from datetime import date, timedelta

from rivage.accounts.http import link
from rivage.accounts.models import Membership
from rivage.core.lists import Asked, Empty, Filter, Found, Listing, matches, ordered
from rivage.core.tables import Column, Link, State
from rivage.outreach.enums import RoundKind
from rivage.outreach.models import Round
from rivage.outreach.reading import RoundLine, missed, standing, told, zones

KIND = "sorte"
# Whatever the day of the month, what was noted lately is shown.
LATELY = timedelta(days=30)
NOTHING = Empty("Aucune sortie n’est notée ces jours-là", "Une sortie se note en une minute : des nombres, aucun nom.")


def usual_days(on: date) -> tuple[date, date]:
    """The days shown when none is asked."""
    return on - LATELY, on


def rounds(membership: Membership, on: date) -> Listing:
    """Those of the last days, newest first."""
    known = zones(membership)

    def rows(asked: Asked) -> Found:
        first, last = asked.days
        kept = standing(membership).filter(day__range=(first, last))
        if kind := asked.chosen.get(KIND):
            kept = kept.filter(kind=kind)
        found = ordered(kept, columns, asked)
        if not asked.words:
            return found
        return [row for row in found if matches(asked.words, *_texts(row, known))]

    def shown(found: Sequence[Round]) -> Sequence[RoundLine]:
        return told(found, known)

    columns = (
        Column("round", "Sortie", lambda line: _link(membership, line), kind="title"),
        Column("day", "Jour", lambda line: line.row.day, "jour", "date", "day"),
        Column("hours", "Heure, durée", lambda line: line.hours),
        Column("met", "Rencontrées", lambda line: line.row.met, "rencontrees", "number", "met"),
        Column("answered", "Réponses", lambda line: line.row.answered, "reponses", "number", "answered"),
        Column("first", "Premiers mots", lambda line: line.row.first_words, kind="number"),
        Column("messages", "Messages", lambda line: line.row.messages, kind="number"),
        Column("given", "Matériel", lambda line: line.row.given, "materiel", "number", "given"),
        Column("team", "Équipe", lambda line: line.team),
        Column("languages", "Langues", lambda line: line.languages),
        Column("state", "État", _state, kind="state"),
    )
    return Listing(
        page="outreach:rounds",
        caption="Terrain",
        columns=columns,
        sort="-jour",
        found=rows,
        shown=shown,
        filters=(Filter(KIND, "Comment", [("", "Toutes"), *RoundKind.choices]),),
        searched="Zone ou langue",
        empty=NOTHING,
        names=False,
        usual_days=usual_days(on),
        counted="sortie",
        totals="outreach/rounds_sums.html",
    )


def _link(membership: Membership, line: RoundLine) -> Link:
    words = ", ".join(word for word in (line.row.get_kind_display(), line.zone) if word)
    return Link(words, link(membership, "outreach:round", round=line.row.pk))


def _state(line: RoundLine) -> State:
    if missed(line.row):
        return State("neutre", "x-lg", f"annulée, {line.row.get_cancelled_display()}")
    if line.row.cancelled:
        return State("neutre", "check-lg", "faite, personne")
    return State("ok", "check-lg", "faite, corrigée" if line.row.replaces_id else "faite")


def _texts(row: Round, known: dict[str, str]) -> Sequence[str]:
    line = told([row], known)[0]
    return line.zone, line.languages, row.get_kind_display()
