"""A colleague comes in from a page that somebody else left: to her own functions, not to a page that is not hers."""

import pytest
from django.test import Client

from rivage.accounts.models import User
from tests.doors.holding import come_in
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("there", ["delegate:33", "0b6f9d0e-7a53-4c0e-9f5e-2f6d8a1c4e77", "rien", ""])
def test_what_was_anothers_leads_to_her_own_functions(world: World, user: User, there: str) -> None:
    suite = f"/m/{world[there].pk if ':' in there else there}/session"
    client = Client()
    assert come_in(client, user, suite).url == "/fonctions"
    assert client.get("/preuve", {"suite": suite}).url == "/fonctions", "of who is inside already"


@pytest.mark.parametrize("suite", ["/m/{}/session?x=1", "/compte"])
def test_what_is_hers_opens_and_so_does_what_is_of_no_function(world: World, user: User, suite: str) -> None:
    there = suite.format(world["lead:estuaire33"].pk)
    assert come_in(Client(), user, there).url == there
