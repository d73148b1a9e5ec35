"""Convening: the delay, who is told and how, what opens to whom, the second convocation (CRPA R133-8, R133-10)."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail

from rivage.accounts import actions as accounts
from rivage.audit.models import Event
from rivage.commissions import access, actions, ahead, jobs, printing, quorum, todo
from rivage.commissions.enums import DeportGround
from rivage.commissions.models import AgendaItem, Convocation, Deport, Seance
from rivage.commissions.tables import item_state
from rivage.commissions.views.answers import title
from rivage.core import clock
from rivage.core.refusal import Refused
from rivage.core.versions import version_of
from rivage.dossiers import actions as dossiers
from rivage.dossiers.models import Account, Demande, Safety
from rivage.people import actions as people
from rivage.people.models import Identity, Person, Share
from tests.bad_input.calling import Caller
from tests.commissions.room import ALL_HERE, Room, day_of, on_the_day
from tests.database import queued
from tests.dossiers.path import completed
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
FAVOURABLE: dict[str, Any] = {"sense": "favourable", "afis": "favourable", "mode": "consensus", "unpresented": True}


@pytest.fixture
def room(world: World) -> Room:
    return after(world, Room)


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.verdict.codes[0]


def holders(person: object) -> set[str]:
    return set(Share.objects.in_force(clock.now()).filter(person=person).values_list("holder", flat=True))


@pytest.mark.parametrize(("days", "reason", "why"), [(5, "", ""), (4, "", "too_late"), (4, "Un droit finit.", "")])
def test_five_days_or_a_written_urgency(room: Room, days: int, reason: str, why: str) -> None:
    seance = room.seance(days)
    room.scheduled(seance)
    if why:
        with pytest.raises(Refused) as refused:
            room.convened(seance)
        assert code(refused) == why
        return
    assert room.convened(seance, urgent_reason=reason).urgent_reason == reason


def test_sessions_of_one_day_are_told_apart(room: Room) -> None:
    """Each its reference, kept when another one goes to another day; said in its heading, its papers, the list."""
    first = room.seance()
    with acting(room.world["delegate:33"]) as delegate:
        common = {"actor": delegate, "on": room.world.today}
        later = [first.at + timedelta(hours=hours) for hours in (1, 2)]
        there = {"departement": "33", "place": "Salle des Cartes"}
        rows = [first, *(actions.plan_seance(**common, **there, at=at) for at in later)]
        base = first.reference
        assert [row.reference for row in rows] == [base, f"{base}-2", f"{base}-3"]
        assert [printing.session(row).reference for row in rows] == [row.reference for row in rows]
        assert [title(row).split(" du ")[0] for row in rows] == ["Séance", "Séance n° 2", "Séance n° 3"]
        known = {"place": first.place, "remote": False, "version": version_of(Seance.objects.get(pk=first.pk))}
        moved = actions.change_seance(**common, seance=first, at=first.at + timedelta(days=1), **known)
        assert moved.reference != base
        assert Seance.objects.get(pk=rows[1].pk).reference == f"{base}-2"
        back = {**known, "version": version_of(Seance.objects.get(pk=first.pk))}
        assert actions.change_seance(**common, seance=moved, at=first.at, **back).reference == f"{base}-4"
    page = Caller(room.world["delegate:33"]).get("commissions:list")
    assert all(page.says(f"{base}-{rank}") for rank in (2, 3, 4))


def test_one_convocation_and_one_neutral_mail_a_member(room: Room) -> None:
    room.account("8")
    seance = room.seance()
    item = room.scheduled(seance)
    room.convened(seance)
    with acting(room.world["delegate:33"]):
        sent = list(Convocation.objects.filter(seance=seance).select_related("member"))
        assert len(sent) == len(room.members)
        number = Person.objects.get(pk=item.person_id).reference.lower()
        assert [row.channel for row in sent if row.member.name == "Odile Cap"] == ["paper"]
    waiting = queued("commissions.send_date")
    assert len(waiting) == len(room.members) - 1
    for job in waiting:
        assert set(job.args) == {"membership", "convocation"}
        jobs.send_date(SimpleNamespace(job=job), **job.args)
    assert len(mail.outbox) == len(waiting)
    for letter in mail.outbox:
        text = f"{letter.subject} {letter.body}".lower()
        assert "salle des cartes" in text
        for word in ("commission", "dossier", "parcours", "demande", "séance du", number):
            assert word not in text.replace("/seances/", "").replace("ne demande pas", "")
    assert any(f"/m/{room.accounts['8'].pk}/" in letter.body for letter in mail.outbox)


def test_no_mail_leaves_once_the_function_that_convened_has_ended(room: Room) -> None:
    seance = room.seance()
    room.scheduled(seance)
    room.convened(seance)
    job = queued("commissions.send_date")[0]
    delegate = room.world["delegate:33"]
    with acting(room.world.admins[0]) as admin:
        accounts.end_membership(actor=admin, on=room.world.today, membership=delegate)
    jobs.send_date(SimpleNamespace(job=job), **job.args)
    assert mail.outbox == []


def test_a_second_press_convenes_nobody_twice(room: Room) -> None:
    seance = room.seance()
    room.scheduled(seance)
    room.convened(seance)
    with pytest.raises(Refused) as refused:
        room.convened(seance)
    assert code(refused) == "convened"
    with acting(room.world["delegate:33"]):
        assert Convocation.objects.filter(seance=seance).count() == len(room.members)


def test_an_empty_agenda_convenes_nobody(room: Room) -> None:
    with pytest.raises(Refused) as refused:
        room.convened(room.seance())
    assert code(refused) == "empty_agenda"


def test_seats_read_the_core_without_identity_and_the_danger_only_if_she_agreed(room: Room) -> None:
    police, school = room.account("3"), room.account("8")
    seance = room.seance()
    quiet = room.scheduled(seance)
    agreed = completed(room.world, "referent:amarres33")
    with acting(room.world["referent:amarres33"]) as referent:
        people.give_accord(
            actor=referent, on=room.world.today, person=agreed.person, kind="safety",
            given_on=room.world.today, language="français",
        )  # fmt: skip
    open_ = room.schedule(agreed, seance)
    room.convened(seance)
    for seat, sees in ((police, [open_.demande_id]), (school, [])):
        with acting(seat):
            assert Account.objects.count() == 2
            assert Account.objects.get(demande=quiet.demande_id).text
            assert [row.demande_id for row in Safety.objects.all()] == sees
            assert not Identity.objects.exists()


def test_whose_association_instructed_stands_aside_without_reading(room: Room) -> None:
    seat = room.account("11")
    seance = room.seance()
    own = room.scheduled(seance, "referent:estuaire33")
    other = room.scheduled(seance, "referent:amarres33")
    room.convened(seance)
    with acting(room.world["delegate:33"]):
        assert Deport.objects.get(item=own).ground == DeportGround.INSTRUCTED
        assert f"seat:{seat.seat_id}" not in holders(own.person_id)
        assert f"seat:{seat.seat_id}" in holders(other.person_id)


def test_a_member_with_another_function_in_the_association_stands_aside(room: Room) -> None:
    room.account("8")
    with acting(room.world["delegate:33"]):
        member = room.members["Sylvie Jetée"]
        member.user = room.world["lead:amarres33"].user
        member.save(update_fields=["user"])
    seance = room.seance()
    item = room.scheduled(seance, "referent:amarres33")
    room.convened(seance)
    with acting(room.world["delegate:33"]):
        assert Deport.objects.get(item=item).member == member


def test_an_excluded_reader_never_gets_a_share_by_any_seat(room: Room) -> None:
    """She excludes the seat 2 of somebody who holds 2 and 7: neither opens, and nobody says why."""
    seance = room.seance()
    demande = completed(room.world, "referent:amarres33")
    with acting(room.world["referent:amarres33"]) as referent:
        people.exclude(actor=referent, on=room.world.today, person=demande.person, holder=f"seat:{room.seats['2'].pk}")
    item = room.schedule(demande, seance)
    room.convened(seance)
    with acting(room.world["delegate:33"]):
        deport = Deport.objects.get(item=item)
        assert (deport.member, deport.ground) == (room.members["Anne Passerelle"], DeportGround.NOT_OPEN)
        assert not Event.objects.filter(kind="stood_aside").exists(), "nobody noted it: she chose"
        assert not holders(item.person_id) & {f"seat:{room.seats[kind].pk}" for kind in ("2", "7")}
        assert not Share.objects.filter(person=item.person_id, holder=f"seat:{room.seats['2'].pk}").exists()


def test_a_seat_reads_from_the_convocation_to_the_end_of_the_session(room: Room) -> None:
    seat = room.account("8")
    seance = room.seance()
    item = room.scheduled(seance)
    with acting(seat):
        assert not AgendaItem.objects.exists()
    seance = room.convened(seance)
    with acting(seat):
        assert AgendaItem.objects.get() == item
    with clock.at(seance.at + timedelta(days=3)), acting(seat):
        assert not AgendaItem.objects.exists(), "nobody closed the session: the reading ends all the same"
    with on_the_day(seance):
        room.attend(seance, *ALL_HERE)
        room.opened(seance)
        with acting(room.world["delegate:33"]) as delegate:
            actions.record_avis(actor=delegate, on=day_of(seance), item=item, **FAVOURABLE)
            actions.close_seance(actor=delegate, on=day_of(seance), seance=seance)
        with acting(seat):
            assert not AgendaItem.objects.exists()


def test_seats_of_another_departement_see_nothing(room: Room) -> None:
    other = Room(room.world, "75")
    seat = other.account("8")
    seance = room.seance()
    room.scheduled(seance)
    room.convened(seance)
    with acting(seat):
        assert not AgendaItem.objects.exists()
        assert not Seance.objects.exists()


@pytest.mark.parametrize(("names", "reached"), [(ALL_HERE[:4], True), (ALL_HERE[:3], False)])
def test_the_quorum_is_half_of_seven_members_and_a_vacant_seat(
    room: Room, names: tuple[str, ...], reached: bool
) -> None:
    """Seven persons, one of them on two seats, and the vacant seat 5: eight, hence four."""
    seance = room.seance()
    room.scheduled(seance)
    seance = room.convened(seance)
    with on_the_day(seance):
        room.attend(seance, *names)
        with acting(room.world["delegate:33"]):
            assert bool(quorum.of_session(seance)) is reached
        if reached:
            assert room.opened(seance).opened_at
            return
        with pytest.raises(Refused) as refused:
            room.opened(seance)
        assert code(refused) == "quorum_missed"


def test_remote_members_and_mandates_count(room: Room) -> None:
    seance = room.seance()
    room.scheduled(seance)
    seance = room.convened(seance)
    with on_the_day(seance):
        room.attend(seance, "Odile Cap", "Marc Ponton", mode="remote")
        room.attend(seance, "Luc Écluse", mode="represented", to="Odile Cap")
        with acting(room.world["delegate:33"]):
            assert not quorum.of_session(seance)
        room.attend(seance, "Omar Cabestan", mode="represented", to="Marc Ponton")
        assert room.opened(seance).opened_at


def test_a_second_convocation_sits_without_quorum_on_the_same_agenda(room: Room) -> None:
    first = room.seance()
    item = room.scheduled(first)
    first = room.convened(first)
    delegate = room.world["delegate:33"]
    with acting(room.world["chair:33"]) as chair:
        actions.stand_aside(
            actor=chair, on=room.world.today, item=item, member=room.members["Marc Ponton"], ground="knows"
        )
    with on_the_day(first):
        on = day_of(first)
        room.missed(first, "Odile Cap")
        with acting(delegate):
            with pytest.raises(Refused) as refused:
                actions.reconvene(actor=delegate, on=on, seance=first, at=first.at + timedelta(days=8), place="Là")
            assert code(refused) == "not_missed"
            first = actions.close_seance(actor=delegate, on=on, seance=first)
            second = actions.reconvene(
                actor=delegate, on=on, seance=first, at=first.at + timedelta(days=8), place="Là"
            )
            with pytest.raises(Refused) as refused:
                actions.reconvene(actor=delegate, on=on, seance=first, at=first.at + timedelta(days=9), place="Là")
            assert code(refused) == "reconvened"
            again = AgendaItem.objects.get(seance=second)
            assert again.demande_id == item.demande_id
            actions.convene(actor=delegate, on=on, seance=second, channel="paper")
            assert Deport.objects.get(item=again).member == room.members["Marc Ponton"]
            assert Demande.objects.get(pk=item.demande_id).step == "scheduled"
        with pytest.raises(Refused) as refused:
            room.schedule(completed(room.world, "referent:amarres33"), second)
        assert code(refused) in ("convened", "same_agenda")
    with on_the_day(second):
        room.attend(second, "Odile Cap")
        assert room.opened(second).opened_at
        with acting(delegate):
            avis = actions.record_avis(actor=delegate, on=day_of(second), item=again, **FAVOURABLE)
            assert avis.present == 1


def test_a_demande_withdrawn_is_said_on_its_agenda_and_examined_no_more(room: Room) -> None:
    world = room.world
    seance = room.seance()
    item = room.scheduled(seance)
    with acting(world["referent:amarres33"]) as referent:
        demande = Demande.objects.get(pk=item.demande_id)
        dossiers.withdraw(
            actor=referent, on=world.today, demande=demande, version=demande.version, received_alone=True
        )
    with acting(world["delegate:33"]) as delegate:
        held = AgendaItem.objects.visible_to(delegate).get(pk=item.pk)
        assert (held.left, item_state(held).text) == (True, "retirée")
        assert printing.agenda(seance) == ()
        assert "aucun dossier" in next(todo.next_session(delegate, world.today)).figure
    reader = Caller(world["delegate:33"])
    assert reader.get("commissions:preparation", seance=seance.pk).says("Retirée")
    assert reader.get("commissions:seance", seance=seance.pk).says("retirée")


def test_whose_mandate_ends_reads_why_a_later_session_has_no_file(world: World, room: Room) -> None:
    member = room.account("1")
    with acting(member):
        assert list(todo.mandate(member, world.today)) == []
    with acting(world["delegate:33"]) as delegate:
        holder = room.seats["1"].holders.get()
        actions.end_holder(actor=delegate, on=world.today, holder=holder, ends=world.today + timedelta(days=2))
    with acting(member):
        (panel,) = todo.mandate(member, world.today)
    assert panel.summary.startswith("Votre mandat finit le ")
    assert "ne vous sont pas ouverts, même si elle est déjà convoquée" in panel.lines[0].note


def test_who_was_set_aside_does_nothing_that_bears_on_the_whole_session(room: Room) -> None:
    seance = room.seance()
    hers, _other = room.scheduled(seance), room.scheduled(seance)
    on = day_of(seance)

    def gestures(who: str) -> list[str]:
        """The first reason of each refusal, "" where the gesture is allowed."""
        with acting(room.world[who]) as actor:
            now = Seance.objects.get(pk=seance.pk)
            asked = (
                access.can_convene(actor, now),
                access.can_close(actor, now, on),
                access.can_reconvene(actor, now),
                access.can_reopen(actor, now),
                access.can_write_minutes(actor, now),
            )
            return [verdict.reasons[0].code for verdict in asked if not verdict]

    with acting(room.world["referent:amarres33"]) as referent:
        aside = f"user:{room.world['secretary:33'].user_id}"
        people.exclude(actor=referent, on=room.world.today, person=hers.person, holder=aside)
    assert gestures("secretary:33") == ["not_whole"] * 5
    assert "not_whole" not in gestures("delegate:33")
    with acting(room.world["secretary:33"]) as secretary, pytest.raises(Refused) as refused:
        actions.convene(actor=secretary, on=room.world.today, seance=seance, channel="mail")
    assert hers.person.reference not in str(refused.value)
    room.convened(seance)
    with acting(room.world["delegate:33"]):
        assert Share.objects.filter(person=hers.person, holder__startswith="seat:").exists()


def test_each_open_session_is_on_the_home_of_the_delegation(room: Room) -> None:
    near, later = room.seance(10), room.seance(30)
    for seance in (near, later):
        room.scheduled(seance)
    room.convened(near)

    def asked(on: date) -> tuple[str, list[str]]:
        with acting(room.world["delegate:33"]) as delegate:
            steps, *others = ahead.next_session(delegate, on)
            return steps.title.split(" :")[0], [item.title for item in others]

    assert asked(room.world.today) == ("Prochaine séance", ["Convoquer les membres"])
    assert asked(day_of(near)) == ("Prochaine séance", ["Convoquer les membres"])
    assert asked(day_of(near) + timedelta(days=1)) == ("Prochaine séance", ["Clore la séance"])
    assert asked(day_of(later) + timedelta(days=1)) == ("Séance", ["Changer la date de la séance"])


def test_a_session_does_not_open_before_its_hour(room: Room) -> None:
    seance = room.seance()
    room.scheduled(seance)
    room.convened(seance)
    said = "Les membres sont convoqués à 14"
    with (
        clock.at(seance.at - timedelta(hours=1)),
        acting(room.world["delegate:33"]) as delegate,
        pytest.raises(Refused, match=said),
    ):
        actions.open_seance(actor=delegate, on=day_of(seance), seance=seance)
    with on_the_day(seance):
        room.attend(seance, *ALL_HERE)
        with acting(room.world["delegate:33"]) as delegate:
            earlier = seance.at - timedelta(hours=2)
            with pytest.raises(Refused, match=said):
                actions.open_seance(actor=delegate, on=day_of(seance), seance=seance, at=earlier)
            assert actions.open_seance(actor=delegate, on=day_of(seance), seance=seance, at=seance.at).opened_at
