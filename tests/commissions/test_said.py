"""What the pages of a session say before a gesture: who was not noted, a day of closed offices, what is asked."""

from datetime import timedelta

import pytest

from rivage.commissions import actions
from rivage.law.wording import day as in_words
from tests.bad_input.calling import Caller
from tests.commissions.room import PLACE, Room, day_of, on_the_day, one_file_sitting
from tests.stories import after
from tests.world import PARIS, World, acting, away

pytestmark = pytest.mark.django_db


def test_closing_says_who_was_noted_neither_present_nor_absent(world: World) -> None:
    room, seance, item = after(world, one_file_sitting)
    with on_the_day(seance):
        with acting(room.world["delegate:33"]) as delegate:
            actions.record_avis(
                actor=delegate, on=day_of(seance), item=item, sense="favourable", afis="favourable", mode="consensus",
                unpresented=True,
            )  # fmt: skip
        desk = Caller(room.world["delegate:33"])
        said = desk.get("commissions:close", seance=seance.pk)
        assert said.says("2 membres ne sont notés ni présents ni absents (Omar Cabestan et Hélène Môle)")
        room.attend(seance, "Omar Cabestan", "Hélène Môle", mode="absent")
        assert not desk.get("commissions:close", seance=seance.pk).says("ni présents ni absents")


def test_a_session_set_on_a_saturday_says_so_and_is_not_refused(world: World) -> None:
    room = after(world, Room)
    at = away(10).astimezone(PARIS).replace(hour=14, minute=0)
    desk = Caller(room.world["delegate:33"])
    for weekday, said in ((5, "Ce jour est un samedi"), (6, "Ce jour est un dimanche"), (2, "")):
        held = at + timedelta(days=(weekday - at.weekday()) % 7)
        sent = {"day": held.date().isoformat(), "hour": "14:00", "place": PLACE}
        page = desk.post("commissions:plan", sent)
        assert page.says("La séance est prévue."), in_words(held.date())
        if said:
            assert page.says(said)
        elif not page.says("férié"):
            assert not page.says("Ce jour est")


def test_the_convocation_says_it_again_before_it_leaves(world: World) -> None:
    room = after(world, Room)
    at = away(10).astimezone(PARIS).replace(hour=14, minute=0)
    at += timedelta(days=(6 - at.weekday()) % 7)
    with acting(room.world["delegate:33"]) as delegate:
        seance = actions.plan_seance(actor=delegate, on=room.world.today, departement="33", at=at, place=PLACE)
    room.scheduled(seance)
    desk = Caller(room.world["delegate:33"])
    assert desk.get("commissions:convene", seance=seance.pk).says("Ce jour est un dimanche")
    room.convened(seance)
    assert desk.get("commissions:preparation", seance=seance.pk).says("Ce jour est un dimanche")


def test_what_is_compulsory_is_not_said_optional(world: World) -> None:
    room = after(world, Room)
    desk = Caller(room.world["delegate:33"])
    page = desk.get("commissions:holder", seat=room.seats["5"].pk).text
    name = page[page.index("Nom et prénom") : page.index("Adresse professionnelle")]
    assert "(facultatif)" not in name
    assert "(facultatif)" in page[page.index("Adresse professionnelle") :]
    assert "(facultatif)" not in page[page.index("Personne déjà membre") : page.index("Nom et prénom")]
    seat = desk.get("commissions:seat", seat=room.seats["11"].pk)
    assert seat.says("Dans le texte : « représentants des associations agréées »")
    assert not seat.says("Nommé par arrêté")
