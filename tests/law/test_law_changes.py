"""What changed between two folders of the law, and on which days."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from rivage.law import changes
from rivage.law.lawfile import LawFileError, read_folder
from rivage.law.parameter import Parameter
from rivage.law.values import parameters

BEFORE = """\
checked_by: équipe de Rivage, une personne
essai.montant:
  label: un montant
  unit: EUR
  revised: par_la_loi
  article: CASF D121-12-14
  source: décret
  confidence: H
  status: CONFIRMED
  checked: 2026-11-20
  values:
    - {from: 2017-04-15, to: 2022-06-30, value: "330.00"}
    - {from: 2022-07-01, to: null, value: "343.20"}
essai.duree:
  label: une durée
  unit: mois
  article: CASF R121-12-10
  source: décret
  confidence: H
  status: CONFIRMED
  checked: 2026-11-20
  values:
    - {from: 2016-10-31, to: null, value: 6}
"""


def book(tmp_path: Path, *swaps: tuple[str, str]) -> dict[str, Parameter]:
    text = BEFORE
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    folder = tmp_path / str(len(list(tmp_path.iterdir())))
    folder.mkdir()
    (folder / "essai.yaml").write_text(text, encoding="utf-8")
    return read_folder(folder)


@pytest.fixture
def compare(tmp_path: Path) -> Callable[..., list[changes.Change]]:
    return lambda *swaps: list(changes.compare(book(tmp_path), book(tmp_path, *swaps)))


Compare = Callable[..., list[changes.Change]]


def test_the_files_of_an_earlier_release_are_read_as_they_said_less(tmp_path: Path) -> None:
    text = (
        BEFORE.replace("  revised: par_la_loi\n", "")
        .split("\n", 1)[1]
        .replace('value: "343.20"', 'value: "343.20", sure_until: 2027-03-31')
    )
    (tmp_path / "essai.yaml").write_text(text, encoding="utf-8")
    assert read_folder(tmp_path, former=True)["essai.montant"].values[-1].end is None
    with pytest.raises(LawFileError):
        read_folder(tmp_path)


def test_the_same_files_have_no_change(compare: Compare) -> None:
    assert compare() == []
    assert "Aucune valeur" in changes.release_note([])


def test_a_value_corrected_changes_the_days_it_was_in_force(compare: Compare) -> None:
    (found,) = compare(('"330.00"', '"331.00"'))
    assert (found.start, found.end, found.before_says, found.after_says) == (
        date(2017, 4, 15),
        date(2022, 6, 30),
        "330,00\u00a0€",
        "331,00\u00a0€",
    )


def test_a_new_value_changes_the_days_from_its_first(compare: Compare) -> None:
    added = '2022-07-01, to: 2025-11-30, value: "343.20"}\n    - {from: 2025-12-01, to: null, value: "559.44"}'
    (found,) = compare(('2022-07-01, to: null, value: "343.20"}', added))
    assert (found.start, found.end, found.worth) == (date(2025, 12, 1), None, True)


def test_a_rise_moved_by_a_month_changes_that_month_only(compare: Compare) -> None:
    (found,) = compare(("to: 2022-06-30", "to: 2022-07-31"), ("from: 2022-07-01", "from: 2022-08-01"))
    assert (found.start, found.end) == (date(2022, 7, 1), date(2022, 7, 31))
    assert (found.before_says, found.after_says) == ("343,20\u00a0€", "330,00\u00a0€")


def test_a_first_day_moved_back_says_what_was_nothing(compare: Compare) -> None:
    (found,) = compare(("from: 2016-10-31", "from: 2016-10-01"))
    assert (found.start, found.end, found.before, found.before_says) == (
        date(2016, 10, 1),
        date(2016, 10, 30),
        None,
        "rien",
    )


def test_a_repeal_says_what_is_nothing(compare: Compare) -> None:
    (found,) = compare(("2016-10-31, to: null", "2016-10-31, to: 2026-12-31"))
    assert (found.start, found.end, found.before_says, found.after_says) == (
        date(2027, 1, 1),
        None,
        "6\u00a0mois",
        "rien",
    )


def test_a_value_written_in_two_pieces_is_no_change(compare: Compare) -> None:
    pieces = "2016-10-31, to: 2019-12-31, value: 6}\n    - {from: 2020-01-01, to: null, value: 6}"
    assert compare(("2016-10-31, to: null, value: 6}", pieces)) == []


def test_a_parameter_that_comes_or_goes_changes_all_its_days(tmp_path: Path) -> None:
    short = {name: each for name, each in book(tmp_path).items() if name == "essai.montant"}
    (gone,) = changes.compare(book(tmp_path), short)
    (come,) = changes.compare(short, book(tmp_path))
    assert (gone.name, gone.start, gone.after) == ("essai.duree", date(2016, 10, 31), None)
    assert (come.name, come.end, come.before) == ("essai.duree", None, None)


def test_a_status_or_a_source_alone_is_told_apart_and_a_new_check_is_not(compare: Compare) -> None:
    swaps = (("une durée\n  unit: mois\n  article: CASF R121-12-10", "une durée\n  unit: mois\n  article: CASF R9"),)
    (found,) = compare(*swaps)
    assert (found.worth, found.mentions) == (False, ("article",))
    assert changes.intervals([found]) == ()
    assert compare(("checked: 2026-11-20", "checked: 2026-11-21")) == []


def test_the_intervals_are_told_once_and_in_order(compare: Compare) -> None:
    found = compare(('"343.20"', '"343.21"'), ('"330.00"', '"331.00"'), ("value: 6", "value: 7"))
    assert changes.intervals([*found, *found]) == (
        (date(2016, 10, 31), None),
        (date(2017, 4, 15), date(2022, 6, 30)),
        (date(2022, 7, 1), None),
    )


def test_the_release_note_says_days_before_after_article_and_periods(compare: Compare) -> None:
    moved = compare(('"330.00"', '"331.00"'), ("unit: mois\n  article: CASF R121-12-10", "unit: mois\n  article: X"))
    note = changes.release_note(moved).replace("\u00a0", " ")
    assert "1 valeur changée, 1 référence changée sans que la valeur change." in note
    assert "- Jours : du 15 avril 2017 au 30 juin 2022 inclus." in note
    assert "- Avant : 330,00 € (CASF D121-12-14, confirmé)." in note
    assert "- Après : 331,00 € (CASF D121-12-14, confirmé)." in note
    assert "- Périodes concernées : celles qui courent au moins un de ces jours." in note
    assert "- `essai.duree`, depuis le 31 octobre 2016 : article." in note


def test_the_law_of_today_against_nothing_is_all_new() -> None:
    assert {each.name for each in changes.compare({}, parameters())} == set(parameters())
