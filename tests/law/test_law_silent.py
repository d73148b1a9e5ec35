"""No rule answers without the assumptions it used: each reading is switched, and what it changes must be named."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rivage.core.paper.letters import Remedies
from rivage.law import evaluation, observed, recours, values
from rivage.law.casefile import Case, evaluate, read_cases
from rivage.law.recours import ContestedAct
from tests.law.test_law_cases import CASES


@contextmanager
def switched(name: str, code: str) -> Iterator[None]:
    """The law as it is, but for one assumption read otherwise."""
    usual = values._series
    starts, held = usual()[name]
    other = {**usual(), name: (starts, tuple(replace(value, value=code) for value in held))}
    values._series = lambda: other  # type: ignore[assignment]
    try:
        yield
    finally:
        values._series = usual


def told(line: Mapping[str, Any]) -> tuple[Any, ...]:
    """What an answer comes to, whatever its sentences."""
    codes = [(reason["code"], reason["outcome"]) for reason in line.get("reasons", ())]
    return line.get("outcome"), line.get("result"), line.get("error", {}).get("field"), codes


def unnamed(case: Case) -> Iterator[str]:
    """The assumptions that change the answer to a case, and that the answer does not name."""
    (seen,) = observed.observe([case])
    named = {value["name"] for value in seen.line.get("values", ())}
    for name in sorted(seen.names - named):
        known = values.parameters().get(name)
        for code, _ in known.alternatives if known else ():
            with switched(name, code):
                (other,) = observed.observe([case])
            if told(other.line) != told(seen.line):
                yield f"{case.rule}, ligne {case.line}, {name}"


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_an_assumption_that_changes_the_answer_is_named(path: Any) -> None:
    assert [each for case in read_cases(path) for each in unnamed(case)] == []


def test_a_silent_rule_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that reads without saying so is what this looks for."""
    case = Case("essai.yaml", 1, "silent", {"year": 2024})

    def silent(year: int) -> str:
        return str(values.reading("psp.depart", date(year, 1, 1)).value)

    monkeypatch.setattr(evaluation, "RULES", {**evaluation.RULES, "silent": silent})
    assert set(unnamed(case)) == {"silent, ligne 1, psp.depart"}
    assert "values" in evaluate(case)


def test_an_amount_to_confirm_says_so_where_it_is_said() -> None:
    """A sentence is printed alone: what it counts in euros carries its own doubt."""
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        for case in read_cases(path):
            line = evaluate(case)
            unsure = {value["name"] for value in line.get("values", ()) if value["status"] == "TO_CONFIRM"}
            amounts = unsure & {value["name"] for value in line.get("values", ()) if value["unit"] == "EUR"}
            for reason in line.get("reasons", ()):
                if "€" in reason["sentence"] and amounts & set(reason["values"]):
                    found += [reason["sentence"]] if "confirmer" not in reason["sentence"] else []
    assert found == []


def test_every_amount_would_say_that_it_is_to_confirm(monkeypatch: pytest.MonkeyPatch) -> None:
    """A value expires by itself: the sentences of all those in euros are tried as they will read that day."""
    usual = values._series()
    doubted = {
        name: (starts, tuple(replace(value, status="TO_CONFIRM") for value in held))
        if values.parameters()[name].unit == "EUR"
        else (starts, held)
        for name, (starts, held) in usual.items()
    }
    monkeypatch.setattr(values, "_series", lambda: doubted)
    found, tried = [], set()
    for path in sorted(CASES.glob("*.yaml")):
        for seen in observed.observe(case for case in read_cases(path) if case.rule != "at"):
            amounts = {value["name"] for value in seen.line.get("values", ()) if value["unit"] == "EUR"}
            for reason in seen.line.get("reasons", ()):
                if "€" in reason["sentence"] and amounts & set(reason["values"]):
                    tried |= amounts & set(reason["values"])
                    found += [reason["sentence"]] if "confirmer" not in reason["sentence"] else []
    assert found == []
    assert tried >= {"rsa.montant_forfaitaire", "afis.montant", "stage.cout_max", "aps.taxe_delivrance"}


def test_the_letters_of_the_aid_follow_the_reading_of_who_hears_a_challenge() -> None:
    on = date(2026, 12, 14)
    letters = {act: Remedies.of(on, "tribunal administratif d’Estuaire", act).said for act in ContestedAct}
    assert len(set(letters.values())) == 2, "the permit has its own minister"
    with switched("afis.recours", "caisse_puis_juge"):
        other = {act: Remedies.of(on, "tribunal administratif d’Estuaire", act).said for act in ContestedAct}
        assert recours.followed(recours.remedies(on, ContestedAct.AID)).startswith("Le paiement se conteste d’abord")
    assert [act for act in ContestedAct if other[act] != letters[act]] == [ContestedAct.AID, ContestedAct.AID_END]
    assert "un recours sur le paiement devant la caisse de MSA" in other[ContestedAct.AID]
