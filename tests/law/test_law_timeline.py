"""A rule asked month after month: facts that change, runs of equal months, the refusals."""

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from rivage.law.casefile import read_yaml
from rivage.law.facts import BadFact
from rivage.law.timeline import TimelineRow, grouped, timeline

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "afis-lina.yaml"


def facts(tmp_path: Path, text: str) -> Any:
    path = tmp_path / "faits.yaml"
    path.write_text(text, encoding="utf-8")
    return read_yaml(path)


@pytest.fixture(scope="module")
def lina() -> dict[date, TimelineRow]:
    rows = timeline("afis.evaluate", read_yaml(EXAMPLE), date(2017, 1, 1), date(2026, 12, 31))
    return {row.first: row for row in rows}


def test_there_is_one_row_a_month(lina: dict[date, TimelineRow]) -> None:
    assert len(lina) == 120
    assert all(row.first == row.last for row in lina.values())


@pytest.mark.parametrize(
    ("month", "outcome", "amount"),
    [
        (date(2017, 4, 1), "aucune règle", ""),
        (date(2017, 5, 1), "non", ""),
        (date(2019, 3, 1), "non", ""),
        (date(2019, 4, 1), "oui", "330,00"),
        (date(2020, 2, 1), "oui", "330,00"),
        (date(2020, 3, 1), "oui", "432,00"),
        (date(2021, 12, 1), "oui", "534,00"),
        (date(2022, 4, 1), "non", ""),
        (date(2022, 9, 1), "oui", "555,36"),
        (date(2023, 10, 1), "à trancher", ""),
        (date(2024, 2, 1), "oui", "343,20"),
        (date(2025, 11, 1), "oui", "343,20"),
        (date(2025, 12, 1), "oui", "559,44"),
        (date(2026, 3, 1), "oui", "559,44"),
        (date(2026, 4, 1), "non", ""),
    ],
)
def test_the_aid_of_an_invented_person(lina: dict[date, TimelineRow], month: date, outcome: str, amount: str) -> None:
    assert (lina[month].outcome, lina[month].amount.removesuffix("\u00a0€")) == (outcome, amount)


def test_each_month_says_why_and_how_sure(lina: dict[date, TimelineRow]) -> None:
    assert "plus de 18" in lina[date(2018, 1, 1)].says
    assert "À 25\u00a0ans" in lina[date(2026, 4, 1)].says.replace("25 ans", "25\u00a0ans")
    assert lina[date(2025, 11, 1)].to_confirm == ()
    assert lina[date(2025, 12, 1)].to_confirm == ("afis.montant", "afis.bareme_2025")
    assert "CASF R121-12-13-1" in lina[date(2019, 4, 1)].articles
    assert "R121-12-13-1" not in str(lina[date(2017, 5, 1)].articles)


def test_runs_of_equal_months_hold_every_month_once(lina: dict[date, TimelineRow]) -> None:
    runs = grouped(lina.values())
    assert len(runs) < 30
    assert (runs[0].first, runs[-1].last) == (date(2017, 1, 1), date(2026, 12, 1))
    assert all(before.answer != after.answer for before, after in pairwise(runs))


def test_a_fact_is_not_known_before_its_first_day(tmp_path: Path) -> None:
    given = facts(tmp_path, "requested: 6\nmonths_used: {2020-02-01: 0, 2020-03-01: 24}\n")
    rows = timeline("parcours.period_months", given, date(2020, 2, 1), date(2020, 3, 1))
    assert [row.outcome for row in rows] == ["oui", "non"]
    with pytest.raises(BadFact, match=r"il manque le fait months_used.*janvier\s2020"):
        timeline("parcours.period_months", given, date(2020, 1, 1), date(2020, 3, 1))


def test_an_amount_is_followed_too(tmp_path: Path) -> None:
    rows = timeline("afis.amount", facts(tmp_path, 'children: 0\ncode: "75"\n'), date(2022, 6, 1), date(2022, 7, 1))
    assert [row.amount for row in rows] == ["330,00\u00a0€", "343,20\u00a0€"]


@pytest.mark.parametrize(
    ("rule", "text", "field", "words"),
    [
        ("afis.amout", "children: 0\n", "rule", "Noms proches"),
        ("afis.last_paid_month", "ended_on: 2026-01-01\n", "rule", "ne dépend pas d’un jour"),
        ("afis.amount", "on: 2026-01-01\n", "on", "ne s’écrit pas"),
        ("afis.amount", 'code: "75"\nchildren: {2026-01-01: 0, 2026-02-29: 1}\n', "children", "n’existe pas"),
        ("afis.amount", 'code: "75"\nchildren: -1\n', "children", "Mois examiné\u00a0: janvier\u00a02026."),
        ("afis.amount", 'code: "75"\n', "children", "il manque le fait children"),
    ],
)
def test_what_cannot_be_followed_is_refused(tmp_path: Path, rule: str, text: str, field: str, words: str) -> None:
    with pytest.raises(BadFact) as raised:
        timeline(rule, facts(tmp_path, text), date(2026, 1, 1), date(2026, 3, 1))
    assert raised.value.field == field
    assert words in str(raised.value)
