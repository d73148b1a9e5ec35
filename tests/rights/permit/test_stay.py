"""The permit: said by each side, corrected by another row, closed to those who may not."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from rivage.core import clock
from rivage.core.refusal import Refused
from rivage.desk.homes import home
from rivage.law.recours import last_day
from rivage.people.models import Person, Share
from rivage.rights.clocks import gather, read
from rivage.rights.clocks.facts import StayFacts, gather_all
from rivage.rights.clocks.residence import Stay, standing
from rivage.rights.clocks.steps import contested, next_step
from rivage.rights.enums import PermitNeed
from rivage.rights.models import ApsFact, ResidenceNeed
from rivage.rights.permit import actions
from rivage.rights.permit.todo import TO_READ
from tests.dossiers.path import in_days
from tests.rights.permit.path import DELEGATE, DESK, REFERENT, authorised, note, person_of, with_desk
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def say(world: World, demande: object, need: str, **values: object) -> ResidenceNeed:
    with acting(world[REFERENT]) as actor:
        person = person_of(demande)  # type: ignore[arg-type]
        shown = {"version": actions.need_version(person)}
        return actions.set_need(actor=actor, on=world.today, person=person, need=need, **shown | values)  # type: ignore[arg-type]


def code(world: World, demande: object, who: str = REFERENT) -> str:
    with acting(world[who]) as reader:
        return standing(gather(reader, person_of(demande)), world.today).code  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("step", "days", "until", "words"),
    [
        ("requested", 1, None, "ne peut pas être après aujourd’hui"),
        ("appointment", 400, None, "à plus d’un an"),
        ("requested", -60, None, "précède l’autorisation"),
        ("receipt", -1, None, "Il manque le dernier jour"),
        ("delivered", -1, -2, "Le dernier jour vient avant le premier"),
        ("delivered", -1, 2000, "à plus de quatre ans"),
        ("requested", -1, 30, "pour un récépissé ou une autorisation seulement"),
        ("granted", -1, None, "dans la liste"),
    ],
)
def test_what_can_not_be_is_refused_with_a_sentence(
    world: World, step: str, days: int, until: int | None, words: str
) -> None:
    demande = after(world, authorised, 30)
    with pytest.raises(Refused) as refused:
        note(world, demande, step, days, until=until, source="phone")
    assert words in refused.value.verdict.sentence
    with acting(world[REFERENT]):
        assert not ApsFact.objects.exists()


def test_the_whole_of_a_request_and_of_its_renewal(world: World) -> None:
    demande = after(world, authorised, 160)
    with pytest.raises(Refused, match="n° 1"):
        note(world, demande, "requested", -150, n=2)
    note(world, demande, "requested", -150)
    assert code(world, demande) == Stay.SILENCE
    note(world, demande, "appointment", 3)
    note(world, demande, "receipt", -140, until=40, who=DESK)
    with pytest.raises(Refused, match="ne vient pas avant la demande"):
        note(world, demande, "delivered", -151, until=20)
    note(world, demande, "delivered", -100, until=15, who=DESK)
    assert code(world, demande) == Stay.TO_RENEW
    note(world, demande, "requested", -2, n=2)
    assert code(world, demande) == Stay.DELIVERED
    with pytest.raises(Refused, match="attend encore sa réponse"):
        note(world, demande, "requested", 0, n=3, source="phone")
    note(world, demande, "refused", 0, n=2, who=DESK)
    with acting(world[REFERENT]) as reader:
        assert "renouvellement refusé" in read(gather(reader, person_of(demande)), world.today).residence.stands


def test_a_refused_permit_waits_on_the_home_of_her_antenne_until_its_last_day(world: World) -> None:
    demande = after(world, authorised, 30)
    note(world, demande, "requested", -20)
    note(world, demande, "refused", -2, who=DESK)
    title = "Refus de l’autorisation provisoire : recours possible"
    with acting(world[REFERENT]) as actor:
        due = [item.due for item in home(actor, world.today).items if item.title == TO_READ]
        assert due == [world.today], "while a shorter delay may run"
        month = in_days(world, 40)
        due = [item.due for item in home(actor, month).items if item.title == title]
        assert due == [last_day(in_days(world, -2))]
        later = in_days(world, 70)
        assert title not in [item.title for item in home(actor, later).items]


@pytest.mark.parametrize("silent", [False, True])
def test_a_new_request_hides_no_refusal_that_may_still_be_contested(world: World, silent: bool) -> None:
    demande = after(world, authorised, 160)
    note(world, demande, "requested", -150)
    if not silent:
        note(world, demande, "refused", -2, who=DESK)
    with acting(world[REFERENT]) as reader:
        before = contested(gather_all(reader, [person_of(demande)], StayFacts)[demande.person_id], world.today)
    assert before is not None
    note(world, demande, "requested", -1, n=2)
    with acting(world[REFERENT]) as actor:
        found = gather_all(actor, [person_of(demande)], StayFacts)[demande.person_id]
        assert contested(found, world.today) == before
        assert before[1].sentence(world.today) in next_step(found, world.today, "")
        titles = [item.title for item in home(actor, world.today).items]
    assert (TO_READ in titles) is not silent
    assert ("Silence sur la demande d’autorisation provisoire : recours possible" in titles) is silent
    note(world, demande, "delivered", 0, until=100, n=2, who=DESK)
    with acting(world[REFERENT]) as actor:
        assert contested(gather_all(actor, [person_of(demande)], StayFacts)[demande.person_id], world.today) is None


def test_a_paper_alone_is_enough_for_a_delivery(world: World) -> None:
    demande = after(world, authorised, 30)
    note(world, demande, "delivered", -10, until=200)
    assert code(world, demande) == Stay.DELIVERED


def test_the_owner_prevails_and_both_stay(world: World) -> None:
    demande = after(world, authorised, 30)
    note(world, demande, "requested", -12)
    note(world, demande, "requested", -10, who=DESK)
    with acting(world[DELEGATE]) as reader:
        (one,) = gather(reader, person_of(demande)).permits
        assert one.requested is not None
        assert one.requested.on == world.today - timedelta(days=10)
        said = one.requested.difference(world.today)
        assert said.startswith("La préfecture a noté le ")
        assert "; l’association avait noté le " in said
        assert ApsFact.objects.count() == 2


def test_a_double_click_is_one_row_and_a_correction_another(world: World) -> None:
    demande = after(world, authorised, 30)
    assert note(world, demande, "requested", -10).pk == note(world, demande, "requested", -10).pk
    with pytest.raises(Refused, match="déjà notée"):
        note(world, demande, "requested", -9)
    with acting(world[REFERENT]) as reader:
        assert ApsFact.objects.count() == 1
        (one,) = gather(reader, person_of(demande)).permits
        assert one.requested is not None
        assert one.requested.on == world.today - timedelta(days=10)


def test_no_request_before_the_authorisation_nor_in_another_name(world: World) -> None:
    with_desk(world)
    demande = authorised(world)
    for who, source in ((REFERENT, "own_desk"), (DELEGATE, "own_desk"), (DESK, "phone")):
        told = actions.StepTold(1, "requested", world.today, source)
        with acting(world[who]) as actor, pytest.raises(Refused, match="Dites d’où"):
            actions.record_aps(actor=actor, on=world.today, person=person_of(demande), told=told)


def test_an_asylum_claim_is_read_as_without_object_and_stops_requests(world: World) -> None:
    demande = after(world, authorised, 60)
    say(world, demande, "asylum")
    assert person_of_as(world, demande).aps_need == "not_concerned"
    with pytest.raises(Refused, match="examinée"):
        note(world, demande, "requested", -1)
    with pytest.raises(Refused) as refused:
        note(world, demande, "requested", -1, who=DELEGATE, source="phone")
    assert "asile" not in refused.value.verdict.sentence
    with acting(world[DELEGATE]) as reader:
        found = read(gather(reader, person_of(demande)), world.today)
        assert found.residence.need == "sans objet"
        assert not ResidenceNeed.objects.exists()
    with acting(world[REFERENT]) as reader:
        assert "asile" in read(gather(reader, person_of(demande)), world.today).residence.need
    with acting(world[DESK]):
        assert not Person.objects.visible_to(world[DESK]).exists()


def person_of_as(world: World, demande: object) -> Person:
    with acting(world[REFERENT]):
        return person_of(demande)  # type: ignore[arg-type]


def test_the_day_the_claim_ends_a_permit_is_needed_from_that_day_and_the_desk_reads(world: World) -> None:
    demande = after(world, authorised, 60, "asylum")
    with acting(world[REFERENT]) as reader:
        assert not read(gather(reader, person_of(demande)), world.today).past
    with acting(world[REFERENT]) as actor:
        person = person_of(demande)
        with pytest.raises(Refused, match="après aujourd’hui"):
            actions.end_asylum(actor=actor, on=world.today, person=person, ended_on=world.today + timedelta(days=1))
    with acting(world[REFERENT]) as actor:
        row = actions.end_asylum(
            actor=actor, on=world.today, person=person_of(demande), ended_on=world.today - timedelta(days=5)
        )
        assert row.need == PermitNeed.NEEDED
        found = read(gather(actor, person_of(demande)), world.today)
        (gap,) = [one for one in found.past if one.clock == "residence"]
        assert gap.days.start == world.today - timedelta(days=5)
    with acting(world[DESK]) as desk:
        assert Person.objects.visible_to(desk, "stay").count() == 1
        assert code(world, demande, DESK) == Stay.TO_REQUEST
    with acting(world[REFERENT]) as actor, pytest.raises(Refused, match="Aucune demande d’asile"):
        actions.end_asylum(actor=actor, on=world.today, person=person_of(demande), ended_on=world.today)


def test_protected_leaves_no_need_and_no_outcome(world: World) -> None:
    demande = after(world, authorised, 60)
    say(world, demande, "asylum")
    with acting(world[REFERENT]) as actor:
        row = actions.end_asylum(
            actor=actor, on=world.today, person=person_of(demande), ended_on=world.today, protected=True
        )
        assert row.need == PermitNeed.OTHER_TITLE
        assert person_of(demande).aps_need == "no"
        assert code(world, demande) == Stay.NOT_NEEDED


def test_another_document_until_a_day_is_foreseen_by_her_antenne_alone(world: World) -> None:
    demande = after(world, authorised, 10)
    say(world, demande, "other_title", until=world.today + timedelta(days=20))
    with acting(world[REFERENT]) as reader:
        known = gather(reader, person_of(demande))
        found = read(known, world.today)
        (gap,) = [one for one in found.foreseen if one.clock == "residence"]
        assert gap.days.start == world.today + timedelta(days=21)
        assert "finit le" in next_step(known, world.today, "")
    with acting(world[DELEGATE]) as reader:
        found = read(gather(reader, person_of(demande)), world.today)
        assert not [one for one in found.gaps if one.clock == "residence" and one.foreseen]
    with acting(world[DESK]):
        assert not Share.objects.in_force(clock.now()).filter(holder="desk:33").exists()
    with pytest.raises(Refused, match="plus valable"):
        say(world, demande, "other_title", until=world.today - timedelta(days=1))
    with pytest.raises(Refused, match="après aujourd’hui"):
        say(world, demande, "needed", since=world.today + timedelta(days=1))
    with pytest.raises(Refused, match="autre document"):
        say(world, demande, "needed", until=world.today)


@pytest.mark.parametrize(
    "who", ["referent:amarres33", "other:estuaire33", "delegate:75", "chair:33", "signatory:33", "desk:75"]
)
def test_nobody_else_writes_nor_reads_the_permit(world: World, who: str) -> None:
    demande = after(world, authorised, 30)
    with_desk(world, "75")
    note(world, demande, "requested", -3)
    person = person_of_as(world, demande)
    with acting(world[who]) as actor:
        told = actions.StepTold(1, "refused", world.today, "own_desk" if who.startswith("desk") else "phone")
        with pytest.raises(Refused):
            actions.record_aps(actor=actor, on=world.today, person=person, told=told)
        with pytest.raises(Refused):
            actions.set_need(actor=actor, on=world.today, person=person, need="needed", version="")
        assert not ApsFact.objects.visible_to(actor).exists()


def test_the_database_keeps_facts_as_they_were_written(world: World) -> None:
    demande = after(world, authorised, 30)
    note(world, demande, "requested", -3)
    with acting(world[REFERENT]):
        for change in (
            lambda: ApsFact.objects.update(on=world.today),
            lambda: ApsFact.objects.all().delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()
