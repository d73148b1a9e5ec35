"""An account entered by a browser that it was never entered by: its holder is told, once."""

import pytest
from django.core import mail
from django.test import Client

from rivage.accounts.models import User
from rivage.core.logins import DOORS, login
from rivage.doors import telling
from rivage.doors.devices import COOKIE
from rivage.doors.models import KnownDevice
from tests.doors.holding import come_in
from tests.doors.issuer import Issuer, entered, linked
from tests.world import World

FIREFOX = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"}


@pytest.fixture
def user(world: World) -> User:
    found = world["referent:estuaire33"].user
    assert found
    return found


def told() -> list[str]:
    mail.outbox.clear()
    telling.tell()
    return [to for letter in mail.outbox for to in letter.to]


def test_each_browser_is_told_once(user: User) -> None:
    usual = Client()
    come_in(usual, user)
    assert told() == [user.email]
    come_in(Client(headers=FIREFOX), user)
    assert told() == [user.email]
    assert "Firefox, Windows" in str(mail.outbox[0].body)
    assert told() == []
    usual.get("/sortir")
    come_in(usual, user)
    assert told() == []


def test_two_accounts_of_one_browser_are_not_told_of_each_other(user: User, world: World) -> None:
    other = world["lead:estuaire33"].user
    assert other
    shared = Client()
    come_in(shared, user)
    shared.get("/sortir")
    assert told() == [user.email]
    come_in(shared, other)
    assert told() == [other.email]
    shared.get("/sortir")
    come_in(shared, user)
    assert told() == []
    with login(DOORS):
        digests = {bytes(one.digest) for one in KnownDevice.objects.all()}
    assert len(digests) == 2
    assert all(shared.cookies[COOKIE].value.encode() not in digest for digest in digests)


def test_what_a_browser_keeps_is_drawn_anew_when_it_is_not_ours(user: User) -> None:
    client = Client()
    client.cookies[COOKIE] = "x"
    come_in(client, user)
    assert len(client.cookies[COOKIE].value) == 64
    assert client.cookies[COOKIE]["httponly"]
    assert client.cookies[COOKIE]["samesite"] == "Strict"


def test_who_enters_by_proconnect_is_told_too(user: User, issuer: Issuer) -> None:
    linked(user, issuer)
    told()
    entered(Client(headers=FIREFOX), issuer)
    assert told() == [user.email]
