"""B1 and B2: what each login may do to each table is one list, and nobody uses what the server gives to all."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from psycopg.errors import InsufficientPrivilege
from psycopg.types.json import Jsonb

from tests.attack.test_entering import ENTER, LEAD, alone, token_of, value
from tests.database import role
from tests.world import World

LISTED = Path(__file__).parents[2] / "docs" / "privileges.txt"
LOGINS = ("rivage_app", "rivage_worker", "rivage_door", "rivage_facts", "rivage_sealer")
WHOLE = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
PARTS = ("SELECT", "INSERT", "UPDATE")
ASKED = """
SELECT c.relname, c.relkind::text, l.name,
  ARRAY(SELECT p FROM unnest(%(whole)s::text[]) p WHERE has_table_privilege(l.name, c.oid, p)),
  ARRAY(SELECT p FROM unnest(%(parts)s::text[]) p WHERE has_any_column_privilege(l.name, c.oid, p)
    AND NOT has_table_privilege(l.name, c.oid, p))
FROM pg_class c, unnest(%(logins)s::text[]) WITH ORDINALITY l(name, n)
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
UNION ALL SELECT c.relname, 'S', l.name, ARRAY(SELECT p FROM unnest('{USAGE,SELECT,UPDATE}'::text[]) p
  WHERE has_sequence_privilege(l.name, c.oid, p)), '{}'
