"""Nobody presides, nothing is rendered: who presides is there, or whoever represents the préfet (CASF R121-12-7)."""

from collections.abc import Iterator

import pytest

from rivage.commissions import actions, standing
from rivage.commissions.models import AgendaItem, Avis, Seance
from rivage.core.refusal import Refused
from tests.bad_input.calling import Caller
from tests.commissions.room import Room, day_of, on_the_day, one_file_sitting
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db

Sat = tuple[Room, Seance, AgendaItem]


@pytest.fixture
def sat(world: World) -> Iterator[Sat]:
    """An open session where the chair is noted absent, its quorum there without her."""
    room, seance, item = after(world, one_file_sitting)
    with on_the_day(seance):
        room.attend(seance, "Hélène Môle", "Omar Cabestan")
        room.attend(seance, "Odile Cap", mode="absent")
        yield room, seance, item


def record(room: Room, item: AgendaItem, sense: str = "favourable", **values: str) -> Avis:
    afis = "not_asked" if sense == "adjourned" else "favourable"
    with acting(room.world["delegate:33"]) as actor:
        return actions.record_avis(
            actor=actor, on=day_of(item.seance), item=item, sense=sense, afis=afis, mode="consensus",
            unpresented=True, **values,
        )  # fmt: skip


def refused(room: Room, item: AgendaItem, sense: str = "favourable") -> str:
    with pytest.raises(Refused) as found:
        record(room, item, sense, reasons="Il manque un plan.")
    assert found.value.verdict.codes == ("nobody_presides",)
    return str(found.value.verdict.sentence)


@pytest.mark.parametrize("sense", ["favourable", "unfavourable", "adjourned"])
def test_nothing_is_rendered_while_nobody_presides(sat: Sat, sense: str) -> None:
    room, seance, item = sat
    assert "Notez la présence d’Odile Cap, ou dans la composition qui représente le préfet" in refused(
        room, item, sense
    )
    room.attend(seance, "Odile Cap", mode="remote")
    assert record(room, item, sense, reasons="Il manque un plan.").sense == sense


def test_whoever_represents_the_prefet_presides_once_she_is_there(sat: Sat) -> None:
    room, seance, item = sat
    with acting(room.world["delegate:33"]) as delegate:
        room.members["Ida Hune"] = actions.name_holder(
            actor=delegate, on=day_of(seance), seat=None, departement="33", name="Ida Hune", starts=day_of(seance)
        )
    assert "d’Ida Hune ou d’Odile Cap" in refused(room, item)
    room.attend(seance, "Ida Hune")
    assert record(room, item).present == 7


def test_a_mandate_given_by_the_chair_is_a_vote_not_the_chair(sat: Sat) -> None:
    room, seance, item = sat
    room.attend(seance, "Odile Cap", mode="represented", to="Marc Ponton")
    refused(room, item)


def test_a_file_on_which_the_chair_stands_aside_is_adjourned_and_nothing_else(sat: Sat) -> None:
    room, seance, item = sat
    room.attend(seance, "Odile Cap")
    with acting(room.world["chair:33"]) as chair:
        actions.stand_aside(
            actor=chair, on=day_of(seance), item=item, member=room.members["Odile Cap"], ground="knows"
        )
    assert "Personne ne préside sur ce dossier, où Odile Cap ne siège pas" in refused(room, item)
    assert record(room, item, "adjourned", reasons="Il manque un plan.").sense == "adjourned"


def test_an_avis_whose_chair_is_said_absent_afterwards_is_suspended(sat: Sat) -> None:
    room, seance, item = sat
    room.attend(seance, "Odile Cap")
    record(room, item)
    room.attend(seance, "Odile Cap", mode="absent")
    with acting(room.world["delegate:33"]):
        assert "Personne ne préside" in standing.suspended(seance)[item.pk].sentence
    room.attend(seance, "Odile Cap")
    with acting(room.world["delegate:33"]):
        assert standing.suspended(seance) == {}


def test_the_screen_says_that_nobody_presides_and_where_to_name_who_does(sat: Sat) -> None:
    room, seance, _ = sat
    delegate = Caller(room.world["delegate:33"])
    shown = delegate.get("commissions:seance", seance=seance.pk)
    assert shown.says("Personne ne préside : aucun avis ne se rend.")
    assert shown.says("Composition de la commission")
    assert not shown.says("Noter l’avis et passer au suivant")
    room.attend(seance, "Odile Cap")
    assert delegate.get("commissions:seance", seance=seance.pk).says("Noter l’avis et passer au suivant")
