"""What members answer to their convocation, and those who come noted at once until the opening."""

from collections.abc import Iterator

import pytest

from rivage.commissions import actions
from rivage.commissions.models import Attendance, Convocation, Seance
from rivage.core import clock
from rivage.core.refusal import Refused
from tests.bad_input.calling import Caller
from tests.commissions.room import Room, on_the_day, one_file_convened
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db

COMING = ("Odile Cap", "Marc Ponton", "Anne Passerelle", "Luc Écluse")
Convened = tuple[Room, Seance]


@pytest.fixture
def convened(world: World) -> Convened:
    room, seance, _ = after(world, one_file_convened)
    for name in COMING:
        reply(room, seance, name, "coming")
    reply(room, seance, "Omar Cabestan", "remote")
    reply(room, seance, "Sylvie Jetée", "away")
    return room, seance


@pytest.fixture
def today(convened: Convened) -> Iterator[Convened]:
    with on_the_day(convened[1]):
        yield convened


def reply(room: Room, seance: Seance, name: str, said: str) -> None:
    with acting(room.world["secretary:33"]) as actor:
        member = room.members[name]
        actions.note_reply(actor=actor, on=room.world.today, seance=seance, member=member, reply=said)


def at_once(room: Room, seance: Seance, verb: str = "call_coming") -> None:
    with acting(room.world["chair:33"]) as chair:
        getattr(actions, verb)(actor=chair, on=clock.today("33"), seance=seance)


def modes(room: Room, seance: Seance) -> dict[str, str]:
    with acting(room.world["chair:33"]):
        return dict(Attendance.objects.filter(seance=seance).values_list("member__name", "mode"))


def refused(room: Room, seance: Seance, verb: str = "call_coming") -> str:
    with pytest.raises(Refused) as found:
        at_once(room, seance, verb)
    return found.value.verdict.codes[0]


def test_nobody_is_there_for_having_answered(convened: Convened) -> None:
    room, seance = convened
    assert modes(room, seance) == {}
    assert refused(room, seance) == "too_early"
    assert not Caller(room.world["chair:33"]).get("commissions:seance", seance=seance.pk).says("Noter présents les")


def test_those_who_come_are_noted_at_once_each_as_she_said(today: Convened) -> None:
    room, seance = today
    caller = Caller(room.world["chair:33"])
    assert caller.get("commissions:seance", seance=seance.pk).says(
        "Noter présents les 5 membres qui ont répondu qu’ils viennent"
    )
    shown = caller.post("commissions:call_coming", {}, seance=seance.pk)
    assert shown.says("La feuille signée l’emporte")
    assert shown.says("5 présences sont notées d’un seul geste.")
    assert modes(room, seance) == dict.fromkeys(COMING, "present") | {"Omar Cabestan": "remote"}
    assert refused(room, seance) == "nobody_coming"


def test_it_is_taken_back_but_for_who_was_noted_apart_or_carries_a_mandate(today: Convened) -> None:
    room, seance = today
    room.attend(seance, "Marc Ponton", mode="absent")
    at_once(room, seance)
    assert modes(room, seance)["Marc Ponton"] == "absent"
    room.attend(seance, "Anne Passerelle", mode="remote")
    room.attend(seance, "Sylvie Jetée", mode="represented", to="Luc Écluse")
    Caller(room.world["chair:33"]).post("commissions:call_coming", {"step": "undo"}, seance=seance.pk)
    assert modes(room, seance) == {
        "Odile Cap": "expected", "Marc Ponton": "absent", "Anne Passerelle": "remote", "Luc Écluse": "present",
        "Omar Cabestan": "expected", "Sylvie Jetée": "represented",
    }  # fmt: skip
    room.attend(seance, "Sylvie Jetée", mode="absent")
    at_once(room, seance, "undo_coming")
    assert refused(room, seance, "undo_coming") == "nothing_at_once"


def test_after_the_opening_each_is_noted_apart(today: Convened) -> None:
    room, seance = today
    at_once(room, seance)
    room.opened(seance)
    assert refused(room, seance) == refused(room, seance, "undo_coming") == "opened"
    shown = Caller(room.world["chair:33"]).get("commissions:seance", seance=seance.pk)
    assert not shown.says("d’un seul geste")
    with pytest.raises(Refused):
        reply(room, seance, "Omar Cabestan", "away")


def test_a_reply_is_noted_on_the_preparation_and_a_second_click_takes_it_back(convened: Convened) -> None:
    room, seance = convened
    caller, member = Caller(room.world["secretary:33"]), room.members["Hélène Môle"]
    shown = caller.post("commissions:reply", {"reply": f"{member.pk} coming"}, seance=seance.pk)
    assert shown.says("Hélène Môle : vient, noté.")
    assert f'value="{member.pk} none"' in shown.text
    caller.post("commissions:reply", {"reply": f"{member.pk} none"}, seance=seance.pk)
    with acting(room.world["secretary:33"]):
        assert Convocation.objects.get(seance=seance, member=member).reply == ""
    assert caller.post("commissions:reply", {"reply": f"{member.pk} maybe"}, seance=seance.pk).status == 404
    assert caller.post("commissions:reply", {"reply": "nobody coming"}, seance=seance.pk).status == 404
