"""The active file: who comes, who leaves and who stays add up; how she was met is read by her antenne alone."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from rivage.core import clock
from rivage.core.refusal import Refused, Stale
from rivage.core.versions import version_of
from rivage.dossiers import actions as dossiers
from rivage.people.models import Person
from rivage.support.active import actions, reading
from rivage.support.active.actions import ContactTold
from rivage.support.enums import Phase
from rivage.support.models import FirstContact, MeansWait, WeekTime
from tests.bad_input.calling import Answer, Caller, answered
from tests.dossiers.path import WHO, deposited, new_person
from tests.people.moving import moved
from tests.rights.permit.path import authorised
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db
LEAD, OTHERS = "lead:estuaire33", "lead:amarres33"
HOURS = {"before": Decimal(4), "file": Decimal(2), "path": Decimal(12), "after": Decimal(1), "children": Decimal(3)}


def met(world: World, person: Person, origin: str = "street", version: str | None = None, **more: Any) -> FirstContact:
    with acting(world[WHO]) as actor:
        suivi = reading.running(person)
        assert suivi is not None
        shown = version_of(reading.contact_of(suivi)) if version is None else version
        why = more.pop("why", "")
        return actions.note_contact(
            actor=actor, on=world.today, person=person, told=ContactTold(origin, **more), version=shown, why=why
        )


def listed(world: World, asked: str, who: str = LEAD) -> Answer:
    reader = Caller(world[who])
    return answered(reader.client.get(f"{reader.url('support:active')}?{asked}"))


def ended(world: World, person: Person, days: int = 0, destination: str = "work") -> None:
    with acting(world[WHO]) as actor:
        on = world.today - timedelta(days=days)
        dossiers.end_suivi(
            actor=actor, on=world.today, person=person, ended_on=on, why="done", destination=destination
        )


def test_how_she_was_met_is_noted_then_corrected_with_a_reason_and_both_stay(world: World) -> None:
    person = after(world, new_person)
    first = met(world, person, met_on=world.today - timedelta(days=9))
    with pytest.raises(Refused, match="Dites pourquoi"):
        met(world, person, "police")
    met(world, person, "police", why="Lue sur une autre fiche.")
    with pytest.raises(Stale):
        met(world, person, "hospital", version=version_of(first), why="Autre onglet.")
    page = Caller(world[WHO]).get("support:first_contact", person=person.pk)
    assert page.says("dans la rue, lors d’une sortie")
    assert page.says("Lue sur une autre fiche.")
    with acting(world[WHO]):
        assert [row.origin for row in FirstContact.objects.order_by("created_at")] == ["street", "police"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"met_on": 1}, "met_on_future"),
        ({"word_on": 1}, "word_on_future"),
        ({"met_on": -30_000}, "met_on_past"),
        ({"met_on": -3, "word_on": -4}, "word_before"),
    ],
)
def test_a_day_that_can_t_be_is_refused_and_nothing_is_written(
    world: World, values: dict[str, int], code: str
) -> None:
    person = after(world, new_person)
    with pytest.raises(Refused) as refused:
        met(world, person, **{name: world.today + timedelta(days=n) for name, n in values.items()})
    assert refused.value.verdict.codes == (code,)
    with acting(world[WHO]):
        assert not FirstContact.objects.exists()


def test_entries_ends_and_stock_add_up_between_any_two_days(world: World) -> None:
    people = [new_person(world, name=f"Awa Corail {n}") for n in range(4)]
    ended(world, people[0])
    ended(world, people[1], destination="housing")
    with acting(world[WHO]) as actor:
        dossiers.resume_suivi(actor=actor, on=world.today, person=people[1])
    moved(world, people[2], "lead:amarres33")
    with acting(world[LEAD]) as actor:
        found = reading.movement(actor, world.today, world.today)
        assert (found.stock, found.entered, found.left, found.after) == (0, 5, 3, 2)
        assert found.transferred == 1
        assert found.towards == {"un emploi": 1, "un logement": 1}
        for first in range(-3, 2):
            for last in range(first, 2):
                days = [world.today + timedelta(days=n) for n in (first, last, last + 1)]
                one, then = reading.movement(actor, *days[:2]), reading.movement(actor, days[2], days[2])
                assert one.after == then.stock
    with acting(world["lead:amarres33"]) as actor:
        here = reading.movement(actor, world.today, world.today)
        assert (here.entered, here.left, here.after) == (1, 0, 1)


def test_the_phase_is_today_s(world: World) -> None:
    demande = after(world, authorised)
    person = new_person(world, name="Rita Lagune")
    with acting(world[LEAD]) as actor:
        assert reading.phases(actor, [person.pk], world.today) == {person.pk: Phase.BEFORE}
    with acting(world[LEAD]) as actor:
        assert reading.phases(actor, [demande.person_id], world.today)[demande.person_id] == Phase.PATH
        later = world.today + timedelta(days=800)
        assert reading.phases(actor, [demande.person_id], later)[demande.person_id] == Phase.AFTER


def test_she_waits_for_lack_of_means_until_her_demande_leaves(world: World) -> None:
    demande = after(world, deposited)
    person = new_person(world, name="Rita Lagune")
    with acting(world[WHO]) as actor:
        with pytest.raises(Refused, match="déposée depuis ce jour"):
            actions.begin_wait(actor=actor, on=world.today, person=demande.person, since=world.today)
        with pytest.raises(Refused, match="ne vient pas avant"):
            actions.begin_wait(actor=actor, on=world.today, person=person, since=world.today - timedelta(days=1))
        actions.begin_wait(actor=actor, on=world.today, person=person, since=world.today)
        assert {row.person_id for row in reading.waits(MeansWait.objects.all())} == {person.pk}
    page = listed(world, "cours=moyens")
    assert page.says("Rita Lagune")
    assert page.says("à présenter : l’antenne n’a pas les moyens")


def test_a_file_shows_who_came_how_and_its_reader_is_traced(world: World) -> None:
    person = after(world, new_person)
    met(world, person, "acse")
    page = listed(world, "origine=acse")
    assert page.says("par le dispositif Ac.Sé")
    assert not listed(world, "origine=police").says("Corail")
    assert Caller(world["delegate:33"]).get("support:active").status == 404
    assert Caller(world[OTHERS]).get("support:first_contact", person=person.pk).status == 404


def test_origin_is_written_under_her_private_key(world: World) -> None:
    person = after(world, new_person)
    met(world, person, "acse")
    with acting(world[WHO]), connection.cursor() as cursor:
        cursor.execute("SELECT origin FROM support_firstcontact")
        assert b"acse" not in bytes(cursor.fetchone()[0])


def test_paths_are_counted_by_post_and_said_against_what_one_can_bear(world: World) -> None:
    after(world, authorised)
    with acting(world[LEAD]) as actor:
        actions.say_posts(
            actor=actor, on=world.today, since=world.today, posts=Decimal("0.05"), version=version_of(None)
        )
        assert reading.load(actor, world.today).sentence.startswith("20 parcours par poste")
        assert "plus que les 12 à 15" in reading.load(actor, world.today).sentence
    with acting(world[WHO]) as actor, pytest.raises(Refused, match="responsable"):
        actions.say_posts(actor=actor, on=world.today, since=world.today, posts=Decimal(1), version="")


def test_a_week_written_twice_stands_once(world: World) -> None:
    with acting(world[WHO]) as actor:
        empty = version_of(None)
        first = actions.note_week(actor=actor, on=world.today, week=world.today, hours=HOURS, version=empty)
        again = actions.note_week(actor=actor, on=world.today, week=world.today, hours=HOURS, version=empty)
        assert again.pk == first.pk
        more = HOURS | {"path": Decimal(20)}
        with pytest.raises(Stale):
            actions.note_week(actor=actor, on=world.today, week=world.today, hours=more, version=empty)
    with clock.at(clock.now() + timedelta(minutes=1)), acting(world[WHO]) as actor:
        actions.note_week(
            actor=actor,
            on=world.today,
            week=world.today,
            hours=more,
            version=version_of(reading.week_of(actor, first.week)),
        )
        assert WeekTime.objects.count() == 2
        since = world.today - timedelta(days=7)
        assert reading.hours(actor, since, world.today)["path"] == 20
        wrong = HOURS | {"children": Decimal(50)}
        long = HOURS | {"path": Decimal(60), "file": Decimal(60)}
        with pytest.raises(Refused, match="Plus de 84 heures"):
            actions.note_week(actor=actor, on=world.today, week=world.today, hours=long, version="")
        with pytest.raises(Refused, match="avec des enfants"):
            actions.note_week(actor=actor, on=world.today, week=world.today, hours=wrong, version=version_of(None))


def test_those_the_definition_leaves_out_are_a_number_taken_back_once(world: World) -> None:
    once = uuid4()
    with acting(world[WHO]) as actor:
        for _ in range(2):
            row = actions.count_turned_away(actor=actor, on=world.today, once=once, kind="caming", n=2)
        rows = reading.turned_away(actor, world.today, world.today)
        assert reading.sums_of(rows) == [("par caméra, sans contact", 2)]
        actions.take_back_turned_away(actor=actor, on=world.today, row=row.pk)
        assert reading.sums_of(reading.turned_away(actor, world.today, world.today)) == []
        with pytest.raises(Stale):
            actions.take_back_turned_away(actor=actor, on=world.today, row=row.pk)
    with acting(world[OTHERS]) as actor:
        assert reading.turned_away(actor, world.today, world.today) == []


def test_rows_are_written_in_one_s_own_name_alone(world: World) -> None:
    paul = world["other:estuaire33"]
    with acting(world[WHO]) as actor:
        row = WeekTime(body_id=actor.body_id, week=world.today, recorded_by=paul, **HOURS)
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save(force_insert=True)


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "2200-01-01", "9999-12-31", "demain"])
def test_a_week_that_no_calendar_surrounds_is_this_one(world: World, day: str) -> None:
    caller = Caller(world[LEAD])
    page = caller.client.get(f"{caller.url('support:week')}?du={day}")
    assert page.status_code == 200
    assert f"?du={world.today - timedelta(days=world.today.weekday())}" in page.content.decode()


def test_days_in_the_wrong_order_are_refused_and_count_nothing(world: World) -> None:
    after(world, new_person)
    assert Caller(world[LEAD]).get("support:active").says("ce jour seul")
    before = (world.today - timedelta(days=9)).isoformat()
    asked = f"du={world.today.isoformat()}&au={before}"
    wrong = listed(world, asked)
    assert wrong.status == 422
    assert wrong.says("Le dernier jour vient avant le premier.")
    reader = Caller(world[LEAD])
    report = answered(reader.client.get(f"{reader.url('report:report')}?{asked}"))
    assert report.says("Le dernier jour vient avant le premier.")
    for page in (wrong, report):
        assert not page.says("ccompagnées à la fin"), "nothing of other days passes for what was asked"
    right = listed(world, f"du={before}&au={world.today.isoformat()}")
    assert right.says("accompagnées à la fin")
    assert not right.says("ce jour seul")
