"""A code of a service by SQL (ADR 0052): it reads no row of any table, writes one call, and nothing else."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import connection
from psycopg.errors import InsufficientPrivilege, IntegrityConstraintViolation

from rivage.core import clock, ids
from rivage.doors import service_codes
from rivage.network import actions, telling
from rivage.network.models import PresenceCall
from tests.attack.test_entering import ENTER, alone, read, tables, token_of, value
from tests.database import role
from tests.doors.test_narrowed import refused, statement, writable
from tests.dossiers.path import deposited
from tests.world import World, acting

BY_CODE = "SELECT rivage_enter_code(%s)"
CALL = (
    "INSERT INTO network_presencecall (id, created_at, departement, code_id, service, phone, people, languages, at,"
    " place) VALUES (gen_random_uuid(), now(), %s, %s, 'x', 'x', 2, '{}', %s, 'service')"
)

pytestmark = pytest.mark.django_db(transaction=True)


def drawn(world: World, departement: str = "33") -> str:
    with acting(world[f"delegate:{departement}"]) as delegate:
        code = service_codes.draw(
            actor=delegate,
            on=world.today,
            once=uuid4(),
            departement=departement,
            service="Brigade inventée",
            phone="0536490001",
        )
    return ids.bare(code)


def code_of(departement: str = "33") -> Any:
    return seen("SELECT id FROM doors_servicecode WHERE departement = %s", departement)


def seen(sql: str, *shown: Any) -> Any:
    with role("postgres"), connection.cursor() as cursor:
        cursor.execute(sql, shown)
        return cursor.fetchone()[0]


@contextmanager
def by_code(code: str, name: str = "rivage_app") -> Iterator[psycopg.Connection[Any]]:
    with alone(name) as opened, opened.transaction():
        opened.execute(BY_CODE, [code])
        yield opened


def test_it_reads_no_row_of_any_table(world: World) -> None:
    deposited(world)
    with by_code(drawn(world)) as opened:
        assert value(opened, "SELECT rivage_in() AND NOT rivage_in_full()")
        for table in tables():
            assert read(opened, table) == 0, table


@pytest.mark.parametrize("name", ["rivage_app", "rivage_worker"])
def test_it_writes_no_other_table(world: World, name: str) -> None:
    deposited(world)
    with by_code(drawn(world), name) as opened:
        for table, verb in writable():
            if (table, verb) != ("network_presencecall", "INSERT") and (table, verb) != ("audit_event", "INSERT"):
                assert refused(opened, statement(opened, table, verb)), (table, verb)


def test_of_its_call_the_database_says_where_and_whose_it_is(world: World) -> None:
    code, other = drawn(world), drawn(world, "75")
    assert other
    with by_code(code) as opened:
        opened.execute(CALL, ["75", code_of(), clock.now()])
    assert seen("SELECT departement || service || phone FROM network_presencecall") == "33Brigade inventée0536490001"
    for asked in (code_of("75"), uuid4()):
        with pytest.raises(InsufficientPrivilege), by_code(code) as opened:
            opened.execute(CALL, ["33", asked, clock.now()])
    for hours in (-2, 49):
        with pytest.raises(InsufficientPrivilege), by_code(code) as opened:
            opened.execute(
                CALL.replace("%s, 'service'", f"%s + interval '1 hour' * {hours}, 'service'"),
                ["33", code_of(), clock.now()],
            )


def test_who_comes_in_otherwise_writes_none(world: World) -> None:
    drawn(world)
    for who in ("lead:estuaire33", "delegate:33"):
        with alone() as opened, opened.transaction():
            opened.execute(ENTER, [world[who].pk, token_of(world[who])])
            with pytest.raises(InsufficientPrivilege), opened.transaction():
                opened.execute(CALL, ["33", code_of(), clock.now()])
            opened.execute("SELECT set_config('rivage.door', %s, true)", [f"code {code_of()}"])
            with pytest.raises(InsufficientPrivilege), opened.transaction():
                opened.execute(CALL, ["33", code_of(), clock.now()])


def test_an_association_answers_for_no_other(world: World) -> None:
    code, lead = drawn(world), world["lead:estuaire33"]
    with by_code(code) as opened:
        opened.execute(CALL, ["33", code_of(), clock.now()])
    call = seen("SELECT id FROM network_presencecall")
    answer = (
        "INSERT INTO network_callanswer (id, created_at, departement, call_id, body_id, membership_id, going)"
        " VALUES (gen_random_uuid(), now(), '33', %s, %s, %s, true)"
    )
    for body, member in (
        (world["lead:amarres33"].body_id, lead.pk),
        (lead.body_id, world["lead:amarres33"].pk),
        (world["lead:estuaire75"].body_id, world["lead:estuaire75"].pk),
    ):
        with alone() as opened, opened.transaction():
            opened.execute(ENTER, [lead.pk, token_of(lead)])
            with pytest.raises(InsufficientPrivilege), opened.transaction():
                opened.execute(answer, [call, body, member])


def test_an_answer_is_taken_back_once_by_the_association_that_gave_it_and_nothing_else_changes(world: World) -> None:
    code, lead = drawn(world), world["lead:estuaire33"]
    with by_code(code) as opened:
        opened.execute(CALL, ["33", code_of(), clock.now()])
    call = seen("SELECT id FROM network_presencecall")
    with acting(lead) as actor:
        actions.answer(actor=actor, on=world.today, call=call, going=True)
    back = "UPDATE network_callanswer SET withdrawn_at = now()"
    for who in ("lead:amarres33", "lead:estuaire75", "delegate:33"):
        with alone() as opened, opened.transaction():
            opened.execute(ENTER, [world[who].pk, token_of(world[who])])
            assert opened.execute(back).rowcount == 0, who
    with alone("rivage_worker") as opened, opened.transaction():
        opened.execute("SELECT rivage_enter_system(ARRAY['33'], '{}')")
        assert opened.execute(back).rowcount == 0
    with alone() as opened, opened.transaction():
        opened.execute(ENTER, [lead.pk, token_of(lead)])
        for odd in ("going = false", "created_at = now()", "body_id = body_id"):
            with pytest.raises(InsufficientPrivilege), opened.transaction():
                opened.execute(f"{back}, {odd}")
        assert opened.execute(back).rowcount == 1
        for again in (back, "UPDATE network_callanswer SET withdrawn_at = NULL"):
            with pytest.raises(IntegrityConstraintViolation), opened.transaction():
                opened.execute(again)
        with pytest.raises(InsufficientPrivilege), opened.transaction():
            opened.execute(
                "INSERT INTO network_callanswer (id, created_at, departement, going, body_id, call_id, membership_id,"
                " withdrawn_at) SELECT gen_random_uuid(), created_at, departement, going, body_id, call_id,"
                " membership_id, now() FROM network_callanswer"
            )


def test_who_was_told_is_noted_by_the_job_alone(world: World) -> None:
    code, lead = drawn(world), world["lead:estuaire33"]
    with by_code(code) as opened:
        opened.execute(CALL, ["33", code_of(), clock.now()])
    made = (
        "INSERT INTO network_calltold (id, created_at, departement, call_id, user_id, what, turn)"
        " SELECT gen_random_uuid(), now(), '33', %s, %s, 'waits', 0"
    )
    with acting(lead):
        call = PresenceCall.objects.get()
    for who in (lead, world["delegate:33"]):
        with alone() as opened, opened.transaction():
            opened.execute(ENTER, [who.pk, token_of(who)])
            with pytest.raises(InsufficientPrivilege), opened.transaction():
                opened.execute(made, [call.pk, lead.user_id])
            assert value(opened, "SELECT count(*) FROM network_calltold") == 0
    with alone("rivage_worker") as opened, opened.transaction():
        opened.execute("SELECT rivage_enter_system(ARRAY['75'], '{}')")
        with pytest.raises(InsufficientPrivilege), opened.transaction():
            opened.execute(made, [call.pk, lead.user_id])
        opened.execute("SELECT rivage_enter_system(ARRAY['33'], '{}')")
        opened.execute(made, [call.pk, lead.user_id])
        assert value(opened, "SELECT count(*) FROM network_calltold") == 1


def test_it_is_forgotten_a_week_after_by_the_worker_alone(world: World) -> None:
    with by_code(drawn(world)) as opened:
        opened.execute(CALL, ["33", code_of(), clock.now()])
    assert telling.tell() > 0
    for name in ("rivage_app", "rivage_door", "rivage_facts"):
        with alone(name) as opened, pytest.raises(InsufficientPrivilege):
            opened.execute("SELECT network_forget()")
    for days, gone in ((6, 0), (8, 1)):
        with role("postgres"), connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("UPDATE network_presencecall SET at = now() - %s * interval '1 day'", [days])
        with alone("rivage_worker") as opened:
            opened.execute("SELECT set_config('rehearsal.now', '', false)")
            assert value(opened, "SELECT network_forget()") == gone
        assert (seen("SELECT count(*) FROM network_calltold") == 0) is bool(gone)


def test_what_was_guessed_opens_nothing(world: World) -> None:
    code = drawn(world)
    for guess in ("", code[:-1], code.lower(), code + " ", ids.bare(ids.code(4, 4)), secrets.token_hex(8)):
        with alone() as opened, pytest.raises(InsufficientPrivilege):
            opened.execute(BY_CODE, [guess])
    for name in ("rivage_door", "rivage_facts", "rivage_sealer"):
        with alone(name) as opened, pytest.raises(InsufficientPrivilege):
            opened.execute(BY_CODE, [code])
    with role("postgres"), connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE doors_servicecode SET ended_at = now()")
    with alone() as opened, pytest.raises(InsufficientPrivilege):
        opened.execute(BY_CODE, [code])
