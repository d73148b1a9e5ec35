"""What the report says around its numbers: which days, which years, who has closed them, and to whom it may go."""

import re
from datetime import timedelta

import pytest

from rivage.accounts.homes import found, nothing
from rivage.core.paper.sheet import TableBlock
from rivage.core.refusal import Refused
from rivage.people import actions as people
from rivage.report import papers, reading
from tests.bad_input.calling import Caller, answered
from tests.dossiers.path import WHO, new_person
from tests.report.test_report import LEAD, closed, figures, in_january, later
from tests.stories import after
from tests.world import World, acting

pytestmark = pytest.mark.django_db


def test_days_to_come_are_said_not_to_be_counted_and_the_form_says_what_is(world: World) -> None:
    reader = Caller(world[LEAD])
    ahead = (world.today + timedelta(days=40)).isoformat()
    page = answered(reader.client.get(f"{reader.url('report:report')}?du={world.today.isoformat()}&au={ahead}"))
    assert page.says("Compté jusqu’à aujourd’hui")
    assert f'value="{ahead}"' not in page.text
    assert page.text.count(f'value="{world.today.isoformat()}"') == 4
    assert not reader.get("report:report").says("Compté jusqu’à aujourd’hui")


def test_one_day_is_said_as_one(world: World) -> None:
    reader = Caller(world[LEAD])
    assert not reader.get("support:active").says("Ce jour")
    sent = f"?du={world.today.isoformat()}&au={world.today.isoformat()}"
    assert ">Le " in answered(reader.client.get(reader.url("report:report") + sent)).text


def test_a_year_before_the_antenne_was_there_is_not_offered_to_be_closed(world: World) -> None:
    reader, before = Caller(world[LEAD]), world.today.year - 1
    assert not reader.get("report:year", year=before).says("Clore l’année")
    assert not reader.get("report:report").says(f"Lire ce qui sortirait de {before}")
    assert reader.get("report:close", year=before).says("n’existait pas encore")
    with pytest.raises(Refused, match="n’existait pas encore"):
        closed(world, world[LEAD], world.today, year=before)


def test_a_head_office_reads_the_state_of_each_antenne_and_its_home_says_which_wait(world: World) -> None:
    head = later(world, "head_office", "estuaire")
    reader, year = Caller(head), world.today.year
    with acting(head) as actor:
        assert not list(found(actor, world.today))
        assert nothing("head_office").title == "Rien ne vous attend"
        assert reading.years_of(actor, world.today) == [year]
    assert reader.get("report:together").says("se clôt en janvier")
    with in_january(world) as on:
        names = [world.bodies[code].name for code in ("estuaire33", "estuaire75")]
        closed(world, later(world), on)
        with acting(head) as actor:
            (item,) = found(actor, on)
            assert item.title == f"N’ont pas clos l’année {year}\u00a0: {names[1]}"  # type: ignore[union-attr]
            assert reading.years_of(actor, on) == [year + 1, year]
        page = Caller(head).get("report:together")
        for words in (f"{names[0]} : année close", f"{names[1]} : pas encore close", "à partir de deux antennes"):
            assert page.says(words), words
        world.body("later", "antenne", "Cap Estuaire Nord", "33", parent=world.bodies["estuaire"])
        assert Caller(head).get("report:together").says("Cap Estuaire Nord : n’existait pas encore")


def test_prints_name_no_source_and_repeat_no_label(world: World) -> None:
    after(world, new_person)
    with acting(world[LEAD]) as actor:
        year = reading.of_year(actor, world.today.year)
        sheet = papers.internal(actor, year, (world.today, world.today), world.today)
        printed = repr(sheet)
        filed = repr(list(papers.exact_rows(year, (world.today, world.today))))
    assert any(isinstance(block, TableBlock) for block in sheet.blocks)
    assert "FACT-S" not in printed + filed
    assert "EGACTIV" not in printed + filed
    assert "En parcours et hors d’un parcours :" not in printed
    assert "Le dernier jour : " in printed.replace("\u00a0", " ").replace("\\xa0", " ")
    assert "de 0 à 10" in papers.RULE
    assert 'class="rv-interne"' in Caller(world[LEAD]).get("report:report").text


def test_a_report_says_the_same_to_who_was_set_aside_and_promises_no_whole(world: World) -> None:
    person, reader = after(world, new_person), Caller(world[LEAD])
    said = "Ces nombres comptent les dossiers ouverts à qui les a comptés"
    counted = []
    for _ in range(2):
        with acting(world[LEAD]) as actor:
            counted.append(figures(actor, world.today, world.today)["active"].n)
            sheet = papers.internal(actor, reading.of_year(actor, world.today.year), (world.today,) * 2, world.today)
        assert said in repr(sheet)
        assert reader.get("report:report").says(f"Toute l’antenne. {said}")
        assert reader.get("report:year", year=world.today.year).says(said)
        with acting(world[WHO]) as referent:
            people.exclude(actor=referent, on=world.today, person=person, holder=f"user:{world[LEAD].user_id}")
    assert counted == [1, 0], "who is set aside counts without a hole"


def test_where_people_stand_before_and_after_is_linked_where_the_team_looks(world: World) -> None:
    reader = Caller(world[LEAD])
    for page in ("report:report", "support:active"):
        assert reader.url("support:before_after") in reader.get(page).text
        other = Caller(world["other:estuaire33"])
        assert other.url("support:before_after") not in other.get(page).text


def test_a_long_report_leads_to_each_of_its_parts_from_its_top(world: World) -> None:
    reader = Caller(world[LEAD])
    for page in (reader.get("report:report"), reader.get("report:year", year=world.today.year)):
        leads = re.findall(r'href="#([\w-]+)">', page.text.split("Aller à une partie")[1].split("</nav>")[0])
        assert len(leads) >= 6
        for anchor in leads:
            assert page.text.count(f'id="{anchor}"') == 1, anchor
