"""A death noted by mistake: what it stopped stands as before, its place on an agenda and its readers too."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from rivage.audit.models import Event
from rivage.commissions import actions as commissions
from rivage.commissions import recall
from rivage.commissions.models import AgendaItem, Avis, Seance
from rivage.core import clock
from rivage.dossiers import actions, changes
from rivage.dossiers.models import Demande, Parcours, Suivi
from rivage.people.actions import close
from rivage.people.models import Person, Share
from tests.bad_input.calling import Caller
from tests.commissions.room import ALL_HERE, Room, day_of, on_the_day, one_file_convened
from tests.decisions.path import opined
from tests.dossiers.path import deposited
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
WHO = "referent:amarres33"


def died(world: World, person: Person, who: str = WHO) -> None:
    with acting(world[who]) as actor:
        actions.note_death(actor=actor, on=world.today, person=person, died_on=world.today)


def undone(world: World, person: Person, who: str = WHO) -> list[str]:
    with acting(world[who]) as actor:
        suivi = Suivi.objects.select_related("person").get(person=person, end_kind="death")
        said = " ".join(point.text for point in changes.of_death_undone(suivi))
        lost = actions.unnote_death(actor=actor, on=clock.today("33"), person=person)
    assert all(sentence in said for sentence in lost)
    return lost


def her(world: World, item: AgendaItem) -> Person:
    with acting(world[WHO]):
        return Person.objects.get(pk=item.person_id)


def stands(world: World, demande: UUID) -> tuple[object, ...]:
    with acting(world[WHO]):
        row = Demande.objects.get(pk=demande)
        return row.step, row.deposited_at, row.completed_at, row.closed_on, row.step_before


def readers(world: World, person: Person) -> set[tuple[str, object]]:
    with acting(world[WHO]):
        rows = Share.objects.in_force(clock.now()).filter(person=person)
        return set(rows.values_list("holder", "ends"))


def test_what_was_deposited_comes_back_at_its_date(world: World) -> None:
    demande = after(world, deposited)
    with acting(world["referent:estuaire33"]):
        before = Demande.objects.get(pk=demande.pk)
    died(world, demande.person, "referent:estuaire33")
    assert undone(world, demande.person, "referent:estuaire33") == []
    with acting(world["referent:estuaire33"]):
        now = Demande.objects.get(pk=demande.pk)
        assert (now.step, now.deposited_at, now.closed_on) == ("submitted", before.deposited_at, None)
        assert {"death_noted", "death_unnoted"} <= set(Event.objects.values_list("kind", flat=True))
        # The antenne says so of a death alone.
        for step in ("complete", "without_object"):
            with pytest.raises(DatabaseError), transaction.atomic():
                Demande.objects.filter(pk=demande.pk).update(step=step, step_before="opined")


def test_an_avis_given_comes_back_with_who_signs(world: World) -> None:
    demande = after(world, opined, who=WHO)
    before, reading = stands(world, demande.pk), readers(world, demande.person)
    died(world, demande.person)
    assert {holder for holder, _ in readers(world, demande.person)} == {"delegate:33"}
    assert undone(world, demande.person) == []
    assert (stands(world, demande.pk), readers(world, demande.person)) == (before, reading)
    with acting(world["signatory:33"]):
        assert Demande.objects.get(pk=demande.pk).step == "opined"


def test_a_file_comes_back_to_its_session_and_to_those_who_read_it(world: World) -> None:
    room, seance, item = after(world, one_file_convened)
    before, reading = stands(world, item.demande_id), readers(world, her(world, item))
    assert any(holder.startswith("seat:") for holder, _ in reading)
    died(world, her(world, item))
    # What is closed for good meanwhile is not given back.
    aside = f"seat:{room.seats['8'].pk}"
    with acting(world["delegate:33"]) as actor:
        close(actor=actor, on=world.today, shares=Share.objects.filter(person=item.person_id, holder=aside))
    assert undone(world, her(world, item)) == []
    assert stands(world, item.demande_id) == before
    assert readers(world, her(world, item)) == {one for one in reading if one[0] != aside}
    with acting(world["delegate:33"]):
        assert [row.pk for row in AgendaItem.objects.standing().filter(seance=seance)] == [item.pk]


def test_what_the_commission_said_of_it_is_not_lost_before_its_chair_signs(world: World) -> None:
    room, seance, item = after(world, one_file_convened)
    with on_the_day(seance):
        room.attend(seance, *ALL_HERE)
        room.opened(seance)
        with acting(world["delegate:33"]) as delegate:
            Avis.beside(
                item, item=item, demande_id=item.demande_id, sense="favourable", afis="favourable", mode="consensus",
                rendered_at=clock.now(), recorded_by=delegate,
            ).save(force_insert=True)  # fmt: skip
            commissions.close_seance(actor=delegate, on=day_of(seance), seance=seance)
        before, reading = stands(world, item.demande_id), readers(world, her(world, item))
        assert any(holder == "chair:33" for holder, _ in reading)
        died(world, her(world, item))
        assert undone(world, her(world, item)) == []
        assert (stands(world, item.demande_id), readers(world, her(world, item))) == (before, reading)


def test_when_its_session_was_held_without_it_it_waits_for_another(world: World) -> None:
    room, seance, item = after(world, one_file_convened)
    deposited_at = stands(world, item.demande_id)[1]
    died(world, her(world, item))
    with on_the_day(seance):
        room.attend(seance, *ALL_HERE)
        room.opened(seance)
        with acting(world["delegate:33"]) as delegate:
            commissions.close_seance(actor=delegate, on=day_of(seance), seance=seance)
        (lost,) = undone(world, her(world, item))
        assert "s’est tenue sans cette demande" in lost
        assert stands(world, item.demande_id)[:2] == ("complete", deposited_at)
        assert {holder for holder, _ in readers(world, her(world, item))} == {"delegate:33"}
        with acting(world["delegate:33"]):
            row = AgendaItem.objects.select_related("demande", "person", "seance").get(pk=item.pk)
            assert recall.file_part(row)["without"] == "retiré de l’ordre du jour"
        desk = Caller(world["delegate:33"]).get("desk:home")
        assert desk.says("Inscrire à une séance")


def test_it_keeps_its_place_until_the_others_are_convened_without_it(world: World) -> None:
    room = after(world, Room)
    seance = room.seance()
    item = room.scheduled(seance)
    person = her(world, item)
    died(world, person)
    assert undone(world, person) == []
    assert stands(world, item.demande_id)[0] == "scheduled"
    with acting(world["delegate:33"]):
        assert Seance.objects.get(pk=seance.pk).items.get().postponed_at is None
    died(world, person)
    room.scheduled(seance, "referent:estuaire33")
    room.convened(seance)
    (lost,) = undone(world, person)
    assert "Les membres sont convoqués" in lost
    assert stands(world, item.demande_id)[0] == "complete"


def test_an_absence_noted_before_is_still_noted(world: World) -> None:
    demande = after(world, deposited)
    since = world.today - timedelta(days=3)
    with acting(world["referent:estuaire33"]) as actor:
        path = Parcours.objects.get(person=demande.person)
        actions.note_absence(actor=actor, on=world.today, parcours=path, since=since, kind="no_news")
    died(world, demande.person, "referent:estuaire33")
    undone(world, demande.person, "referent:estuaire33")
    with acting(world["referent:estuaire33"]):
        path = Parcours.objects.get(person=demande.person)
        assert (path.end_kind, path.ended_on) == ("no_news", since)


def test_the_page_says_what_comes_back_before_the_button(world: World) -> None:
    demande = after(world, deposited)
    died(world, demande.person, "referent:estuaire33")
    caller = Caller(world["referent:estuaire33"])
    ids = {"person": demande.person_id}
    page = caller.get("dossiers:death_undo", **ids)
    assert page.says("Sa demande reprend là où elle en était : « déposée »")
    done = caller.post("dossiers:death_undo", caller.shown("dossiers:death_undo", **ids), **ids)
    assert done.says("tout reprend comme avant")
    assert caller.get("dossiers:death_undo", **ids).says("Aucun décès n’est noté")
