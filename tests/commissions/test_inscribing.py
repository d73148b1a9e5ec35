"""Complete demandes put on an agenda, several at once, and taken off until the convocation."""

import re

import pytest

from rivage.accounts.homes import Item, SessionSteps
from rivage.commissions import ahead, printing
from rivage.commissions.models import AgendaItem, Seance
from rivage.dossiers import todo
from rivage.dossiers.enums import Step
from rivage.dossiers.models import Demande
from rivage.people.models import Person
from tests.bad_input.calling import Caller
from tests.commissions.room import Room, one_file_convened
from tests.dossiers.path import completed
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db

TICKED = re.compile(r'name="demande" id="d[0-9a-f-]+"\s+value="([^"]+)"( checked)?')


def planned(world: World) -> tuple[Room, Seance, list[Demande]]:
    """A session planned, three complete demandes that wait."""
    room = Room(world)
    return room, room.seance(), [completed(world, "referent:amarres33") for _ in range(3)]


@pytest.fixture
def ready(world: World) -> tuple[Room, Seance, list[Demande]]:
    return after(world, planned)


def steps(room: Room, seance: Seance) -> SessionSteps:
    with acting(room.world["delegate:33"]) as delegate:
        found = next(ahead.next_session(delegate, room.world.today))
    assert isinstance(found, SessionSteps)
    return found


def test_nothing_is_ticked_one_click_ticks_all_and_one_sending_puts_all_on(
    ready: tuple[Room, Seance, list[Demande]],
) -> None:
    room, seance, demandes = ready
    desk = Caller(room.world["secretary:33"])
    before = TICKED.findall(desk.get("commissions:preparation", seance=seance.pk).text)
    assert [ticked for _, ticked in before] == ["", "", ""]
    page = desk.client.get(desk.url("commissions:preparation", seance=seance.pk) + "?cocher=toutes").content.decode()
    found = TICKED.findall(page)
    assert all(ticked for _, ticked in found)
    answer = desk.post("commissions:schedule", {"demande": [value for value, _ in found]}, seance=seance.pk)
    assert answer.says("3 demandes sont inscrites à l’ordre du jour.")
    with acting(room.world["secretary:33"]):
        items = list(AgendaItem.objects.filter(seance=seance))
        assert [one.demande_id for one in items] == [one.pk for one in demandes]
        assert [one.position for one in items] == [1, 2, 3]


def test_none_ticked_is_said_and_a_page_from_before_puts_none_on(ready: tuple[Room, Seance, list[Demande]]) -> None:
    room, seance, demandes = ready
    desk = Caller(room.world["secretary:33"])
    assert desk.post("commissions:schedule", {}, seance=seance.pk).says("Cochez au moins une demande.")
    old = [f"{demandes[0].pk} {demandes[0].version}", f"{demandes[1].pk} {demandes[1].version - 1}"]
    desk.post("commissions:schedule", {"demande": old}, seance=seance.pk)
    with acting(room.world["secretary:33"]):
        assert not AgendaItem.objects.filter(seance=seance).exists()
    assert desk.post("commissions:schedule", {"demande": [f"{seance.pk} 1"]}, seance=seance.pk).status == 404


def test_a_file_is_taken_off_until_the_convocation_and_leaves_no_mark(
    ready: tuple[Room, Seance, list[Demande]],
) -> None:
    room, seance, demandes = ready
    items = [room.schedule(one, seance) for one in demandes]
    desk = Caller(room.world["delegate:33"])
    answer = desk.post("commissions:unschedule", {}, item=items[0].pk)
    with acting(room.world["delegate:33"]):
        number = Person.objects.get(pk=items[0].person_id).reference
        assert answer.says(f"Le dossier {number} n’est plus à l’ordre du jour")
        assert Demande.objects.get(pk=demandes[0].pk).step == Step.COMPLETE
        kept = list(AgendaItem.objects.kept().filter(seance=seance))
        assert [(one.pk, one.position) for one in kept] == [(items[1].pk, 1), (items[2].pk, 2)]
    assert desk.post("commissions:unschedule", {}, item=items[0].pk).says("n’est déjà plus à l’ordre du jour")
    # Put back, it is last; the agenda that leaves knows one of it.
    with acting(room.world["delegate:33"]):
        again = Demande.objects.get(pk=demandes[0].pk)
    room.schedule(again, seance)
    room.convened(seance)
    with acting(room.world["delegate:33"]):
        assert [line.reference for line in printing.agenda(seance)][-1] == number
        assert AgendaItem.objects.kept().filter(seance=seance).count() == 3


def test_several_are_taken_off_at_once_all_or_none(ready: tuple[Room, Seance, list[Demande]]) -> None:
    room, seance, demandes = ready
    items = [room.schedule(one, seance) for one in demandes]
    desk = Caller(room.world["secretary:33"])
    page = desk.get("commissions:preparation", seance=seance.pk)
    assert page.text.count('form="retirer"') == 3
    assert "checked" not in page.text
    assert desk.post("commissions:unschedule_all", {}, seance=seance.pk).says("Cochez au moins un dossier à retirer.")
    chosen = {"item": [items[0].pk, items[2].pk]}
    assert desk.post("commissions:unschedule_all", chosen, seance=seance.pk).says(
        "2 dossiers ne sont plus à l’ordre du jour."
    )
    assert desk.post("commissions:unschedule_all", {"item": [items[1].pk, items[0].pk]}, seance=seance.pk).says(
        "n’est déjà plus à l’ordre du jour"
    )
    with acting(room.world["delegate:33"]):
        kept = list(AgendaItem.objects.kept().filter(seance=seance))
        assert [(one.pk, one.position) for one in kept] == [(items[1].pk, 1)], "all or none"
        steps = {one.pk: one.step for one in Demande.objects.filter(pk__in=[one.pk for one in demandes])}
        assert steps == {
            demandes[0].pk: Step.COMPLETE, demandes[1].pk: Step.SCHEDULED, demandes[2].pk: Step.COMPLETE
        }  # fmt: skip
    assert desk.post("commissions:unschedule_all", {"item": [seance.pk]}, seance=seance.pk).status == 404


def test_once_convened_nothing_is_taken_off(world: World) -> None:
    room, _, item = after(world, one_file_convened)
    desk = Caller(room.world["delegate:33"])
    assert desk.post("commissions:unschedule", {}, item=item.pk).says("La séance est convoquée")
    with acting(room.world["delegate:33"]):
        assert AgendaItem.objects.get(pk=item.pk).postponed_at is None


def test_the_home_counts_those_that_wait_and_leads_to_where_they_are_put_on(
    ready: tuple[Room, Seance, list[Demande]],
) -> None:
    room, seance, demandes = ready
    room.schedule(demandes[0], seance)
    said = steps(room, seance)
    assert said.steps[0]["note"] == "1 inscrit, 2 en attente"
    assert said.steps[0]["state"] == "ici"
    with acting(room.world["delegate:33"]) as delegate:
        lines = [one for one in todo.instructed(delegate, room.world.today) if isinstance(one, Item)]
        waiting = [one for one in lines if one.title == "Inscrire à une séance"]
        assert len(waiting) == 2
        assert {one.action for one in waiting} == {"Inscrire"}
        assert all(f"{seance.pk}/preparation" in one.url for one in waiting)
    for one in demandes[1:]:
        room.schedule(one, seance)
    said = steps(room, seance)
    assert (said.steps[0]["note"], said.steps[0]["state"]) == ("3 inscrits", "fait")
