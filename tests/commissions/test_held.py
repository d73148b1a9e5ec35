"""The screen of a session while it is held: what can't be done is said before it is pressed, and no word is lost."""

from datetime import timedelta
from typing import Any

import pytest

from rivage.commissions import actions
from rivage.commissions.avis_forms import AID_VOTES, AvisForm
from rivage.commissions.enums import DeportGround
from rivage.commissions.models import AgendaItem, Avis, Seance
from rivage.core import clock
from rivage.law.verdict import allow, refuse
from tests.bad_input.calling import Caller
from tests.commissions.room import ALL_HERE, Room, day_of, on_the_day, one_file_convened
from tests.commissions.test_pages import Browser
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db

Held = tuple[Room, Seance, AgendaItem]
SAID = {
    "afis": "favourable", "mode": "consensus", "reasons": "Mots à garder.", "version": 0, "source": "own_desk",
    "unpresented": "on",
}  # fmt: skip


@pytest.fixture
def held(world: World) -> Held:
    return after(world, one_file_convened)


def read(page: Any) -> str:
    return " ".join(page.content.decode().replace("\u00a0", " ").split())


def test_the_session_of_the_day_is_on_the_home_of_who_presides(held: Held) -> None:
    room, seance, _item = held
    chair = Caller(room.world["chair:33"])
    with on_the_day(seance):
        page = chair.get("desk:home")
        assert page.says("Présider la séance")
        assert page.says(f"À 14 h, {seance.place}.")
        assert chair.url("commissions:seance", seance=seance.pk) in page.text


def test_a_session_says_its_hour_before_it_may_open(held: Held) -> None:
    room, seance, _item = held
    with clock.at(seance.at - timedelta(minutes=20)):
        room.attend(seance, *ALL_HERE)
        page = read(Browser(room.world["delegate:33"]).get("seance", seance=seance.pk))
        assert "Le quorum est là. Les membres sont convoqués à 14 h : la séance ne s’ouvre pas avant." in page
        assert "Ouvrir la séance" not in page
    with clock.at(seance.at):
        page = read(Browser(room.world["delegate:33"]).get("seance", seance=seance.pk))
        assert "la séance peut s’ouvrir" in page
        assert "Ouvrir la séance" in page


def without_quorum(room: Room, seance: Seance, item: AgendaItem) -> None:
    """The session has its quorum; its only file has not: two of those there stand aside on it."""
    room.attend(seance, *ALL_HERE)
    room.opened(seance)
    with acting(room.world["delegate:33"]) as delegate:
        for name in ("Luc Écluse", "Sylvie Jetée"):
            actions.stand_aside(
                actor=delegate, on=day_of(seance), item=item, member=room.members[name], ground=DeportGround.KNOWS
            )


def test_a_file_without_quorum_is_said_on_the_session_and_can_only_be_adjourned(held: Held) -> None:
    room, seance, item = held
    with on_the_day(seance):
        room.attend(seance, *ALL_HERE)
        before = read(Browser(room.world["delegate:33"]).get("seance", seance=seance.pk))
        assert "Sans quorum sur" not in before
        without_quorum(room, seance, item)
        desk = Browser(room.world["delegate:33"])
        page = read(desk.get("seance", seance=seance.pk))
        with acting(room.world["delegate:33"]):
            reference = AgendaItem.objects.select_related("person").get(pk=item.pk).person.reference
        assert f"Sans quorum sur {reference} :" in page
        assert "Quorum atteint, sauf sur 1 dossier" in page
        assert "sans quorum, à ajourner" in page
        assert 'value="adjourned"' in page
        assert 'name="sense" value="favourable"' not in page
        assert "Sur l’aide" not in page, "nothing is asked of the aid of a file that is adjourned"
        refused = desk.post("avis", SAID | {"sense": "favourable"}, item=item.pk)
        said = read(refused)
        assert refused.status_code == 422
        assert "Un point à corriger" in said
        assert "Notez les présences qui manquent, ou ajournez ce dossier." in said
        assert "Mots à garder." in said
        assert desk.post("avis", SAID | {"sense": "adjourned"}, item=item.pk).status_code == 303
    with acting(room.world["delegate:33"]):
        assert Avis.objects.get(item=item).sense == "adjourned"


def test_what_was_typed_of_an_avis_stays_when_a_presence_or_a_presentation_is_noted(held: Held) -> None:
    room, seance, item = held
    with on_the_day(seance):
        room.attend(seance, *ALL_HERE)
        room.opened(seance)
        desk = Browser(room.world["delegate:33"])
        shown = desk.get("seance", seance=seance.pk).content.decode()
        absent = room.members["Sylvie Jetée"]
        pressed = f'name="noted" value="{absent.pk} absent"'
        assert pressed in " ".join(shown.split()), "the button of a presence carries the words typed beside it"
        typed = SAID | {"sense": "unfavourable", "dossier": str(item.pk), "votes_for": "3"}
        for name, more, kwargs, said in (
            ("attendance", {"noted": f"{absent.pk} absent"}, {"seance": seance.pk}, "absence notée"),
            (
                "attendance",
                {"noted": "represented", "member": absent.pk, "mandate_to": room.members["Odile Cap"].pk},
                {"seance": seance.pk},
                "mandat noté",
            ),
            ("presentation", {"step": "present"}, {"item": item.pk}, "L’association présente."),
            ("presentation", {"step": "leave"}, {"item": item.pk}, "L’association s’est retirée."),
        ):
            page = desk.post(name, typed | more, **kwargs)
            assert page.status_code == 200, name
            words = read(page)
            assert said in words, name
            assert "Mots à garder." in words, name
            assert 'value="3"' in words, name
            assert "à corriger" not in words, name
            assert f'href="{desk.url("seance", seance=seance.pk)}?vue=membres' in words, (
                "the ways of the page lead to the session, not to the gesture"
            )
        untouched = SAID | {"reasons": "", "afis": "", "dossier": str(item.pk), "noted": f"{absent.pk} present"}
        assert desk.post("attendance", untouched, seance=seance.pk).status_code == 303
    with acting(room.world["delegate:33"]):
        assert not Avis.objects.exists()


def test_a_member_reads_when_and_where_she_is_convened_even_with_nothing_to_read(held: Held) -> None:
    room, seance, item = held
    seat = Browser(room.account("8"))
    home = f"/m/{seat.membership.pk}/"
    assert "à 14 h" in read(seat.client.get(home))
    seat.read_again("knows", item=item.pk)
    assert "Répondre à la convocation" in read(seat.client.get(home))
    seat.post("answer", {"reply": "coming"}, seance=seance.pk)
    page = read(seat.client.get(home))
    assert "Rien ne vous attend" not in page
    assert "Prochaine séance : " in page
    assert "à 14 h, Salle des Cartes." in page
    with clock.at(seance.at + timedelta(days=1)):
        seat = Browser(seat.membership)
        assert "Prochaine séance : " not in read(seat.client.get(home))


def test_nothing_is_asked_of_the_aid_of_a_file_that_can_only_be_adjourned() -> None:
    known = {"item": AgendaItem(), "asked": True, "voting": [], "late": False}
    missing = refuse("no_quorum", "Le quorum manque.")
    assert "afis" in AvisForm(reached=allow(), **known).fields
    assert not {"afis", *AID_VOTES, "afis_reasons"} & AvisForm(reached=missing, **known).fields.keys()
    typed = AvisForm({"afis_reasons": "Mots à garder."}, reached=missing, **known)
    assert "Mots à garder." in str(typed["afis_reasons"]), "what was typed stays"
