"""Every sentence of an article, the day before, of, after: the tables in cases/*.yaml, one test per table."""

from pathlib import Path
from typing import Any

import pytest

from rivage.law.casefile import evaluate, read_cases

CASES = Path(__file__).parent / "cases"


def weakest(line: dict[str, Any]) -> str:
    """The outcome that its reasons give: no reason says yes under a no, nor no under a yes."""
    weighing = {reason["outcome"] for reason in line.get("reasons", ())}
    return next((outcome for outcome in ("no", "question", "yes") if outcome in weighing), "yes")


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_each_case_of_a_table(path: Path) -> None:
    """Each case says the article it proves and what must come out of it (see `rivage.law.casefile.differences`); a
    screen shows each reason with its own mark, the outcome with that of the weakest."""
    cases = read_cases(path)
    silent = [f"case {n}" for n, case in enumerate(cases, 1) if not (case.article and case.says and case.expect)]
    assert silent == []
    lines = [evaluate(case) for case in cases]
    wrong = {line["says"]: line["differences"] for line in lines if line["differences"]}
    assert wrong == {}
    contradicted = [line["says"] for line in lines if line.get("outcome", weakest(line)) != weakest(line)]
    assert contradicted == []
