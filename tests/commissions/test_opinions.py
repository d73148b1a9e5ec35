"""Who votes, what the counts may be, what an avis may follow (CRPA R133-9 to R133-13, CASF R121-12-7)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from rivage.commissions import access, actions, printing, quorum, standing
from rivage.commissions.enums import DeportGround
from rivage.commissions.models import AgendaItem, Attendance, Avis, Deport, Member, Seance, SeatHolder
from rivage.core.paper.kept import mark
from rivage.core.refusal import Refused, Stale
from rivage.dossiers import actions as dossiers
from rivage.dossiers.models import Demande
from rivage.people import actions as people
from rivage.people.models import Share
from tests.commissions.room import ALL_HERE, Room, day_of, on_the_day, one_file_sitting
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db


Sitting = tuple[Room, Seance, AgendaItem]


@pytest.fixture
def sitting(world: World) -> Sitting:
    return after(world, one_file_sitting)


@pytest.fixture
def room(sitting: Sitting) -> Room:
    return sitting[0]


@pytest.fixture
def sat(sitting: Sitting) -> Iterator[tuple[Seance, AgendaItem]]:
    """The session and its file; the clock is on the day."""
    _room, seance, item = sitting
    with on_the_day(seance):
        yield seance, item


def record(room: Room, item: AgendaItem, who: str = "delegate:33", **values: Any) -> Avis:
    said = {"sense": "favourable", "afis": "favourable", "mode": "consensus", "unpresented": True} | values
    with acting(room.world[who]) as actor:
        return actions.record_avis(actor=actor, on=day_of(item.seance), item=item, **said)


def votes(favour: int, against: int, abstentions: int = 0) -> dict[str, Any]:
    return {"mode": "counts", "votes_for": favour, "votes_against": against, "abstentions": abstentions}


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.verdict.codes[0]


def test_as_many_votes_as_members_voting_and_not_one_more(room: Room, sat: tuple[Seance, AgendaItem]) -> None:
    _seance, item = sat
    with pytest.raises(Refused) as refused:
        record(room, item, **votes(4, 2))
    assert code(refused) == "too_many_votes"
    assert record(room, item, **votes(4, 1)).present == 5


def test_a_person_on_two_seats_has_one_vote(room: Room, sat: tuple[Seance, AgendaItem]) -> None:
    seance, _item = sat
    with acting(room.world["delegate:33"]):
        called = quorum.roll(seance)
        assert SeatHolder.objects.filter(member=room.members["Anne Passerelle"]).count() == 2
        assert len(called.members) == len(room.members)
        assert len(quorum.taking_part(called)) == len(ALL_HERE)


def test_who_stands_aside_does_not_vote(room: Room, sat: tuple[Seance, AgendaItem]) -> None:
    seance, item = sat
    with acting(room.world["chair:33"]) as chair:
        actions.stand_aside(
            actor=chair, on=day_of(seance), item=item, member=room.members["Marc Ponton"], ground="knows"
        )
    room.attend(seance, "Omar Cabestan")
    with pytest.raises(Refused) as refused:
        record(room, item, **votes(6, 0))
    assert code(refused) == "too_many_votes"
    avis = record(room, item, **votes(5, 0), dissent="", reasons="Projet prêt.")
    with pytest.raises(Refused) as refused:
        record(
            room, item, **votes(4, 1), dissent="Trop tôt.", dissent_by=room.members["Marc Ponton"],
            version=avis.version,
        )  # fmt: skip
    assert code(refused) == "dissent_voter"


def test_a_member_past_her_term_neither_sits_nor_votes(world: World) -> None:
    room = after(world, Room)
    seance = room.seance()
    item = room.scheduled(seance)
    member = room.members["Omar Cabestan"]
    with acting(room.world["delegate:33"]):
        Member.objects.filter(pk=member.pk).update(ends=day_of(seance))
    member.ends = day_of(seance)
    seance = room.convened(seance)
    with on_the_day(seance):
        with pytest.raises(Refused) as refused:
            room.attend(seance, "Omar Cabestan")
        assert code(refused) == "not_member"
        assert "a pris fin" in str(refused.value)
        room.attend(seance, *ALL_HERE)
        room.opened(seance)
        with pytest.raises(Refused) as refused:
            record(room, item, **votes(6, 0))
        assert code(refused) == "too_many_votes"


def test_the_last_day_of_a_term_still_sits(world: World) -> None:
    room = after(world, Room)
    seance = room.seance()
    with acting(room.world["delegate:33"]):
        Member.objects.filter(name="Omar Cabestan").update(ends=day_of(seance) + timedelta(days=1))
        assert quorum.roll(seance).of(room.members["Omar Cabestan"].pk)
        Member.objects.filter(name="Omar Cabestan").update(ends=day_of(seance))
        assert quorum.roll(seance).of(room.members["Omar Cabestan"].pk) is None


def test_a_mandate_is_one_and_goes_to_somebody_there(room: Room, sat: tuple[Seance, AgendaItem]) -> None:
    seance, item = sat
    with pytest.raises(Refused) as refused:
        room.attend(seance, "Omar Cabestan", mode="represented", to="Hélène Môle")
    assert code(refused) == "carrier_absent"
    room.attend(seance, "Omar Cabestan", mode="represented", to="Marc Ponton")
    with pytest.raises(Refused) as refused:
        room.attend(seance, "Hélène Môle", mode="represented", to="Marc Ponton")
    assert code(refused) == "one_mandate"
    with pytest.raises(Refused) as refused:
        room.attend(seance, "Marc Ponton", mode="absent")
    assert code(refused) == "carries"
    assert record(room, item, **votes(6, 0)).present == 6


def test_a_mandate_falls_on_the_file_its_carrier_stands_aside_from(room: Room, sat: tuple[Seance, AgendaItem]) -> None:
    seance, item = sat
    room.attend(seance, "Omar Cabestan", mode="represented", to="Marc Ponton")
    with acting(room.world["chair:33"]) as chair:
        actions.stand_aside(
            actor=chair, on=day_of(seance), item=item, member=room.members["Marc Ponton"], ground="knows"
        )
        voting = quorum.taking_part(quorum.roll(seance), quorum.aside(item))
        assert {one.member.name for one in voting} == set(ALL_HERE) - {"Marc Ponton"}


@pytest.mark.parametrize(
    ("sense", "counts", "why"),
    [
        ("favourable", (1, 3, 0), "count_says_otherwise"),
        ("unfavourable", (3, 1, 0), "count_says_otherwise"),
        ("favourable", (0, 0, 0), "too_many_votes"),
        ("favourable", (2, 2, 1), ""),
        ("favourable", (2, 1, 2), ""),
    ],
)
def test_counts_say_what_the_avis_says(
    room: Room, sat: tuple[Seance, AgendaItem], sense: str, counts: tuple[int, int, int], why: str
) -> None:
    _seance, item = sat
    if not why:
        assert record(room, item, sense=sense, **votes(*counts)).sense == sense
        return
    with pytest.raises(Refused) as refused:
        record(room, item, sense=sense, reasons="Dit.", **votes(*counts))
    assert code(refused) == why


def test_a_tie_without_a_chair_gives_no_avis(room: Room, sat: tuple[Seance, AgendaItem]) -> None:
    seance, item = sat
    room.attend(seance, "Odile Cap", mode="absent")
    room.attend(seance, "Omar Cabestan")
    with acting(room.world["delegate:33"]):
        verdict = standing.of_vote(item, "favourable", (2, 2, 1), quorum.taking_part(quorum.roll(seance)))
    assert verdict.codes == ("count_says_otherwise",)


def test_the_aid_is_a_second_question(room: Room, sat: tuple[Seance, AgendaItem]) -> None:
    _seance, item = sat
    with pytest.raises(Refused) as refused:
        record(room, item, afis="not_asked")
    assert code(refused) == "afis_asked"
    with pytest.raises(Refused) as refused:
        record(room, item, afis="unfavourable", reasons="Le projet est prêt.", **votes(5, 0), afis_votes=(1, 3, 1))
    assert code(refused) == "no_aid_reasons"
    why = "Le RSA peut être demandé."
    avis = record(room, item, afis="unfavourable", **votes(5, 0), afis_votes=(1, 3, 1), afis_reasons=why)
    with acting(room.world["delegate:33"]):
        opinion = printing.opinion(Avis.objects.get(pk=avis.pk))
        assert opinion.afis is not None
        assert (opinion.path.reasons, opinion.afis.reasons) == ("", why)
    assert (avis.sense, avis.afis, avis.afis_against) == ("favourable", "unfavourable", 3)


def test_no_avis_on_a_demande_withdrawn(room: Room, sat: tuple[Seance, AgendaItem]) -> None:
    _, item = sat
    with acting(room.world["referent:amarres33"]) as referent:
        demande = Demande.objects.get(pk=item.demande_id)
        dossiers.withdraw(
            actor=referent, on=day_of(item.seance), demande=demande, version=demande.version, received_alone=True
        )
    with pytest.raises(Refused) as refused:
        record(room, item)
    assert code(refused) == "not_scheduled", "of what she took back, a number is left"
    assert not Avis.objects.filter(item=item).exists()


def test_no_avis_while_the_association_is_in_the_room(room: Room, sat: tuple[Seance, AgendaItem]) -> None:
    seance, item = sat
    with acting(room.world["delegate:33"]) as delegate:
        actions.present(actor=delegate, on=day_of(seance), item=item)
    with pytest.raises(Refused) as refused:
        record(room, item)
    assert code(refused) == "still_there"


def test_two_clicks_write_one_avis_and_a_signed_one_is_frozen(room: Room, sat: tuple[Seance, AgendaItem]) -> None:
    seance, item = sat
    avis = record(room, item)
    with pytest.raises(Stale):
        record(room, item)
    changed = record(room, item, sense="unfavourable", reasons="Dit.", version=avis.version)
    on = day_of(seance)
    with acting(room.world["secretary:33"]) as secretary, pytest.raises(Refused) as refused:
        actions.sign_releve(actor=secretary, on=on, avis=changed)
    assert code(refused) == "no_name"
    with acting(room.world["secretary:33"]) as secretary:
        signed = actions.sign_releve(actor=secretary, on=on, avis=changed, signed_name="Odile Cap")
        assert (signed.signed_source, signed.signed_name) == ("signed_paper", "Odile Cap")
        with pytest.raises(Refused) as refused:
            actions.sign_releve(actor=secretary, on=on, avis=changed, signed_name="Odile Cap")
        assert code(refused) == "signed"
    with pytest.raises(Refused) as refused:
        record(room, item, version=changed.version)
    assert code(refused) == "signed"


def test_a_releve_is_read_before_and_printed_as_it_was_signed(room: Room, sat: tuple[Seance, AgendaItem]) -> None:
    seance, item = sat
    with on_the_day(seance), acting(room.world["chair:33"]) as chair:
        for name in ("Omar Cabestan", "Hélène Môle"):
            known = {"item": item, "member": room.members[name], "ground": DeportGround.KNOWS}
            actions.stand_aside(actor=chair, on=day_of(seance), **known)
    avis = record(room, item)
    with acting(room.world["chair:33"]):
        shown = mark(printing.releve(avis))
        assert {mark(printing.releve(avis)) for _ in range(9)} == {shown}, "two readings, two orders of names"
    changed = record(room, item, reasons="Autrement dit.", version=avis.version)
    with acting(room.world["chair:33"]) as chair:
        with pytest.raises(Stale):
            actions.sign_releve(actor=chair, on=day_of(seance), avis=changed, read=shown)
        read = mark(printing.releve(changed))
        actions.sign_releve(actor=chair, on=day_of(seance), avis=changed, read=read)
    with acting(room.world["delegate:33"]):
        signed = printing.signed_releve(Avis.objects.get(item=item))
        assert mark(signed) == read
        Member.objects.filter(departement="33").update(name="Un Autre-Nom")
        kept = printing.signed_releve(Avis.objects.get(item=item))
        assert kept == signed
        assert mark(printing.releve(Avis.objects.get(item=item))) != read


def test_an_adjourned_file_says_why_and_is_complete_again(room: Room, sat: tuple[Seance, AgendaItem]) -> None:
    seance, item = sat
    with pytest.raises(Refused) as refused:
        record(room, item, sense="adjourned")
    assert code(refused) == "no_reasons"
    avis = record(room, item, sense="adjourned", reasons="Il manque un plan.")
    with acting(room.world["chair:33"]) as chair:
        actions.sign_releve(actor=chair, on=day_of(seance), avis=avis)
    with acting(room.world["delegate:33"]):
        assert Demande.objects.get(pk=item.demande_id).step == "complete"
        assert not Share.objects.filter(person=item.person_id, holder="signatory:33").exists()


def test_a_seat_and_an_antenne_write_no_avis(room: Room, sat: tuple[Seance, AgendaItem]) -> None:
    _seance, item = sat
    room.account("8")
    for who in ("seat8:33", "lead:amarres33", "signatory:33", "delegate:75"):
        with pytest.raises(Refused):
            record(room, item, who=who)
    with acting(room.world["delegate:33"]):
        assert not Avis.objects.filter(item=item).exists()
        assert not Deport.objects.filter(item=item).exists()


def test_nobody_is_present_before_the_day_of_the_session(world: World) -> None:
    room = after(world, Room)
    seance = room.seance()
    room.scheduled(seance)
    room.convened(seance)
    eve = day_of(seance) - timedelta(days=1)
    with acting(room.world["secretary:33"]) as secretary:
        for mode in ("present", "absent"):
            with pytest.raises(Refused, match="les présences se notent ce jour-là") as refused:
                actions.set_attendance(
                    actor=secretary, on=eve, seance=seance, member=room.members["Odile Cap"], mode=mode
                )
            assert code(refused) == "too_early"
        assert not Attendance.objects.filter(seance=seance).exists()


def test_a_member_set_aside_since_the_convocation_counts_in_no_quorum_of_that_file(
    room: Room, sat: tuple[Seance, AgendaItem]
) -> None:
    seance, item = sat
    police = room.account("3")
    other = room.seats["8"]
    with acting(room.world["referent:amarres33"]) as referent:
        for holder in (f"user:{police.user_id}", f"seat:{other.pk}"):
            people.exclude(actor=referent, on=day_of(seance), person=item.person, holder=holder)
    with acting(room.world["delegate:33"]):
        called = quorum.roll(seance)
        away = {room.members[name].pk for name in ("Luc Écluse", "Sylvie Jetée")}
        assert quorum.aside(item) == away
        assert not away & {one.member.pk for one in quorum.taking_part(called, quorum.aside(item))}
        assert quorum.of_session(seance, called)
        assert not quorum.of_file(item, called), "three of eight, and the text does not say eight or six"
        assert "other_reading" in {reason.code for reason in quorum.of_file(item, called).reasons}
        # No avis without a quorum; an adjournment needs none, and notes who took no part.
    with pytest.raises(Refused):
        record(room, item)
    record(room, item, sense="adjourned", reasons="Il manque du monde.")
    with acting(room.world["delegate:33"]):
        found = Deport.objects.filter(item=item)
        assert set(found.values_list("member", "ground")) == {(pk, "not_open") for pk in away}


def test_who_is_set_aside_after_the_avis_was_there_for_it(room: Room, sat: tuple[Seance, AgendaItem]) -> None:
    seance, item = sat
    record(room, item)
    with acting(room.world["referent:amarres33"]) as referent:
        people.exclude(actor=referent, on=day_of(seance), person=item.person, holder=f"seat:{room.seats['8'].pk}")
    with acting(room.world["delegate:33"]):
        assert quorum.aside(item) == frozenset()
    # The avis written again is written without her.
    assert record(room, item, version=1).present == len(ALL_HERE) - 1


def test_an_avis_that_lost_its_quorum_is_suspended_until_it_is_taken_again(
    room: Room, sat: tuple[Seance, AgendaItem]
) -> None:
    seance, item = sat
    avis = record(room, item)
    room.attend(seance, *ALL_HERE[1:], mode="absent")
    with acting(room.world["chair:33"]) as chair:
        number = AgendaItem.objects.get(pk=item.pk).person.reference
        said = f"L’avis de {number} n’a plus son quorum"
        assert said in access.can_sign_releve(chair, avis).sentence
        with pytest.raises(Refused, match=said):
            actions.sign_releve(actor=chair, on=day_of(seance), avis=avis)
    with acting(room.world["secretary:33"]) as secretary:
        assert said in access.can_close(secretary, seance, day_of(seance)).sentence
        with pytest.raises(Refused, match=said):
            actions.close_seance(actor=secretary, on=day_of(seance), seance=seance)
    # Adjourned, or with its quorum again, it is signed.
    record(room, item, sense="adjourned", afis="not_asked", reasons="Trop peu de membres.", version=1)
    with acting(room.world["secretary:33"]):
        assert standing.suspended(seance) == {}
    room.attend(seance, *ALL_HERE)
    avis = record(room, item, version=2)
    with acting(room.world["chair:33"]) as chair:
        actions.sign_releve(actor=chair, on=day_of(seance), avis=avis)


def test_fewer_members_than_votes_suspend_an_avis(room: Room, sat: tuple[Seance, AgendaItem]) -> None:
    seance, item = sat
    avis = record(room, item, **votes(3, 2))
    room.attend(seance, ALL_HERE[-1], mode="absent")
    with acting(room.world["chair:33"]) as chair:
        assert quorum.of_session(seance)
        assert access.can_sign_releve(chair, avis).codes == ("suspended",)


def test_what_was_signed_is_never_read_again_from_who_is_there(room: Room, sat: tuple[Seance, AgendaItem]) -> None:
    seance, item = sat
    avis = record(room, item)
    with acting(room.world["chair:33"]) as chair:
        actions.sign_releve(actor=chair, on=day_of(seance), avis=avis)
    room.attend(seance, *ALL_HERE, mode="absent")
    with acting(room.world["delegate:33"]):
        kept = Avis.objects.get(pk=avis.pk)
        assert (kept.present, bool(standing.of_avis(kept))) == (5, True)
        assert standing.suspended(seance) == {}
