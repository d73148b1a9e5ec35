"""A2 and A3: SQL as the application writes no membership but those that its entered function may write, as the web."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from psycopg.errors import InsufficientPrivilege, LockNotAvailable

from rivage.accounts import roles
from rivage.accounts.models import Membership, User, system_perimeter
from rivage.core import clock, logins
from rivage.core.perimeter import perimeter
from rivage.demo.applications import open_accounts
from tests.attack.test_entering import ENTER, LEAD, alone, token_of, value
from tests.attack.test_rooms_accounts import empty, proposed
from tests.attack.test_writing import refusal, run
from tests.commissions.room import Room
from tests.world import PASSWORD, World, acting

INSERT = (
    "INSERT INTO accounts_membership (id, created_at, user_id, body_id, role, departements, seat_id, starts, ends,"
    " interim_act, quality, proposed_by_id) VALUES (gen_random_uuid(), now(), %s, %s, %s, %s, %s, now(),"
    " now() + interval '9 days', '', '', %s)"
)
CONFIRM = "UPDATE accounts_membership SET confirmed_by_id = %s, confirmed_at = now(), known_by = 'met' WHERE id = %s"
END = "UPDATE accounts_membership SET ends = greatest(now(), starts + interval '1 second') WHERE id = %s"

pytestmark = pytest.mark.django_db


def written(world: World, actor: Membership, body: str, role: str, **other: Any) -> bool:
    """Whether the database takes a function proposed by SQL."""
    place = world.bodies[body]
    values = {"user": world.stranger, "departements": [place.departement], "seat": None, "by": actor.user_id} | other
    row = (values["user"], place.pk, role, values["departements"], values["seat"], values["by"])
    with acting(actor):
        return taken(INSERT, *row)


def taken(sql: str, *values: Any) -> bool:
    try:
        return run(sql, *values) == 1
    except DatabaseError as error:
        said = str(error)
    assert "fonction refusée" in said
    return False


@pytest.fixture
def world(world: World) -> World:
    world.stranger = world.member("inconnue", "pref23", "secretary", ["23"]).user_id  # type: ignore[attr-defined]
    for name, kind in (("payer33", "payer"), ("desk33", "desk")):
        world.body(name, kind, f"{name} de Gironde", "33")
    world.bodies["rivage"] = world.admins[0].body
    return world


def test_a2_without_a_context_nobody_writes_a_function(world: World) -> None:
    lead = world[LEAD]
    given = (world.stranger, lead.body_id, "referent", ["33"], None)  # type: ignore[attr-defined]
    waits = proposed(world, lead, world["referent:amarres33"].user, "estuaire33", "referent")
    for sql, values in (
        (END, [lead.pk]),
        ("UPDATE accounts_membership SET ends = greatest(now(), starts + interval '1 second')", []),
        (INSERT, [*given, None]),
        (INSERT, [*given, lead.user_id]),
        (INSERT, [None, *given[1:], None]),
        (CONFIRM, [lead.user_id, waits.pk]),
        ("UPDATE accounts_membership SET quality = 'x' WHERE id = %s", [world["signatory:33"].pk]),
    ):
        assert "fonction refusée" in refusal(sql, *values), sql
    with acting(lead):
        for by in (None, lead.user_id):
            assert "fonction refusée" in refusal(INSERT, None, *given[1:], by)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["rivage_door", "rivage_facts", "rivage_sealer"])
def test_a2_no_other_login_writes_one_at_all(world: World, name: str) -> None:
    with alone(name) as opened:
        for sql in ("UPDATE accounts_membership SET ends = now()", "DELETE FROM accounts_membership"):
            with pytest.raises(Exception, match="permission denied"):
                opened.execute(sql)  # type: ignore[arg-type]


def test_a2_a_function_is_ended_by_whom_the_web_lets_end_it(world: World) -> None:
    ends = world["other:estuaire33"]
    for who in ("referent:estuaire33", "lead:amarres33", "delegate:33", "other:estuaire33"):
        with acting(world[who]):
            assert not taken(END, ends.pk), who
    with acting(world[LEAD]):
        assert not taken(END, world[LEAD].pk), "her own"
        assert taken(END, ends.pk)
    with perimeter(system_perimeter("33")):
        assert not taken(END, world[LEAD].pk)
    one, other = world.admins
    with acting(one):
        assert not taken(END, other.pk), "two administrators stay"
        assert not taken(END, world["lead:amarres33"].pk), "M9: nobody above would confirm the next"
    world.member("above", "amarres", "head_office", [])
    with acting(one):
        assert taken(END, world["lead:amarres33"].pk)
    second = world.member("second:estuaire33", "estuaire33", "lead", ["33"])
    with acting(second):
        assert taken(END, world[LEAD].pk)


def test_a2_an_end_is_never_of_before(world: World) -> None:
    """An end in the past would say that what was done meanwhile was done by nobody."""
    begun = clock.now() - timedelta(days=9)
    ends = world.member("ancienne", "estuaire33", "referent", ["33"], starts=begun)
    past = "UPDATE accounts_membership SET ends = starts + interval '1 second'"
    with acting(world[LEAD]):
        assert not taken(f"{past} WHERE id = %s", ends.pk)
        earlier = "UPDATE accounts_membership SET ends = %s WHERE id = %s"
        assert not taken(earlier, clock.now() - timedelta(hours=1), ends.pk)
        assert taken(earlier, clock.now() + timedelta(hours=1), ends.pk)
        assert taken(END, ends.pk)


def test_a2_a_seat_is_ended_by_the_secretariat_of_its_place(world: World) -> None:
    room = Room(world)
    seat = Membership.objects.get(pk=room.account("1").pk)
    for who in ("secretary:75", "chair:75", "signatory:33", LEAD):
        with acting(world[who]):
            assert not taken(END, seat.pk), who
    with acting(world["secretary:33"]):
        assert not taken(END, world["signatory:33"].pk)
        assert taken(END, seat.pk)


def test_a3_each_role_is_given_in_bodies_of_its_kind_alone(world: World) -> None:
    room = Room(world)
    admin, given = world.admins[0], 0
    for body in ("estuaire33", "amarres", "pref33", "desk33", "payer33", "rivage"):
        for one in roles.roles().values():
            same = one.body == world.bodies[body].kind and not one.automatic
            seat = room.seats["1"].pk if one.by_seat else None
            assert written(world, admin, body, one.code, seat=seat) is same, (body, one.code)
            given += same
    assert given > 9
    assert not written(world, admin, "estuaire33", "invented")
    assert not written(world, admin, "pref33", "delegate", seat=room.seats["1"].pk), "the eyes of a seat"


BODY = (
    "INSERT INTO accounts_body (id, created_at, kind, name, departement, address, town)"
    " VALUES (gen_random_uuid(), now(), %s, %s, %s, '', '')"
)


def test_a3_where_a_body_is_alone_nobody_makes_a_second_one(world: World) -> None:
    """Nor by SQL: what is opened to whoever acts in a département would be read from a body of the day."""
    with acting(world.admins[0]):
        for kind in (code for code, body in roles.bodies().items() if body.alone):
            for place in ("33", ""):
                assert "organisme refusé" in refusal(BODY, kind, f"double {kind}", place), (kind, place)
        assert run(BODY, "desk", "service neuf", "40") == 1
        assert run(BODY, "antenne", "antenne neuve", "33") == 1
    with acting(world[LEAD]):
        assert "organisme refusé" in refusal(BODY, "antenne", "la mienne", "33")


@pytest.mark.django_db(transaction=True)
def test_a3_two_at_once_make_one_body(world: World) -> None:
    one, other = world.admins
    with alone() as first, alone() as second:
        first.execute("BEGIN")
        first.execute(ENTER, [one.pk, token_of(one)])
        first.execute(BODY, ["desk", "un", "40"])
        for waits in (True, False):
            second.execute("BEGIN")
            second.execute(ENTER, [other.pk, token_of(other)])
            second.execute("SET LOCAL lock_timeout = '200ms'")
            with pytest.raises(LockNotAvailable if waits else InsufficientPrivilege):
                second.execute(BODY, ["desk", "deux", "40"])
            second.execute("ROLLBACK")
            if waits:
                first.execute("COMMIT")


def test_a3_two_of_an_antenne_make_nobody_elsewhere(world: World) -> None:
    lead, referent = world[LEAD], world["referent:estuaire33"]
    second = world.member("second:estuaire33", "estuaire33", "lead", ["33"])
    for body, role in (
        ("pref33", "delegate"),
        ("payer33", "payer"),
        ("rivage", "admin"),
        ("rivage", "auditor"),
        ("amarres33", "lead"),
        ("estuaire75", "referent"),
        ("estuaire", "head_office"),
        ("estuaire33", "delegate"),
        ("estuaire33", "admin"),
    ):
        assert not written(world, lead, body, role), (body, role)
    assert not written(world, lead, "estuaire33", "referent", user=lead.user_id)
    assert not written(world, lead, "estuaire33", "referent", departements=["75"])
    assert not written(world, lead, "estuaire33", "referent", by=second.user_id)
    assert not written(world, referent, "estuaire33", "referent")
    # One whom the lead confirmed does not confirm for her (H4); the lead does for that one.
    mine = proposed(world, lead, world.user("nouvelle"), "estuaire33", "referent")
    assert written(world, second, "estuaire33", "referent")
    waits: UUID = Membership.objects.get(user=world.stranger, body=lead.body).pk  # type: ignore[attr-defined]
    open_accounts(PASSWORD)
    with acting(second):
        assert not taken(CONFIRM, second.user_id, mine.pk)
    for who, by in (
        (second, second.user_id),
        (lead, second.user_id),
        (second, lead.user_id),
        (referent, referent.user_id),
        (world["lead:amarres33"], world["lead:amarres33"].user_id),
        (world.admins[0], world.admins[0].user_id),
        (world["delegate:33"], world["delegate:33"].user_id),
    ):
        with acting(who):
            assert not taken(CONFIRM, by, waits), (who, by)
    with acting(lead):
        assert taken(CONFIRM, lead.user_id, waits)


def test_a3_an_administrator_confirms_where_nobody_of_the_body_can(world: World) -> None:
    one, other = world.admins
    world.body("neuve", "antenne", "Les Amarres Landes", "40", parent=world.bodies["amarres"])
    first = proposed(world, one, world.user("premiere"), "neuve", "lead")
    with acting(other):
        assert taken(CONFIRM, other.user_id, first.pk)
    empty(world, "estuaire33")
    accomplice = proposed(world, one, world.user("complice"), "estuaire33", "lead")
    with acting(other):
        assert not taken(CONFIRM, other.user_id, accomplice.pk)
    head = world.member("head", "estuaire", "head_office", ["33"])
    elsewhere = world.member("elsewhere", "amarres", "head_office", ["33"])
    with acting(elsewhere):
        assert not taken(CONFIRM, elsewhere.user_id, accomplice.pk)
    with acting(head):
        assert taken(CONFIRM, head.user_id, accomplice.pk)


def test_a3_once_there_are_two_administrators_nothing_installs_a_third(world: World) -> None:
    """Nor under the instant at which they were made."""
    one, other = world.admins
    third = Membership(
        user_id=world.stranger,  # type: ignore[attr-defined]
        body=one.body,
        role="admin",
        starts=one.starts,
        ends=one.ends,
        confirmed_by=other.user,
        confirmed_at=one.confirmed_at,
    )
    with perimeter(system_perimeter()), pytest.raises(DatabaseError, match="fonction refusée"), transaction.atomic():
        third.save(force_insert=True)


ACCOUNT = "SELECT accounts_create_user(gen_random_uuid(), %s, 'Nina Novice')"


def test_a3_no_login_writes_an_account_but_by_the_function_that_asks_who_acts(world: World) -> None:
    row = "INSERT INTO accounts_user (id, email, name, password) VALUES (gen_random_uuid(), 'a@b.invalid', 'x', 'x')"
    for who in (*world.admins, world[LEAD]):
        with acting(who):
            assert "permission denied" in refusal(row)
    assert "compte refusé" in refusal(ACCOUNT, "sans@exemple.invalid")
    for name in ("referent:estuaire33", "secretary:33", "signatory:33"):
        with acting(world[name]):
            assert "compte refusé" in refusal(ACCOUNT, f"{name}@exemple.invalid"), name
    with perimeter(system_perimeter()):
        assert "compte refusé" in refusal(ACCOUNT, "tache@exemple.invalid")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["rivage_app", "rivage_worker", "rivage_door", "rivage_facts", "rivage_sealer"])
def test_a3_no_connection_writes_an_account_by_hand(name: str) -> None:
    with alone(name) as opened, pytest.raises(InsufficientPrivilege):
        opened.execute("INSERT INTO accounts_user (id, email, name) VALUES (gen_random_uuid(), 'a', 'x')")


@pytest.mark.django_db(transaction=True)
def test_a3_an_account_is_kept_with_a_function_proposed_or_not_at_all(world: World) -> None:
    lead = world[LEAD]
    with alone() as opened:
        opened.execute("BEGIN")
        opened.execute(ENTER, [lead.pk, token_of(lead)])
        opened.execute(ACCOUNT, ["nina@exemple.invalid"])
        with pytest.raises(InsufficientPrivilege, match="compte sans fonction"):
            opened.execute("COMMIT")
        with opened.transaction():
            opened.execute(ENTER, [lead.pk, token_of(lead)])
            opened.execute(ACCOUNT, ["nina@exemple.invalid"])
            made = value(opened, "SELECT id FROM accounts_user WHERE email = 'nina@exemple.invalid'")
            opened.execute(INSERT, [made, lead.body_id, "referent", ["33"], None, lead.user_id])  # type: ignore[arg-type]


@pytest.mark.django_db(transaction=True)
def test_the_login_of_the_web_reads_no_verifier(world: World) -> None:
    for name in ("rivage_app", "rivage_worker", "rivage_facts", "rivage_sealer"):
        with alone(name) as opened:
            for sql in ("SELECT password FROM accounts_user", "SELECT * FROM accounts_user", "TABLE accounts_user"):
                with pytest.raises(InsufficientPrivilege):
                    opened.execute(sql)  # type: ignore[arg-type]
    with acting(world[LEAD]):
        assert {user.password for user in User.objects.all()} == {""}
        held = Membership.objects.select_related("user").get(pk=world[LEAD].pk)
        assert held.user is not None
        assert held.user.password == ""
    with logins.login(logins.DOORS):
        assert User.objects.get(pk=held.user_id).check_password(PASSWORD)
