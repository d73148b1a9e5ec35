"""What is about to lapse as a list: asked by right, by association, by who accompanies, by words; and as a file."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.core.lists import Asked, Empty, Filter, Found, Listing, matches
from rivage.core.tables import Column, Link
from rivage.people import names
from rivage.people.models import Person
from rivage.people.tables import (
    ANTENNE,
    REFERENT,
    SEARCHED,
    by_antenne,
    by_referent,
    of_referent,
    of_team,
    team,
)
from rivage.rights.alerts import lapsing
from rivage.rights.alerts.lapsing import LapseLine

RIGHT = "droit"
NOTHING_LAPSES = Empty(
    "Rien ne s’interrompt dans les trois mois",
    "Un parcours, un titre de séjour ou une aide qui approche de son dernier jour se rangera ici.",
)
NONE_ANSWERS = Empty(
    "Aucune échéance ne répond", "Changez le mot cherché, ou le choix fait. Le reste est sous « Tout »."
)


def coming(membership: Membership, on: date) -> Listing:
    """Rights that lapse within three months, or have, by how soon: one order, since it is by how soon one acts."""
    every, called = lapsing.lines(membership, on), names.Called(membership)
    antennes = by_antenne(membership)
    association = {word: label for one in antennes for word, label in one.choices}

    def found(asked: Asked) -> Found:
        rows = _kept(every, membership, asked)
        if asked.words:
            known = called.whole()
            rows = [
                line for line in rows if matches(asked.words, known.get(line.person.pk, ""), line.person.reference)
            ]
        many = Counter(line.group for line in rows)
        for line in rows:
            line.many = many[line.group]
        return rows

    def shown(rows: Sequence[LapseLine]) -> Sequence[LapseLine]:
        known = called.of(line.person.pk for line in rows)
        beside = team(membership, {line.person.pk for line in rows})
        for line in rows:
            line.who = known.get(line.person.pk, "")
            line.team = beside.get(line.person.pk, "")
            line.association = association.get(str(line.person.antenne_id), "")
            names.note(line.person.pk, line.person.antenne_id, named=bool(line.who))
        return lapsing.show(list(rows), membership)

    return Listing(
        page="rights:lapses",
        caption=lapsing.TITLE,
        columns=_columns(membership),
        sort="",
        found=found,
        shown=shown,
        filters=(*_by_right(every, membership), *antennes, *by_referent(membership, clock.now())),
        searched=SEARCHED,
        empty=NOTHING_LAPSES,
        nothing=NONE_ANSWERS,
        counted="échéance",
        whole=lambda _: len(every),
        drawn="rights/parts/lapses.html",
    )


def _columns(membership: Membership) -> tuple[Column, ...]:
    """Of the file: on screen each line is drawn by how soon."""
    return (
        Column("person", "Personne", lambda line: Link(line.who or line.person.reference, line.url), kind="title"),
        Column("ref", "Numéro", lambda line: line.person.reference, kind="ref"),
        *((Column("antenne", "Association", lambda line: line.association),) if not membership.is_antenne else ()),
        Column("right", "Droit", lambda line: line.right),
        Column("group", "Quand", lambda line: line.group),
        Column("last", "Dernier jour", lambda line: None if line.apart else line.lapse.last_day, kind="date"),
        Column("lost", "Jours perdus", lambda line: line.days_lost, kind="number"),
        Column("step", "Ce qui est à faire", lambda line: line.said),
        *of_team(membership, lambda line: line.team),
    )


def _kept(every: list[LapseLine], membership: Membership, asked: Asked) -> list[LapseLine]:
    """The lines of the filters."""
    rows = lapsing.kept(every, asked.chosen.get(RIGHT, ""))
    if antenne := asked.chosen.get(ANTENNE):
        rows = [line for line in rows if str(line.person.antenne_id) == antenne]
    if asked.chosen.get(REFERENT):
        hers = set(of_referent(Person.objects.visible_to(membership), asked, "pk").values_list("pk", flat=True))
        rows = [line for line in rows if line.person.pk in hers]
    return rows


def _by_right(every: list[LapseLine], membership: Membership) -> tuple[Filter, ...]:
    """Each right and how many lines it has, for whoever follows more than one."""
    offered = [(key, f"{label} ({many})") for key, label, many in lapsing.filters(every, membership)]
    return (Filter(RIGHT, "Droit", offered),) if offered else ()
