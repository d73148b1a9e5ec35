"""A renewal is handed over to another préfet and she stays where she is: what the first demande gives stays there."""

from datetime import timedelta
from decimal import Decimal

import pytest

from rivage.accounts.models import Membership
from rivage.audit.models import Event
from rivage.core import clock
from rivage.decisions.models import Decision
from rivage.dossiers import actions as dossiers
from rivage.dossiers.models import Demande, Parcours
from rivage.law.period import add_months
from rivage.people.models import Person, Share
from rivage.rights.aid import actions
from rivage.rights.aid.ledger import read_books
from rivage.rights.models import AfisDecision, AfisMonth
from rivage.rights.permit import actions as permit
from tests.decisions.path import GRANT, opined, signed, told
from tests.dossiers.path import WHO, deposited
from tests.people.moving import moved
from tests.rights.aid.test_books import waits
from tests.rights.aid.test_months import aided, first, ordered
from tests.rights.aid.test_moves import FAR, desk_reads, desks
from tests.rights.permit.path import authorised, note
from tests.world import World, acting, away

__all__ = ["aided"]
pytestmark = pytest.mark.django_db


def say_need(world: World, actor: Membership, need: str) -> None:
    person = Person.objects.get()
    permit.set_need(actor=actor, on=world.today, person=person, need=need, version=permit.need_version(person))


def notified(world: World) -> None:
    with acting(world[WHO]):
        decision = Decision.objects.get()
    told(world, decision, WHO, "person", "by_hand", language="français")
    told(world, decision, "delegate:33", "association", "secure")


def handed_over(world: World, to: str = "75", home: str = "33") -> Demande:
    """Her renewal, before the préfet of another département: her path is there, she and her first demande are not."""
    who = f"referent:estuaire{home}"
    with acting(world[who]):
        person = Person.objects.get()
    demande = deposited(world, who, person=person, kind="renouvellement")
    with acting(world[f"delegate:{home}"]) as delegate:
        demande = dossiers.forward(
            actor=delegate, on=world.today, demande=demande, to=to, competence="association", version=demande.version
        )
    with acting(world[who]) as actor:
        demande = dossiers.hand_over(actor=actor, on=world.today, demande=demande, version=demande.version)
        assert (Parcours.objects.get().departement, Person.objects.get().departement) == (to, home)
    return demande


@pytest.mark.parametrize("who", [WHO, "delegate:33"])
def test_her_permit_opens_to_the_desk_of_where_she_is(world: World, who: str) -> None:
    desks(world)
    demande = authorised(world)
    renewal = handed_over(world)
    with acting(world[WHO]) as actor:
        say_need(world, actor, "needed")
        assert Share.objects.filter(holder="desk:33").count() == 1
        Share.objects.filter(holder="desk:33").update(ends=clock.now())
    with clock.at(clock.now() + timedelta(seconds=1)):
        note(world, demande, "requested", 0, who)
    with clock.at(clock.now() + timedelta(seconds=2)):
        assert desk_reads(world) == {"33": True, "75": False}
        with acting(world[WHO]) as actor:
            held = Demande.objects.select_related("parcours", "person").get(pk=renewal.pk)
            dossiers.open_where_she_is(
                actor=actor, on=world.today, demande=held, kind="desk", opening="authorise_residence"
            )
        assert desk_reads(world) == {"33": True, "75": True}, "what the other préfet grants opens there"
    with clock.at(clock.now() + timedelta(seconds=3)):
        with acting(world[WHO]) as actor:
            say_need(world, actor, "not_concerned")
        assert desk_reads(world) == {"33": False, "75": False}


def test_the_aid_of_the_first_demande_is_granted_where_she_is(world: World) -> None:
    for code in ("33", "75"):
        world.body(f"payer{code}", "payer", f"Caisse {code}", code)
        world.member(f"payer:{code}", f"payer{code}", "payer", [code])
    demande = opined(world)
    signed(world, demande, **GRANT)
    notified(world)
    handed_over(world)
    with acting(world["delegate:33"]) as actor:
        actions.decide_afis(
            actor=actor, on=world.today, demande=Demande.objects.get(pk=demande.pk), sense="grant",
            decided_on=world.today, children=1, signed_name="Anne Sémaphore",
        )  # fmt: skip
        assert Event.objects.get(kind="afis_decided").departement == "33"
    ordered(world)
    for code, seen in (("33", 1), ("75", 0)):
        with acting(world[f"payer:{code}"]):
            assert AfisMonth.objects.count() == seen


def test_the_months_of_the_first_demande_are_ordered_where_she_is(world: World, aided: AfisDecision) -> None:
    notified(world)
    later = add_months(world.today, 2)
    before = waits(world, "delegate:33", "33", later)
    assert len(before) == 3
    handed_over(world)
    assert waits(world, "delegate:33", "33", later) == before
    assert waits(world, "delegate:75", "75", later) == []
    with clock.at(away(1)):
        moved(world, aided.demande.person, FAR)
        assert waits(world, "delegate:75", "75", later) == before
        assert waits(world, "delegate:33", "33", later) == []


def test_they_keep_the_scale_of_where_she_is(world: World, aided: AfisDecision) -> None:
    world.body("pref976", "prefecture", "Préfecture 976", "976")
    notified(world)
    handed_over(world, "976")
    assert waits(world, "delegate:33", "33", world.today) == [Decimal("665.52")]
    with acting(world[WHO]) as actor:
        (month, *_) = read_books(actor, [aided.person_id]).months(aided.person_id, world.today)
    assert (month.month, month.amount) == (first(world), Decimal("665.52"))


@pytest.mark.parametrize("who", [FAR, "delegate:75"])
def test_handed_over_to_where_she_came_from_it_takes_nothing_else_back_there(
    world: World, aided: AfisDecision, who: str
) -> None:
    desks(world)
    notified(world)
    later = add_months(world.today, 2)
    before = waits(world, "delegate:33", "33", later)
    moved(world, aided.demande.person, FAR)
    with clock.at(clock.now() + timedelta(seconds=1)):
        renewal = handed_over(world, "33", "75")
        assert waits(world, "delegate:75", "75", later) == before
        assert waits(world, "delegate:33", "33", later) == []
        with acting(world[FAR]) as actor:
            say_need(world, actor, "needed")
            Share.objects.filter(holder="desk:75").update(ends=clock.now())
    with clock.at(clock.now() + timedelta(seconds=2)):
        note(world, aided.demande, "requested", 0, who)
    with clock.at(clock.now() + timedelta(seconds=3)):
        assert desk_reads(world) == {"33": False, "75": True}
        with acting(world["delegate:33"]):
            assert list(Demande.objects.values_list("pk", flat=True)) == [renewal.pk]
