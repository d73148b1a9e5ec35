"""Several sessions of one day, and what a session says before it is convened: its hour, delay, agenda."""

from datetime import timedelta
from typing import Any

import pytest

from rivage.commissions import actions, papers, printing, quorum, recall
from rivage.commissions.models import Convocation, Seance
from rivage.core import clock
from rivage.dossiers import states
from tests.commissions.room import PLACE, Room, one_file_convened
from tests.commissions.test_held import read
from tests.commissions.test_pages import Browser
from tests.dossiers.path import completed
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def planned(room: Room, like: Seance, hours: float) -> Seance:
    at = like.at + timedelta(hours=hours)
    with acting(room.world["delegate:33"]) as delegate:
        return actions.plan_seance(actor=delegate, on=room.world.today, departement="33", at=at, place=PLACE)


def titles(seance: Seance) -> list[str]:
    held, by = printing.session(seance), printing.sender("33")
    line = papers.AgendaLine(1, "R-4T7K", "première demande", "Les Amarres")
    opinion = papers.Opinion(line, papers.AvisAnswer("favorable", ""))
    made = (papers.agenda(held, (), by), papers.attendance_sheet(held, (), by), papers.extract(held, opinion, by))
    return [sheet.title.replace("\u00a0", " ") for sheet in made]


def test_the_hour_tells_apart_the_sessions_of_one_day(world: World) -> None:
    room = after(world, Room)
    afternoon = room.seance()
    with acting(room.world["delegate:33"]):
        assert not any(" à 14 h" in title for title in titles(afternoon)), "alone in its day, its day names it"
    morning = planned(room, afternoon, -4)
    with acting(room.world["delegate:33"]):
        assert all(title.endswith(" à 14 h") for title in titles(afternoon))
        assert all(title.endswith(" à 10 h") for title in titles(morning))
        frozen = recall.session_part(morning, "O. Cap", 0, clock.now())
        assert recall.session(frozen).several
        assert not recall.session(frozen | {"session": frozen["session"][:4]}).several, "as it was frozen before"
    page = read(Browser(room.world["delegate:33"]).get("list"))
    assert "10 h" in page
    assert "14 h" in page
    room.scheduled(afternoon)
    asked = read(Browser(room.world["delegate:33"]).get("convene", seance=afternoon.pk))
    assert f"à 14 h, {PLACE}." in asked


def test_an_empty_agenda_is_said_before_the_button(world: World) -> None:
    room = after(world, Room)
    page = read(Browser(room.world["delegate:33"]).get("convene", seance=room.seance().pk))
    assert "L’ordre du jour est vide" in page
    assert "convocations </button>" not in page
    assert "Envoyer la date" not in page


def test_a_complete_demande_goes_to_a_session_that_may_still_be_convened(world: World) -> None:
    room = after(world, Room)
    near = room.seance(3)
    demande = completed(room.world)

    def way() -> states.Shown:
        with acting(room.world["delegate:33"]) as delegate:
            return states.shown(delegate, [demande], room.world.today)[demande.pk]

    assert "à 14 h, à convoquer en urgence" in way().action.replace("\u00a0", " ")
    assert str(near.pk) in way().url
    later = room.seance(12)
    assert str(later.pk) in way().url
    assert "urgence" not in way().action


def test_a_convocation_says_in_what_capacity_and_the_minutes_why_it_was_urgent(world: World) -> None:
    room, seance, _item = after(world, one_file_convened)
    with acting(room.world["delegate:33"]):
        rows = {row.member.name: row for row in Convocation.objects.filter(seance=seance)}
        assert printing.convocation(rows["Anne Passerelle"]).address == ("Anne Passerelle", "Solidarités, emploi")
        estuaire = printing.convocation(rows["Hélène Môle"]).address
        body = room.world.bodies["estuaire33"]
        assert estuaire == ("Hélène Môle", "Cap Estuaire", body.name, *body.address_lines)
        seance.urgent_reason, seance.convened_at = "un droit finit ce jour.", seance.at
        said = recall.session_part(seance, "O. Cap", 0, clock.now())
        blocks = recall.sheet(said, "", []).blocks
        words = str(blocks[0])
        assert "le jour même, sur l’ordre du jour joint, en urgence : un droit finit ce jour. " in words
        assert quorum.roll(seance)


def names(room: Room, seance: Seance) -> list[Any]:
    desk = Browser(room.world["delegate:33"])
    return [
        desk.get(page, seance=seance.pk, format="pdf")["Content-Disposition"]
        for page in ("agenda_file", "attendance_file", "convocations_file")
    ]


def test_each_paper_of_a_session_has_its_file_name(world: World) -> None:
    room, seance, _item = after(world, one_file_convened)
    assert len(set(names(room, seance))) == 3
