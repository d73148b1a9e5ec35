"""Row policies against the same query with its WHERE by hand, and against themselves where the nation is small."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import connection
from psycopg.types.json import Jsonb

from rivage.accounts.models import Membership
from rivage.config.server import DATABASE, EmbeddedServer
from rivage.config.state import state_folder
from rivage.core import rehearsal
from rivage.core.perimeter import Perimeter, said
from rivage.dossiers.models import Demande, Period
from rivage.people.models import Identity, Person
from tests.bench.measure import Measure, side_by_side
from tests.bench.nation import Reader, prepare, readers

BY_HAND, GROWTH = 3.0, 1.5
READ: tuple[tuple[str, Any], ...] = (
    ("personnes", Person),
    ("identités", Identity),
    ("demandes", Demande),
    ("périodes", Period),
)


def measures() -> Iterator[Measure]:
    nation = state_folder()
    for role in ("lead", "delegate"):
        largest = readers(role)[-1]
        for label, model in READ:
            query = _query(model, acting(nation, largest))
            with seat(nation, "app", largest) as under, seat(nation, "owner", largest) as by_hand:
                works = partial(under, query), partial(by_hand, query)
                shown, without = side_by_side(*works, rounds=40, servers=(under.pid, by_hand.pid))
            of = {"sous les règles": shown.p50, "à la main": without.p50}
            what = f"{label}, {role}, {largest.people} personnes : règles de lignes / WHERE à la main"
            yield Measure("lignes", what, shown.p50 / without.p50, BY_HAND, "", of=of)
    village = nation.with_name(f"{nation.name}-small")
    with EmbeddedServer(village).served():
        prepare(village, "small")
        for role in ("lead", "delegate"):
            yield from _grown(nation, village, role)


def _grown(nation: Path, village: Path, role: str) -> Iterator[Measure]:
    """The same perimeter in number of people, in a whole nation and in one of a hundred and sixty people."""
    here = readers(role, village)[-1]
    there = min(readers(role, nation), key=lambda one: (abs(one.people - here.people), one.membership))
    for label, model in READ:
        with seat(nation, "app", there) as large, seat(village, "app", here) as small:
            queries = _query(model, acting(nation, there)), _query(model, acting(village, here))
            works = partial(large, queries[0]), partial(small, queries[1])
            shown, before = side_by_side(*works, rounds=60, servers=(large.pid, small.pid))
        of = {"nation": shown.p50, "petite": before.p50, "personnes": there.people, "en petit": here.people}
        what = f"{label}, {role} : nation / petite échelle, même périmètre"
        yield Measure("lignes", what, shown.p50 / before.p50, GROWTH, "", of=of)


def acting(state: Path, reader: Reader) -> Membership:
    """What the gate needs to know of a membership, of any state."""
    asked = f"SELECT user_id, body_id, role, departements[1] FROM accounts_membership WHERE id = '{reader.membership}'"
    user, body, role, code = EmbeddedServer(state).psql(asked).strip().split("|")
    return Membership(pk=reader.membership, user_id=UUID(user), body_id=UUID(body), role=role, departements=[code])


def _query(model: Any, membership: Membership) -> str:
    """What a list reads of a table, as the product writes it: with the WHERE of the gate."""
    rows = model.objects.visible_to(membership).order_by("created_at")
    statement, values = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        return psycopg.ClientCursor(cursor.connection).mogrify(statement, values)


class Seat:
    """A connection of one role in one state, inside a perimeter."""

    def __init__(self, opened: psycopg.Connection[Any]) -> None:
        self.opened = opened
        self.pid = opened.info.backend_pid

    def __call__(self, query: str) -> None:
        self.opened.execute(query.encode()).fetchall()


@contextmanager
def seat(state: Path, role: str, reader: Reader) -> Iterator[Seat]:
    told = EmbeddedServer(state).settings_for(role)
    membership = acting(state, reader)
    within = Perimeter(
        role=membership.role,
        membership=membership.pk,
        user=membership.user_id,
        bodies=(membership.body_id,) if membership.is_antenne else (),
        holders=tuple(membership.holders),
        departements=tuple(membership.departements),
    )
    with ExitStack() as stack:
        opened = stack.enter_context(psycopg.connect(host=str(told["HOST"]), dbname=DATABASE, user=str(told["USER"])))
        opened.execute("SET max_parallel_workers_per_gather = 0")
        server = EmbeddedServer(state)
        server.psql(rehearsal.RAISE, user="rivage_owner")
        if state != settings.STATE:
            stack.callback(server.psql, rehearsal.DROP, user="rivage_owner")
        # The owner too: the gate reads whom she set aside, and nobody is found where the context says nothing.
        opened.execute("SELECT rehearsal.enter(%s)", [Jsonb(said(within))])
        yield Seat(opened)
