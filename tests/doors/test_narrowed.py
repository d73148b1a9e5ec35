"""A token of a function, narrowed (ADR 0040): SQL by it reads what that function reads, no key, and writes nothing.

Each attacker has a connection of her own, as whoever runs SQL in the place of the application would.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.db.models import F
from psycopg.errors import InsufficientPrivilege

from rivage.accounts.models import Membership, User
from rivage.core import clock
from rivage.core.db import emitter
from rivage.core.logins import DOORS, login
from rivage.core.perimeter import SETTINGS
from rivage.doors import standing_links
from rivage.doors.enums import StandingPurpose
from rivage.doors.models import StandingLink
from tests.attack.test_entering import ENTER, alone, token_of, value
from tests.database import role
from tests.dossiers.path import deposited, new_person
from tests.world import World, acting

BY_LINK = "SELECT rivage_enter_link(%s)"
SET = "SELECT set_config('rivage.door', %s, true)"
PUT = f"SELECT {', '.join(f'''set_config('{name}', %s, true)''' for name in SETTINGS)}"
READ = ("people_person", "people_share", "dossiers_demande", "dossiers_parcours", "rights_apsfact")
READERS = ("lead:estuaire33", "referent:estuaire33", "delegate:33", "secretary:33")
LOGINS = ("rivage_app", "rivage_worker")
# What a wall answers; the last one, of what a code alone writes.
WALLS = ("par cette porte", "row-level security", "appel refusé")
# A row that the referent may take away when she comes in by herself.
ROW = "people_accompaniment"

pytestmark = pytest.mark.django_db(transaction=True)


def drawn(membership: Membership, purpose: StandingPurpose = StandingPurpose.DUE) -> str:
    with acting(membership) as holder:
        return standing_links.draw(actor=holder, on=clock.today("33"), purpose=purpose)


@pytest.fixture
def followed(world: World) -> World:
    deposited(world)
    new_person(world, "referent:estuaire33", "Sofia Galet")
    return world


@contextmanager
def by_link(token: str, name: str = "rivage_app") -> Iterator[psycopg.Connection[Any]]:
    with alone(name) as opened, opened.transaction():
        opened.execute(BY_LINK, [token])
        yield opened


def writable() -> list[tuple[str, str]]:
    """Each table and what the application may do to it, in some column at least."""
    asked = """SELECT c.relname, p FROM pg_class c, unnest('{INSERT,UPDATE,DELETE}'::text[]) p
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
        AND CASE p WHEN 'DELETE' THEN has_table_privilege('rivage_app', c.oid, p)
          ELSE has_any_column_privilege('rivage_app', c.oid, p) END ORDER BY 1, 2"""
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return list(cursor.fetchall())


def statement(opened: psycopg.Connection[Any], table: str, verb: str) -> str:
    """One that touches whatever it may."""
    if verb == "DELETE":
        return f'DELETE FROM "{table}"'
    asked = """SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0
      AND NOT attisdropped AND has_column_privilege('rivage_app', attrelid, attnum, %s) ORDER BY attnum LIMIT 1"""
    column = value(opened, asked, table, verb)
    if verb == "INSERT":
        return f'INSERT INTO "{table}" ({column}) VALUES (DEFAULT)'
    return f'UPDATE "{table}" SET {column} = {column}'


def refused(opened: psycopg.Connection[Any], sql: str) -> bool:
    """Whether the wall answered, in its own words, or no row could be touched."""
    try:
        with opened.transaction():
            return opened.execute(sql).rowcount == 0 and not sql.startswith("INSERT")  # type: ignore[arg-type]
    except InsufficientPrivilege as error:
        return any(words in str(error) for words in WALLS)


@pytest.mark.parametrize("name", LOGINS)
@pytest.mark.parametrize("purpose", StandingPurpose)
def test_nothing_is_written_to_any_table_by_any_login(followed: World, purpose: StandingPurpose, name: str) -> None:
    token, tables = drawn(followed["lead:estuaire33"], purpose), writable()
    assert len({table for table, _ in tables}) > 60
    with by_link(token, name) as opened:
        for table, verb in tables:
            assert refused(opened, statement(opened, table, verb)), (table, verb)


def test_each_table_that_is_written_has_the_three_walls() -> None:
    """Of its own policies: what a trigger reads may be changed by hand within a statement."""
    open_tables = {"accounts_body", "accounts_membership"}
    asked = "SELECT tablename, cmd FROM pg_policies WHERE permissive = 'RESTRICTIVE' AND policyname ~ '^declared_full'"
    with connection.cursor() as cursor:
        cursor.execute(asked)
        held = set(cursor.fetchall())
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%by_door'")
        refusing = {table for (table,) in cursor.fetchall()}
    wanted = set(writable())
    assert {(table, verb) for table, verb in wanted if table not in open_tables} <= held
    assert {table for table, _ in wanted} | {"accounts_user", "accounts_jobactor", "people_aside"} <= refusing


@pytest.mark.parametrize("name", READERS)
def test_it_reads_what_its_function_reads_and_no_key(followed: World, name: str) -> None:
    member = followed[name]
    with alone() as opened, opened.transaction():
        opened.execute(ENTER, [member.pk, token_of(member)])
        whole = [value(opened, f"SELECT count(*) FROM {table}") for table in READ]
        assert value(opened, "SELECT count(*) FROM vault_personkey") > 0
    assert whole[0] > 0
    with by_link(drawn(member)) as opened:
        assert [value(opened, f"SELECT count(*) FROM {table}") for table in READ] == whole
        assert value(opened, "SELECT rivage_keys()") == []
        assert value(opened, "SELECT count(*) FROM vault_personkey") == 0
        assert value(opened, "SELECT rivage_membership()") == member.pk
        assert value(opened, "SELECT count(*) FROM rights_left_people(ARRAY(SELECT id FROM rights_afisorder))") == 0


def test_the_owner_s_functions_do_nothing_for_it(followed: World) -> None:
    person = value_of("SELECT person_id FROM vault_personkey LIMIT 1")
    job = (
        "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('default', 'commissions.send_date', 0, NULL, NULL, %s, NULL)"
        "::procrastinate_job_to_defer_v1])"
    )
    lead = followed["lead:estuaire33"]
    args = f'{{"membership": "{lead.pk}"}}'
    for sql, shown in (
        ("SELECT vault_erase(%s, '{shared,private}')", [person]),
        ("SELECT accounts_create_user(gen_random_uuid(), 'x@exemple.invalid', 'X')", []),
        (job, [args]),
    ):
        with pytest.raises(InsufficientPrivilege, match="par cette porte"), by_link(drawn(lead)) as opened:
            opened.execute(sql, shown)  # type: ignore[arg-type]


def value_of(sql: str) -> Any:
    with role("postgres"), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


BACK = "set_config('rivage.door', 'link', true)"
# The key of an index is computed before the row is asked whether it may be read.
TURNED = (
    f"DELETE FROM {ROW} WHERE id = ANY (ARRAY(SELECT id FROM unnest(%s::uuid[]) id WHERE {BACK} = 'link'))",
    f"UPDATE {ROW} SET user_id = user_id"
    f" WHERE id = ANY (ARRAY(SELECT id FROM unnest(%s::uuid[]) id WHERE {BACK} = 'link'))",
    f"DELETE FROM {ROW} a USING (SELECT {BACK} AS s OFFSET 0) x WHERE a.id = ANY (%s) AND x.s = 'link'",
)


def turned(token: str, sql: str, first: str) -> int:
    """How many rows a statement touches that changes what the walls read while it runs."""
    with alone() as opened, opened.transaction(force_rollback=True):
        opened.execute(BY_LINK, [token])
        ids = value(opened, f"SELECT array_agg(id) FROM {ROW}")
        opened.execute("SET LOCAL enable_seqscan = off")
        opened.execute(SET, [first])
        try:
            return opened.execute(sql, [ids]).rowcount  # type: ignore[arg-type]
        except InsufficientPrivilege:
            return 0


def test_no_setting_changed_within_a_statement_lets_it_write(followed: World) -> None:
    token = drawn(followed["lead:estuaire33"])
    assert [turned(token, sql, first) for sql in TURNED for first in ("link", "")] == [0] * 6
    with role("rivage_owner"):
        try:
            for verb in ("delete", "update"):
                with connection.cursor() as cursor:
                    cursor.execute(f"DROP POLICY declared_full_{verb} ON {ROW}")
            missed = [turned(token, sql, "") for sql in TURNED]
        finally:
            emitter.apply()
    assert any(missed), "the triggers alone would not be enough"


def test_what_a_savepoint_gave_back_is_narrowed_still(followed: World) -> None:
    lead = followed["lead:estuaire33"]
    token = drawn(lead)
    with alone() as opened, opened.transaction():
        with opened.transaction(force_rollback=True):
            given = value(opened, BY_LINK, token)
        opened.execute(PUT, given)  # type: ignore[arg-type]
        assert value(opened, "SELECT rivage_in() AND NOT rivage_in_full()")
        with pytest.raises(InsufficientPrivilege), opened.transaction():
            opened.execute(f"INSERT INTO {ROW} (id) VALUES (gen_random_uuid())")  # type: ignore[arg-type]
        for door in ("", "code", "LINK"):
            opened.execute(SET, [door])
            assert not value(opened, "SELECT rivage_in()"), door
            assert value(opened, "SELECT count(*) FROM people_person") == 0
        opened.execute(SET, ["link"])
        assert value(opened, "SELECT count(*) FROM people_person") > 0
    with alone() as opened, opened.transaction():
        opened.execute(PUT, given)  # type: ignore[arg-type]
        assert not value(opened, "SELECT rivage_in()"), "another transaction, another process"


def let_in(token: str) -> bool:
    try:
        with by_link(token) as opened:
            return bool(value(opened, "SELECT rivage_in()"))
    except InsufficientPrivilege:
        return False


def ended_function(lead: Membership) -> None:
    with role("rivage_owner"):
        Membership.objects.filter(pk=lead.pk).update(ends=F("starts") + timedelta(milliseconds=1))


def ended_account(lead: Membership) -> None:
    with login(DOORS):
        User.objects.filter(pk=lead.user_id).update(is_active=False)


def never_opened(lead: Membership) -> None:
    with login(DOORS):
        User.objects.filter(pk=lead.user_id).update(activated_at=None)


def revoked(lead: Membership) -> None:
    with acting(lead) as holder:
        standing_links.end(actor=holder, on=clock.today("33"), purpose=StandingPurpose.DUE)


def drawn_again(lead: Membership) -> None:
    drawn(lead)


def expired(lead: Membership) -> None:
    with role("rivage_owner"):
        StandingLink.objects.filter(membership=lead).update(ends=clock.now() - timedelta(seconds=1))


def no_such_role(lead: Membership) -> None:
    with role("rivage_owner"):
        Membership.objects.filter(pk=lead.pk).update(role="disparu")


ENDS = (ended_function, ended_account, never_opened, revoked, drawn_again, expired, no_such_role)


@pytest.mark.parametrize("ends", ENDS)
def test_it_opens_as_long_as_all_it_rests_on_stands(world: World, ends: Any) -> None:
    lead = world["lead:estuaire33"]
    token = drawn(lead)
    assert let_in(token)
    ends(lead)
    assert not let_in(token)


def test_what_was_guessed_opens_nothing(world: World) -> None:
    token = drawn(world["lead:estuaire33"])
    for guess in ("", token[:-1], token.swapcase(), token + "\n", secrets.token_urlsafe(32)):
        assert not let_in(guess)
    for name in ("rivage_door", "rivage_facts", "rivage_sealer"):
        with alone(name) as opened, pytest.raises(InsufficientPrivilege):
            opened.execute(BY_LINK, [token])
