"""When something was written or ends is not chosen by SQL, nor kept for later by a transaction left open."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from rivage.accounts.models import Membership
from rivage.audit.models import Event
from rivage.core import clock
from rivage.core.models import Row
from rivage.core.perimeter import perimeter
from rivage.outreach import actions as outreach
from rivage.outreach.models import Card, RoundZone
from rivage.people.models import Person, Share
from rivage.support.models import Evaluation, PassageSum, Tally, TurnedAway, WeekTime
from rivage.support.tally.cells import PEOPLE, Sums, packed
from rivage.support.tally.counting import sealed_for
from rivage.vault import keysets
from tests.attack.test_entering import ENTER, alone, token_of, value
from tests.attack.test_recours import took
from tests.attack.test_shares import give, refused
from tests.attack.test_writing import refusal, run
from tests.database import role
from tests.dossiers.path import WHO, deposited, new_person
from tests.stories import after
from tests.support.test_evaluation import noted
from tests.titles.path import LEAD
from tests.world import World, acting

pytestmark = pytest.mark.django_db
DELEGATE = "delegate:33"
IN_FORCE = "extract(epoch FROM clock_timestamp() - transaction_timestamp()) > 1800"


@pytest.fixture
def short_lived(world: World) -> Iterator[World]:
    """A context lasts no time at all once its transaction began."""
    with role("rivage_owner"), connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('rivage_in()'::regprocedure)")
        (standing,) = cursor.fetchone()
        assert IN_FORCE in standing
        cursor.execute(standing.replace("> 1800", "> 0"))
    yield world
    with role("rivage_owner"), connection.cursor() as cursor:
        cursor.execute(standing)


@pytest.mark.django_db(transaction=True)
def test_a_transaction_left_open_reads_nothing_more(short_lived: World) -> None:
    world = short_lived
    with alone() as opened, opened.transaction():
        opened.execute(ENTER, [world[LEAD].pk, token_of(world[LEAD])])
        assert value(opened, "SELECT rivage_in()") is False
        for reader in ("role()", "bodies()", "holders()", "now()", "membership()", "in_full()"):
            assert value(opened, f"SELECT rivage_{reader}") is None, reader


@pytest.mark.django_db(transaction=True)
def test_two_at_once_erase_no_more_than_one(world: World) -> None:
    person = new_person(world, LEAD, "Awa Corail")
    lead, erase = world[LEAD], "SELECT vault_erase(%s, '{private}')"
    token = token_of(lead)
    with alone() as first, alone() as second:
        with first.transaction():
            first.execute(ENTER, [lead.pk, token])
            assert value(first, erase, person.pk) == 1
            second.execute("SET lock_timeout = '50ms'")
            with second.transaction(force_rollback=True):
                second.execute(ENTER, [lead.pk, token])
                with pytest.raises(psycopg.errors.LockNotAvailable):
                    second.execute(erase, [uuid4()])
        second.execute("SET default_transaction_isolation = 'repeatable read'")
        with second.transaction(force_rollback=True):
            second.execute(ENTER, [lead.pk, token])
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="effacement refusé"):
                second.execute(erase, [uuid4()])


@pytest.mark.parametrize("minutes", [-180 * 1440, -5, 120, 60_000 * 1440])
def test_an_act_is_of_now(world: World, minutes: int) -> None:
    def act(of: Membership, at: datetime) -> Event:
        return Event(at=at, kind="read", user_id=of.user_id, membership_id=of.pk, role=of.role, people=[], antennes=[])

    with acting(world[LEAD]) as actor:
        run("SELECT set_config('rehearsal.strict', 'on', true)")
        assert took(lambda: act(actor, clock.now()).save(force_insert=True))
        assert not took(lambda: act(actor, clock.now() + timedelta(minutes=minutes)).save(force_insert=True))


def test_what_nobody_signs_says_little(world: World) -> None:
    sql = (
        "INSERT INTO audit_event (id, created_at, at, kind, role, departement, people, antennes, details)"
        " VALUES (gen_random_uuid(), now(), now(), 'refused', '', '', '{}', '{}', jsonb_build_object('page', %s))"
    )
    run("SELECT set_config('rehearsal.strict', 'on', true)")
    assert run(sql, "people:person") == 1
    assert refusal(sql, "x" * 500) == "rivage: trace refusée"


def test_an_opening_begins_now_and_ends_no_sooner(world: World) -> None:
    demande = after(world, deposited)
    earlier = clock.now() - timedelta(days=30)
    for who in (LEAD, WHO, DELEGATE):
        with acting(world[who]) as actor:
            rows = Share.objects.filter(person=demande.person_id, ends__gt=clock.now())
            for ends in (earlier, clock.now() - timedelta(minutes=5)):
                assert not took(lambda e=ends, rows=rows, by=actor: rows.update(ends=e, ended_by=by.pk)), who
            assert took(lambda rows=rows, by=actor: rows.update(ends=clock.now(), ended_by=by.pk)), who
    with acting(world[DELEGATE]) as delegate:
        assert refused(delegate, demande, "chair:33", starts=earlier)
        give(delegate, demande, "chair:33")
    with acting(world[LEAD]) as lead:
        assert refused(lead, demande, "delegate:33", slices=["reference"], starts=clock.now() + timedelta(days=2))


@pytest.mark.parametrize("by", [timedelta(days=-2000), timedelta(hours=-2), timedelta(hours=2)])
def test_when_a_row_was_written_never_moves(world: World, by: timedelta) -> None:
    person = after(world, new_person)
    with acting(world[WHO]):
        hers = Person.objects.filter(pk=person.pk)
        assert not took(lambda: hers.update(created_at=clock.now() + by))


def test_each_table_of_ours_says_when_by_one_rule() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal")
        made = set(cursor.fetchall())
    ours = [model for model in apps.get_models() if issubclass(model, Row)]
    assert len(ours) > 100
    for model in ours:
        table = model._meta.db_table
        assert {(table, "declared_when_once"), (table, "declared_moving")} & made, table


def test_a_zone_is_closed_and_a_card_taken_today(world: World) -> None:
    days = [date(1990, 1, 1), world.today - timedelta(days=5), date(2190, 1, 1)]
    with acting(world[LEAD]) as actor:
        outreach.open_zone(actor=actor, on=world.today, kind="street", name="Quais Zzz")
        outreach.leave_card(actor=actor, on=world.today, nickname="Zzz", way="téléphone", language="fr", once=uuid4())
        zones, cards = RoundZone.objects.all(), Card.objects.all()
        for day in days:
            assert not took(lambda day=day: zones.update(closed_on=day)), day
            assert not took(lambda day=day: cards.update(taken_on=day, taken_by=actor)), day
        assert zones.update(closed_on=world.today) == 1
        assert zones.update(closed_on=None) == 1
        assert cards.update(taken_on=world.today, taken_by=actor) == 1
        for day in days:
            assert not took(lambda day=day: cards.update(done_on=day)), day
        assert took(lambda: cards.update(done_on=world.today))


Write = Callable[[Membership], Any]


def impossible(world: World) -> dict[str, Write]:
    monday = world.today - timedelta(days=world.today.weekday())
    hours = {"before": Decimal(2)}

    def its(model: Any, **values: Any) -> Write:
        return lambda by: model(body_id=by.body_id, recorded_by=by, **values)

    kind = TurnedAway._meta.get_field("kind").choices[0][0]
    return {
        "tuesday": its(WeekTime, week=monday - timedelta(days=6), **hours),
        "old week": its(WeekTime, week=date(1901, 1, 7), **hours),
        "old day": its(TurnedAway, kind=kind, day=date(1901, 1, 1)),
        "born taken back": its(TurnedAway, kind=kind, day=world.today, taken_back_on=world.today),
        "older year": lambda by: Tally(body_id=by.body_id, year=world.today.year - 2, sums=Sums()),
        "year to come": lambda by: Tally(body_id=by.body_id, year=world.today.year + 1, sums=Sums()),
    }


def test_an_impossible_day_is_not_counted(world: World) -> None:
    monday = world.today - timedelta(days=world.today.weekday())
    with acting(world[LEAD]) as actor:
        for name, write in impossible(world).items():
            assert not took(lambda write=write: write(actor).save(force_insert=True)), name
        kept: dict[str, Any] = {"body_id": actor.body_id, "recorded_by": actor, "before": Decimal(2)}
        assert took(lambda: WeekTime(week=monday - timedelta(days=7), **kept).save(force_insert=True))
        assert took(lambda: Tally(body_id=actor.body_id, year=world.today.year, sums=Sums()).save(force_insert=True))


def test_an_evaluation_is_not_of_a_day_to_come(world: World) -> None:
    person = after(world, new_person)
    row = noted(world, person)
    with acting(world[WHO]) as actor:
        common = {"moment": "entry", "questionnaire": row.questionnaire, "agreed": True, "recorded_by": actor}
        for days, may in ((0, True), (2, False)):
            other = Evaluation.beside(person, day=world.today + timedelta(days=days), **common)
            assert took(lambda other=other: other.save(force_insert=True)) == may, days


@pytest.mark.parametrize(("month", "may"), [(1, True), (3, True), (4, False), (12, False)])
def test_sums_are_let_go_until_the_day_of_the_text(world: World, month: int, may: bool) -> None:
    year = world.today.year
    with acting(world[LEAD]) as actor:
        Tally(body_id=actor.body_id, year=year, sums=Sums()).save(force_insert=True)
    instant = datetime(year + 1, month, 31 if month != 4 else 30, 9, tzinfo=UTC)
    with clock.at(instant), perimeter(world[LEAD].perimeter()):
        rows = Tally.objects.filter(year=year)
        assert took(lambda: rows.update(let_go_on=instant.date(), sealed=b"x")) == may


@pytest.fixture
def emptied(world: World) -> Iterator[World]:
    yield world
    with role("rivage_owner"):
        PassageSum.objects.all().delete()
        Tally.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_sums_that_do_not_open_stop_nobody_else_s(emptied: World) -> None:
    world, year = emptied, emptied.today.year - 2
    let_go = {"year": year, "sums": Sums(), "let_go_on": date(year + 1, 2, 1)}
    said = StringIO()
    with role("rivage_owner"):
        for antenne in ("estuaire33", "amarres33", "estuaire75"):
            row = Tally(body=world.bodies[antenne], sealed=b"\x01", **let_go)
            if antenne != "amarres33":
                text = packed(Sums(1, {PEOPLE: 13})) if antenne == "estuaire33" else "AA=="
                row.sealed = keysets.wrap(keysets.FIGURES, text.encode(), sealed_for(row))
            row.save(force_insert=True)
        call_command("passages", str(year), stdout=said)
    assert "1\u00a0antenne sur 3 ont remis" in said.getvalue()
    assert "Cap Estuaire Paris, Les Amarres Gironde" in said.getvalue()
