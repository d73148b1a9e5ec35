"""That the association did not present is said, by whoever notes the avis, and never concluded (CRPA R133-6)."""

from collections.abc import Iterator

import pytest

from rivage.commissions import actions, printing, recall
from rivage.commissions.models import AgendaItem, Avis, Seance
from rivage.core.paper.sheet import data
from rivage.core.refusal import Refused
from tests.bad_input.calling import Caller
from tests.commissions.room import Room, day_of, on_the_day, one_file_sitting
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db

Sat = tuple[Room, Seance, AgendaItem]
SAID = {"sense": "favourable", "afis": "favourable", "mode": "consensus", "version": 0, "source": "own_desk"}


@pytest.fixture
def sat(world: World) -> Iterator[Sat]:
    found = after(world, one_file_sitting)
    with on_the_day(found[1]):
        yield found


def record(room: Room, item: AgendaItem, **values: bool) -> Avis:
    with acting(room.world["chair:33"]) as chair:
        return actions.record_avis(
            actor=chair, on=day_of(item.seance), item=item, sense="favourable", afis="favourable", mode="consensus",
            **values,
        )  # fmt: skip


def minutes_of(room: Room, seance: Seance, avis: Avis) -> str:
    on = day_of(seance)
    with acting(room.world["chair:33"]) as chair:
        actions.sign_releve(actor=chair, on=on, avis=avis)
    with acting(room.world["delegate:33"]) as delegate:
        held = actions.close_seance(actor=delegate, on=on, seance=seance)
        minutes = actions.write_minutes(actor=delegate, on=on, seance=held, text="")
        before = str(data([recall.project(minutes)]))
        signed = actions.sign_minutes(
            actor=delegate, on=on, minutes=minutes, signed_name="Odile Cap", version=minutes.version
        )
        assert recall.print_again(signed)[1], "what is frozen prints the same"
        return before


def test_an_avis_says_that_the_association_presented_or_that_it_did_not(sat: Sat) -> None:
    room, seance, item = sat
    with pytest.raises(Refused) as refused:
        record(room, item)
    assert refused.value.verdict.codes == ("not_presented",)
    avis = record(room, item, unpresented=True)
    with acting(room.world["chair:33"]):
        shown = str(data([printing.releve(Avis.objects.get(pk=avis.pk))]))
    assert "n’a pas présenté ce dossier" in shown
    assert "qui n’a pas délibéré" not in shown
    assert "ne l’a pas présenté." in minutes_of(room, seance, avis)


def test_one_that_presented_is_asked_nothing(sat: Sat) -> None:
    room, seance, item = sat
    chair = Caller(room.world["chair:33"])
    assert chair.get("commissions:seance", seance=seance.pk).says("L’association n’a pas présenté ce dossier")
    for step in ("present", "leave"):
        chair.post("commissions:presentation", {"step": step}, item=item.pk)
    assert not chair.get("commissions:seance", seance=seance.pk).says("L’association n’a pas présenté ce dossier")
    avis = record(room, item)
    with acting(room.world["chair:33"]):
        shown = str(data([printing.releve(Avis.objects.get(pk=avis.pk))]))
    assert "qui n’a pas délibéré" in shown
    assert "pas présenté" not in shown + minutes_of(room, seance, avis)


def test_the_screen_asks_and_says_it(sat: Sat) -> None:
    room, seance, item = sat
    chair = Caller(room.world["chair:33"])
    refused = chair.post("commissions:avis", SAID, item=item.pk)
    assert refused.status == 422
    assert refused.says("Notez que l’association entre et présente, ou dites qu’elle n’a pas présenté ce dossier.")
    chair.post("commissions:avis", SAID | {"unpresented": "on"}, item=item.pk)
    page = chair.client.get(f"{chair.url('commissions:seance', seance=seance.pk)}?dossier={item.pk}").content.decode()
    assert "L’association n’a pas présenté." in page
