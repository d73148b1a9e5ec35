"""A file that is nonsense is refused by a sentence: never a traceback, a fault of the machine, or another number."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rivage.law import evaluation
from rivage.law.casefile import Case, evaluate, read_cases, repeated
from rivage.law.facts import BadFact, an_amount
from rivage.law.given import signature
from rivage.law.lawfile import LawFileError, read_file
from tests.law.test_law_evaluation import judge, write

_MERGED = "".join(f"a{level}: &a{level} {{<<: [{', '.join([f'*a{level - 1}'] * 9)}]}}\n" for level in range(1, 9))
REFUSED = {
    "nests a hundred thousand times": ("[" * 100_000, "emboîte plus de 40"),
    "nests five thousand times": ("[" * 5_000 + "]" * 5_000, "emboîte plus de 40"),
    "merges over and over": (f"a0: &a0 {{x: 1}}\n{_MERGED}", "se répète trop"),
    "contains itself": ("- &a [*a]", "se contient lui-même"),
    "an anchor that is not there": ("- *a", "YAML lisible"),
    "an unknown tag": ("- !!python/object:os.system {}", "YAML lisible"),
    "codes that are no list": (
        "- rule: at\n  given: {}\n  expect: {codes: 3}\n",
        "«\u00a0codes\u00a0» attend une liste",
    ),
    "records that are no list": ("- rule: at\n  given: {}\n  expect: {has: 3}\n", "attend une liste de lignes"),
    "words that are no text": ("- rule: at\n  given: {}\n  expect: {reads: [x]}\n", "attend un texte"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_out_of_all_bounds_is_refused_by_a_sentence(tmp_path: Path, what: str) -> None:
    text, words = REFUSED[what]
    with pytest.raises(LawFileError) as raised:
        read_cases(write(tmp_path, text))
    assert words in str(raised.value)
    with pytest.raises(LawFileError):
        read_file(write(tmp_path, text))


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "essai.yaml").write_bytes(b"- caf\xe9\n")
    with pytest.raises(LawFileError, match="YAML lisible"):
        read_cases(tmp_path / "essai.yaml")


AMOUNT = 'on: 2023-01-01, code: "75"'
AID = 'decided_on: 2025-06-10, departement: "75"'
NOT_SAID = {
    "a zero before": ("afis.amount", f"children: 010, {AMOUNT}", "children", "sans zéro devant"),
    "a separator": ("afis.amount", f"children: 1_0, {AMOUNT}", "children", "sans zéro devant"),
    "sixty minutes": ("afis.amount", f"children: 1:30, {AMOUNT}", "children", "sans zéro devant"),
    "sixteen signs": ("afis.amount", f"children: 0x10, {AMOUNT}", "children", "sans zéro devant"),
    "five thousand digits": ("afis.amount", f"children: {'9' * 5000}, {AMOUNT}", "children", "sans zéro devant"),
    "in a list": ("parcours.months_used", "periods: [010]", "periods.1", "sans zéro devant"),
    "as a seat": ("commission.voters", "seats: {٣: [dune]}", "seats", "un nombre entier"),
    "thousands with a separator": ("afis.evaluate", f'{AID}, resources: "1_000.00"', "resources", "343.20"),
    "spaces around": ("afis.evaluate", f'{AID}, resources: " 12 "', "resources", "343.20"),
    "digits of another script": ("afis.evaluate", f'{AID}, resources: "٣٤٣"', "resources", "343.20"),
    "an exponent": ("afis.evaluate", f'{AID}, resources: "1E+3"', "resources", "343.20"),
    "under the cent": ("afis.evaluate", f'{AID}, resources: "607.7499999"', "resources", "343.20"),
    "no number": ("afis.evaluate", f'{AID}, resources: "NaN"', "resources", "343.20"),
    "the last day of the calendar": (
        "afis.months",
        'period: {first_day: 2026-01-15, last_day: 9999-12-31}, children: 0, code: "75"',
        "period.days",
        "sort du calendrier",
    ),
    "thirty days after the calendar": (
        "titles.reflection",
        "started_on: 9999-12-20, on: 9999-12-21",
        "days",
        "sort du calendrier",
    ),
}


@pytest.mark.parametrize("what", NOT_SAID)
def test_a_number_that_reads_two_ways_is_refused_with_its_fact(tmp_path: Path, what: str) -> None:
    rule, facts, field, words = NOT_SAID[what]
    error = judge(tmp_path, rule, facts)["error"]
    assert (error["kind"], error["field"]) == ("BadFact", field)
    assert words in error["sentence"]


@pytest.mark.parametrize("expect", ["codes: [x]", "no_codes: [x]", "reads: x", "has: [{x: 1}]", "value: 010"])
def test_an_expectation_of_another_rule_is_a_difference(tmp_path: Path, expect: str) -> None:
    for rule, facts in (
        ("afis.amount", f"children: 1, {AMOUNT}"),
        ("commission.chairs", 'code: "75", on: 2023-01-01'),
        ("parcours.expected_months", "months_used: 0, on: 2023-01-01"),
    ):
        line = judge(tmp_path, rule, facts, f"  expect: {{{expect}}}\n")
        assert len(line["differences"]) == (0 if expect.startswith("no_codes") else 1)


def test_what_is_repeated_is_what_was_written(tmp_path: Path) -> None:
    facts = "a: 010, b: 2023-02-30, c: 1.5, d: 2023-01-01, e: [.nan, null, true], f: !!binary aA=="
    text = f"- rule: at\n  given: {{{facts}}}\n"
    said = repeated(read_cases(write(tmp_path, text))[0].given)
    assert json.loads(json.dumps(said)) == {
        "a": "010", "b": "2023-02-30", "c": "1.5", "d": "2023-01-01", "e": ["nan", None, True], "f": "b'h'",
    }  # fmt: skip


def test_an_amount_has_two_decimals() -> None:
    assert an_amount("resources", Decimal("607.750")) == Decimal("607.75")
    for wrong in ("607.7499999", "1E+9"):
        with pytest.raises(BadFact):
            an_amount("resources", Decimal(wrong))


nonsense: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from(
        [None, True, 0, -1, 3, 10**17, 2.5, "", "75", "NaN", "12.50", "x", date.min, date.max, date(2024, 2, 29)]
    )
    | st.dates()
    | st.datetimes(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["first_day", "last_day", "1", "x"]), inner, max_size=3)
    ),
    max_leaves=4,
)


@given(st.sampled_from(sorted(evaluation.RULES)), st.data())
def test_no_fact_makes_a_rule_fall(rule: str, data: st.DataObject) -> None:
    """Whatever a file says, the answer is a line that JSON can hold."""
    names = signature(evaluation.RULES[rule]).readers
    facts = {name: data.draw(nonsense, label=name) for name in names}
    json.dumps(evaluate(Case("essai.yaml", 1, rule, facts)))


@given(st.text(max_size=60))
def test_no_text_makes_the_reading_fall(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "nonsense.yaml"
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    try:
        for case in read_cases(path):
            evaluate(case)
    except LawFileError:
        pass
