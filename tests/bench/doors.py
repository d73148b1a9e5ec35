"""The doors: what coming in costs a transaction, what its context costs a statement, what a sign-in costs."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import psycopg
from django.contrib.auth.hashers import check_password, make_password
from django.db import connections
from django.test import Client

from rivage.accounts.models import Membership
from rivage.config.server import DATABASE, EmbeddedServer
from rivage.config.state import state_folder
from rivage.core import logins, rehearsal
from rivage.demo.country import PASSWORD
from tests.bench.measure import Measure, side_by_side
from tests.bench.nation import readers
from tests.bench.pages import signed_in

# Milliseconds; then how many times what argon2 alone takes.
ENTERED, ASKED, SIGNED = 0.2, 0.03, 3.0
ROUNDS, STATEMENTS = 300, 20
ENTER = b"SELECT rivage_enter(%s, %s)"


def measures() -> Iterator[Measure]:
    reader = readers("lead")[-1].membership
    membership = Membership.objects.select_related("body", "user").get(pk=reader)
    yield from _entering(membership)
    yield _signing_in(membership)


def _entering(membership: Membership) -> Iterator[Measure]:
    """What somebody who enters costs beyond a bare statement; then statements that ask for the context."""
    shown = [membership.pk, signed_in(membership).session.session_key]
    bare, asks = b"SELECT %s::uuid, %s::text", b"SELECT rivage_in()"
    with _connected() as opened:

        def within(first: bytes, *statements: bytes) -> None:
            with opened.transaction():
                opened.execute(first, shown).fetchall()
                for sql in statements:
                    opened.execute(sql).fetchall()

        entered, not_entered, read, unread = side_by_side(
            partial(within, ENTER),
            partial(within, bare),
            partial(within, ENTER, *[asks] * STATEMENTS),
            partial(within, ENTER, *[b"SELECT true"] * STATEMENTS),
            rounds=ROUNDS,
            longest=20.0,
            servers=(opened.info.backend_pid,),
        )
    of = {"entrer": entered.p50, "une instruction nue": not_entered.p50, "à la montre": entered.wall}
    yield Measure("portes", "entrer dans une transaction", entered.p50 - not_entered.p50, ENTERED, "ms", of=of)
    of = {"avec": read.p50, "sans": unread.p50, "instructions": STATEMENTS}
    each = (read.p50 - unread.p50) / STATEMENTS
    yield Measure("portes", "le contexte demandé par une instruction", each, ASKED, "ms", of=of)


@contextmanager
def _connected() -> Iterator[psycopg.Connection[Any]]:
    """A connection of the web's login, as an installation has it: nobody says who acts nor when it is."""
    server = EmbeddedServer(state_folder())
    told = server.settings_for("app")
    server.psql(rehearsal.DROP, user="rivage_owner")
    try:
        with psycopg.connect(
            host=str(told["HOST"]), dbname=DATABASE, user=str(told["USER"]), autocommit=True, prepare_threshold=0
        ) as opened:
            yield opened
    finally:
        server.psql(rehearsal.RAISE, user="rivage_owner")


def _signing_in(membership: Membership) -> Measure:
    """The password typed until the page of the second factor, beside the verifier alone."""
    verifier = make_password(PASSWORD)
    typed = {"username": membership.user.email if membership.user else "", "password": PASSWORD}

    def signs_in() -> None:
        answer = Client(HTTP_HOST="localhost").post("/entrer", typed)
        if answer.status_code != 302:
            raise RuntimeError(f"/entrer: {answer.status_code}")

    signs_in()
    servers = {connections[alias].connection.info.backend_pid for alias in (logins.DEFAULT, logins.DOORS)}
    whole, alone = side_by_side(
        signs_in, lambda: check_password(PASSWORD, verifier), rounds=30, longest=15.0, servers=tuple(servers)
    )
    of = {"entrée": whole.p50, "argon2 seul": alone.p50, "à la montre": whole.wall}
    return Measure("portes", "une entrée par mot de passe / argon2 seul", whole.p50 / alone.p50, SIGNED, "", of=of)
