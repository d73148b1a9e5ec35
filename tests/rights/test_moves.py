"""The aid and the permit go with her to another département: nothing is ordered twice, nothing stops."""

from datetime import timedelta

import pytest

from rivage.core import clock
from rivage.dossiers import actions as dossiers
from rivage.dossiers.models import Demande, Parcours
from rivage.law.period import add_months
from rivage.people.models import Person, Share
from rivage.rights import actions
from rivage.rights.models import AfisDecision, AfisMonth
from rivage.rights.orders import propose
from tests.decisions.path import GRANT, opined, signed, told
from tests.people.moving import moved
from tests.rights.stay import authorised, with_desk
from tests.rights.test_months import aided, first, ordered
from tests.world import World, acting

__all__ = ["aided"]
pytestmark = pytest.mark.django_db
FAR = "referent:estuaire75"


def test_the_aid_is_ordered_where_she_is_from_now_on(world: World, aided: AfisDecision) -> None:
    ordered(world)
    with acting(world["lead:estuaire33"]):
        person = Demande.objects.get().person
    moved(world, person, FAR)
    with acting(world["payer:33"]):
        assert not AfisMonth.objects.exists()
    with acting(world["delegate:75"]):
        assert AfisMonth.objects.count() == 1, "what was ordered is known"
    month = add_months(first(world), 1)
    after = clock.now().replace(year=month.year, month=month.month, day=2)
    with clock.at(after), acting(world["delegate:75"]) as delegate:
        actions.order_month(actor=delegate, on=month, departement="75", month=month)
        assert AfisMonth.objects.filter(month=first(world)).count() == 1
        assert AfisMonth.objects.get(month=month).order.departement == "75"
        assert Share.objects.filter(holder="payer:75").count() == 1
    with clock.at(after), acting(world["payer:75"]):
        assert AfisMonth.objects.filter(month=month).exists()


def desks(world: World) -> None:
    for code in ("33", "75"):
        with_desk(world, code)


def desk_reads(world: World) -> dict[str, bool]:
    found = {}
    for code in ("33", "75"):
        with acting(world[f"desk:{code}"]):
            found[code] = Person.objects.exists()
    return found


@pytest.mark.parametrize("who", [FAR, "delegate:75"])
def test_the_desk_that_she_left_is_given_nothing_when_her_permit_is_noted(world: World, who: str) -> None:
    desks(world)
    authorised(world)
    with acting(world["referent:estuaire33"]):
        person = Person.objects.get()
    person = moved(world, person, FAR)
    with acting(world[FAR]) as actor:
        actions.set_need(actor=actor, on=world.today, person=person, need="needed")
        assert not Share.objects.filter(holder="desk:33").exists()
        Share.objects.filter(holder="desk:75").update(ends=clock.now())
    with clock.at(clock.now() + timedelta(seconds=1)), acting(world[who]) as actor:
        actions.record_aps(
            actor=actor, on=world.today, person=Person.objects.get(), n=1, step="requested", fact_on=world.today,
            source="paper_held",
        )  # fmt: skip
    with clock.at(clock.now() + timedelta(seconds=2)):
        assert desk_reads(world) == {"33": False, "75": True}


@pytest.mark.parametrize("last", [FAR, "delegate:75"])
def test_the_desk_that_she_left_is_given_nothing_when_the_decision_is_notified(world: World, last: str) -> None:
    desks(world)
    demande = opined(world)
    with acting(world["referent:estuaire33"]):
        Person.objects.update(aps_need="yes")
    decision = signed(world, demande, **GRANT)
    moved(world, demande.person, FAR)
    told(world, decision, FAR, "person", "by_hand", language="français")
    told(world, decision, last, "association", "secure", source="signed_paper" if last == FAR else "own_desk")
    assert desk_reads(world) == {"33": False, "75": True}


def test_the_aid_of_a_path_authorised_where_she_was_is_granted_where_she_is(world: World) -> None:
    for code in ("33", "75"):
        world.body(f"payer{code}", "payer", f"Caisse {code}", code)
        world.member(f"payer:{code}", f"payer{code}", "payer", [code])
    demande = opined(world)
    signed(world, demande, **GRANT)
    moved(world, demande.person, FAR)
    with acting(world["delegate:75"]) as actor:
        actions.decide_afis(
            actor=actor, on=world.today, demande=Demande.objects.get(), sense="grant", decided_on=world.today,
            children=1, signed_name="Anne Sémaphore",
        )  # fmt: skip
        actions.order_month(actor=actor, on=world.today, departement="75", month=first(world))
    for code, seen in (("33", 0), ("75", 1)):
        with acting(world[f"payer:{code}"]):
            assert AfisMonth.objects.count() == seen


@pytest.mark.parametrize("kind", ["moved", "no_news"])
def test_an_absence_noted_before_she_left_stops_no_month_once_she_is_back(
    world: World, aided: AfisDecision, kind: str
) -> None:
    with acting(world["referent:estuaire33"]) as actor:
        path = Parcours.objects.get()
        person = Person.objects.get()
        dossiers.note_absence(actor=actor, on=world.today, parcours=path, since=world.today, kind=kind)
    moved(world, person, FAR)
    with acting(world[FAR]) as actor:
        dossiers.come_back(actor=actor, on=world.today, parcours=Parcours.objects.get())
        assert Parcours.objects.get().departement == "75"
    with acting(world["delegate:75"]) as delegate:
        found = propose(delegate, "75", first(world), world.today)
        assert [month.month for _, month in found.lines] == [first(world)]
