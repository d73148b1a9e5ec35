"""Who of a département could read a file, by person: those whom she may name as « qui ne doit pas lire ».

Apps to the right bring those who have no account, such as members of the commission.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from rivage.accounts import roles
from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.core.french import folded
from rivage.people.models import Accompaniment, Exclusion, Person

# Headings under which possible readers are offered, in their order.
OURS, STATE = "Votre association", "Préfecture, service du séjour, organisme payeur"
ROOM, SEATS = "Membres de la commission", "Sièges"
GROUPS = (OURS, STATE, ROOM, SEATS)


@dataclass(frozen=True, slots=True)
class PossibleReader:
    """Somebody who could read. `holder`: as `Exclusion` names it; `capacity`: what she does, in words; `group`: under
    which heading she is offered.

    `seats`: names of seats opened to her alone, closed when she is set aside. `alone`: the functions, in words, that
    nobody else of the département holds: a file would wait there for another. `also`: holders of the same name, set
    aside with her: a member without an account and an agent of one name are held to be one.
    """

    holder: str
    name: str
    capacity: str
    group: str = STATE
    seats: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    before: tuple[str, ...] = ()

    @property
    def holders(self) -> tuple[str, ...]:
        """Every name under which she could read."""
        return (self.holder, *self.also)

    @property
    def names(self) -> tuple[str, ...]:
        """The same, and those under which she could be set aside before."""
        return (*self.holders, *self.before)

    @property
    def label(self) -> str:
        """As it is offered: name and function, and what waits."""
        waits = f". Seule personne à cette fonction ({', '.join(self.alone)}) : le dossier attendra quelqu’un d’autre"
        return f"{self.name}, {self.capacity}{waits if self.alone else ''}"


Source = Callable[[Person], Iterable[PossibleReader]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Add those whom an app knows. One who is there already keeps one line, with all her functions."""
    _sources.append(source)


def of(person: Person) -> list[PossibleReader]:
    """Everybody who could read her file in her département, each once: by heading, then by name.

    Never who accompanies her.
    """
    found: dict[str, PossibleReader] = {}
    for source in (_in_office, *_sources):
        for one in source(person):
            known = found.get(one.holder)
            found[one.holder] = _joined(known, one) if known else one
    team = beside(person)
    able = _one_each(one for one in found.values() if one.holder not in team)
    return sorted(able, key=lambda one: (GROUPS.index(one.group), one.name, one.capacity))


def known_as(person: Person, holder: str) -> PossibleReader | None:
    """Who could read under this name, as `Exclusion` has it; None when nobody is known so any more."""
    return next((one for one in of(person) if holder in one.names), None)


def closed(person: Person, able: Iterable[PossibleReader]) -> dict[UUID, PossibleReader]:
    """Of the words by which she set somebody aside, those that close her file to one of these, and to whom."""
    named = {name: one for one in able for name in one.names}
    return {row.exclusion: named[row.holder] for row in Exclusion.closing([person.pk], named)}


@dataclass(frozen=True, slots=True)
class Lifted:
    """What goes with one word of hers when she takes it back. `known`: who reads again, None when nobody here is known
    so any more; `words`: every word that set her aside; `together`: an agent and a member of one name were.
    """

    known: PossibleReader | None
    words: tuple[UUID, ...]
    together: bool


def lifted_with(exclusion: Exclusion) -> Lifted:
    able = {name: one for one in of(exclusion.person) for name in one.names}
    rows = Exclusion.closing([exclusion.person_id], able)
    known = next((able[row.holder] for row in rows if row.exclusion == exclusion.pk), None)
    hers = [row for row in rows if able[row.holder] == known]
    names = {row.holder for row in hers} & set(known.holders if known else ())
    return Lifted(known, tuple({exclusion.pk, *(row.exclusion for row in hers)}), len(names) > 1)


def beside(person: Person) -> set[str]:
    """Who accompanies her now, as `Exclusion` names them."""
    team = Accompaniment.objects.in_force().filter(person=person).values_list("user", flat=True)
    return {f"user:{user}" for user in team}


def _one_each(found: Iterable[PossibleReader]) -> Iterable[PossibleReader]:
    """Those of one name as one, seats apart: she says whom, and nobody guesses under which function."""
    by_name: dict[str, PossibleReader] = {}
    for one in found:
        key = one.holder if one.holder.startswith("seat:") else folded(one.name)
        known = by_name.get(key)
        by_name[key] = replace(_joined(known, one), also=(*known.also, one.holder)) if known else one
    return by_name.values()


def _joined(known: PossibleReader, other: PossibleReader) -> PossibleReader:
    capacity = ", ".join(dict.fromkeys((known.capacity, other.capacity)))
    alone = tuple(dict.fromkeys((*known.alone, *other.alone)))
    seats, before = (*known.seats, *other.seats), (*known.before, *other.before)
    return replace(known, capacity=capacity, seats=seats, alone=alone, before=before)


def _in_office(person: Person) -> Iterable[PossibleReader]:
    """Those who have a function in her département, of the State or of her own antenne."""
    rows = Membership.objects.in_force(clock.now()).filter(user__isnull=False).select_related("user", "body")
    rows = rows.filter(departements__contains=[person.departement]).order_by("user__name", "role")
    away = {row.holder for row in Exclusion.closing([person.pk], {f"user:{row.user_id}" for row in rows})}
    able = [row for row in rows if f"user:{row.user_id}" not in away]
    for row in rows:
        role = roles.role(row.role)
        if row.user is None or not (role.holds or row.body_id == person.antenne_id):
            continue
        others = [one for one in able if one.user_id != row.user_id and roles.role(one.role).holds == role.holds]
        alone = () if others or role.by_seat or not role.holds else (roles.role(role.holds).label,)
        seats = (f"seat:{row.seat_id}",) if row.seat_id else ()
        group = OURS if row.body_id == person.antenne_id else ROOM if role.by_seat else STATE
        yield PossibleReader(f"user:{row.user_id}", row.user.name, _said(role.label, row), group, seats, alone)


def _said(label: str, row: Membership) -> str:
    """« secrétariat de la commission (Préfecture de la Gironde) »."""
    return f"{label[:1].lower()}{label[1:]} ({row.body.name})"
