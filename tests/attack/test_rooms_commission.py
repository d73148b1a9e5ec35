"""The rooms of the commission: whoever left, was set aside or lost her word reads nothing more, by any hat."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from rivage.accounts.models import Membership
from rivage.commissions import actions
from rivage.commissions.models import AgendaItem, Deport, SeatHolder
from rivage.core import clock
from rivage.decisions.actions import sign_decision
from rivage.dossiers import actions as dossiers
from rivage.dossiers.enums import Part
from rivage.dossiers.models import Account, Demande, Safety
from rivage.people import actions as people
from rivage.people.models import Accord, Share
from tests.commissions.room import Room, on_the_day
from tests.decisions.path import GRANT, drafted
from tests.dossiers.path import closed_without_object, deposited, fill, new_demande
from tests.stories import after
from tests.versions import version_in
from tests.world import World, acting, away

WHO = "referent:amarres33"
DANGER = "Un voisin surveille l’immeuble."


def page(membership: Membership, path: str = "", method: str = "get", **data: Any) -> Any:
    client = Client(raise_request_exception=False)
    client.force_login(membership.user)
    return getattr(client, method)(f"/m/{membership.pk}/{path}", data)


def read_again(membership: Membership, path: str, **data: Any) -> Any:
    """The page of a gesture read, then sent with its version."""
    return page(membership, path, "post", version=version_in(page(membership, path).content.decode()), **data)


def convened(world: World, room: Room, safety: bool = False) -> AgendaItem:
    """A file of Les Amarres on the agenda of a convened session."""
    demande = new_demande(world, WHO)
    fill(world, demande, WHO)
    with acting(world[WHO]) as referent:
        common = {"actor": referent, "on": world.today}
        if safety:
            dossiers.save_part(
                **common, demande=demande, part=Part.SAFETY, values={"detail": DANGER}, version=0, ready=True
            )
            people.give_accord(
                **common, person=demande.person, kind="safety", given_on=world.today, language="français"
            )
        demande = dossiers.submit(**common, demande=demande, version=Demande.objects.get(pk=demande.pk).version)
    with acting(world["delegate:33"]) as delegate:
        demande = dossiers.declare_complete(
            actor=delegate, on=world.today, demande=demande, version=Demande.objects.get(pk=demande.pk).version
        )
    seance = room.seance()
    item = room.schedule(demande, seance)
    room.convened(seance)
    return known(world, item)


def known(world: World, item: AgendaItem) -> AgendaItem:
    """The same file with its person loaded."""
    with acting(world[f"delegate:{item.departement}"]):
        return AgendaItem.objects.select_related("person").get(pk=item.pk)


def reads(membership: Membership, item: AgendaItem) -> bool:
    """Whether the page or the database still gives the core."""
    with acting(membership):
        rows = Account.objects.filter(demande=item.demande_id).exists()
    return rows or page(membership, f"seances/dossiers/{item.pk}").status_code == 200


@pytest.mark.django_db
def test_room_01_her_word_taken_back_closes_the_danger(world: World) -> None:
    room = after(world, Room)
    police = room.account("3")
    item = convened(world, room, safety=True)
    with acting(police):
        assert Safety.objects.get(demande=item.demande_id).detail == DANGER
    accord = _accord(world, "safety")
    page(world[WHO], f"demandes/accords/{accord.pk}/reprendre", "post", said_on=world.today.isoformat())
    with acting(police):
        assert not Safety.objects.exists()
        assert Account.objects.filter(demande=item.demande_id).exists(), "the core stays open"


def _accord(world: World, kind: str) -> Accord:
    with acting(world[WHO]):
        return Accord.objects.get(kind=kind)


@pytest.mark.django_db
def test_room_02_somebody_she_sets_aside_after_the_convocation_reads_no_more(world: World) -> None:
    room = after(world, Room)
    seat = room.account("8")
    item = convened(world, room)
    assert reads(seat, item)
    with acting(world[WHO]) as referent:
        people.exclude(actor=referent, on=world.today, person=item.person, holder=f"user:{seat.user_id}")
    assert not reads(seat, item)


@pytest.mark.django_db
def test_room_03_setting_one_seat_aside_closes_the_other_seats_of_whoever_holds_it(world: World) -> None:
    room = after(world, Room)
    two = room.account("2")
    seven = world.member("seat7:33", "pref33", "seat", ["33"], seat_id=room.seats["7"].pk, user=two.user)
    item = convened(world, room)
    assert reads(two, item)
    assert reads(seven, item)
    with acting(world[WHO]) as referent:
        people.exclude(actor=referent, on=world.today, person=item.person, holder=f"seat:{room.seats['2'].pk}")
    assert not reads(two, item)
    assert not reads(seven, item)


@pytest.mark.django_db
def test_room_04_whoever_left_a_seat_does_not_read_as_the_next_holder(world: World) -> None:
    room = after(world, Room)
    before = room.account("8")
    item = convened(world, room)
    assert reads(before, item)
    tomorrow = world.today + timedelta(days=1)
    with clock.at(away(1)):
        with acting(world["delegate:33"]) as delegate:
            actions.name_holder(
                actor=delegate, on=tomorrow, seat=room.seats["8"], name="Nadia Quille", starts=tomorrow
            )
        for path in ("", f"seances/dossiers/{item.pk}"):
            answer = page(before, path)
            assert answer.status_code == 404
            assert item.person.reference not in answer.content.decode()


@pytest.mark.django_db
def test_room_05_whoever_ends_a_mandate_ends_its_account(world: World) -> None:
    room = after(world, Room)
    seat = room.account("8")
    with acting(world["delegate:33"]) as delegate:
        holder = SeatHolder.objects.get(seat=room.seats["8"])
        actions.end_holder(actor=delegate, on=world.today, holder=holder, ends=world.today + timedelta(days=1))
    assert page(seat).status_code == 200
    with clock.at(away(1) + timedelta(hours=12)):
        assert not Membership.objects.in_force(clock.now()).filter(pk=seat.pk).exists()


@pytest.mark.django_db
def test_room_06_a_chair_who_stands_aside_reads_no_more(world: World) -> None:
    room = after(world, Room)
    item = convened(world, room)
    chair = world["chair:33"]
    assert reads(chair, item)
    read_again(chair, f"seances/dossiers/{item.pk}/deport", member=str(room.members["Odile Cap"].pk))
    with acting(world["delegate:33"]):
        assert Deport.objects.filter(member=room.members["Odile Cap"]).exists()
    assert not reads(chair, item)


@pytest.mark.django_db
def test_room_07_somebody_set_aside_does_not_read_as_the_chair(world: World) -> None:
    room = after(world, Room)
    seat = room.account("8")
    chair = world.member("chair2:33", "pref33", "chair", ["33"], user=seat.user)
    demande = deposited(world, WHO)
    with acting(world[WHO]) as referent:
        people.exclude(actor=referent, on=world.today, person=demande.person, holder=f"user:{seat.user_id}")
    with acting(world["delegate:33"]) as delegate:
        demande = dossiers.declare_complete(actor=delegate, on=world.today, demande=demande, version=demande.version)
    seance = room.seance()
    item = room.schedule(demande, seance)
    room.convened(seance)
    assert not reads(seat, item)
    assert not reads(chair, item)


@pytest.mark.django_db
def test_room_08_nobody_in_the_room_reads_why_a_member_does_not_vote(world: World) -> None:
    room = after(world, Room)
    demande = deposited(world, WHO)
    with acting(world[WHO]) as referent:
        people.exclude(actor=referent, on=world.today, person=demande.person, holder=f"seat:{room.seats['8'].pk}")
    with acting(world["delegate:33"]) as delegate:
        demande = dossiers.declare_complete(actor=delegate, on=world.today, demande=demande, version=demande.version)
    seance = room.seance()
    item = room.schedule(demande, seance)
    room.convened(seance)
    with acting(world["delegate:33"]) as delegate:
        actions.stand_aside(
            actor=delegate, on=world.today, item=item, member=room.members["Omar Cabestan"], ground="knows"
        )
        assert set(Deport.objects.values_list("ground", flat=True)) == {"not_open", "knows"}
    for reader in ("delegate:33", "chair:33"):
        said = page(world[reader], f"seances/{seance.pk}?vue=membres&dossier={item.pk}").content.decode()
        lines = {_after(said, name) for name in ("Sylvie Jetée", "Omar Cabestan")}
        assert len(lines) == 1, lines


def _after(text: str, name: str) -> str:
    """What follows « name ne siège pas sur ce dossier », up to the end of its line."""
    start = text.index(f"{name} ne siège pas sur ce dossier") + len(name)
    return text[start : text.index("\n", start)].split("</div>")[0]


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["without_object"])
def test_room_09_a_demande_that_ends_closes_to_the_commission(world: World, verb: str) -> None:
    room = after(world, Room)
    seat = room.account("8")
    item = convened(world, room)
    with acting(world["delegate:33"]) as delegate:
        demande = Demande.objects.get(pk=item.demande_id)
        closed_without_object(world, delegate, demande)
    assert not reads(seat, item)
    assert not reads(world["chair:33"], item)


@pytest.mark.django_db
def test_room_10_a_second_seat_of_whoever_stood_aside_does_not_see_the_number(world: World) -> None:
    room = after(world, Room)
    two = room.account("2")
    seven = world.member("seat7:33", "pref33", "seat", ["33"], seat_id=room.seats["7"].pk, user=two.user)
    item = convened(world, room)
    assert item.person.reference in page(seven).content.decode()
    read_again(two, f"seances/dossiers/{item.pk}/retrait")
    for hat in (two, seven):
        assert item.person.reference not in page(hat).content.decode()


@pytest.mark.django_db
def test_room_11_a_forwarded_file_closes_where_it_was_forwarded(world: World) -> None:
    demande = after(world, deposited)
    with acting(world["delegate:33"]) as delegate:
        demande = dossiers.forward(
            actor=delegate, on=world.today, demande=demande, to="75", competence="residence", version=demande.version
        )
    with acting(world["referent:estuaire33"]) as referent:
        demande = dossiers.hand_over(actor=referent, on=world.today, demande=demande, version=demande.version)
    room = Room(world, "75")
    seat = room.account("8")
    with acting(world["delegate:75"]) as delegate:
        demande = dossiers.declare_complete(actor=delegate, on=world.today, demande=demande, version=demande.version)
    seance = room.seance()
    item = room.schedule(demande, seance)
    room.convened(seance)
    assert reads(seat, item)
    with acting(world["delegate:33"]):
        assert not Share.objects.filter(holder__startswith="seat:").exists(), "33 holds it no more"
    with on_the_day(seance):
        room.missed(seance)
    with on_the_day(seance), acting(world["secretary:75"]) as secretary:
        actions.close_seance(actor=secretary, on=seance.at.date(), seance=seance)
        with acting(seat):
            assert not Account.objects.exists(), "closed by whoever closes the session"


@pytest.mark.django_db
def test_room_12_no_paper_copy_for_somebody_set_aside_after_the_convocation(world: World) -> None:
    room = after(world, Room)
    room.account("2")
    item = convened(world, room)
    seance = item.seance_id
    with acting(world["secretary:33"]) as secretary:
        row = AgendaItem.objects.select_related("seance").get(pk=item.pk).seance
        anne = room.members["Anne Passerelle"]
        copy = actions.print_copies(actor=secretary, on=world.today, seance=row, members=[anne])[0]
    assert page(world["secretary:33"], f"seances/copies/{copy.pk}.pdf").status_code == 200
    with acting(world[WHO]) as referent:
        people.exclude(actor=referent, on=world.today, person=item.person, holder=f"seat:{room.seats['2'].pk}")
    assert page(world["secretary:33"], f"seances/copies/{copy.pk}.pdf").url.endswith(f"{seance}/copies")


@pytest.mark.django_db
def test_room_13_a_judgment_closes_what_the_commission_was_to_read(world: World) -> None:
    room = after(world, Room)
    seat = room.account("8")
    item = convened(world, room)
    with acting(world["delegate:33"]):
        demande = Demande.objects.get(pk=item.demande_id)
    decision = drafted(world, demande, **GRANT, authority="judgment", court="TA de Bordeaux, n° 2600001")
    with acting(world["delegate:33"]) as delegate:
        sign_decision(
            actor=delegate,
            on=world.today,
            decision=decision,
            decided_on=world.today,
            version=decision.version,
            signed_name="TA de Bordeaux",
            source="signed_paper",
        )
    assert not reads(seat, item)
    assert not reads(world["chair:33"], item)
