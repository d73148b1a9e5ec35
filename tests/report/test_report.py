"""The report of an antenne: what adds up between any two days, what each reads of it, a year closed once."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from rivage.accounts.activity import Figure, moved, sections
from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.core.refusal import Refused, Stale
from rivage.dossiers import actions as dossiers
from rivage.dossiers.models import Demande
from rivage.people.models import Person
from rivage.report import actions, reading
from rivage.report.filtering import HowSaid
from rivage.report.kept import left, written
from rivage.report.models import YearClosing, YearLeaving, YearTotal
from rivage.report.todo import to_close
from tests.bad_input.calling import Caller, answered
from tests.dossiers.path import WHO, completed, new_person
from tests.people.moving import moved as moved_to
from tests.rights.permit.path import authorised
from tests.stories import after
from tests.support.test_active import met
from tests.world import World, acting

pytestmark = pytest.mark.django_db
LEAD, OTHERS = "lead:estuaire33", "lead:amarres33"


def figures(actor: Membership, first: date, last: date) -> dict[str, Figure]:
    return {one.code: one for section in sections(actor, first, last) for one in section.figures}


def adds_up(found: dict[str, Figure]) -> None:
    """What each report says of itself: its four numbers, and each sum of its parts."""
    for before, came, went, now in (
        ("stock", "entries", "ends", "active"),
        ("paths_before", "paths_begun", "paths_ended", "paths_after"),
    ):
        numbers = [int(found[code].n or 0) for code in (before, came, went, now)]
        assert numbers[0] + numbers[1] - numbers[2] == numbers[3]
    for one in found.values():
        if one.parts and not one.many:
            assert sum(part.n for part in one.parts) == one.n, one.code


@contextmanager
def in_january(world: World) -> Iterator[date]:
    """A day of the next year: this one is over."""
    with clock.at(datetime(world.today.year + 1, 1, 12, 9, tzinfo=UTC)):
        yield date(world.today.year + 1, 1, 12)


def later(world: World, who: str = "lead", body: str = "estuaire33") -> Membership:
    """Somebody who still acts in January."""
    ends = clock.now() + timedelta(days=900)
    name = f"later:{who}:{body}"
    if name not in world.memberships:
        code = world.bodies[body].departement
        world.member(name, body, who, [code] if code else [], ends=ends)
    return world[name]


def closed(world: World, lead: Membership, on: date, why: str = "", year: int = 0) -> YearClosing:
    with acting(lead) as actor:
        of = year or on.year - 1
        version = reading.version(reading.standing(actor, of), reading.of_year(actor, of))
        return actions.close_year(actor=actor, on=on, year=of, version=version, why=why)


SOME_DAY = st.dates(date(2025, 1, 1), date(2025, 2, 28))
SPAN = st.tuples(SOME_DAY, st.none() | st.integers(0, 40)).map(
    lambda one: (one[0], None if one[1] is None else one[0] + timedelta(days=one[1]))
)


@given(st.lists(SPAN, max_size=30), st.tuples(SOME_DAY, SOME_DAY, SOME_DAY))
def test_spans_add_up_between_any_two_days(
    spans: list[tuple[date, date | None]], days: tuple[date, date, date]
) -> None:
    first, middle, last = sorted(days)
    whole, one = moved(spans, first, last), moved(spans, first, middle)
    then = moved(spans, middle + timedelta(days=1), last)
    assert one.after == then.stock
    assert (whole.entered, whole.left) == (one.entered + then.entered, one.left + then.left)
    assert (
        whole.after == then.after == sum(1 for starts, ends in spans if starts <= last and (not ends or ends > last))
    )


def history(world: World, seed: int) -> None:
    """People who come, leave, come back, go elsewhere, on days of the last months."""
    draw = random.Random(seed)  # noqa: S311 - drawn again from its seed
    for n in range(6):
        since = world.today - timedelta(days=draw.randrange(90))
        person = new_person(world, name=f"Awa Corail {n}", since=since)
        if draw.random() < 0.6:
            met(world, person, draw.choice(["street", "acse", "115"]))
        if draw.random() < 0.6 and n < 5:
            ended_on = since + timedelta(days=draw.randrange((world.today - since).days + 1))
            with acting(world[WHO]) as actor:
                dossiers.end_suivi(
                    actor=actor, on=world.today, person=person, ended_on=ended_on, why="done", destination="work"
                )
                if draw.random() < 0.5:
                    dossiers.resume_suivi(actor=actor, on=world.today, person=person)
    moved_to(world, person, OTHERS)


@pytest.mark.parametrize("seed", range(3))
def test_entries_ends_and_stock_add_up_on_any_history(world: World, seed: int) -> None:
    after(world, authorised)
    history(world, seed)
    draw = random.Random(seed)  # noqa: S311 - drawn again from its seed
    for lead in (LEAD, OTHERS):
        with acting(world[lead]) as actor:
            for _ in range(6):
                first, middle, last = sorted(world.today - timedelta(days=draw.randrange(120)) for _ in range(3))
                found = figures(actor, first, last)
                adds_up(found)
                one = figures(actor, first, middle)
                then = figures(actor, middle + timedelta(days=1), last)
                for end, start in (("active", "stock"), ("paths_after", "paths_before")):
                    assert one[end].n == then[start].n
                for code in ("entries", "ends", "paths_begun", "paths_ended", "demandes", "decisions", "steps"):
                    assert int(one[code].n or 0) + int(then[code].n or 0) == found[code].n, code


def her(world: World, demande: Demande) -> Person:
    with acting(world[WHO]):
        return demande.person


def test_a_path_its_demande_and_its_decision_are_counted_once_each(world: World) -> None:
    demande = after(world, authorised)
    met(world, her(world, demande), "acse")
    with acting(world[LEAD]) as actor:
        found = figures(actor, world.today, world.today)
        assert [found[code].n for code in ("demandes", "avis", "decisions", "granted", "refused")] == [1, 1, 1, 1, 0]
        assert (found["paths_begun"].n, found["paths_after"].n) == (1, 1)
        assert {part.code: part.n for part in found["entries"].parts if part.n} == {"acse": 1}
        assert {part.code: part.n for part in found["active"].parts} == {"in_path": 1, "outside": 0}
        later_on = world.today + timedelta(days=400)
        assert figures(actor, later_on, later_on)["paths_after"].n == 0
    with acting(world[OTHERS]) as actor:
        assert not any(one.n for one in figures(actor, world.today, world.today).values() if one.n is not None)


def test_a_path_that_comes_with_somebody_begins_here_when_she_arrives(world: World) -> None:
    demande = after(world, authorised)
    moved_to(world, her(world, demande), OTHERS)
    with acting(world[OTHERS]) as actor:
        found = figures(actor, world.today, world.today)
        assert {part.code: part.n for part in found["paths_begun"].parts if part.n} in ({"came": 1}, {"authorised": 1})
        assert found["demandes"].n == 0, "deposited by the antenne that she left"
        adds_up(found)


def test_the_page_says_each_definition_and_a_referent_counts_her_own(world: World) -> None:
    after(world, completed)
    page = Caller(world[LEAD]).get("report:report")
    for words in ("Interne, ne se transmet pas", "Accompagnées au début", "Demandes que l’antenne a déposées",
                  "FACT-S 2025", "EGACTIV"):  # fmt: skip
        assert page.says(words), words
    assert Caller(world["other:estuaire33"]).get("report:report").says("et non toute l’antenne")
    with acting(world["other:estuaire33"]) as actor:
        assert figures(actor, world.today, world.today)["demandes"].n == 0
    for stranger in (world["delegate:33"], later(world, "head_office", "estuaire")):
        assert Caller(stranger).get("report:report").status == 404
    wrong = Caller(world[LEAD])
    assert answered(wrong.client.get(f"{wrong.url('report:report')}?du=2026-02-03&au=2026-02-01")).status == 422


def read_pdf(content: bytes) -> list[str]:
    return [page.extract_text().replace("\u00a0", " ") for page in PdfReader(BytesIO(content)).pages]


def test_the_internal_print_is_marked_on_each_page_under_a_name_that_says_nothing(world: World) -> None:
    after(world, completed)
    caller: Any = Caller(world[LEAD])
    sent = caller.client.post(caller.url("report:report_export"), {"format": "pdf"})
    assert sent["Content-Disposition"] == f'attachment; filename="document-{world.today:%Y%m%d}.pdf"'
    pages = read_pdf(sent.content)
    assert len(pages) > 1
    for page in pages:
        assert "INTERNE, NE SE TRANSMET PAS" in page
    assert "Demandes déposées" in "".join(pages)
    table = caller.client.post(caller.url("report:report_export"), {"format": "csv"}).content.decode()
    assert "INTERNE, NE SE TRANSMET PAS" in table
    assert "Demandes déposées" in table


def test_a_year_is_closed_once_over_and_changes_no_more(world: World) -> None:
    after(world, authorised)
    lead = later(world)
    with acting(lead) as actor, pytest.raises(Refused, match="pas finie"):
        actions.close_year(actor=actor, on=world.today, year=world.today.year, version="")
    with in_january(world) as on:
        with acting(lead) as actor:
            assert [item.title for item in to_close(actor, on)] == [f"Clore l’année {on.year - 1}"]
        caller: Any = Caller(lead)
        url = caller.url("report:close", year=on.year - 1)
        shown = caller.client.get(url)
        assert answered(shown).says("sont gardés tels qu’ils sont aujourd’hui")
        version = shown.context["form"]["version"].value()
        assert caller.client.post(url, {"version": "wrong"}).status_code == 422
        assert caller.client.post(url, {"version": version}).status_code == 303
        with acting(lead) as actor:
            assert list(to_close(actor, on)) == []
            row = reading.standing(actor, on.year - 1)
            assert row is not None
            assert row.figures == written(reading.of_year(actor, on.year - 1))
            again = actions.close_year(actor=actor, on=on, year=on.year - 1, version="")
            assert again.pk == row.pk, "the same figures twice are one"
            goes = {one.code: one for section in left(row.leaving.figures) for one in section.figures}
            assert goes["demandes"].said is HowSaid.FEW
            assert "motives" not in goes
        page = caller.get("report:year", year=on.year - 1)
        assert page.says("moins de 11")
        paper = caller.client.post(caller.url("report:year_export", year=on.year - 1), {"format": "pdf"})
        said = "".join(read_pdf(paper.content))
        assert "moins de 11" in said
        assert "INTERNE" not in said
        assert Caller(later(world, "referent")).get("report:year", year=on.year - 1).status == 404


def test_closed_again_a_year_says_why_and_keeps_what_it_said(world: World) -> None:
    lead = later(world)
    with in_january(world) as on:
        first = closed(world, lead, on)
        with clock.at(clock.now() - timedelta(days=40)):
            world.today = clock.now().date()
            new_person(world)
        with pytest.raises(Refused, match="Dites pourquoi"):
            closed(world, lead, on)
        with acting(lead) as actor, pytest.raises(Stale):
            actions.close_year(actor=actor, on=on, year=on.year - 1, version="other", why="Une arrivée oubliée.")
        then = closed(world, lead, on, "Une arrivée oubliée.")
        assert then.replaces_id == first.pk
        with acting(lead) as actor:
            assert [row.leaving.n for row in reading.history(actor, on.year - 1)] == [2, 1]
            assert reading.standing(actor, on.year - 1) == then
        assert Caller(lead).get("report:year", year=on.year - 1).says("Une arrivée oubliée.")


def test_a_year_that_is_open_prints_nothing_for_whoever_funds(world: World) -> None:
    caller = Caller(world[LEAD])
    page = caller.post("report:year_export", {"format": "pdf"}, year=world.today.year - 1)
    assert page.says("n’est pas close")


def test_the_database_lets_nobody_close_for_another_nor_change_what_is_closed(world: World) -> None:
    lead, referent, other = later(world), later(world, "referent"), later(world, "lead", "amarres33")
    with in_january(world) as on:
        row = closed(world, lead, on)
        for actor in (referent, other):
            with acting(actor), pytest.raises(DatabaseError), transaction.atomic():
                YearClosing(body_id=lead.body_id, year=on.year - 2, closed_on=on, figures=[], recorded_by=actor).save(
                    force_insert=True
                )
        with acting(lead) as actor:
            with pytest.raises(DatabaseError), transaction.atomic():
                YearClosing.objects.filter(pk=row.pk).update(year=on.year - 2)
            with pytest.raises(DatabaseError), transaction.atomic():
                YearClosing(body_id=lead.body_id, year=on.year, closed_on=on, figures=[], recorded_by=actor).save(
                    force_insert=True
                )
        with acting(other):
            assert not YearClosing.objects.exists()
            assert not YearLeaving.objects.exists()
        with acting(later(world, "head_office", "estuaire")):
            assert not YearClosing.objects.exists()
            assert not YearTotal.objects.exists()
            assert YearLeaving.objects.count() == 1
        with acting(lead), connection.cursor() as cursor:
            cursor.execute("SELECT figures FROM report_yearclosing")
            assert b"stock" not in bytes(cursor.fetchone()[0])


def test_counting_costs_the_same_for_six_people_and_for_one(world: World) -> None:
    after(world, authorised)

    def cost() -> int:
        with acting(world[LEAD]) as actor, CaptureQueriesContext(connection) as seen:
            sections(actor, world.today, world.today)
        return len(seen)

    alone = cost()
    for n in range(5):
        met(world, new_person(world, name=f"Rita Lagune {n}"), "street")
    assert cost() <= alone + 2
    assert alone <= 40
