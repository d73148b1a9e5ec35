"""The aid and the permit go with her to another département: nothing is ordered twice, nothing stops."""

from datetime import timedelta

import pytest
from django.db import connection

from rivage.core import clock
from rivage.core.refusal import Refused
from rivage.dossiers import actions as dossiers
from rivage.dossiers.models import Demande, Parcours
from rivage.law.period import add_months
from rivage.people.models import Person, Share
from rivage.rights.aid import actions
from rivage.rights.aid.ledger import MonthState, read_books
from rivage.rights.aid.orders import propose
from rivage.rights.models import AfisDecision, AfisMonth, AfisOrder
from rivage.rights.permit import actions as permit
from tests.attack.test_moves import nominative
from tests.bad_input.calling import Caller
from tests.decisions.path import GRANT, opined, signed, told
from tests.people.moving import moved
from tests.rights.aid.ordering import issued
from tests.rights.aid.test_months import aided, answer, first, lines, ordered, read
from tests.rights.permit.path import authorised, with_desk
from tests.world import World, acting, away

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
        issued(delegate, month, "75", month)
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
        permit.set_need(actor=actor, on=world.today, person=person, need="needed", version=permit.need_version(person))
        assert not Share.objects.filter(holder="desk:33").exists()
        Share.objects.filter(holder="desk:75").update(ends=clock.now())
    with clock.at(clock.now() + timedelta(seconds=1)), acting(world[who]) as actor:
        told = permit.StepTold(1, "requested", world.today, "paper_held")
        permit.record_aps(actor=actor, on=world.today, person=Person.objects.get(), told=told)
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
        issued(actor, world.today, "75", first(world))
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


def file_of(world: World, order: AfisOrder, who: str) -> list[str]:
    with acting(world[who]) as actor:
        content = actions.take_order(actor=actor, on=world.today, order=order, form="csv")[0]
    return content.decode("utf-8-sig").splitlines()[1:]


def left(world: World, to: str = FAR, who: str = "referent:estuaire33") -> Person:
    with acting(world[who]):
        person = Person.objects.get()
    return moved(world, person, to, who)


@pytest.mark.parametrize("who", ["payer:33", "delegate:33"])
def test_a_month_ordered_before_she_left_is_paid_and_answered_there(
    world: World, aided: AfisDecision, who: str
) -> None:
    order = ordered(world)
    before = file_of(world, order, who)
    (line,) = lines(world)
    left(world)
    after = file_of(world, order, who)
    cells, said = before[0].split(";"), after[0].split(";")
    assert said[:6] == cells[:6], "who is to be paid is named as in the order"
    assert (said[6], said[7:]) == ("", cells[7:]), "but nowhere is said where she is"
    assert after[-1] == "FIN;1"
    report = read(world, order, answer(line, world), who)
    assert (len(report.accepted), report.wrong) == (1, [])
    assert len(read(world, order, answer(line, world) + b"\n", who).already) == 1
    with acting(world["delegate:75"]) as delegate:
        (month, *_) = read_books(delegate, [aided.person_id]).months(aided.person_id, world.today)
        assert (month.month, month.state, month.ordered.paid) == (first(world), MonthState.PAID, line.amount)
        with pytest.raises(Refused, match="Rien de nouveau"):
            issued(delegate, world.today, "75", first(world))


def test_a_month_returned_before_she_left_may_still_be_paid_there(world: World, aided: AfisDecision) -> None:
    order = ordered(world)
    (line,) = lines(world)
    read(world, order, answer(line, world, etat="revenu", montant=""))
    left(world)
    with clock.at(away(3)):
        world.today += timedelta(days=3)
        assert len(read(world, order, answer(line, world)).accepted) == 1


def test_a_month_paid_in_part_before_she_left_may_still_be_paid_whole_there(world: World, aided: AfisDecision) -> None:
    order = ordered(world)
    (line,) = lines(world)
    read(world, order, answer(line, world, montant="300"))
    left(world)
    assert len(read(world, order, answer(line, world)).accepted) == 1


