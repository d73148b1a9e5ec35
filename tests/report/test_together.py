"""A head office reads the sum of what leaves its antennes, and nothing that their own prints don't tell."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from django.db import connection

from rivage.accounts.activity import ActivitySection, Figure, FigurePart
from rivage.accounts.models import Body, Membership
from rivage.report import actions, reading
from rivage.report.filtering import leaving, together
from tests.bad_input.calling import Caller, answered
from tests.report.test_filter import seen, whole
from tests.report.test_report import closed, in_january, later
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def of(n: int) -> list[ActivitySection]:
    return [ActivitySection("paths", "Parcours", (Figure(code="paths", label="x", definition="x", n=n),))]


def counting(monkeypatch: pytest.MonkeyPatch, numbers: dict[str, int]) -> None:
    """Each antenne counts so many, whatever its files."""
    monkeypatch.setattr(reading, "of_year", lambda actor, year: of(numbers[actor.body.name]))


def antennes(world: World, many: int) -> list[Membership]:
    """So many leads, each of an antenne of Cap Estuaire that was there this year."""
    leads = [later(world, "lead", "estuaire33"), later(world, "lead", "estuaire75")]
    for n in range(many - 2):
        world.body(f"estuaire{n}", "antenne", f"Cap Estuaire {n}", "33", parent=world.bodies["estuaire"])
        leads.append(later(world, "lead", f"estuaire{n}"))
    return leads


def summed(world: World, year: int) -> tuple[Any, int]:
    with acting(later(world, "head_office", "estuaire")) as actor:
        found = reading.of_head_office(actor, year)
        (figure,) = found.tables[0][1]
        return figure.n, figure.given


@pytest.mark.parametrize(
    ("numbers", "sum_", "given"),
    [
        ((14, 30), 44, 2),
        ((14, 5), 14, 1),
        ((5, 5), None, 0),
        ((5, 5, 5), 15, 3),
        ((10, 10, 10), None, 0),
        ((2, 2, 2), None, 0),
        ((40, 5, 5, 6), 56, 4),
        ((40, 10, 10, 1), 40, 1),
    ],
)
def test_small_antennes_are_summed_only_where_each_might_have_none(
    world: World, monkeypatch: pytest.MonkeyPatch, numbers: tuple[int, ...], sum_: int | None, given: int
) -> None:
    leads = antennes(world, len(numbers))
    counting(monkeypatch, {lead.body.name: n for lead, n in zip(leads, numbers, strict=True)})
    with in_january(world) as on:
        for lead in leads:
            closed(world, lead, on)
        assert summed(world, on.year - 1) == (sum_, given)


def test_no_sum_is_made_of_what_is_kept_before_all_have_closed_nor_once_one_corrected(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    leads = antennes(world, 4)
    numbers = {lead.body.name: 5 for lead in leads}
    counting(monkeypatch, numbers)
    with in_january(world) as on:
        for lead in leads[:3]:
            closed(world, lead, on)
        assert summed(world, on.year - 1) == (None, 0)
        caller = Caller(later(world, "head_office", "estuaire"))
        page = answered(caller.client.get(f"{caller.url('report:together')}?annee={on.year - 1}"))
        assert page.says(leads[3].body.name)
        assert page.says("non donné")
        closed(world, leads[3], on)
        assert summed(world, on.year - 1) == (20, 4)
        numbers[leads[0].body.name] = 6
        closed(world, leads[0], on, "Une arrivée oubliée.")
        assert summed(world, on.year - 1) == (None, 0)


def test_nobody_but_the_head_office_above_is_answered(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    leads = antennes(world, 3)
    counting(monkeypatch, {lead.body.name: 5 for lead in leads})
    with in_january(world) as on:
        for lead in leads:
            closed(world, lead, on)
        for who in (leads[0], later(world, "lead", "amarres33"), later(world, "head_office", "amarres")):
            with acting(who), connection.cursor() as cursor:
                cursor.execute("SELECT * FROM report_kept_sums(%s)", [on.year - 1])
                assert cursor.fetchall() == []
        with acting(later(world, "head_office", "amarres")) as actor:
            assert reading.of_head_office(actor, on.year - 1).tables == []
        assert Caller(leads[0]).get("report:together").status == 404


def test_a_head_office_prints_its_sums(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    leads = antennes(world, 2)
    counting(monkeypatch, {lead.body.name: 20 for lead in leads})
    with in_january(world) as on:
        for lead in leads:
            closed(world, lead, on)
        with acting(later(world, "head_office", "estuaire")) as actor:
            for kind in ("pdf", "csv", "xlsx", "ods"):
                assert actions.export_together(actor=actor, on=on, year=on.year - 1, kind=kind)


def test_an_antenne_that_came_later_is_not_awaited(world: World) -> None:
    with in_january(world) as on, acting(later(world, "head_office", "estuaire")) as actor:
        assert reading.of_head_office(actor, on.year - 3).awaited == ()
        assert len(reading.of_head_office(actor, on.year - 1).awaited) == 2
        assert Body.objects.filter(parent=actor.body_id).count() == 2


def told(numbers: Sequence[tuple[int, int]]) -> Any:
    return together([leaving([whole(*one)], least=3) for one in numbers], {})


def test_the_sum_of_what_left_is_a_function_of_what_left() -> None:
    """Who has each antenne's print makes the sum alone: it tells nothing more."""
    sums = dict[Any, Any]()
    for case in product(product(range(6), repeat=2), repeat=2):
        prints = tuple(seen(leaving([whole(*one)], least=3)) for one in case)
        assert sums.setdefault(prints, told(case)) == told(case)


def test_parts_add_up_over_those_that_list_them() -> None:
    parts = tuple(FigurePart(code, code, n) for code, n in (("a", 30), ("b", 20)))
    figure = Figure(code="x", label="x", definition="x", n=50, parts=parts, split="par couleur")
    one = leaving([ActivitySection("s", "s", (figure,))])
    ((_, (found,)),) = together([one, one], {})
    assert (found.n, found.parts, found.rest) == (100, (("a", "a", 60), ("b", "b", 40)), 0)


def test_what_is_divided_is_added_to_no_other() -> None:
    """So many hours a post in two antennes are no hours a post of both."""
    hours = Figure(code="hours", label="x", definition="x", n=Decimal(60), kind="free")
    each = Figure(code="each", label="x", definition="x", n=Decimal(30), kind="ratio")
    one = leaving([ActivitySection("team", "Moyens", (hours, each))])
    assert [figure.said for section in one for figure in section.figures] == ["given", "given"]
    ((_, found),) = together([one, one], {})
    assert [(figure.code, figure.n) for figure in found] == [("hours", 120)]
