"""What leaves when a session is convened, and what its screens and minutes say once it is held."""

from types import SimpleNamespace

import pytest
from django.core import mail

from rivage.accounts.homes import SessionSteps
from rivage.commissions import actions, ahead, jobs, recall, todo
from rivage.commissions.models import Convocation
from rivage.law import commission as law
from tests.bad_input.calling import Caller
from tests.commissions.room import Room, day_of, on_the_day, one_file_sitting
from tests.database import queued
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def test_a_member_without_an_address_typed_is_mailed_at_that_of_her_account(world: World) -> None:
    room = after(world, Room)
    account = room.account("8")
    with acting(world["delegate:33"]):
        holder = room.seats["8"].holders.get().member
        holder.email = ""
        holder.save(update_fields=["email"])
    seance = room.seance()
    room.scheduled(seance)
    shown = Caller(world["secretary:33"]).get("commissions:convene", seance=seance.pk)
    assert shown.says("Envoyer 6 courriels et imprimer 1 lettre")
    assert shown.says("Imprimer 7 lettres")
    room.convened(seance)
    with acting(world["delegate:33"]):
        assert Convocation.objects.get(seance=seance, member=holder).channel == "mail"
    for job in queued("commissions.send_date"):
        jobs.send_date(SimpleNamespace(job=job), **job.args)
    assert [account.user.email] in [one.to for one in mail.outbox]
    assert len(mail.outbox) == 6


def test_a_session_that_is_open_is_taken_up_again_not_opened(world: World) -> None:
    _, seance, _ = after(world, one_file_sitting)
    with on_the_day(seance):
        with acting(world["delegate:33"]) as delegate:
            found = next(ahead.next_session(delegate, day_of(seance)))
            assert isinstance(found, SessionSteps)
            assert found.action == "Reprendre la séance"
        with acting(world["chair:33"]) as chair:
            assert [one.action for one in todo.presided(chair, day_of(seance))] == ["Reprendre"]


def test_the_project_of_the_minutes_says_who_signs(world: World) -> None:
    _, seance, item = after(world, one_file_sitting)
    with on_the_day(seance), acting(world["delegate:33"]) as delegate:
        on = day_of(seance)
        avis = actions.record_avis(
            actor=delegate, on=on, item=item, sense="favourable", afis="favourable", mode="consensus", unpresented=True
        )
        actions.sign_releve(actor=delegate, on=on, avis=avis, signed_name="Odile Cap")
        seance = actions.close_seance(actor=delegate, on=on, seance=seance)
        minutes = actions.write_minutes(actor=delegate, on=on, seance=seance, text="")
        hand = recall.project(minutes).blocks[-1]
        assert (hand.capacity, hand.name) == ("La présidence,", "Odile Cap")


def test_a_seat_is_named_by_what_it_is_once_whoever_holds_it(world: World) -> None:
    names = [kind.seat for kind in law.composition(world.today)]
    assert len(set(names)) == len(names)
    assert not [name for name in names if name.startswith(("représentants", "directeur", "président", "responsable"))]
