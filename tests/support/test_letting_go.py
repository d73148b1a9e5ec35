"""A year that is over is let go by its lead, and the nation's sums are made once, of which nobody is told."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.core.perimeter import facts
from rivage.core.refusal import Refused, Stale
from rivage.core.versions import version_of
from rivage.law import territory
from rivage.people.models import Person
from rivage.support.models import Evaluation, PassageSum, Tally
from rivage.support.tally import actions
from rivage.support.tally.cells import PEOPLE, Cell, Sums, packed
from rivage.support.tally.counting import sealed_for
from rivage.support.tally.pouring import LEAST, OTHERS, merged, pour
from rivage.support.todo import to_let_go
from rivage.vault import keysets, wire
from rivage.vault.errors import KeysetMissing
from rivage.vault.holder import Ceiling, answer
from tests.bad_input.calling import Caller
from tests.database import role
from tests.dossiers.path import WHO, new_person
from tests.stories import after
from tests.support.test_evaluation import LEAD, noted
from tests.support.test_evaluation import OTHERS as OTHER_LEAD
from tests.support.test_tally import corrected, kept, of
from tests.world import World, acting

pytestmark = pytest.mark.django_db
YEARS = timedelta(days=900)
WORK: Cell = ("entry", "exit", "work", "none", "looking")


@contextmanager
def in_january(world: World, month: int = 1) -> Iterator[date]:
    """A day of the year after the next one."""
    with clock.at(datetime(world.today.year + 2, month, 12, 9, tzinfo=UTC)):
        yield date(world.today.year + 2, month, 12)


def counted(world: World, name: str = "Awa Corail", who: str = WHO) -> Person:
    """Somebody evaluated at entry and at exit, next year."""
    person = new_person(world, who, name)
    first, then = date(world.today.year + 1, 1, 10), date(world.today.year + 1, 9, 10)
    noted(world, person, day=first, on=first, work="none")
    noted(world, person, "exit", then, on=then, work="looking")
    return person


def tally(world: World, who: str = LEAD) -> Tally:
    with acting(world[who]) as actor:
        row = Tally.objects.visible_to(actor).get()
        assert row.sums
        return row


def gone(world: World, on: date, who: str = LEAD, version: str = "") -> Tally:
    with acting(world[who]) as actor:
        row = Tally.objects.visible_to(actor).get(year=world.today.year + 1)
        return actions.let_go(actor=actor, on=on, tally=row, version=version or version_of(row))


def asked(lead: Membership, on: date) -> list[tuple[str, date | None]]:
    with acting(lead) as actor:
        return [(item.title, item.due) for item in to_let_go(actor, on)]


def test_the_lead_reads_the_sums_and_lets_them_go_once_the_year_is_over(world: World) -> None:
    after(world, counted)
    page = Caller(world[LEAD]).get("support:sums")
    for words in ("puis à la sortie", "en recherche", "se compte encore"):
        assert page.says(words), words
    assert Caller(world[WHO]).get("support:sums").status == 404
    assert Caller(world[OTHER_LEAD]).get("support:let_go", tally=tally(world).pk).status == 404
    with pytest.raises(Refused, match="pas finie"):
        gone(world, date(world.today.year + 1, 12, 31))
    later = world.member("later:estuaire33", "estuaire33", "lead", ["33"], ends=clock.now() + YEARS)
    with in_january(world) as on:
        title, last = f"Remettre les sommes de {on.year - 1}", date(on.year, 3, 31)
        assert asked(later, on) == [(title, last)]
        assert asked(later, on.replace(month=4)) == []
        caller: Any = Caller(later)
        url = caller.url("support:let_go", tally=tally(world).pk)
        form = caller.client.get(url).context["form"]
        assert caller.client.post(url, {"version": form["version"].value()}).status_code == 303
        assert asked(later, on) == []
        row = tally(world)
        assert (row.let_go_on, row.sums.people) == (on, 1)
        assert Caller(later).get("support:sums").says("remises le")
        text = keysets.unwrap_here(keysets.FIGURES, bytes(row.sealed or b""), sealed_for(row))
        assert text.decode() == packed(row.sums)
        assert gone(world, on).sealed == row.sealed, "a second click"
    with in_january(world, 4) as late, pytest.raises(Refused, match="jusqu’au 31 mars"):
        actions.require_due(Tally(year=late.year - 1), late)


def test_what_was_counted_since_the_page_is_read_before_it_leaves(world: World) -> None:
    after(world, counted)
    shown = version_of(tally(world))
    counted(world, "Rita Lagune")
    with in_january(world) as on, pytest.raises(Stale):
        gone(world, on, version=shown)


def test_a_correction_after_that_is_kept_and_counted_nowhere(world: World) -> None:
    person = after(world, counted)
    later = world.member("later:estuaire33", "estuaire33", "lead", ["33"], ends=clock.now() + YEARS)
    with in_january(world) as on:
        gone(world, on)
        before = kept(world, on.year - 1)
        with acting(world[WHO]):
            last = person_last(person)
        row = corrected(world, last, on, work="long_full")
        with acting(world[WHO]):
            assert "long_full" in row.answers
        corrected(world, row, on, day=on)
        assert (kept(world, on.year - 1), of(kept(world, on.year), "work")) == (before, {})
        caller: Any = Caller(later)
        sent = {"moment": "six", "day": f"{on.replace(year=on.year - 1):%Y-%m-%d}", "rest": "on", "agreed": "on"}
        shown = caller.client.get(caller.url("support:evaluate", person=person.pk)).context["form"]
        sent["version"] = shown["version"].value()
        page = caller.client.post(caller.url("support:evaluate", person=person.pk), sent, follow=True)
        assert "remises ou closes" in page.content.decode()
        with acting(world[LEAD]), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE support_tally SET sums = sums || 'x' WHERE let_go_on IS NOT NULL")


def person_last(person: Person) -> Any:
    return Evaluation.objects.filter(person=person, moment="exit").get()


def test_the_database_lets_sums_go_by_the_lead_alone_and_of_a_year_that_is_over(world: World) -> None:
    after(world, counted)
    sql = "UPDATE support_tally SET let_go_on = %s, sealed = 'x'"

    def refused(who: str, on: date) -> bool:
        with acting(world[who]), connection.cursor() as cursor:
            try:
                with transaction.atomic():
                    cursor.execute(sql, [on])
            except DatabaseError as error:
                return "sommes refusées" in str(error)
            return False

    assert refused(LEAD, world.today)
    with in_january(world) as on:
        assert refused(WHO, on)
        assert refused(LEAD, on.replace(month=2))
        assert not refused(LEAD, on)


def test_sums_behind_the_files_are_made_again_from_them(world: World) -> None:
    after(world, counted)
    old = tally(world).sums
    other = counted(world, "Rita Lagune")
    right = tally(world).sums
    with acting(world[LEAD]) as actor:
        with pytest.raises(Refused, match="rien à refaire"):
            actions.recount(actor=actor, on=world.today, tally=tally(world))
        row = Tally.objects.visible_to(actor).get()
        row.sums = old
        row.save(update_fields=["sums"])
    with in_january(world) as on, pytest.raises(Refused, match="refaites-les d’abord"):
        gone(world, on)
    assert Caller(world[LEAD]).get("support:sums").says("Refaire les sommes")
    caller: Any = Caller(world[LEAD])
    caller.client.post(caller.url("support:recount", tally=row.pk))
    assert tally(world).sums.cells == right.cells
    then = date(world.today.year + 1, 12, 1)
    noted(world, other, "six", then, on=then, work="own")
    assert of(kept(world, then.year), "work")["exit looking > six own"] == 1


def test_sums_that_open_no_more_are_made_again_too(world: World) -> None:
    person = after(world, counted)
    right = tally(world).sums
    with acting(world[LEAD]), connection.cursor() as cursor:
        cursor.execute("UPDATE support_tally SET sums = set_byte(sums, 60, get_byte(sums, 60) # 1)")
    then = date(world.today.year + 1, 12, 1)
    with pytest.raises(Refused, match="ne suivent plus"):
        noted(world, person, "six", then, on=then, work="own")
    with acting(world[LEAD]) as actor:
        row = Tally.objects.visible_to(actor).get()
        actions.recount(actor=actor, on=world.today, tally=row)
    assert tally(world).sums.cells == right.cells


def test_the_process_that_holds_the_keysets_seals_to_the_figures_and_opens_nothing() -> None:
    asked = [keysets.FIGURES.encode(), b"x", b"sums"]
    done, value = answer([wire.WRAP, *asked], Ceiling(9))
    assert done == wire.DONE
    assert keysets.unwrap_here(keysets.FIGURES, value, "x") == b"sums"
    assert answer([wire.UNWRAP, *asked[:2], value], Ceiling(9))[0] == wire.MISSING


def test_zones_are_regions_corse_with_its_neighbour_and_overseas_as_one() -> None:
    zones = Counter(territory.zone(one.code) for one in territory.departements())
    assert len(zones) == 13
    assert (zones["Outre-mer"], zones["Provence-Alpes-Côte d’Azur et Corse"]) == (5, 8)


def people(n: int) -> Counter[Cell]:
    return Counter({PEOPLE: n, WORK: n}) if n else Counter()


@pytest.mark.parametrize(
    ("zones", "left"),
    [
        ({"a": 11, "b": 30}, {"a": 11, "b": 30}),
        ({"a": 4, "b": 30, "c": 7}, {OTHERS: 11, "b": 30}),
        ({"a": 3, "b": 30, "c": 12}, {OTHERS: 15, "b": 30}),
        ({"a": 10, "b": 30}, {OTHERS: 40}),
        ({"a": 4, "b": 6}, {}),
    ],
)
def test_no_zone_stands_with_under_eleven_people(zones: dict[str, int], left: dict[str, int]) -> None:
    found = merged({zone: people(n) for zone, n in zones.items()})
    assert {zone: cells[PEOPLE] for zone, cells in found.items()} == left
    assert all(cells[PEOPLE] >= LEAST for cells in found.values())


SOLD = "SELECT ctid::text, xmin::text, t.* FROM support_passagesum t ORDER BY ctid"


def poured(world: World, year: int, said: dict[str, Sums]) -> list[tuple[Any, ...]]:
    """The nation's table once these antennes let these sums go."""
    with role("rivage_owner"), transaction.atomic():
        for name, sums in said.items():
            row = Tally(body=world.bodies[name], year=year, sums=Sums(), let_go_on=date(year + 1, 2, 1))
            row.sealed = keysets.wrap(keysets.FIGURES, packed(sums).encode(), sealed_for(row))
            row.save(force_insert=True)
    with role("rivage_owner"):
        call_command("passages", str(year), stdout=(out := StringIO()))
        assert "ont remis" in out.getvalue()
        with connection.cursor() as cursor:
            cursor.execute(SOLD)
            return cursor.fetchall()


