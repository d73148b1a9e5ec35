"""What a session writes of many, it writes at once; the trace says each all the same."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rivage.accounts.models import Membership
from rivage.audit.models import Event
from rivage.commissions import actions
from rivage.commissions.enums import DeportGround
from rivage.commissions.models import AgendaItem, Convocation, Deport, Seance
from rivage.core import clock
from rivage.core.refusal import Stale
from rivage.people.models import Share
from tests.commissions.room import PLACE, Room, day_of, on_the_day
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(world: World) -> Room:
    return after(world, Room)


def filled(room: Room) -> tuple[Seance, list[AgendaItem]]:
    seance = room.seance()
    return seance, [room.scheduled(seance) for _ in range(3)]


def written(act: Callable[[], object], *words: str) -> list[int]:
    """How many statements of `act` begin or go on with each of these words."""
    with CaptureQueriesContext(connection) as found:
        act()
    said = [one["sql"].replace('"', "") for one in found.captured_queries]
    return [sum(word in sql for sql in said) for word in words]


def delegate_of(room: Room) -> Membership:
    return room.world["delegate:33"]


def test_the_notices_of_a_convocation_and_their_mails_leave_in_one_statement_each(room: Room) -> None:
    seance, _ = filled(room)
    with acting(delegate_of(room)):
        counts = written(
            lambda: room.convened(seance), "INSERT INTO commissions_convocation", "procrastinate_defer_jobs"
        )
        assert counts == [1, 1]
        assert Convocation.objects.filter(seance=seance).count() == len(room.members) > 2


def test_the_lines_of_an_agenda_change_places_in_one_statement(room: Room) -> None:
    seance, items = filled(room)
    with acting(delegate_of(room)) as actor:
        counts = written(
            lambda: actions.reorder(actor=actor, on=room.world.today, item=items[2], position=1, shown=3),
            "UPDATE commissions_agendaitem",
        )
        assert counts == [1]
        assert list(AgendaItem.objects.filter(seance=seance)) == [items[2], items[0], items[1]]
        # Two clicks are one; a page from before moves nothing.
        actions.reorder(actor=actor, on=room.world.today, item=items[2], position=1, shown=3)
        with pytest.raises(Stale):
            actions.reorder(actor=actor, on=room.world.today, item=items[1], position=1, shown=2)
        assert list(AgendaItem.objects.filter(seance=seance)) == [items[2], items[0], items[1]]


def test_a_session_closes_its_readings_at_once_and_says_each(room: Room) -> None:
    seance, items = filled(room)
    room.convened(seance)
    with on_the_day(seance):
        room.missed(seance)
    with on_the_day(seance), acting(delegate_of(room)) as actor:
        shares = Share.objects.filter(demande_id__in=[one.demande_id for one in items], holder__startswith="seat:")
        open_ = list(shares.in_force(clock.now()).values_list("person_id", "antenne_id", "holder"))
        assert len(open_) > len(items)
        counts = written(
            lambda: actions.close_seance(actor=actor, on=day_of(seance), seance=seance),
            "UPDATE people_share",
            "INSERT INTO audit_event",
        )
        assert counts == [1, 2]
        assert not shares.in_force(clock.now()).exists()
    with acting(room.world["lead:amarres33"]):
        told = Event.objects.filter(kind="file_closed", membership_id=delegate_of(room).pk)
        said = [(row.people[0], row.antennes[0], row.details["holder"], row.departement) for row in told]
        assert sorted(said, key=str) == sorted([(*one, "33") for one in open_], key=str)


def test_a_second_agenda_is_carried_at_once_with_those_who_stood_aside(room: Room) -> None:
    seance, items = filled(room)
    room.convened(seance)
    aside = room.members["Omar Cabestan"]
    with on_the_day(seance):
        room.missed(seance)
    with on_the_day(seance) as now, acting(delegate_of(room)) as actor:
        known = {"item": items[1], "member": aside, "ground": DeportGround.KNOWS}
        actions.stand_aside(actor=actor, on=day_of(seance), **known)
        actions.close_seance(actor=actor, on=day_of(seance), seance=seance)
        at = now + timedelta(days=9)
        counts = written(
            lambda: actions.reconvene(actor=actor, on=day_of(seance), seance=seance, at=at, place=PLACE),
            "INSERT INTO commissions_agendaitem",
            "INSERT INTO commissions_deport",
        )
        assert counts == [1, 1]
        again = AgendaItem.objects.filter(seance__second_of=seance)
        assert [one.demande_id for one in again] == [one.demande_id for one in items]
        carried = Deport.objects.filter(item__in=again).values_list("item__demande", "member", "person")
        assert list(carried) == [(items[1].demande_id, aside.pk, items[1].person_id)]
