"""The page of one's functions: the same order at each entry."""

import pytest
from django.test import Client

from rivage.accounts.models import Membership
from tests.doors.holding import come_in
from tests.world import World, acting


@pytest.mark.django_db
def test_functions_stand_in_the_order_of_their_places_at_each_entry(world: World) -> None:
    user = world["lead:estuaire33"].user
    assert user is not None
    second = world.member("second hat", "pref23", "delegate", ["23"], user=user)
    third = world.member("third hat", "pref23", "secretary", ["23"], user=user)
    client = Client()
    come_in(client, user)
    for moved in (second, third):
        # PostgreSQL gives rows as they lie, and a row that is written anew lies last.
        with acting(world.admins[0]):
            Membership.objects.filter(pk=moved.pk).update(quality="")
        page = client.get("/fonctions").content.decode()
        places = [page.index(f"/m/{one.pk}/") for one in (second, third, world["lead:estuaire33"])]
        assert places == sorted(places)
