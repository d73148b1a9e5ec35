"""The list of people by name, and what any list about people may be narrowed by."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import QuerySet

from rivage.accounts.enums import ANTENNE_ROLES, BodyKind, Role
from rivage.accounts.http import link
from rivage.accounts.models import Body, Membership
from rivage.core import clock
from rivage.core.lists import Asked, Empty, Filter, Found, Listing
from rivage.core.tables import Column, Link, State
from rivage.people import names, once, panels
from rivage.people.enums import Slice
from rivage.people.models import Accompaniment, Person
from rivage.people.models.person import PersonQuerySet
from rivage.people.names import NAMELESS
from rivage.vault import opened

Rows = TypeVar("Rows", bound="QuerySet[Any, Any]")
ANTENNE, REFERENT, OUTCOME = "association", "avec", "issue"
COURSE, ENDED, ALL = "suivi", "termines", "tous"
SEARCHED = "Chercher par nom ou numéro"
NOBODY = Empty(
    "Aucune personne ne répond",
    "On cherche le début de chaque mot du nom, ou le numéro. Seule votre liste est parcourue.",
)


NONE_HERE = Empty(
    "Aucune personne n’est encore accompagnée",
    "Un accompagnement commence par la façon de joindre la personne sans risque. Le nom peut attendre.",
)
NONE_OPEN = Empty(
    "Aucune demande ne vous est ouverte",
    "Une personne apparaît ici quand son association dépose une demande auprès de votre service.",
)


def of_antenne(membership: Membership, getter: Callable[[Any], Any], by: Any) -> tuple[Column, ...]:
    """The column of the association, for those who read several."""
    return () if membership.is_antenne else (Column("antenne", "Association", getter, sort="association", by=by),)


def by_antenne(membership: Membership) -> tuple[Filter, ...]:
    """The associations of the département, for those who read several."""
    if membership.is_antenne:
        return ()
    antennes = Body.objects.filter(kind=BodyKind.ANTENNE, departement__in=membership.departements).order_by("name")
    offered = [(str(pk), name) for pk, name in antennes.values_list("pk", "name")]
    return (Filter(ANTENNE, "Association", (("", "Toutes"), *offered)),)


def by_referent(membership: Membership, instant: datetime) -> tuple[Filter, ...]:
    """Those who accompany, for the lead, who reads what all of them follow."""
    if membership.role != Role.LEAD:
        return ()
    team = Membership.objects.in_force(instant).filter(body=membership.body_id, role__in=ANTENNE_ROLES)
    offered = {str(pk): name for pk, name in team.order_by("user__name").values_list("user_id", "user__name")}
    return (Filter(REFERENT, "Accompagnée par", (("", "Toute l’équipe"), *offered.items())),)


def of_referent(rows: Rows, asked: Asked, person: str = "person") -> Rows:
    """Of rows about people, those of whoever the one asked accompanies. ``person``: their id in the rows."""
    if user := asked.chosen.get(REFERENT):
        held = Accompaniment.objects.in_force().filter(user=UUID(user))
        return rows.filter(**{f"{person}__in": held.values("person")})
    return rows


def of_team(membership: Membership, getter: Callable[[Any], str]) -> tuple[Column, ...]:
    """The column of who accompanies, for the antenne: nobody else reads it."""
    return (Column("team", "Accompagnée par", getter),) if membership.is_antenne else ()


def team(membership: Membership, people: Iterable[UUID] | None) -> dict[UUID, str]:
    """Who accompanies each of these people today, in one line, the référent first; nothing outside the antenne.

    None of them: all whom this membership follows.
    """
    if not membership.is_antenne:
        return {}
    rows = Accompaniment.objects.visible_to(membership).in_force()
    if people is not None:
        rows = rows.filter(person__in=list(people))
    found: dict[UUID, list[str]] = {}
    # « co_referent » comes before « referent ».
    for person, name in rows.order_by("-kind", "starts").values_list("person_id", "user__name"):
        found.setdefault(person, []).append(name)
    return {person: ", ".join(names) for person, names in found.items()}


def by_outcome() -> Filter:
    """What became of the last demande."""
    return Filter(OUTCOME, "Dernière demande", (("", "Toutes"), *((one.word, one.label) for one in panels.narrowings)))


def by_course(membership: Membership) -> tuple[Filter, ...]:
    """Those who are accompanied today, for their antenne; those who were, on demand."""
    offered = (("", "En cours"), (ENDED, "Terminés"), (ALL, "Tous"))
    return (Filter(COURSE, "Accompagnements", offered),) if membership.is_antenne else ()


class PersonLine(NamedTuple):
    """One person of the list, and where she stands."""

    person: Person
    link: Link
    state: State
    team: str


def person_link(membership: Membership, person: Person, name: str | None) -> Link:
    """To her page, by what she is called."""
    return Link(name or NAMELESS, link(membership, "people:person", person=person.pk))


def _in_course(rows: PersonQuerySet, asked: Asked) -> PersonQuerySet:
    """A name is found whether her accompaniment runs or not."""
    course = asked.chosen[COURSE]
    if course == ENDED:
        return rows.filter(panels.at_rest())
    return rows if course == ALL or asked.words else rows.exclude(panels.at_rest())


def _columns(membership: Membership) -> tuple[Column, ...]:
    return (
        Column("person", "Personne", lambda line: line.link, sort=names.BY_NAME, kind="title"),
        Column("ref", "Numéro", lambda line: line.person.reference, sort="numero", kind="ref", by="reference"),
        *of_antenne(membership, lambda line: line.person.antenne.name, "antenne__name"),
        Column("state", "Où elle en est", lambda line: line.state, kind="state"),
        *of_team(membership, lambda line: line.team),
    )


def people(membership: Membership, on: date) -> Listing:
    """One's own list by name: whom the antenne accompanies, or whose demande is open to the service."""
    called, columns, to = names.Called(membership), _columns(membership), partial(person_link, membership)

    def in_course(asked: Asked) -> PersonQuerySet:
        rows = Person.objects.visible_to(membership, Slice.IDENTITY)
        return _in_course(rows, asked) if COURSE in asked.chosen else rows

    def found(asked: Asked) -> Found:
        rows = in_course(asked).select_related("antenne")
        if antenne := asked.chosen.get(ANTENNE):
            rows = rows.filter(antenne=UUID(antenne))
        rows = of_referent(rows, asked, "pk")
        for one in panels.narrowings:
            if asked.chosen.get(OUTCOME) == one.word:
                rows = rows.filter(pk__in=one.people(membership))
        return names.answering(rows, columns, asked, called, ("pk", "reference"))

    def shown(rows: Sequence[Person]) -> list[PersonLine]:
        for one in rows:
            opened.note(one.pk, one.antenne_id, Slice.IDENTITY)
        ids = [one.pk for one in rows]
        known, beside = called.of(ids), team(membership, ids)
        with once.those(membership, ids):
            states = panels.states(rows, membership, on)
        return [PersonLine(one, to(one, known.get(one.pk)), states[one.pk], beside.get(one.pk, "")) for one in rows]

    return Listing(
        page="people:list",
        caption="Personnes",
        columns=columns,
        sort=names.BY_NAME,
        found=found,
        shown=shown,
        filters=(
            by_outcome(),
            *by_antenne(membership),
            *by_referent(membership, clock.now()),
            *by_course(membership),
        ),
        searched=SEARCHED,
        empty=NONE_HERE if membership.is_antenne else NONE_OPEN,
        nothing=NOBODY,
        counted="personne",
        whole=lambda asked: in_course(asked).count(),
    )
