"""What wrong tries closed: the technical team sees it, two people open it, and who guesses gains nothing else."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from rivage.accounts.http import link
from rivage.accounts.models import Membership, User
from rivage.audit.models import Event
from rivage.core.logins import DOORS, login
from rivage.core.perimeter import Perimeter, perimeter
from rivage.core.refusal import Refused
from rivage.doors import actions as doors
from rivage.doors import shut, todo, unlocking
from rivage.doors.models import LIFTED, Unlocking, WrongCode
from tests.doors.holding import come_in, enter, give_application
from tests.doors.test_recovery import LOST, later, second, version
from tests.world import World, acting

__all__ = ["second"]

WRONG = "faux-mot-de-passe"


def user_of(world: World, name: str) -> User:
    found = world[name].user
    assert found is not None
    return found


def close(user: User, *, places: int = 1) -> None:
    """Five wrong passwords from each of so many places."""
    for place in range(places):
        for _ in range(5):
            enter(Client(), user.email, WRONG, REMOTE_ADDR=f"10.1.0.{place}")


def close_codes(user: User) -> None:
    with login(DOORS):
        WrongCode.objects.bulk_create([WrongCode(user=user) for _ in range(doors.CLOSED)])


def seen(who: Membership) -> list[tuple[str, str, int]]:
    with acting(who):
        return [(one.user.email, one.what, one.lines) for one in shut.now()]


def asked(world: World, by: str = "second:estuaire33", of: str = LOST) -> Unlocking:
    with acting(world[by]) as actor:
        return unlocking.ask(actor=actor, on=world.today, membership=world[of], known_by="called")


def confirmed(world: World, found: Unlocking, by: str = "lead:estuaire33") -> Unlocking:
    with acting(world[by]) as actor:
        return unlocking.confirm(actor=actor, on=world.today, unlocking=found, known_by="met")


def page_of(membership: Membership, page: str, **ids: Any) -> str:
    client = Client()
    assert membership.user is not None
    client.force_login(membership.user)
    response = client.get(link(membership, page, **ids))
    assert response.status_code == 200
    return html.unescape(response.content.decode()).replace("\u00a0", " ")


def test_what_is_closed_now_is_listed_and_nothing_else(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    admin, hers, other = world.admins[0], user_of(world, LOST), user_of(world, "delegate:33")
    assert seen(admin) == []
    for _ in range(4):
        enter(Client(), other.email, WRONG, REMOTE_ADDR="10.1.0.9")
    close(hers, places=2)
    close_codes(other)
    enter(Client(), "personne@exemple.invalid", WRONG)
    assert sorted(seen(admin)) == sorted([(hers.email, "password", 2), (other.email, "codes", 1)])
    shown = page_of(admin, "recovery:shut")
    for words in (hers.name, "son mot de passe, de 2 lieux", "ses codes, partout", "demander de le rouvrir"):
        assert words in shown, words
    assert "10.1.0." not in shown
    with acting(admin):
        (item,) = todo.closed(admin, world.today)
        assert item.title == "Des comptes sont fermés"
    later(monkeypatch, timedelta(minutes=16))
    assert seen(admin) == [(other.email, "codes", 1)]
    later(monkeypatch, doors.COUNTED)
    assert seen(admin) == []


def test_who_leads_sees_those_of_her_bodies_and_no_other(world: World) -> None:
    close(user_of(world, LOST))
    assert len(seen(world["lead:estuaire33"])) == 1
    for name in (LOST, "lead:amarres33", "delegate:33", "chair:33"):
        assert seen(world[name]) == [], name
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM doors_shut()")
        assert cursor.fetchone() == (0,)


@pytest.mark.usefixtures("second")
def test_two_people_open_it_at_once_and_nothing_else_changes(world: World) -> None:
    user = user_of(world, LOST)
    give_application(user)
    close(user)
    close_codes(user)
    assert enter(Client(), user.email, REMOTE_ADDR="10.1.0.0").status_code == 429
    found = asked(world)
    assert found.asked_by.name in page_of(world.admins[0], "recovery:shut")
    assert seen(world.admins[0])
    confirmed(world, found)
    assert seen(world.admins[0]) == []
    assert come_in(Client(REMOTE_ADDR="10.1.0.0"), user).status_code == 302
    with perimeter(Perimeter(role="auditor")):
        kinds = set(Event.objects.filter(object_id=user.pk).values_list("kind", flat=True))
    assert {"unlocking_asked", "unlocking_done"} <= kinds


@pytest.mark.parametrize("confirms", ["second:estuaire33", LOST, "lead:estuaire75", "other:estuaire33", "delegate:33"])
def test_nobody_else_confirms(world: World, second: Membership, confirms: str) -> None:
    close(user_of(world, LOST))
    found = asked(world)
    with pytest.raises(Refused):
        confirmed(world, found, confirms)
    assert seen(world.admins[0])


@pytest.mark.parametrize("asks", [LOST, "other:estuaire33", "lead:estuaire75", "delegate:33"])
def test_nobody_else_asks(world: World, asks: str) -> None:
    close(user_of(world, LOST))
    with pytest.raises(Refused):
        asked(world, asks)


@pytest.mark.usefixtures("second")
def test_it_is_asked_of_what_is_closed_three_times_a_week_and_for_a_day(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = user_of(world, LOST)
    with pytest.raises(Refused, match="Rien n’est fermé"):
        asked(world)
    close_codes(user)
    old = asked(world)
    with pytest.raises(Refused, match="déjà en cours"):
        asked(world)
    later(monkeypatch, LIFTED + timedelta(minutes=1))
    with pytest.raises(Refused, match="n’est plus en cours"):
        confirmed(world, old)
    for _ in range(unlocking.MOST - 1):
        confirmed(world, asked(world))
        close_codes(user)
    with pytest.raises(Refused, match="trois fois"):
        asked(world)


FORGED = {
    "confirmed by who asked": "UPDATE doors_unlocking SET confirmed_by_id = asked_by_id, confirmed_at = rivage_now(), "
    "known_too = 'met'",
    "about another": "UPDATE doors_unlocking SET user_id = asked_by_id",
    "gone": "DELETE FROM doors_unlocking",
    "asked by another": "INSERT INTO doors_unlocking (id, created_at, membership_id, user_id, asked_by_id, known_by, "
    "known_too) SELECT gen_random_uuid(), rivage_now(), membership_id, user_id, user_id, 'met', '' FROM "
    "doors_unlocking",
    "done at once": "INSERT INTO doors_unlocking (id, created_at, membership_id, user_id, asked_by_id, known_by, "
    "known_too, confirmed_by_id, confirmed_at) SELECT gen_random_uuid(), rivage_now(), membership_id, user_id, "
    "rivage_user(), 'met', 'met', rivage_user(), rivage_now() FROM doors_unlocking",
    "codes forgotten": "DELETE FROM doors_wrongcode",
    "tries forgotten": "DELETE FROM axes_accessattempt",
}


@pytest.mark.parametrize("what", FORGED)
@pytest.mark.parametrize("who", ["lead:estuaire33", "second:estuaire33", "delegate:33", LOST])
def test_sql_as_the_application_opens_nothing(world: World, second: Membership, what: str, who: str) -> None:
    user = user_of(world, LOST)
    close_codes(user)
    asked(world)
    done = 0
    with acting(world[who]), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(FORGED[what])
                done = cursor.rowcount
        except DatabaseError:
            pass
    with login(DOORS):
        closed = WrongCode.objects.filter(user=user).count()
    assert done == 0
    assert closed == doors.CLOSED


@pytest.mark.usefixtures("second")
def test_sql_asks_for_nothing_of_an_account_that_is_not_closed_nor_a_fourth_time_in_a_week(world: World) -> None:
    by, of = world["second:estuaire33"], world[LOST]

    def forged() -> None:
        with acting(by), transaction.atomic():
            Unlocking(membership=of, user=of.user, asked_by=by.user, known_by="called").save(force_insert=True)

    with pytest.raises(DatabaseError):
        forged()
    close_codes(user_of(world, LOST))
    for _ in range(unlocking.MOST):
        forged()
    with pytest.raises(DatabaseError):
        forged()


@pytest.mark.usefixtures("second")
def test_it_is_asked_and_done_on_the_screens(world: World) -> None:
    hers, asks, does = world[LOST], world["second:estuaire33"], world["lead:estuaire33"]
    user = user_of(world, LOST)
    close(user)
    first, other = Client(), Client()
    first.force_login(asks.user)  # type: ignore[arg-type]
    other.force_login(does.user)  # type: ignore[arg-type]
    here = link(asks, "recovery:reopen", fonction=hers.pk)
    assert first.post(here, {"version": version(first.get(here))}).status_code == 422
    sent = first.post(here, {"version": version(first.get(here)), "known_by": "called"}, follow=True)
    assert "quelqu’un d’autre le confirme" in html.unescape(sent.content.decode())
    assert "Vous l’avez demandé" in html.unescape(first.get(here, follow=True).content.decode())
    with acting(does):
        (item,) = todo.recoveries(does, world.today)
    assert item.url == link(does, "recovery:reopen", fonction=hers.pk)
    done = other.post(item.url, {"version": version(other.get(item.url)), "known_by": "met"}, follow=True)
    assert re.search(r"C’est rouvert", html.unescape(done.content.decode()))
    assert enter(Client(), user.email, REMOTE_ADDR="10.1.0.0").status_code == 302
    assert first.get(here).status_code == 403
    home = html.unescape(first.get(link(asks, "desk:home")).content.decode()).replace("\u00a0", " ")
    assert "Ce que vous avez demandé" in home
    assert f"Confirmé par {does.user.name}" in home  # type: ignore[union-attr]
