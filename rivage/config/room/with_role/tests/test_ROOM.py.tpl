"""The room {room}: who comes in, and who does not."""

import pytest
from django.test import Client

from tests.world import World


@pytest.mark.django_db
def test_its_role_is_named_comes_in_and_nobody_else_does(world: World) -> None:
    world.body("{role}33", "{role}", "Organisme inventé", "33")
    one, other = (world.member(f"{role}:{n}", "{role}33", "{role}", ["33"]) for n in (1, 2))
    assert other.confirmed_by == one.user
    client = Client()
    for member, page, status in (
        (one, "", 200),
        (one, "{room}/", 200),
        (one, "comptes/", 200),
        (one, "personnes/", 404),
        (world["lead:estuaire33"], "{room}/", 404),
    ):
        client.force_login(member.user)
        assert client.get(f"/m/{member.pk}/{page}").status_code == status, page
