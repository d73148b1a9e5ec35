"""A member answers her own convocation, on her own screen, and for nobody else."""

from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.urls import reverse

from rivage.accounts.models import Membership
from rivage.commissions import actions, jobs, quorum
from rivage.commissions.models import Convocation, Seance
from rivage.core import clock
from rivage.core.refusal import Refused
from tests.bad_input.calling import Caller
from tests.commissions.room import Room, on_the_day, one_file_convened
from tests.database import queued
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db

Convened = tuple[Room, Seance, Membership]


def with_a_seat(world: World) -> Convened:
    room = Room(world)
    seat, seance = room.account("8"), room.seance()
    room.scheduled(seance)
    return room, room.convened(seance), seat


@pytest.fixture
def convened(world: World) -> Convened:
    return after(world, with_a_seat)


def answered(room: Room, seance: Seance, name: str) -> str:
    with acting(room.world["secretary:33"]):
        return Convocation.objects.get(seance=seance, member=room.members[name]).reply


def test_she_answers_on_her_screen_and_changes_her_mind(convened: Convened) -> None:
    room, seance, seat = convened
    member = Caller(seat)
    assert member.get("desk:home").says("Répondre à la convocation")
    shown = member.get("commissions:agenda", seance=seance.pk)
    assert shown.says("Votre réponse")
    assert 'aria-pressed="true"' not in shown.text, "no answer is chosen for her"
    assert not shown.says("À distance"), "this session is not held from a distance"
    assert member.post("commissions:answer", {"reply": "replaced"}, seance=seance.pk).says(
        "C’est noté : vous vous faites remplacer. Dites au secrétariat par qui."
    )
    assert answered(room, seance, "Sylvie Jetée") == "replaced"
    assert not member.get("desk:home").says("Répondre à la convocation")
    assert Caller(room.world["secretary:33"]).get("commissions:preparation", seance=seance.pk).says("Remplacement")
    member.post("commissions:answer", {"reply": "coming"}, seance=seance.pk)
    assert answered(room, seance, "Sylvie Jetée") == "coming"
    assert member.post("commissions:answer", {"reply": "none"}, seance=seance.pk).says("Votre réponse est effacée.")
    assert member.post("commissions:answer", {"reply": "maybe"}, seance=seance.pk).status == 404


def test_who_is_replaced_is_not_among_those_who_come(convened: Convened) -> None:
    room, seance, seat = convened
    Caller(seat).post("commissions:answer", {"reply": "replaced"}, seance=seance.pk)
    with on_the_day(seance), acting(room.world["chair:33"]):
        assert quorum.coming(seance, quorum.roll(seance)) == []


def test_nobody_answers_for_another_member(convened: Convened) -> None:
    room, seance, seat = convened
    other = room.members["Luc Écluse"]
    with acting(seat), pytest.raises(Refused) as refused:
        actions.note_reply(actor=seat, on=room.world.today, seance=seance, member=other, reply="away")
    assert refused.value.verdict.codes == ("not_oneself",)
    # Nor past the gate: the rows refuse it, and that a seat convenes.
    with acting(seat):
        for change in (
            lambda: Convocation.objects.filter(member=other).update(reply="away"),
            lambda: Convocation(
                departement="33",
                seance=seance,
                member=room.members["Sylvie Jetée"],
                sent_at=clock.now(),
                channel="mail",
            ).save(force_insert=True),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
    chair = room.world["chair:33"]
    with acting(chair), pytest.raises(DatabaseError), transaction.atomic():
        Convocation.objects.filter(member=other).update(reply="away")
    assert answered(room, seance, "Luc Écluse") == ""


def test_the_rows_keep_what_was_answered_once_the_session_is_open(convened: Convened) -> None:
    room, seance, seat = convened
    with acting(room.world["delegate:33"]):
        Seance.objects.filter(pk=seance.pk).update(opened_at=clock.now())
    with acting(seat), pytest.raises(DatabaseError), transaction.atomic():
        Convocation.objects.filter(member=room.members["Sylvie Jetée"]).update(reply="away")
    assert answered(room, seance, "Sylvie Jetée") == ""


def test_once_open_it_is_too_late_and_the_page_says_what_was_answered(convened: Convened) -> None:
    room, seance, _seat = convened
    with on_the_day(seance):
        # Nobody stays signed in for ten days.
        member = Caller(_seat)
        member.post("commissions:answer", {"reply": "coming"}, seance=seance.pk)
        room.attend(seance, "Odile Cap", "Marc Ponton", "Anne Passerelle", "Luc Écluse", "Sylvie Jetée")
        room.opened(seance)
        shown = member.get("commissions:agenda", seance=seance.pk)
        assert shown.says("vient")
        assert not shown.says("Je viens")
        assert member.post("commissions:answer", {"reply": "away"}, seance=seance.pk).says("La séance est ouverte")
    assert answered(room, seance, "Sylvie Jetée") == "coming"


def test_who_presides_answers_too_and_her_mail_leads_there(world: World) -> None:
    room = after(world, Room)
    chair = room.world["chair:33"]
    with acting(room.world["delegate:33"]):
        odile = room.members["Odile Cap"]
        odile.user = chair.user
        odile.save(update_fields=["user"])
    seance = room.seance()
    room.scheduled(seance)
    room.convened(seance)
    for job in queued("commissions.send_date"):
        jobs.send_date(SimpleNamespace(job=job), **job.args)
    page = reverse("commissions:agenda", kwargs={"membership": chair.pk, "seance": seance.pk})
    (sent,) = [one for one in mail.outbox if one.to == [chair.user.email]]
    assert page in sent.body
    presides = Caller(chair)
    assert presides.get("commissions:seance", seance=seance.pk).says("Répondre à votre convocation")
    presides.post("commissions:answer", {"reply": "away"}, seance=seance.pk)
    assert answered(room, seance, "Odile Cap") == "away"


def test_no_mail_names_anybody_of_a_file(world: World) -> None:
    room, _seance, item = after(world, one_file_convened)
    with acting(room.world["delegate:33"]):
        reference = item.person.reference
    for job in queued("commissions.send_date"):
        jobs.send_date(SimpleNamespace(job=job), **job.args)
    assert mail.outbox
    for sent in mail.outbox:
        for word in ("Corail", "Awa", reference, "dossier", "parcours", "prostitution"):
            assert word not in f"{sent.subject} {sent.body}", word


def test_the_page_of_a_convocation_says_who_is_mailed_and_who_is_written_to(world: World) -> None:
    room = after(world, Room)
    seance = room.seance()
    room.scheduled(seance)
    shown = Caller(room.world["secretary:33"]).get("commissions:convene", seance=seance.pk)
    assert shown.says("<strong>Sur papier (1), sans adresse, ni compte de membre :</strong> Odile Cap.")
    assert shown.says("<strong>Par courriel (6) :</strong> Marc Ponton, ")