FROM pg_class c, unnest(%(logins)s::text[]) WITH ORDINALITY l(name, n)
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'S'
"""
FUNCTIONS = (
    *("lo_create(0)", "lo_creat(-1)", "lo_from_bytea(0, 'x')", "lo_unlink(1)", "lo_get(1)", "lo_open(1, 262144)"),
    *("lo_put(1, 0, 'x')", "loread(0, 1)", "lowrite(0, 'x')", "lo_import('/etc/passwd')", "lo_export(1, '/tmp/x')"),
    *("pg_cancel_backend(1)", "pg_terminate_backend(1)", "pg_export_snapshot()", "pg_read_file('/etc/passwd')"),
    *("pg_ls_dir('/')", "pg_reload_conf()", "pg_stat_reset()", "pg_switch_wal()"),
)
DEFER = (
    "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('default', %s, 0, NULL, NULL, %s, NULL)"
    "::procrastinate_job_to_defer_v1])"
)
PLACED = (
    "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(%s, %s, %s, %s, %s, %s, now() + %s * interval '1 hour')"
    "::procrastinate_job_to_defer_v1])"
)


def lines() -> Iterator[str]:
    """`table login what`; `(…)` where some columns alone are given."""
    known = {"whole": list(WHOLE), "parts": list(PARTS), "logins": list(LOGINS)}
    with connection.cursor() as cursor:
        cursor.execute(ASKED, known)
        for table, kind, login, whole, parts in sorted(cursor.fetchall()):
            given = [*whole, *(f"{one}(…)" for one in parts)]
            if given:
                yield f"{table}{'#' if kind == 'S' else ''} {login} {' '.join(given).lower()}"


@pytest.mark.django_db
def test_b2_what_each_login_may_do_to_each_table_is_the_list() -> None:
    """Written with RIVAGE_WRITE=1 in the environment of this test."""
    found = "\n".join(lines()) + "\n"
    if "RIVAGE_WRITE" in os.environ:
        LISTED.write_text(found, encoding="utf-8")
    assert found == LISTED.read_text(encoding="utf-8")


def refuses(login: str, *statements: str) -> None:
    with alone(login) as opened:
        for sql in statements:
            with pytest.raises(InsufficientPrivilege), opened.transaction():
                opened.execute(sql)  # type: ignore[arg-type]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("login", LOGINS)
def test_b2_no_login_uses_what_the_server_gives_to_all(login: str) -> None:
    notify = () if login == "rivage_worker" else ("SELECT pg_notify('procrastinate_any_queue_v1', '')",)
    refuses(login, *(f"SELECT {call}" for call in FUNCTIONS), *notify, "CREATE TEMP TABLE people_share (id int)")
    refuses(login, "DELETE FROM django_migrations", "INSERT INTO django_migrations (app) VALUES ('x')")
    refuses(login, "LOCK TABLE django_migrations", "LOCK TABLE audit_seal", "CREATE TABLE x (id int)")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database WHERE has_database_privilege(%s, datname, 'CONNECT, CREATE, TEMPORARY')"
            " AND datname IN ('postgres', 'template1', 'template0')",
            [login],
        )
        assert cursor.fetchall() in ([], [("template0",)])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("login", [name for name in LOGINS if name != "rivage_worker"])
def test_b1_nobody_but_the_worker_touches_the_queue(login: str) -> None:
    tables = [f"procrastinate_{name}" for name in ("jobs", "events", "workers", "periodic_defers")]
    for table in tables:
        refuses(login, f"SELECT * FROM {table}", f"DELETE FROM {table}", f"LOCK TABLE {table}")
    refuses(
        login,
        "UPDATE procrastinate_jobs SET args = '{}'",
        "INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('default', 'audit.seal')",
        "SELECT procrastinate_cancel_job_v1(1, true, true)",
        "SELECT procrastinate_retry_job_v2(1, now(), 0, 'q', NULL)",
        "SELECT procrastinate_fetch_job_v2(NULL, 1)",
        "SELECT procrastinate_finish_job_v1(1, 'failed', true)",
        "SELECT procrastinate_prune_stalled_workers_v1(0)",
        "SELECT procrastinate_defer_periodic_job_v2('q', NULL, NULL, 'audit.seal', 0, '', 0, '{}')",
    )


@pytest.mark.django_db(transaction=True)
def test_b1_who_has_come_in_queues_in_her_own_name_and_nothing_else(world: World) -> None:
    own, other = world[LEAD], world["referent:estuaire33"]
    hers = Jsonb({"membership": str(own.pk)})
    with alone() as web:
        for args in (hers, Jsonb({})):
            with pytest.raises(InsufficientPrivilege, match="tâche refusée"):
                web.execute(DEFER, ["commissions.send_date", args])
        for args in (Jsonb({}), Jsonb({"departement": "33"}), Jsonb({"membership": str(other.pk)})):
            with web.transaction() as one:
                web.execute(ENTER, [own.pk, token_of(own)])
                with pytest.raises(InsufficientPrivilege, match="tâche refusée"), web.transaction():
                    web.execute(DEFER, ["rights.sweep_departement", args])
                assert one
        with web.transaction():
            web.execute(ENTER, [own.pk, token_of(own)])
            assert value(web, DEFER, "commissions.send_date", hers)
    with role("postgres"), connection.cursor() as cursor:
        cursor.execute("SELECT membership, house FROM accounts_jobactor ORDER BY job DESC LIMIT 1")
        assert cursor.fetchall() == [(own.pk, False)]


@pytest.mark.django_db(transaction=True)
def test_a2_nobody_holds_the_jobs_of_the_house_back_nor_plants_one_for_ever(world: World) -> None:
    own, mail = world[LEAD], "commissions.send_date"
    hers = Jsonb({"membership": str(own.pk)})
    placed: list[tuple[Any, ...]] = [
        ("default", "x", 0, None, "audit.seal", hers, None),
        ("default", mail, 0, None, "audit.seal", hers, None),
        ("default", mail, 0, "audit.seal", None, hers, None),
        ("default", "audit.seal", 0, None, None, hers, None),
        ("default", "rights.sweep_departement", 0, None, None, hers, None),
        ("other", mail, 0, None, None, hers, None),
        ("default", mail, 1, None, None, hers, None),
        ("default", mail, 0, None, None, hers, 1),
        ("default", mail, 0, None, None, hers, 9 * 24),
    ]
    with alone() as web, web.transaction():
        web.execute(ENTER, [own.pk, token_of(own)])
        for values in placed:
            with pytest.raises(InsufficientPrivilege, match="tâche refusée"), web.transaction():
                web.execute(PLACED, values)
        assert value(web, PLACED, "default", mail, 0, None, None, hers, None)
