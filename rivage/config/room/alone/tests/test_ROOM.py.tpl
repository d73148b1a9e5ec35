"""The room {room}: who comes in, and who does not."""

import pytest
from django.test import Client

from tests.world import World


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "status"), [("{reader}:33", 200), ("lead:estuaire33", 404)])
def test_who_reads_it_comes_in_and_nobody_else_does(world: World, who: str, status: int) -> None:
    client = Client()
    client.force_login(world[who].user)
    assert client.get(f"/m/{world[who].pk}/{room}/").status_code == status
