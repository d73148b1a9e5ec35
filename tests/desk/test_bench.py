"""What is measured is what is served: the bench signs in as people do."""

import pytest
from django.test import Client

from tests.bench.pages import got, signed_in
from tests.conftest import signed_in_at_the_door
from tests.world import World


@pytest.mark.django_db
def test_the_bench_signs_in_with_a_second_factor(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    (plain,) = signed_in_at_the_door.__defaults__ or ()
    monkeypatch.setattr(Client, "_login", plain)
    membership = world["lead:estuaire33"]
    assert b"Rien ne vous attend" in got(signed_in(membership), f"/m/{membership.pk}/")