def test_a_month_paid_before_she_left_leaves_nothing_behind(world: World, aided: AfisDecision) -> None:
    order = ordered(world)
    (line,) = lines(world)
    read(world, order, answer(line, world))
    left(world)
    assert file_of(world, order, "payer:33") == ["FIN;0"]
    with acting(world["payer:33"]):
        assert not Share.objects.in_force(clock.now()).exists()


@pytest.mark.parametrize("who", ["payer:33", "delegate:33"])
def test_of_who_left_the_order_alone_is_read_and_for_half_a_year(world: World, aided: AfisDecision, who: str) -> None:
    order = ordered(world)
    (line,) = lines(world)
    person = left(world)
    here = world[FAR]
    named = {str(here.pk), str(here.body_id), str(here.user_id)}
    with acting(world[who]), connection.cursor() as cursor:
        for model in nominative():
            table, column = model._meta.db_table, "id" if model is Person else "person_id"
            cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t WHERE {column} = %s", [person.pk])
            said = " ".join(text for (text,) in cursor.fetchall())
            assert model is Share or not said, table
            assert not {name for name in named if name in said}, table
        for function in ("lines(%s, false)", "people(%s)"):
            cursor.execute(f"SELECT to_jsonb(t)::text FROM rights_left_{function} t", [[order.pk]])
            (said,) = cursor.fetchone()
            assert not {name for name in named if name in said}, function
    page = Caller(world[who]).get("rights:order", order=order.pk)
    assert page.says("Awa Corail")
    assert page.says("Suivie ailleurs")
    assert not page.says("Paris")
    assert Caller(world[who]).get("rights:orders").says("1 mois, 665,52 €")
    if who == "payer:33":
        assert Caller(world[who]).get("desk:home").says("réponse attendue pour 1 mois")
    for other in ("payer:75", "chair:33", "signatory:33", "referent:estuaire33", "delegate:23"):
        with acting(world[other]), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM rights_left_lines(%s, false)", [[order.pk]])
            assert cursor.fetchone() == (0,), other
            cursor.execute("SELECT rights_left_answer(%s, 'paid', %s, 1, NULL)", [line.pk, world.today])
            assert cursor.fetchone() == (False,), other
    with clock.at(away(190)):
        assert file_of(world, order, who) == ["FIN;0"]
        world.today += timedelta(days=190)
        (wrong,) = read(world, order, answer(line, world), who).wrong
        assert "plus ouverte" in wrong.sentence


def test_she_comes_back_and_no_line_is_told_twice(world: World, aided: AfisDecision) -> None:
    order = ordered(world)
    left(world)
    with clock.at(away(1)):
        left(world, "referent:estuaire33", FAR)
        assert file_of(world, order, "delegate:33")[-1] == "FIN;1"
        assert file_of(world, order, "payer:33")[-1] == "FIN;1"
    month = add_months(first(world), 1)
    with clock.at(clock.now().replace(year=month.year, month=month.month, day=2)):
        with acting(world["delegate:33"]) as delegate:
            again = issued(delegate, month, "33", month)
        assert file_of(world, again, "payer:33")[-1] == "FIN;1"
        assert file_of(world, order, "payer:33")[-1] == "FIN;1"


def test_she_moves_on_and_each_payer_answers_what_it_was_asked(world: World, aided: AfisDecision) -> None:
    mine = ordered(world)
    left(world)
    month = add_months(first(world), 1)
    with clock.at(clock.now().replace(year=month.year, month=month.month, day=2)):
        with acting(world["delegate:75"]) as delegate:
            theirs = issued(delegate, month, "75", month)
        world.body("estuaire23", "antenne", "Cap Estuaire Creuse", "23", parent=world.bodies["estuaire"])
        world.member("referent:estuaire23", "estuaire23", "referent", ["23"])
        left(world, "referent:estuaire23", FAR)
        for order, who in ((mine, "payer:33"), (theirs, "payer:75")):
            assert file_of(world, order, who)[-1] == "FIN;1"
            assert len(file_of(world, order, who)) == 2
