"""docs/law.md says what the files and the cases say, and what the rules were seen to read."""

from datetime import date
from pathlib import Path

from rivage.law import articles, document, values
from rivage.law.casefile import Case
from rivage.law.observed import observe

ROOT = Path(__file__).parents[2]
CASES, EXAMPLES, PAGE = ROOT / "tests" / "law" / "cases", ROOT / "docs" / "examples", ROOT / "docs" / "law.md"
ON = date(2023, 1, 1)


def seen(rule: str, **given: object) -> frozenset[str]:
    (found,) = observe([Case("essai.yaml", 1, rule, given)])
    return found.names


def test_the_page_is_up_to_date() -> None:
    told = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    assert told.splitlines() == document.write(CASES, EXAMPLES).splitlines(), "Lancez « make law »."


def test_what_a_rule_reads_is_seen_each_time() -> None:
    national = {"afis.bareme_national", "afis.supplement_national"}
    assert seen("afis.amount", children=0, on=ON, code="75") == national
    assert seen("afis.amount", children=0, on=ON, code="976") == {
        each.replace("national", "mayotte") for each in national
    }
    assert seen("afis.amount", children=0, on=ON, code="75") == national
    assert seen("commission.voters", seats={}) == frozenset()


def test_a_refused_case_reads_nothing_and_a_value_of_no_day_is_read() -> None:
    assert seen("afis.amount", children=-1, on=ON, code="75") == frozenset()
    assert "afis.bareme_national" in seen("afis.amount", children=0, on=date(2010, 1, 1), code="75")


def test_nothing_is_noted_outside() -> None:
    with values.noting() as asked:
        values.at("psp.periode_mois", ON)
    values.at("afis.age_ans", ON)
    assert asked == {"psp.periode_mois"}


def test_articles_stand_in_their_natural_order() -> None:
    mixed = ["CRPA R133-9", "CASF R121-12-10", "loi", "CASF R121-12-9", "CASF L121-9 II", "CRPA R133-10"]
    assert articles.in_order(mixed) == [
        "CASF L121-9 II",
        "CASF R121-12-9",
        "CASF R121-12-10",
        "CRPA R133-9",
        "CRPA R133-10",
        "loi",
    ]


def test_what_rests_on_two_articles_stands_under_each() -> None:
    named = {
        "CP 131-35-2 et 131-16 9° bis": ("CP 131-35-2", "CP 131-16"),
        "LPF L247 1° et CASF L121-9 II": ("LPF L247", "CASF L121-9"),
        "CP 225-12-1 alinéa 2": ("CP 225-12-1",),
        "décret 2017-281": ("décret n° 2017-281",),
        "arrêté du 10 mai 2017, point 18": ("arrêté du 10 mai 2017",),
        "Conseil d’État, 19 novembre 2021, n° 440802": ("Conseil d’État, 19 novembre 2021, n° 440802",),
    }
    assert {written: articles.named(written) for written in named} == named


def test_a_case_finds_its_article_under_its_full_name() -> None:
    known = ["CASF R121-12-1", "CASF R121-12-13-1", "CASF L262-9", "CASF L262-4"]
    wanted = {
        "R121-12-1": "CASF R121-12-1",
        "R121-12-13": "R121-12-13",
        "L262-4": "CASF L262-4",
        "L262-9": "CASF L262-9",
        "L262-4 II": "CASF L262-4",
        "CE 440802": "CE 440802",
    }
    for article, full in wanted.items():
        assert list(articles.cases_by_article([Case("a", 1, "at", {}, article=article)], known)) == [full]


def test_every_parameter_and_every_question_is_in_the_page() -> None:
    told = document.write(CASES, EXAMPLES)
    missing = [name for name in values.names() if f"`{name}`" not in told]
    questions = {each.to_settle for each in values.parameters().values() if each.to_settle}
    assert missing == []
    assert [each for each in questions if each not in told] == []
