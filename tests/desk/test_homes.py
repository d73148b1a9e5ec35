"""Each role signs in and its home says what needs it today."""

import pytest
from django.test import Client

from rivage.accounts.models import Membership
from tests.world import World


def opened(membership: Membership, path: str = "") -> "object":
    client = Client()
    client.force_login(membership.user)
    return client.get(f"/m/{membership.pk}/{path}")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["referent:estuaire33", "lead:estuaire33", "delegate:33", "secretary:33", "chair:33", "signatory:33"]
)
def test_every_role_has_a_home_that_says_so_when_nothing_waits(world: World, name: str) -> None:
    response = opened(world[name])
    assert response.status_code == 200
    assert "Rien ne vous attend." in response.content.decode()
    assert "rv-vide" in response.content.decode()


@pytest.mark.django_db
def test_the_technical_administration_has_a_home(world: World) -> None:
    response = opened(world.admins[0])
    assert response.status_code == 200
    assert "Aucune fonction à confirmer" in response.content.decode()
