"""Bad input in the commission's room: dates, votes, terms, stand-asides, withdrawn files, two tabs, two clicks."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from rivage.commissions.models import AgendaItem, Attendance, Avis, Member, Seance, Seat, SeatHolder
from rivage.dossiers import actions as dossiers
from tests.bad_input.calling import Caller, carried, house
from tests.commissions.room import ALL_HERE, Room, on_the_day, one_file_convened, one_file_sitting
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
FAVOURABLE = {
    "sense": "favourable", "afis": "favourable", "mode": "counts", "votes_for": "5", "votes_against": "0",
    "abstentions": "0", "reasons": "Le projet est prêt.", "source": "own_desk", "version": "0",
    "unpresented": "on",
}  # fmt: skip


@pytest.fixture
def opened(world: World) -> tuple[Room, Seance, AgendaItem]:
    return after(world, one_file_sitting)


@pytest.fixture
def room(opened: tuple[Room, Seance, AgendaItem]) -> Room:
    return opened[0]


@pytest.fixture
def sitting(opened: tuple[Room, Seance, AgendaItem]) -> Iterator[tuple[AgendaItem, Seance]]:
    """Its file and the session; the clock is on the day."""
    _room, seance, item = opened
    with on_the_day(seance):
        yield item, seance


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2026-02-31", "Cette date n’existe pas"),
        ("31/11/2027", "Cette date n’existe pas"),
        ("0027-11-20", "Vouliez-vous dire 2027"),
        ("demain", "Cette date n’existe pas"),
        ("2020-01-01", "Cette date est passée"),
    ],
)
def test_a_session_on_an_impossible_day_is_asked_again(world: World, day: str, sentence: str) -> None:
    before = house()
    typed = {"day": day, "hour": "14:30", "place": "Salle des Cartes, 2e étage"}
    answer = Caller(world["delegate:33"]).post("commissions:plan", typed)
    assert answer.status == 422
    assert answer.says(sentence)
    assert answer.says("Salle des Cartes, 2e étage")
    assert house() == before


@pytest.mark.parametrize("days", [0, -1])
def test_a_mandate_that_ends_before_it_begins_is_refused(world: World, days: int) -> None:
    room = after(world, Room)
    before = house()
    starts = world.today
    typed = {"name": "Rose Ponant", "starts": starts, "ends": starts + timedelta(days=days - 1)}
    answer = Caller(world["delegate:33"]).post("commissions:holder", typed, seat=room.seats["5"].pk)
    assert answer.status == 422
    assert answer.says("La fin d’un mandat vient après son début")
    assert answer.says("Rose Ponant")
    assert house() == before


def test_a_member_on_two_seats_votes_once(world: World, sitting: Any) -> None:
    item, _ = sitting
    before = house()
    answer = Caller(world["chair:33"]).post("commissions:avis", FAVOURABLE | {"votes_for": "6"}, item=item.pk)
    assert answer.status == 422
    assert answer.says("6 voix notées pour 5 membres")
    assert answer.says("une voix par personne")
    assert answer.says("Le projet est prêt.")
    assert house() == before


def test_a_member_noted_twice_is_there_once(world: World, room: Room, sitting: Any) -> None:
    _, seance = sitting
    caller, member = Caller(world["delegate:33"]), room.members["Luc Écluse"]
    before = house()
    for _ in range(2):
        answer = caller.post("commissions:attendance", {"member": member.pk, "mode": "present"}, seance=seance.pk)
        assert answer.status == 200
    assert house() == before
    with acting(world["delegate:33"]):
        assert Attendance.objects.filter(seance=seance, member=member).count() == 1


def test_a_mandate_is_carried_by_one_member_for_one(world: World, room: Room, sitting: Any) -> None:
    _, seance = sitting
    caller = Caller(world["delegate:33"])
    carried = {"mode": "represented", "mandate_to": room.members["Luc Écluse"].pk}
    first = carried | {"member": room.members["Omar Cabestan"].pk}
    assert caller.post("commissions:attendance", first, seance=seance.pk).status == 200
    before = house()
    second = carried | {"member": room.members["Hélène Môle"].pk}
    answer = caller.post("commissions:attendance", second, seance=seance.pk)
    assert answer.says("Luc Écluse porte déjà un mandat")
    assert house() == before


def test_who_stands_aside_does_not_vote_and_does_not_stand_aside_twice(world: World, room: Room, sitting: Any) -> None:
    item, _ = sitting
    caller, member = Caller(world["chair:33"]), {"member": room.members["Luc Écluse"].pk}
    member |= caller.shown("commissions:aside", item=item.pk)
    assert caller.post("commissions:aside", member, item=item.pk).says("Luc Écluse se retire de ce dossier")
    before = house()
    assert caller.post("commissions:aside", member, item=item.pk).says("relisez-la, puis recommencez")
    answer = caller.post("commissions:avis", FAVOURABLE, item=item.pk)
    assert answer.status == 422
    assert answer.says("5 voix notées pour 4 membres")
    dissent = {"dissent_by": room.members["Luc Écluse"].pk, "dissent": "Trop tôt.", "votes_for": "4"}
    answer = caller.post("commissions:avis", FAVOURABLE | dissent, item=item.pk)
    assert answer.status == 422
    assert answer.says("Trop tôt.")
    assert house() == before


def test_a_member_past_her_term_does_not_sit(world: World, room: Room, sitting: Any) -> None:
    _, seance = sitting
    member = room.members["Omar Cabestan"]
    with acting(world["delegate:33"]):
        ended = world.today + timedelta(days=1)
        SeatHolder.objects.filter(member=member).update(ends=ended)
        Member.objects.filter(pk=member.pk).update(ends=ended)
    before = house()
    answer = Caller(world["delegate:33"]).post(
        "commissions:attendance", {"member": member.pk, "mode": "present"}, seance=seance.pk
    )
    assert answer.says("Le mandat d’Omar Cabestan a pris fin")
    assert house() == before


def test_no_avis_on_a_demande_withdrawn_in_between(world: World, sitting: Any) -> None:
    item, _ = sitting
    chair = Caller(world["chair:33"])
    with acting(world["referent:amarres33"]) as referent:
        demande = item.demande
        demande.refresh_from_db()
        dossiers.withdraw(
            actor=referent, on=world.today, demande=demande, version=demande.version, received_alone=True
        )
    before = house()
    for who in (chair, Caller(world["delegate:33"])):
        answer = who.post("commissions:avis", FAVOURABLE, item=item.pk)
        # Her word closed the file to everybody: nobody learns more than from an unknown page.
        assert answer.status == 404
        assert answer.says("n’existe pas")
    assert house() == before


def test_no_avis_before_the_session_opens(world: World) -> None:
    *_, item = after(world, one_file_convened)
    before = house()
    answer = Caller(world["delegate:33"]).post("commissions:avis", FAVOURABLE, item=item.pk)
    assert answer.status == 422
    assert answer.says("La séance n’est pas ouverte")
    assert house() == before


def test_two_tabs_on_one_avis_lose_no_word(world: World, sitting: Any) -> None:
    item, _ = sitting
    chair, delegate = Caller(world["chair:33"]), Caller(world["delegate:33"])
    assert chair.post("commissions:avis", FAVOURABLE, item=item.pk).says("est noté")
    before = house()
    answer = delegate.post("commissions:avis", FAVOURABLE | {"reasons": "Mot de l’autre onglet."}, item=item.pk)
    assert answer.status == 422
    assert answer.says("Rien n’est enregistré : un autre avis a été noté pendant que vous écriviez, favorable")
    assert answer.says("« Le projet est prêt. »"), "what stands is read beside"
    assert answer.says("Mot de l’autre onglet.")
    assert answer.says("Pas encore enregistré")
    assert not answer.says("Enregistré à")
    assert house() == before
    with acting(world["chair:33"]):
        assert Avis.objects.get(item=item).reasons == "Le projet est prêt."
    # What the page gives back may be sent as it is.
    again = FAVOURABLE | {"reasons": "Mot de l’autre onglet.", "version": carried(answer)["version"]}
    assert delegate.post("commissions:avis", again, item=item.pk).says("est noté")
    with acting(world["chair:33"]):
        assert Avis.objects.get(item=item).reasons == "Mot de l’autre onglet."


def test_a_second_click_on_each_button_of_the_room_changes_nothing(world: World) -> None:
    room = after(world, Room)
    delegate = Caller(world["delegate:33"])
    when = (world.today + timedelta(days=10)).isoformat()

    def twice(who: Caller, page: str, data: dict[str, Any], **ids: Any) -> None:
        assert who.post(page, data, **ids).status == 200, page
        before = house()
        again = who.post(page, data, **ids)
        assert again.status < 500, page
        assert any(
            again.says(word) for word in ("déjà", "entre-temps", "n’existe pas", "pas en train", "relisez-la")
        ), page
        assert house() == before, page

    def read(who: Caller, page: str, **ids: Any) -> dict[str, str]:
        return {"version": who.shown(page, **ids)["version"]}

    twice(delegate, "commissions:plan", {"day": when, "hour": "14:30", "place": "Salle des Cartes"})
    with acting(world["delegate:33"]):
        seance = Seance.objects.get()
    item = room.scheduled(seance)
    paper = {"channel": "paper"} | read(delegate, "commissions:convene", seance=seance.pk)
    twice(delegate, "commissions:convene", paper, seance=seance.pk)
    with acting(world["delegate:33"]):
        seance.refresh_from_db()
    with on_the_day(seance):
        # Ten days later nobody's session is open any more.
        delegate, chair = Caller(world["delegate:33"]), Caller(world["chair:33"])
        room.attend(seance, *ALL_HERE)
        twice(delegate, "commissions:open", {}, seance=seance.pk)
        twice(chair, "commissions:presentation", {"step": "present"}, item=item.pk)
        twice(chair, "commissions:presentation", {"step": "leave"}, item=item.pk)
        aside = {"member": room.members["Luc Écluse"].pk} | read(chair, "commissions:aside", item=item.pk)
        twice(chair, "commissions:aside", aside, item=item.pk)
        twice(chair, "commissions:avis", FAVOURABLE | {"votes_for": "4"}, item=item.pk)
        twice(chair, "commissions:releve", chair.shown("commissions:releve", item=item.pk), item=item.pk)
        twice(delegate, "commissions:close", read(delegate, "commissions:close", seance=seance.pk), seance=seance.pk)
    with acting(world["delegate:33"]):
        assert AgendaItem.objects.get().demande.step == "opined"


def test_a_postponement_happens_once(world: World) -> None:
    *_, item = after(world, one_file_convened)
    chair = Caller(world["chair:33"])
    typed = {"reason": "La salle est inondée."}
    assert chair.post("commissions:postpone", {"reason": "  "}, item=item.pk).status == 422
    assert chair.post("commissions:postpone", typed, item=item.pk).status == 200
    before = house()
    assert chair.post("commissions:postpone", typed, item=item.pk).status == 404
    assert house() == before


def test_a_second_click_on_the_composition_names_nobody_twice(world: World) -> None:
    delegate = Caller(world["delegate:33"])
    starts = str(world.today)

    def twice(page: str, data: dict[str, Any], **ids: Any) -> None:
        assert delegate.post(page, data, **ids).status == 200, page
        before = {name: len(rows) for name, rows in house().items()}
        assert delegate.post(page, data, **ids).status < 500, page
        assert {name: len(rows) for name, rows in house().items()} == before, page

    twice("commissions:chair", {"name": "Odile Cap", "starts": starts})
    twice("commissions:seat_add", {"kind": "9", "label": "médecin"})
    with acting(world["delegate:33"]):
        seat = Seat.objects.get()
    twice("commissions:holder", {"name": "Omar Cabestan", "starts": starts}, seat=seat.pk)
