"""The relevés of a session are read one after the other, none skipped, then signed at once."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from rivage.commissions import actions, standing
from rivage.commissions.models import AgendaItem, Avis, Seance
from rivage.core.refusal import Stale
from rivage.dossiers.enums import Step
from rivage.dossiers.models import Demande
from tests.bad_input.calling import Answer, Caller
from tests.commissions.room import ALL_HERE, Room, day_of, on_the_day
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db

SEEN = re.compile(r'name="seen" value="([^"]+)"')
Opined = tuple[Room, Seance, list[AgendaItem]]


def opined(world: World) -> Opined:
    """An open session, three files, an avis on each."""
    room = Room(world)
    seance = room.seance()
    items = [room.scheduled(seance) for _ in range(3)]
    room.convened(seance)
    with on_the_day(seance):
        room.attend(seance, *ALL_HERE)
        room.opened(seance)
        for item in items:
            record(room, item, 0)
    return room, seance, items


def record(room: Room, item: AgendaItem, version: int, reasons: str = "") -> Avis:
    with acting(room.world["delegate:33"]) as actor:
        return actions.record_avis(
            actor=actor, on=day_of(item.seance), item=item, sense="favourable", afis="favourable", mode="consensus",
            reasons=reasons, version=version, unpresented=True,
        )  # fmt: skip


@pytest.fixture
def sat(world: World) -> Iterator[Opined]:
    found = after(world, opined)
    with on_the_day(found[1]):
        yield found


def read_all(caller: Caller, seance: Seance) -> Answer:
    """Read each until the page where all are signed."""
    page = caller.get("commissions:releves", seance=seance.pk)
    while page.says("Lu, relevé suivant"):
        page = caller.post("commissions:releves", {"seen": SEEN.findall(page.text)}, seance=seance.pk)
    return page


def sign(caller: Caller, seance: Seance, page: Answer, **more: Any) -> Answer:
    said = {"seen": SEEN.findall(page.text), "read": "3"} | more
    return caller.post("commissions:releves_signed", said, seance=seance.pk)


def signed(room: Room, seance: Seance) -> int:
    with acting(room.world["delegate:33"]):
        return Avis.objects.filter(item__seance=seance, signed_at__isnull=False).count()


def test_each_is_read_in_its_turn_and_one_gesture_signs_them(sat: Opined) -> None:
    room, seance, items = sat
    chair = Caller(room.world["chair:33"])
    first = chair.get("commissions:releves", seance=seance.pk)
    assert first.says("Relevé 1 sur 3.")
    assert first.says("La commission dit : favorable")
    assert first.says("par consensus ; sur l’aide : favorable.")
    assert not first.says("Signer les 3 relevés")
    last = read_all(chair, seance)
    assert last.says("Relevé 3 sur 3.")
    assert len(set(SEEN.findall(last.text))) == 3
    assert sign(chair, seance, last).says("Les 3 relevés lus sont signés.")
    assert signed(room, seance) == 3
    with acting(room.world["delegate:33"]):
        assert {one.step for one in Demande.objects.filter(pk__in=[one.demande_id for one in items])} == {Step.OPINED}


def test_none_is_skipped_and_what_changed_is_read_again(sat: Opined) -> None:
    room, seance, items = sat
    chair = Caller(room.world["chair:33"])
    last = read_all(chair, seance)
    some = sign(chair, seance, last, seen=SEEN.findall(last.text)[1:])
    assert signed(room, seance) == 0
    assert some.says("Relevé 1 sur 3.")
    record(room, items[1], 1, "Le projet est prêt.")
    sign(chair, seance, last)
    assert signed(room, seance) == 0
    again = chair.post("commissions:releves", {"seen": SEEN.findall(last.text)}, seance=seance.pk)
    assert again.says("Le projet est prêt.")
    assert again.says("Signer les 3 relevés")
    assert sign(chair, seance, again).says("Les 3 relevés lus sont signés.")


def test_what_was_read_is_judged_by_the_verb_too(sat: Opined) -> None:
    room, seance, _ = sat
    with acting(room.world["chair:33"]) as chair:
        rows = standing.to_sign(chair, seance)
        read = {str(row.pk): "0" * 64 for row in rows}
        for wrong in ({}, read, dict(list(read.items())[:2])):
            with pytest.raises(Stale):
                actions.sign_releves(actor=chair, on=day_of(seance), seance=seance, read=wrong)


def test_the_secretariat_notes_their_signature_with_the_name_on_the_paper(sat: Opined) -> None:
    room, seance, _ = sat
    secretary = Caller(room.world["secretary:33"])
    last = read_all(secretary, seance)
    assert sign(secretary, seance, last).status == 422
    assert signed(room, seance) == 0
    assert sign(secretary, seance, last, signed_name="Odile Cap").says("Les 3 relevés lus sont signés.")
    with acting(room.world["secretary:33"]):
        assert {one.signed_name for one in Avis.objects.filter(item__seance=seance)} == {"Odile Cap"}


def test_an_avis_that_no_longer_holds_is_left_out(sat: Opined) -> None:
    room, seance, items = sat
    with acting(room.world["delegate:33"]) as delegate:
        actions.record_avis(
            actor=delegate, on=day_of(seance), item=items[0], sense="adjourned", afis="not_asked", mode="consensus",
            reasons="Il manque un plan.", version=1, unpresented=True,
        )  # fmt: skip
    room.attend(seance, *ALL_HERE[1:], mode="absent")
    chair = Caller(room.world["chair:33"])
    page = chair.get("commissions:releves", seance=seance.pk)
    assert page.says("Relevé 1 sur 1.")
    assert sign(chair, seance, page).says("Le relevé lu est signé.")
    assert signed(room, seance) == 1
    assert chair.get("commissions:releves", seance=seance.pk).says("Aucun relevé de cette séance n’est à signer.")
