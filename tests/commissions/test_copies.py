"""Copies printed in one job, each with its line of the register; handed and given back at once, with a way back."""

import io
from collections.abc import Iterator
from datetime import timedelta
from itertools import count

import pytest
from pypdf import PdfReader

from rivage.commissions.models import PaperCopy, Seance
from rivage.core import clock
from tests.bad_input.calling import Caller
from tests.commissions.room import Room, on_the_day
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db

READERS = ("Marc Ponton", "Luc Écluse", "Sylvie Jetée")


def three_copies(world: World) -> tuple[Room, Seance]:
    """Two files convened, three members who read on paper."""
    room = Room(world)
    seance = room.seance()
    for _ in range(2):
        room.scheduled(seance)
    room.convened(seance)
    members = [room.members[name].pk for name in READERS]
    Caller(world["secretary:33"]).post("commissions:copies", {"member": members}, seance=seance.pk)
    return room, seance


@pytest.fixture
def printed(world: World) -> Iterator[tuple[Room, Seance]]:
    found = after(world, three_copies)
    with on_the_day(found[1]):
        yield found


def register(room: Room, seance: Seance) -> list[str]:
    with acting(room.world["delegate:33"]):
        rows = PaperCopy.objects.filter(seance=seance).order_by("number")
        return ["back" if one.returned_at else "out" if one.handed_at else "in" for one in rows]


def test_all_copies_are_one_file_of_one_page_a_file_and_a_line_each(printed: tuple[Room, Seance]) -> None:
    room, seance = printed
    secretary = Caller(room.world["secretary:33"])
    assert secretary.get("commissions:copies", seance=seance.pk).says("Tout imprimer en une fois")
    made = secretary.client.get(secretary.url("commissions:copies_file", seance=seance.pk))
    assert made["Content-Type"] == "application/pdf"
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(made.content)).pages]
    assert len(pages) == 2 * len(READERS), "a file has no second page for a line alone"
    for number in range(1, 4):
        assert sum(f"n°\u00a0{number} sur\u00a03" in page or f"n° {number} sur 3" in page for page in pages) == 2
    assert register(room, seance) == ["in", "in", "in"]
    delegate = Caller(room.world["delegate:33"])
    assert delegate.get("commissions:copies_file", seance=seance.pk).status == 404


def test_all_are_handed_and_given_back_at_once_and_each_gesture_is_taken_back(printed: tuple[Room, Seance]) -> None:
    room, seance = printed
    desk = Caller(room.world["delegate:33"])

    def noted(step: str) -> list[str]:
        with clock.at(clock.now() + timedelta(minutes=next(minutes))):
            desk.post("commissions:copies_all", {"step": step}, seance=seance.pk)
        return register(room, seance)

    minutes = count(1)

    shown = desk.get("commissions:copies", seance=seance.pk)
    assert shown.says("Les 3 copies sont remises")
    assert not shown.says("dehors")
    with acting(room.world["delegate:33"]):
        first = PaperCopy.objects.get(seance=seance, number=1)
    desk.post("commissions:copy_hand", {}, copy=first.pk)
    assert noted("hand") == ["out", "out", "out"]
    assert noted("undo") == ["out", "in", "in"]
    assert noted("hand") == ["out", "out", "out"]
    assert noted("return") == ["back", "back", "back"]
    assert noted("undo") == ["out", "out", "out"]
    assert desk.post("commissions:copies_all", {"step": "lost"}, seance=seance.pk).status == 404
    noted("return")
    again = desk.post("commissions:copies_all", {"step": "return"}, seance=seance.pk)
    assert again.says("Aucune copie remise ne reste à rendre.")


def test_nobody_is_ticked_and_one_click_ticks_all(world: World) -> None:
    room = after(world, Room)
    seance = room.seance()
    room.scheduled(seance)
    room.convened(seance)
    secretary = Caller(world["secretary:33"])
    page = secretary.url("commissions:copies", seance=seance.pk)
    assert " checked" not in secretary.client.get(page).content.decode()
    ticked = secretary.client.get(f"{page}?cocher=toutes").content.decode()
    assert ticked.count(" checked") == len(room.members)
