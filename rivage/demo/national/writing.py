"""The whole nation, département by département."""

import random
from collections.abc import Callable
from datetime import date
from typing import Any

from rivage.core import clock
from rivage.core.perimeter import Perimeter, perimeter
from rivage.demo.national import trace
from rivage.demo.national.bodies import Antenne, Founding, Place
from rivage.demo.national.copying import Copier, superuser
from rivage.demo.national.paths import Story
from rivage.demo.national.people import Writing
from rivage.demo.national.scale import Scale
from rivage.rights.models import AfisOrder
from rivage.vault import keysets

INDEXES = ("audit_event_latest", "audit_event_people", "audit_event_unsealed", "audit_event_membership")


def seed(scale: Scale, number: int, say: Callable[[str], None] = lambda _: None) -> dict[str, int]:
    """Write a nation drawn from `number`; gives what was written, by kind. The database must be empty of accounts."""
    draw = random.Random(number)  # noqa: S311 - invention, not secrecy
    keysets.create_root()
    copier = Copier()
    founding = Founding(scale, draw, copier)
    places = founding.found()
    made = {"people": 0, "demandes": 0, "events": scale.events, "users": founding.users + 2}
    known: list[tuple[Any, ...]] = []
    with superuser() as opened:
        copier.write(opened)
        say(f"{len(places)} départements, {made['users']} comptes.")
        shares = _shares(places, scale)
        writing = Writing(copier, draw, founding.today)
        for place in places:
            _place(place, shares, writing, made, known)
            copier.write(opened)
        say(f"{made['people']} personnes, {made['demandes']} demandes.")
        definitions = _drop_indexes(opened)
        trace.write(opened, known, scale.events, draw, clock.now())
        for definition in definitions:
            opened.execute(definition)
        say(f"{scale.events} événements, scellés.")
        opened.execute("ANALYZE")
    return made


def _drop_indexes(opened: Any) -> list[str]:
    """Building an index once is faster than feeding it two million times."""
    found = opened.execute("SELECT indexname, indexdef FROM pg_indexes WHERE indexname = ANY(%s)", [list(INDEXES)])
    kept = []
    for name, definition in found.fetchall():
        opened.execute(f'DROP INDEX "{name}"')
        kept.append(definition)
    return kept


def _shares(places: list[Place], scale: Scale) -> dict[int, tuple[int, int]]:
    """How many people, and how many paths, each antenne follows: the totals are exact."""
    antennes = [antenne for place in places for antenne in place.antennes]
    return {
        id(antenne): (people, paths)
        for antenne, people, paths in zip(
            antennes, _split(scale.people, antennes), _split(scale.paths, antennes), strict=True
        )
    }


def _split(total: int, antennes: list[Antenne]) -> list[int]:
    whole = sum(antenne.weight for antenne in antennes)
    given, before, reached = [], 0, 0.0
    for antenne in antennes:
        reached += antenne.weight
        upto = round(total * reached / whole)
        given.append(upto - before)
        before = upto
    return given


def _place(
    place: Place,
    shares: dict[int, tuple[int, int]],
    writing: Writing,
    made: dict[str, int],
    known: list[tuple[Any, ...]],
) -> None:
    orders: dict[date, AfisOrder] = {}
    with perimeter(Perimeter(role="seed")):
        for antenne in place.antennes:
            people, paths = shares[id(antenne)]
            for n in range(people):
                person = writing.person(place, antenne, deposits=n < paths)
                made["people"] += 1
                actor = antenne.referents[n % len(antenne.referents)]
                known.append((person.pk, person.antenne_id, actor.user_id, actor.pk, place.code))
                if n < paths:
                    made["demandes"] += Story(place, antenne, person, writing, orders).tell()
