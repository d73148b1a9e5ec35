"""The pages of the room over HTTP, each as its roles."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rivage.accounts.models import Membership
from rivage.commissions.models import AgendaItem, Seance
from tests.commissions.room import Room
from tests.world import World

pytestmark = pytest.mark.django_db


class Browser:
    """Somebody signed in, acting by one membership."""

    def __init__(self, membership: Membership) -> None:
        self.membership, self.client = membership, Client()
        self.client.force_login(membership.user)

    def url(self, name: str, **kwargs: Any) -> str:
        return reverse(f"commissions:{name}", kwargs={"membership": self.membership.pk, **kwargs})

    def get(self, name: str, query: str = "", **kwargs: Any) -> Any:
        return self.client.get(self.url(name, **kwargs) + query)

    def post(self, name: str, data: dict[str, Any] | None = None, follow: bool = False, **kwargs: Any) -> Any:
        return self.client.post(self.url(name, **kwargs), data or {}, follow=follow)


@pytest.fixture
def room(world: World) -> Room:
    return Room(world)


@pytest.fixture
def convened(room: Room) -> tuple[Seance, AgendaItem]:
    seance = room.seance()
    item = room.scheduled(seance)
    return room.convened(seance), item


def test_every_page_of_the_secretariat_answers(room: Room, convened: tuple[Seance, AgendaItem]) -> None:
    seance, item = convened
    secretary = Browser(room.world["secretary:33"])
    for name, kwargs in (
        ("list", {}),
        ("commission", {}),
        ("seat_add", {}),
        ("chair", {}),
        ("seat", {"seat": room.seats["8"].pk}),
        ("holder", {"seat": room.seats["8"].pk}),
        ("account", {"seat": room.seats["8"].pk}),
        ("plan", {}),
        ("seance", {"seance": seance.pk}),
        ("preparation", {"seance": seance.pk}),
        ("change", {"seance": seance.pk}),
        ("reconvene", {"seance": seance.pk}),
        ("agenda", {"seance": seance.pk}),
        ("copies", {"seance": seance.pk}),
        ("minutes", {"seance": seance.pk}),
        ("read", {"item": item.pk}),
        ("of_demande", {"demande": item.demande_id}),
    ):
        response = secretary.get(name, **kwargs)
        assert response.status_code == 200, name
        assert "Awa" not in response.content.decode(), name
    for name in ("agenda_file", "attendance_file", "convocations_file"):
        for format in ("pdf", "docx"):
            assert secretary.get(name, seance=seance.pk, format=format).status_code == 200
    assert secretary.get("agenda_file", seance=seance.pk, format="exe").status_code == 404
