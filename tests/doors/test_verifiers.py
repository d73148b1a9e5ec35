"""A password is checked against what only the keyset of the doors opens, for this account and no other."""

import pytest
from django.test import Client

from rivage.accounts import verifiers
from rivage.accounts.models import User
from rivage.core.logins import DOORS, login
from tests.doors.holding import enter
from tests.world import PASSWORD, World


def accounts(world: World) -> tuple[User, User]:
    with login(DOORS):
        one, other = (User.objects.get(pk=world[name].user_id) for name in ("lead:estuaire33", "delegate:33"))
    return one, other


def test_the_database_keeps_nothing_to_guess_against(world: World) -> None:
    one, _ = accounts(world)
    assert one.password.startswith(verifiers.SEALED)
    assert "md5" not in one.password
    assert verifiers.opened(one.pk, one.password).startswith("md5$")
    assert one.check_password(PASSWORD)
    assert not one.check_password(PASSWORD + "e")


@pytest.mark.parametrize("put", ["another's", "open", "cut", "none"])
def test_what_was_put_there_by_somebody_else_opens_nothing(world: World, put: str) -> None:
    one, other = accounts(world)
    kept = {
        "another's": other.password,
        "open": verifiers.opened(other.pk, other.password),
        "cut": one.password[:-8],
        "none": "",
    }[put]
    with login(DOORS):
        User.objects.filter(pk=one.pk).update(password=kept)
    assert enter(Client(), one.email).status_code == 422
    assert enter(Client(), other.email).status_code == 302
