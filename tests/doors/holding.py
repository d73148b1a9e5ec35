"""Coming in through the doors: a password, then a code of an application."""

from typing import Any
from urllib.parse import urlencode

from django.test import Client

from rivage.accounts.models import Membership, User
from rivage.core import clock
from rivage.core.logins import DOORS, login
from rivage.doors import actions
from rivage.doors.models import Factor
from tests.world import PASSWORD

SECRET = b"twenty invented bytes"[:20]


def enter(client: Client, email: str, password: str = PASSWORD, suite: str = "", **extra: Any) -> Any:
    """Give an address and a password."""
    query = f"?suite={suite}" if suite else ""
    return client.post(f"/entrer{query}", {"username": email, "password": password}, **extra)


def give_application(user: User) -> Factor:
    """The application of this account, that of before when it has one."""
    with login(DOORS):
        held = Factor.objects.filter(user=user, kind="totp", ended_at=None).first()
        if held is None:
            held = actions.application(user, SECRET, "téléphone inventé")
            held.save(force_insert=True)
    return held


def prove(client: Client, user: User, suite: str = "") -> Any:
    """Give the code that the application of this account shows, one that was not taken."""
    give_application(user)
    query = f"?{urlencode({'suite': suite})}" if suite else ""
    return client.post(f"/preuve{query}", {"code": actions.shown_code(user)})


def came_in(proposed: Membership) -> None:
    """The holder of a proposed function, who had an account, came in since."""
    with login(DOORS):
        User.objects.filter(pk=proposed.user_id).update(last_login=clock.now())


def come_in(client: Client, user: User, suite: str = "") -> Any:
    """Give a password, then a code."""
    assert enter(client, user.email, suite=suite).status_code == 302
    return prove(client, user, suite)