@pytest.fixture
def emptied(world: World) -> Iterator[World]:
    yield world
    with role("rivage_owner"):
        PassageSum.objects.all().delete()
        Tally.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_the_nation_s_sums_are_made_once_in_one_transaction_in_the_order_of_their_key(emptied: World) -> None:
    world, year = emptied, emptied.today.year - 2
    bank: Cell = ("entry", "exit", "bank", "none", "own")
    here = Sums(1, {PEOPLE: 13, WORK: 12, bank: 3})
    there = Sums(1, {PEOPLE: 12, WORK: 4, bank: 12})
    rows = poured(world, year, {"estuaire33": here, "amarres33": there})
    assert len({xmin for _, xmin, *_ in rows}) == 1
    assert [row[3:9] for row in rows] == sorted(row[3:9] for row in rows)
    assert {row[5:] for row in rows} == {("exit", "work", "none", "looking", 16), ("exit", "bank", "none", "own", 15)}
    with role("rivage_owner"):
        assert not Tally.objects.exists()
        with pytest.raises(CommandError, match="qu’une fois"):
            call_command("passages", str(year))
        with pytest.raises(Refused, match="se compte encore"):
            pour(world.today.year, world.today)
        with pytest.raises(Refused, match="Aucune antenne"):
            pour(year - 1, world.today)
    with facts(), connection.cursor() as cursor:
        cursor.execute("SELECT question, people FROM support_passages(%s, NULL)", [year])
        assert cursor.fetchall() == [("bank", 15), ("work", 15)]
        cursor.execute("SELECT count(*) FROM support_passages(%s, 'Bretagne')", [year])
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db(transaction=True)
def test_under_eleven_no_sum_comes_out_and_the_rest_is_rounded(emptied: World) -> None:
    world, year = emptied, emptied.today.year - 2
    bank, debts = ("entry", "exit", "bank", "none", "own"), ("entry", "exit", "debts", "none", "planned")
    poured(world, year, {"estuaire33": Sums(1, {PEOPLE: 40, WORK: 10, bank: 11, debts: 28})})
    with facts(), connection.cursor() as cursor:
        cursor.execute("SELECT question, people FROM support_passages(%s, NULL)", [year])
        assert cursor.fetchall() == [("bank", 10), ("debts", 30)]


@pytest.mark.django_db(transaction=True)
def test_other_keys_make_nothing_and_change_nothing(emptied: World) -> None:
    world, year = emptied, emptied.today.year - 2
    with role("rivage_owner"):
        sealed = keysets.wrap(keysets.DOOR, packed(Sums(1)).encode(), "x")
        row = Tally(
            body=world.bodies["estuaire33"], year=year, sums=Sums(), let_go_on=date(year + 1, 2, 1), sealed=sealed
        )
        row.save(force_insert=True)
        with pytest.raises(KeysetMissing):
            pour(year, world.today)
        assert Tally.objects.count() == 1
