"""The pages of the room over HTTP, each as its roles."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from rivage.accounts.models import Membership
from rivage.commissions.models import AgendaItem, Avis, Deport, Minutes, PaperCopy, Seance, Seat
from tests.bad_input.calling import Caller
from tests.commissions.room import ALL_HERE, Room, on_the_day, one_file_convened
from tests.stories import after
from tests.versions import version_in
from tests.world import World, acting

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

    def read_again(self, name: str, data: dict[str, Any] | None = None, follow: bool = False, **kwargs: Any) -> Any:
        """Read the page of a gesture, then send it with the version that it shows."""
        shown = self.get(name, **kwargs).content.decode()
        return self.post(name, (data or {}) | {"version": version_in(shown)}, follow, **kwargs)


@pytest.fixture
def ready(world: World) -> tuple[Room, Seance, AgendaItem]:
    return after(world, one_file_convened)


@pytest.fixture
def room(ready: tuple[Room, Seance, AgendaItem]) -> Room:
    return ready[0]


@pytest.fixture
def convened(ready: tuple[Room, Seance, AgendaItem]) -> tuple[Seance, AgendaItem]:
    _room, seance, item = ready
    return seance, item


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
        ("agenda", {"seance": seance.pk}),
        ("copies", {"seance": seance.pk}),
        ("minutes", {"seance": seance.pk}),
        ("read", {"item": item.pk}),
        ("of_demande", {"demande": item.demande_id}),
    ):
        response = secretary.get(name, **kwargs)
        assert response.status_code == 200, name
        assert "Corail" not in response.content.decode(), name
    for name in ("change", "reconvene"):
        assert secretary.get(name, seance=seance.pk).status_code == 303, name
    for name in ("agenda_file", "attendance_file", "convocations_file"):
        for format in ("pdf", "docx"):
            assert secretary.get(name, seance=seance.pk, format=format).status_code == 200
    assert secretary.get("agenda_file", seance=seance.pk, format="exe").status_code == 404


def test_a_seat_reads_then_closes_the_file_and_back_shows_nothing(
    room: Room, convened: tuple[Seance, AgendaItem]
) -> None:
    seance, item = convened
    room_account = room.account("8")
    seat = Browser(room_account)
    page = seat.get("read", item=item.pk)
    assert page.status_code == 200
    assert "Elle prépare la suite" in page.content.decode()
    assert "Corail" not in page.content.decode()
    asked = seat.get("knows", item=item.pk).content.decode()
    assert "se ferme pour vous tout de suite" in asked
    assert "dites-le au secrétariat" in asked
    unread = seat.post("knows", {"version": "autre"}, item=item.pk)
    assert (unread.status_code, seat.get("read", item=item.pk).status_code) == (422, 200)
    assert seat.read_again("knows", item=item.pk).status_code == 303
    assert seat.get("read", item=item.pk).status_code == 404
    assert seat.post("knows", item=item.pk).status_code == 404, "a second press finds a file closed"
    assert seat.get("agenda", seance=seance.pk).status_code == 200
    with acting(room.world["delegate:33"]):
        assert Deport.objects.filter(item=item, member=room.members["Sylvie Jetée"]).count() == 1


def test_a_seat_reads_nothing_before_the_convocation_nor_elsewhere(world: World) -> None:
    room = after(world, Room)
    seat = Browser(room.account("8"))
    other = Browser(Room(room.world, "75").account("8"))
    seance = room.seance()
    item = room.scheduled(seance)
    assert seat.get("agenda", seance=seance.pk).status_code == 404
    assert seat.get("read", item=item.pk).status_code == 404
    room.convened(seance)
    assert seat.get("read", item=item.pk).status_code == 200
    for name, kwargs in (("read", {"item": item.pk}), ("agenda", {"seance": seance.pk})):
        assert other.get(name, **kwargs).status_code == 404
    for name in ("seance", "preparation", "copies", "minutes"):
        assert seat.get(name, seance=seance.pk).status_code == 404
    assert seat.get("read", item=uuid4()).status_code == 404


def test_only_the_chair_postpones_and_the_association_reads_why(
    room: Room, convened: tuple[Seance, AgendaItem]
) -> None:
    _seance, item = convened
    for name in ("delegate:33", "secretary:33", "lead:amarres33"):
        assert Browser(room.world[name]).post("postpone", {"reason": "Parce que."}, item=item.pk).status_code == 404
    chair = Browser(room.world["chair:33"])
    empty = chair.post("postpone", {"reason": "  "}, item=item.pk)
    assert empty.status_code == 422
    assert chair.post("postpone", {"reason": "Salle fermée."}, item=item.pk).status_code == 303
    assert chair.post("postpone", {"reason": "Encore."}, item=item.pk).status_code == 404
    association = Browser(room.world["lead:amarres33"])
    for page in (association.get("list"), association.get("of_demande", demande=item.demande_id)):
        text = page.content.decode()
        assert "Salle fermée." in text
        assert "Reportée le" in text
    assert "Salle fermée." not in Browser(room.world["lead:estuaire33"]).get("list").content.decode()
    assert "Salle fermée." in association.post("list", {"q": "awa"}).content.decode()
    assert "Salle fermée." not in association.post("list", {"q": "Zéphirine"}).content.decode()
    assert "Salle fermée." not in association.get("list", "?quand=passees").content.decode()
    assert "Salle fermée." in association.post("list_export", {"format": "csv"}).content.decode()
    assert Browser(room.world["chair:33"]).post("list_export").status_code == 404


def test_names_are_hidden_until_the_chair_asks(room: Room, convened: tuple[Seance, AgendaItem]) -> None:
    seance, _item = convened
    chair = Browser(room.world["chair:33"])
    assert "Awa Corail" not in chair.get("seance", seance=seance.pk).content.decode()
    assert "Awa Corail" in chair.get("seance", "?noms=1", seance=seance.pk).content.decode()


def test_each_button_pressed_twice_answers_a_sentence(room: Room, convened: tuple[Seance, AgendaItem]) -> None:
    seance, item = convened
    desk = Browser(room.world["delegate:33"])
    with on_the_day(seance):
        room.attend(seance, *ALL_HERE)
        for name, data, kwargs, said in (
            ("open", {}, {"seance": seance.pk}, "déjà ouverte"),
            ("presentation", {"step": "present"}, {"item": item.pk}, "déjà notée"),
            ("presentation", {"step": "leave"}, {"item": item.pk}, "pas en train de présenter"),
            (
                "avis",
                {"sense": "favourable", "afis": "favourable", "mode": "consensus", "version": 0, "source": "own_desk"},
                {"item": item.pk},
                "Cet avis est déjà noté",
            ),
            ("releve", {"signed_name": "Odile Cap", "read": None}, {"item": item.pk}, "déjà signé"),
            ("close", {}, {"seance": seance.pk}, "déjà close"),
            ("minutes", {"text": "", "version": 0}, {"seance": seance.pk}, "Quelqu’un a agi entre-temps"),
            ("minutes_signed", {"signed_name": "O. Cap"}, {"seance": seance.pk}, "est signé"),
        ):
            if name in ("close", "minutes_signed"):
                data |= {"version": version_in(desk.get(name, **kwargs).content.decode())}
            if "read" in data:
                data |= Caller(room.world["delegate:33"]).shown("commissions:releve", **kwargs)
            first = desk.post(name, data, **kwargs)
            assert first.status_code == 303, (name, first.content.decode().partition("rv-erreurs")[2])
            desk.client.get(first.url)
            second = desk.post(name, data, follow=True, **kwargs)
            assert said in second.content.decode().replace("\u00a0", " "), name
    with acting(room.world["delegate:33"]):
        assert Avis.objects.filter(item=item).count() == 1
        assert Minutes.objects.filter(seance=seance).count() == 1
    for name, kwargs in (
        ("minutes_file", {"seance": seance.pk, "format": "pdf"}),
        ("releve_file", {"item": item.pk, "format": "pdf"}),
        ("releve_file", {"item": item.pk, "format": "docx"}),
        ("extract_file", {"item": item.pk}),
    ):
        assert desk.get(name, **kwargs).status_code == 200, name


def test_a_vote_badly_counted_comes_back_with_what_was_typed(room: Room, convened: tuple[Seance, AgendaItem]) -> None:
    seance, item = convened
    desk = Browser(room.world["delegate:33"])
    with on_the_day(seance):
        room.attend(seance, *ALL_HERE)
        room.opened(seance)
        page = desk.post(
            "avis",
            {
                "sense": "favourable", "afis": "favourable", "mode": "counts", "votes_for": 9, "votes_against": 0,
                "abstentions": 0, "reasons": "Mots à garder.", "version": 0, "source": "own_desk", "unpresented": "on",
            },
            item=item.pk,
        )  # fmt: skip
    assert page.status_code == 422
    assert "Mots à garder." in page.content.decode()
    assert "une voix par personne" in page.content.decode()
    with acting(room.world["delegate:33"]):
        assert not Avis.objects.exists()


def test_the_secretary_alone_prints_and_a_copy_not_returned_is_an_incident(
    room: Room, convened: tuple[Seance, AgendaItem]
) -> None:
    seance, _item = convened
    member = room.members["Marc Ponton"]
    secretary, delegate = Browser(room.world["secretary:33"]), Browser(room.world["delegate:33"])
    assert delegate.post("copies", {"member": [member.pk]}, seance=seance.pk).status_code == 404
    assert secretary.post("copies", {"member": [member.pk]}, seance=seance.pk).status_code == 303
    again = secretary.post("copies", {"member": [member.pk]}, seance=seance.pk, follow=True)
    assert "déjà sa copie" in again.content.decode()
    with acting(room.world["delegate:33"]):
        copy = PaperCopy.objects.get(seance=seance)
    assert delegate.get("copy_file", copy=copy.pk).status_code == 404
    made = secretary.get("copy_file", copy=copy.pk)
    assert made.content.startswith(b"%PDF")
    assert made["Content-Disposition"].startswith('inline; filename="copie-')
    assert secretary.post("copy_hand", copy=copy.pk).status_code == 303
    with on_the_day(seance):
        room.missed(seance)
        secretary, delegate = Browser(room.world["secretary:33"]), Browser(room.world["delegate:33"])
        assert "1 copie papier à reprendre : n° 1." in delegate.get(
            "close", seance=seance.pk
        ).content.decode().replace("\u00a0", " ")
        delegate.read_again("close", seance=seance.pk)
        assert "C’est un incident" in delegate.get("copies", seance=seance.pk).content.decode()
        assert secretary.get("copy_file", copy=copy.pk).status_code == 303, "nothing prints once it is closed"
        secretary.post("copy_return", copy=copy.pk)
        assert "C’est un incident" not in delegate.get("copies", seance=seance.pk).content.decode()
        for noted in ((True, False), (False, False)):
            secretary.post("copy_undo", copy=copy.pk)
            with acting(room.world["delegate:33"]):
                copy.refresh_from_db()
            assert (copy.handed_at is not None, copy.returned_at is not None) == noted
        assert "rien à annuler" in secretary.post("copy_undo", follow=True, copy=copy.pk).content.decode()


def test_a_composition_is_written_seat_by_seat(world: World) -> None:
    desk = Browser(world["delegate:33"])
    order = {"order_reference": "33-1", "order_date": "2026-01-05"}
    shown = {"version": version_in(desk.get("commission").content.decode())}
    assert desk.post("commission", order | shown).status_code == 303
    late = desk.post("commission", order | shown | {"order_reference": "33-2"})
    assert (late.status_code, "En place maintenant" in late.content.decode()) == (422, True)
    for _ in range(2):
        desk.post("seat_add", {"kind": "8", "label": "éducation"})
    with acting(world["delegate:33"]):
        seat = Seat.objects.get(departement="33")
    holder = {
        "name": "Sylvie Jetée",
        "starts": str(world.today),
        "member": "",
        "body": "",
        "email": "s@exemple.invalid",
    }
    assert desk.post("holder", holder, seat=seat.pk).status_code == 303
    assert desk.post("holder", holder | {"name": ""}, seat=seat.pk).status_code == 422
    asked = desk.post("account", {"email": "s@exemple.invalid"}, seat=seat.pk)
    assert asked.status_code == 303
    proposed = Membership.objects.get(seat_id=seat.pk)
    assert (proposed.role, proposed.departements, proposed.confirmed_by) == ("seat", ["33"], None)
    version = version_in(desk.get("seat", seat=seat.pk).content.decode())
    nowhere = {"label": "éducation", "no_such_service": "on", "version": version}
    busy = desk.post("seat", nowhere, seat=seat.pk)
    assert (busy.status_code, "Ce siège a un titulaire" in busy.content.decode()) == (422, True)
    other = desk.post("seat", {"label": "enseignement", "version": version}, seat=seat.pk)
    assert other.status_code == 303
    late = desk.post("seat", {"label": "académie", "version": version}, seat=seat.pk)
    assert late.status_code == 422
    assert all(word in late.content.decode() for word in ("académie", "enseignement"))
    asked = desk.get("holder_end", seat=seat.pk).content.decode()
    assert "Son compte pour ce siège se ferme le même soir" in asked
    ended = {"last_day": str(world.today)}
    assert desk.post("holder_end", ended, seat=seat.pk).status_code == 422, "not read again"
    assert desk.read_again("holder_end", ended, seat=seat.pk).status_code == 303
    assert Browser(world["delegate:75"]).get("seat", seat=seat.pk).status_code == 404


def test_two_who_change_a_session_read_each_other(world: World) -> None:
    room = after(world, Room)
    seance = room.seance()
    delegate, secretary = Browser(room.world["delegate:33"]), Browser(room.world["secretary:33"])
    day = (room.world.today + timedelta(days=20)).isoformat()
    version = version_in(delegate.get("change", seance=seance.pk).content.decode())
    first = {"day": day, "hour": "09:30", "place": "Salle des marées", "version": version}
    for _ in range(2):
        assert secretary.post("change", first, seance=seance.pk).status_code == 303
    late = delegate.post("change", first | {"hour": "14:00", "place": "Salle des algues"}, seance=seance.pk)
    shown = late.content.decode().replace("\u00a0", " ")
    assert late.status_code == 422
    assert all(words in shown for words in ("Salle des marées", "9 h 30", "Salle des algues", "14:00"))
    with acting(room.world["delegate:33"]):
        assert Seance.objects.get(pk=seance.pk).place == "Salle des marées"
    again = first | {"hour": "14:00", "place": "Salle des algues", "version": version_in(late.content.decode())}
    assert delegate.post("change", again, seance=seance.pk).status_code == 303
