"""SQL as the application gives nobody's account back, and reads no request that does not concern its function."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from rivage.accounts.models import Membership, User
from rivage.core import clock
from rivage.core.logins import DOORS, login
from rivage.core.refusal import Refused
from rivage.doors import recovery
from rivage.doors.models import DELAY, Notice, Recovery
from tests.doors.test_recovery import LOST, asked, second
from tests.world import World, acting

__all__ = ["second"]

FORGED = {
    "confirmed by who asked": "UPDATE doors_recovery SET confirmed_by_id = asked_by_id, confirmed_at = rivage_now(), "
    "known_too = 'met', opens_at = rivage_now() + interval '24 hours'",
    "served": "UPDATE doors_recovery SET done_at = rivage_now()",
    "about another": "UPDATE doors_recovery SET user_id = asked_by_id",
    "gone": "DELETE FROM doors_recovery",
    "asked by another": "INSERT INTO doors_recovery (id, created_at, membership_id, user_id, asked_by_id, known_by, "
    "known_too) SELECT gen_random_uuid(), rivage_now(), membership_id, user_id, user_id, 'met', '' FROM "
    "doors_recovery",
    "told by nobody": "DELETE FROM doors_notice",
    "told already": "UPDATE doors_notice SET told_at = rivage_now()",
    "told by whoever likes": "INSERT INTO doors_notice (id, created_at, user_id, what, recovery_id, label, due) "
    "SELECT gen_random_uuid(), rivage_now(), user_id, 'link', id, '', rivage_now() FROM doors_recovery",
    "ended in another's name": "UPDATE doors_recovery SET ended_by_id = user_id, ended_at = rivage_now()",
}


@pytest.mark.parametrize("what", FORGED)
@pytest.mark.parametrize("who", ["lead:estuaire33", "second:estuaire33", "delegate:33", LOST])
def test_sql_as_the_application_forges_none(world: World, second: Membership, what: str, who: str) -> None:
    asked(world)
    with acting(world[who]), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(FORGED[what])
                done = cursor.rowcount
        except DatabaseError:
            done = 0
    assert done == 0


def test_the_database_says_when_whatever_sql_says(world: World, second: Membership) -> None:
    found = asked(world)
    with acting(world["lead:estuaire33"]), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE doors_recovery SET confirmed_by_id = rivage_user(), confirmed_at = '2020-01-01', "
            "known_too = 'met', opens_at = '2020-01-01'"
        )
    with login(DOORS):
        found.refresh_from_db()
    assert found.opens_at
    assert found.opens_at > clock.now() + DELAY - timedelta(minutes=1)
    assert not Recovery.objects.opening().exists()


def test_what_an_account_closed_since_asked_is_confirmed_by_nobody(world: World, second: Membership) -> None:
    found = asked(world)
    confirm = (
        "UPDATE doors_recovery SET confirmed_by_id = rivage_user(), confirmed_at = rivage_now(), known_too = 'met', "
        "opens_at = rivage_now() + interval '24 hours'"
    )
    for active in (False, True):
        with login(DOORS):
            User.objects.filter(pk=found.asked_by_id).update(is_active=active)
        with acting(world["lead:estuaire33"]), connection.cursor() as cursor:
            try:
                with transaction.atomic():
                    cursor.execute(confirm)
                    done = cursor.rowcount
            except DatabaseError:
                done = 0
        assert done == active


def test_sql_without_a_session_reads_none(world: World) -> None:
    asked(world)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM doors_recovery")
        assert cursor.fetchone() == (0,)


def test_a3_a_function_made_for_the_purpose_gives_nobody_s_account_back(world: World, second: Membership) -> None:
    delegate = world["delegate:33"].user
    made = world.member("piège", "estuaire33", "referent", ["33"], user=delegate)
    for victim in (made, world.member("piège admin", "estuaire33", "lead", ["33"], user=world.admins[1].user)):
        with acting(second) as actor, pytest.raises(Refused):
            recovery.ask(actor=actor, on=world.today, membership=victim, known_by="met")
        with acting(second), connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(
                "INSERT INTO doors_recovery (id, created_at, membership_id, user_id, asked_by_id, known_by, known_too)"
                " VALUES (gen_random_uuid(), now(), %s, %s, rivage_user(), 'met', '')",
                [victim.pk, victim.user_id],
            )


def test_b7_whom_it_does_not_concern_reads_none(world: World) -> None:
    asked(world)
    seen = {}
    for name in ("lead:estuaire33", "lead:estuaire75", "delegate:33", "other:estuaire33", LOST):
        with acting(world[name]):
            seen[name] = (Recovery.objects.count(), Notice.objects.count())
    nothing = (0, 0)
    assert (seen.pop("lead:estuaire33"), seen.pop(LOST)) == ((1, 1), (1, 1))
    assert seen == {"lead:estuaire75": nothing, "delegate:33": nothing, "other:estuaire33": nothing}
