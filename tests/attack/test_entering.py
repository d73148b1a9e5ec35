"""The context of a transaction is what the database derived and sealed: nobody invents it with SQL alone.

Each attacker here has a connection of her own under a login of the house, as whoever runs SQL in its place would.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection, transaction
from django.test import Client
from psycopg.types.json import Jsonb

from rivage.accounts import middleware
from rivage.accounts.http import STRONG
from rivage.accounts.models import Membership, OpenSession, User, digest_of
from rivage.config.sessions import SessionStore
from rivage.core import clock, logins
from rivage.core.perimeter import SETTINGS, perimeter
from tests.commissions.room import Room
from tests.database import role
from tests.dossiers.path import deposited, new_person
from tests.world import World, acting

ENTER = "SELECT rivage_enter(%s, %s)"
LEAD, DELEGATE = "lead:estuaire33", "delegate:33"
PUT = f"SELECT {', '.join(f'''set_config('{name}', %s, true)''' for name in SETTINGS)}"
PEOPLE = "SELECT count(*) FROM people_person"

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def alone(login: str = "rivage_app") -> Iterator[psycopg.Connection[Any]]:
    """A connection of its own, each statement a transaction unless one is opened."""
    known = {**connection.get_connection_params(), "user": login, "cursor_factory": psycopg.Cursor}
    with psycopg.connect(**known, autocommit=True) as opened:
        yield opened


def value(opened: psycopg.Connection[Any], sql: str, *shown: Any) -> Any:
    found = opened.execute(sql, shown).fetchone()  # type: ignore[arg-type]
    return found[0] if found else None


def token_of(membership: Membership) -> str:
    """The token of a session that its user opened, with a second factor."""
    session = SessionStore()
    session[SESSION_KEY] = str(membership.user_id)
    session[STRONG] = clock.now().isoformat()
    session.save()
    return str(session.session_key)


@pytest.fixture
def followed(world: World) -> World:
    """One person of the antenne, her demande deposited; another that nobody else reads."""
    deposited(world)
    new_person(world, "lead:amarres33", "Sofia Galet")
    return world


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace")
        return sorted(name for (name,) in cursor.fetchall())


def refused(opened: psycopg.Connection[Any], sql: str, *shown: Any) -> bool:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        opened.execute(sql, shown)  # type: ignore[arg-type]
    return True


@pytest.mark.parametrize("login", ["rivage_app", "rivage_worker", "rivage_door"])
def test_h1_nobody_who_shows_nothing_reads_a_row_of_any_table(followed: World, login: str) -> None:
    """But the trace and its seals, whose login reads ids and codes; nor with every setting written by hand."""
    forged = [
        DELEGATE.split(":")[0],
        *(str(uuid4()) for _ in range(3)),
        "delegate:33",
        "33",
        str(uuid4()),
        "",
        "",
        "now()",
    ]
    with role("postgres"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_person")
        assert cursor.fetchone()[0] == 2
    with alone(login) as opened:
        for seal in (None, "", "0" * 64):
            with opened.transaction():
                if seal is not None:
                    opened.execute(PUT, [*forged, seal])  # type: ignore[arg-type]
                for table in tables():
                    if login == "rivage_door" and table == "accounts_session":
                        continue
                    assert read(opened, table) == 0, table


def read(opened: psycopg.Connection[Any], table: str) -> int:
    """How many rows come out; none where the login may not even ask."""
    try:
        with opened.transaction():
            return int(value(opened, f'SELECT count(*) FROM "{table}"'))
    except psycopg.errors.InsufficientPrivilege:
        return 0


def test_what_is_derived_is_what_the_application_believes(followed: World) -> None:
    Room(followed).account("1")
    members = list(Membership.objects.select_related("body", "user").filter(confirmed_by__isnull=False))
    assert {"lead", "referent", "seat", "chair", "signatory", "admin"} <= {one.role for one in members}
    with alone() as opened:
        for one in members:
            with opened.transaction():
                *found, now, _seal = value(opened, ENTER, one.pk, token_of(one))
                assert value(opened, "SELECT rivage_in()")
            said = one.perimeter()
            lists = (said.bodies, said.holders, said.departements, said.keys)
            assert found == [
                *(one.role, str(one.pk), str(one.user_id)),
                *(",".join(map(str, values)) for values in lists),
                *("", ""),
            ], one
            assert abs(float(now) - clock.now().timestamp()) < 60


def test_who_enters_reads_her_own_and_changes_nothing_of_it(followed: World) -> None:
    token = token_of(followed[LEAD])
    changes = {"holders": "delegate:33", "role": "delegate", "departements": "33,75", "now": "2020-01-01"}
    with alone() as opened:
        for name, forged in {**changes, "bodies": str(followed["lead:amarres33"].body_id)}.items():
            with opened.transaction():
                opened.execute(ENTER, [followed[LEAD].pk, token])
                assert value(opened, PEOPLE) == 1
                opened.execute("SELECT set_config(%s, %s, true)", [f"rivage.{name}", forged])
                assert value(opened, PEOPLE) == 0, name


def test_the_context_ends_with_its_transaction_wherever_it_is_copied(followed: World) -> None:
    token = token_of(followed[LEAD])
    with alone() as opened, alone() as other:
        with opened.transaction():
            sealed = value(opened, ENTER, followed[LEAD].pk, token)
            with other.transaction():
                other.execute(PUT, sealed)  # type: ignore[arg-type]
                assert value(other, PEOPLE) == 0
            opened.execute(PUT, sealed)  # type: ignore[arg-type]
            assert value(opened, PEOPLE) == 1
        assert value(opened, PEOPLE) == 0
        with opened.transaction():
            opened.execute(PUT, sealed)  # type: ignore[arg-type]
            assert value(opened, PEOPLE) == 0


def test_an_entry_undone_with_its_savepoint_is_none(followed: World) -> None:
    with alone() as opened, opened.transaction():
        with opened.transaction() as inner:
            opened.execute(ENTER, [followed[LEAD].pk, token_of(followed[LEAD])])
            assert value(opened, PEOPLE) == 1
            raise psycopg.Rollback(inner)
        assert value(opened, PEOPLE) == 0


def test_settings_changed_once_a_statement_has_begun_open_nothing_more(world: World) -> None:
    """PostgreSQL reads a value of the context when a row first needs it: here after a row that another one let out."""
    new_person(world, "lead:amarres33", "Sofia Galet")
    deposited(world)
    own, other = world[LEAD], world["lead:amarres33"]
    change = f"set_config('rivage.membership', '{other.pk}', true)"
    newest = "FROM audit_event ORDER BY at DESC, id DESC"
    with alone() as opened:
        for slowly in (False, True):
            with opened.transaction():
                opened.execute(ENTER, [own.pk, token_of(own)])
                # Rows come in the order of an index, and are given out one by one.
                opened.execute("SET LOCAL enable_seqscan = off")
                opened.execute("SET LOCAL enable_bitmapscan = off")
                opened.execute("SET LOCAL enable_sort = off")
                if slowly:
                    opened.execute(f"DECLARE slowly CURSOR FOR SELECT membership_id {newest}")  # type: ignore[arg-type]
                    first = opened.execute("FETCH 1 FROM slowly").fetchall()
                    opened.execute(f"SELECT {change}")  # type: ignore[arg-type]
                    seen = first + opened.execute("FETCH ALL FROM slowly").fetchall()
                else:
                    seen = opened.execute(f"SELECT membership_id, {change} {newest}").fetchall()  # type: ignore[arg-type]
                assert seen
                assert other.pk not in {row[0] for row in seen}


def nobody_enters(membership: UUID, token: str | None) -> None:
    with alone() as opened, opened.transaction():
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="personne n’entre"), opened.transaction():
            opened.execute(ENTER, [membership, token])
        assert value(opened, PEOPLE) == 0


def test_h1_only_a_live_session_of_her_own_enters_a_function_in_force(followed: World) -> None:
    own, other = followed[LEAD], followed["referent:estuaire33"]
    token = token_of(own)
    for stranger in ("", "0" * 32, token[:-1], digest_of(token).hex(), None):
        nobody_enters(own.pk, stranger)
    nobody_enters(other.pk, token)
    nobody_enters(uuid4(), token)
    hers, sessions = User.objects.filter(pk=own.user_id), OpenSession.objects.filter(digest=digest_of(token))
    functions = Membership.objects.filter(pk=own.pk)
    spoilt: tuple[tuple[Any, dict[str, Any], dict[str, Any]], ...] = (
        (hers, {"is_active": False}, {"is_active": True}),
        (hers, {"activated_at": None}, {"activated_at": clock.now()}),
        (sessions, {"strong_at": None}, {"strong_at": clock.now()}),
        (sessions, {"ends": clock.now() - timedelta(seconds=1)}, {"ends": clock.now() + timedelta(hours=1)}),
        (
            functions,
            {"starts": clock.now() - timedelta(hours=2), "ends": clock.now() - timedelta(hours=1)},
            {"starts": own.starts, "ends": own.ends},
        ),
        (functions, {"starts": clock.now() + timedelta(hours=1)}, {"starts": own.starts}),
        (functions, {"confirmed_by": None, "confirmed_at": None}, {"confirmed_by": own.confirmed_by_id}),
    )
    for rows, wrong, right in spoilt:
        with role("postgres", "SET session_replication_role = replica"):
            rows.update(**wrong)
        nobody_enters(own.pk, token)
        with role("postgres", "SET session_replication_role = replica"):
            rows.update(**right)
    with alone() as opened, opened.transaction():
        opened.execute(ENTER, [own.pk, token])
        assert value(opened, PEOPLE) == 1
    SessionStore(token).delete()
    nobody_enters(own.pk, token)


def test_h1_the_web_s_login_reads_no_token_writes_no_session_and_enters_by_no_other_door(followed: World) -> None:
    token = token_of(followed[LEAD])
    user = followed[LEAD].user_id
    with alone() as opened:
        for table in ("accounts_session", "core_sealkey", "accounts_jobactor", "axes_accessattempt"):
            assert refused(opened, f"SELECT * FROM {table}")
            assert refused(opened, f"DELETE FROM {table}")
        assert refused(
            opened,
            "INSERT INTO accounts_session (id, created_at, digest, user_id, ends, data)"
            " VALUES (gen_random_uuid(), now(), 'x', %s, now() + interval '1 day', '')",
            user,
        )
        for change in ("password = 'x'", "activated_at = now()", "is_active = true", "last_login = now()"):
            assert refused(opened, f"UPDATE accounts_user SET {change}")
        for call in (
            "rivage_seal()",
            "rivage_instant()",
            "rivage_put('delegate', NULL, NULL, '{}', '{delegate:33}', '{33}', '{}', now())",
            "rivage_enter_as(NULL, NULL, now())",
            "rivage_enter_system('{33}', '{}')",
            "rivage_enter_job(1, NULL)",
            "rivage_enter_door(NULL)",
            "rivage_excluded_of(NULL, now())",
        ):
            assert refused(opened, f"SELECT {call}")
        assert value(opened, "SELECT accounts_session_of(%s)", token)
        assert value(opened, "SELECT accounts_session_of(%s)", digest_of(token).hex()) is None


@pytest.mark.parametrize("login", ["rivage_app", "rivage_worker", "rivage_door", "rivage_facts", "rivage_sealer"])
def test_no_connection_shows_what_it_is_asked(world: World, login: str) -> None:
    with alone(login) as opened:
        assert value(opened, "SHOW track_activities") == "off"
        assert refused(opened, "SET track_activities = on")


def test_a_token_is_bound_by_the_server(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """It never stands in a statement, which the logs or the views of the server might show."""
    client, sent = Client(), []
    client.force_login(world[LEAD].user)  # type: ignore[arg-type]
    token = str(client.session.session_key)

    class Watched(psycopg.Cursor[Any]):
        """Sends what it is given beside the statement."""

        def execute(self, query: Any, *args: Any, **kwargs: Any) -> Any:
            sent.append(str(query).encode())
            return super().execute(query, *args, **kwargs)

    def seen(run: Any, sql: str, params: Any, *rest: Any) -> Any:
        """What Django asks, its values bound in the statement itself."""
        sent.append(f"{sql} {params}".encode())
        return run(sql, params, *rest)

    monkeypatch.setattr(psycopg, "Cursor", Watched)
    with connection.execute_wrapper(seen):
        assert client.get(f"/m/{world[LEAD].pk}/").status_code == 200
    assert any(b"rivage_enter" in statement for statement in sent)
    assert not any(token.encode() in statement for statement in sent)


def test_a_job_acts_as_who_asked_for_it_while_it_is_done(followed: World) -> None:
    own, other = followed[LEAD], followed["referent:estuaire33"]
    queue = (
        "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('default', %s, 0, NULL, NULL, %s, NULL)"
        "::procrastinate_job_to_defer_v1])"
    )
    args = Jsonb({"user": str(other.user_id), "membership": str(own.pk)})
    with alone() as web:
        with web.transaction():
            web.execute(ENTER, [own.pk, token_of(own)])
            (asked,) = value(web, queue, "commissions.send_date", args)
        assert refused(web, queue, "commissions.send_date", args)
    with alone("rivage_worker") as worker:
        (houses,) = value(worker, queue, "of the house", args)
        assert refused(worker, "SELECT rivage_enter_job(%s, %s)", asked, own.pk)
        worker.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        for job, entered in ((asked, own), (houses, other)):
            with worker.transaction():
                worker.execute("SELECT rivage_enter_job(%s, %s)", [job, entered.pk])
                assert value(worker, "SELECT rivage_membership()") == entered.pk
        for job, stranger in ((asked, other), (houses, own), (0, own)):
            assert refused(worker, "SELECT rivage_enter_job(%s, %s)", job, stranger.pk)
        assert refused(worker, "UPDATE accounts_jobactor SET house = true")
        worker.execute("DELETE FROM procrastinate_jobs")
    with role("postgres"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_jobactor")
        assert cursor.fetchone()[0] == 0


def test_a_perimeter_within_another_gives_back_its_settings_and_their_seal(world: World) -> None:
    with perimeter(world[LEAD].perimeter()), transaction.atomic():
        before = context()
        with acting(world[DELEGATE]):
            assert context() != before
        assert context() == before
        assert logins.connection().entered
    assert context()[-1] == (False, "")


def context() -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rivage_in(), coalesce(current_setting('rivage.seal', true), '')")
        found = cursor.fetchone()
        cursor.execute("SELECT rivage_membership()")
        return [*cursor.fetchone(), found]


def test_a_function_ended_between_two_readings_answers_like_an_unknown_page(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    client.force_login(world[LEAD].user)  # type: ignore[arg-type]
    for believed in (world["referent:estuaire33"], world[DELEGATE]):
        monkeypatch.setattr(middleware, "_membership", lambda _request, found=believed: found)
        assert client.get(f"/m/{believed.pk}/").status_code == 404
    monkeypatch.setattr(middleware, "_membership", lambda _request: world[LEAD])
    assert client.get(f"/m/{world[LEAD].pk}/").status_code == 200


def test_who_only_reads_and_who_is_helped_by_other_processes_enters_too(followed: World) -> None:
    forced = "debug_parallel_query"
    with alone() as opened:
        if opened.info.server_version < 160000:
            forced = "force_parallel_mode"
        with opened.transaction():
            opened.execute("SET TRANSACTION READ ONLY")
            opened.execute(ENTER, [followed[LEAD].pk, token_of(followed[LEAD])])
            assert value(opened, PEOPLE) == 1
            opened.execute(f"SET LOCAL {forced} = on")  # type: ignore[arg-type]
            assert value(opened, PEOPLE) == 1
