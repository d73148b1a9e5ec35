"""Every sentence of an article, the day before, of, after: the tables in cases/*.yaml, one test per case."""

from pathlib import Path
from typing import Any

import pytest

from rivage.law.casefile import Case, evaluate, read_cases

CASES = Path(__file__).parent / "cases"


def cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}-{number}-{case.says}")
        for path in sorted(CASES.glob("*.yaml"))
        for number, case in enumerate(read_cases(path))
    ]


@pytest.mark.parametrize("case", cases())
def test_case(case: Case) -> None:
    """Each case says the article it proves and what must come out of it (see `rivage.law.casefile.differences`)."""
    assert case.article
    assert case.says
    assert case.expect
    assert evaluate(case)["differences"] == []


@pytest.mark.parametrize("case", cases())
def test_an_outcome_is_that_of_its_weakest_reason(case: Case) -> None:
    """No reason says yes under a no, nor no under a yes: a screen shows each reason with its own mark."""
    line = evaluate(case)
    weighing = {reason["outcome"] for reason in line.get("reasons", ())}
    weakest = next((outcome for outcome in ("no", "question", "yes") if outcome in weighing), "yes")
    assert line.get("outcome", weakest) == weakest
