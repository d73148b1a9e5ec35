"""The law: one evaluation, the nation month after month, the reading of the files."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from statistics import quantiles
from typing import Any

from rivage.law import afis, evaluation
from rivage.law.afis import AfisFacts, Document, Nationality
from rivage.law.casefile import read_cases
from rivage.law.facts import BadFact
from rivage.law.given import signature
from rivage.law.period import add_months
from rivage.law.values import NoValue
from tests.bench.measure import Measure, seconds

CASES = Path(__file__).parents[1] / "law" / "cases"
PEOPLE, MONTHS = 40_000, 24
ONE_RULE, NATION, LOADING = 15.0, 15.0, 50.0
ROUNDS, SLICES = 500, 40
CODES = ("75", "33", "59", "976")
_LOADING = """
import time
from rivage.law import territory, values
start = time.process_time()
values.at("psp.periode_mois", __import__("datetime").date(2026, 1, 1))
territory.departements()
print(time.process_time() - start)
"""


def measures() -> list[Measure]:
    """Return the costs of the law. The nation takes about fifteen seconds."""
    costs = sorted(per_rule().items(), key=lambda each: each[1])
    slowest, cost = costs[-1]
    return [
        Measure("law", "une évaluation de l’AFIS, sur des personnes diverses", of_the_aid(), ONE_RULE, "µs"),
        Measure("law", f"la règle la plus lente sur ses exemples, par réponse ({slowest})", cost, ONE_RULE, "µs"),
        Measure("law", "la règle médiane sur ses exemples, par réponse", costs[len(costs) // 2][1], ONE_RULE, "µs"),
        Measure("law", f"{PEOPLE} personnes, {MONTHS} mois, faits construits chaque mois", nation(), NATION, "s"),
        Measure("law", "lecture des fichiers, une fois", loading(), LOADING, "ms"),
    ]


def per_rule() -> dict[str, float]:
    """Microseconds of one call for each rule, on the slowest of its cases, its facts already read.

    A rule that answers a list (months, motives) is counted by answer.
    """
    found: dict[str, float] = {}
    for path in sorted(CASES.glob("*.yaml")):
        for case in read_cases(path):
            rule = evaluation.RULES[case.rule]
            try:
                call: Callable[[], object] = partial(rule, **signature(rule).read(case.rule, case.given))
                answers = _answers(call())
            except (BadFact, NoValue):
                continue
            cost = seconds(partial(_repeat, call, ROUNDS)) / ROUNDS / answers * 1e6
            found[case.rule] = max(cost, found.get(case.rule, 0.0))
    return found


def _answers(found: object) -> int:
    listed = getattr(found, "months", found)
    return max(1, len(listed)) if isinstance(listed, tuple) else 1


def _repeat(call: Callable[[], object], number: int) -> None:
    for _ in range(number):
        call()


def of_the_aid() -> float:
    """Microseconds to ask for the AFIS, over people who differ, their facts already built."""
    on = date(2026, 3, 10)
    people = [AfisFacts(decided_on=on, requested_on=on, **_known(index)) for index in range(20_000)]

    def work() -> None:
        for person in people:
            afis.evaluate(person)

    return seconds(work) / len(people) * 1e6


def nation() -> float:
    """Seconds to build the facts of each person each month from what is known of her, and ask for the AFIS.

    The nation goes by in forty slices, and the lower quartile stands for each: the rest is what else the machine did.
    """
    days = [[add_months(date(2019, 5, 3), start + month) for month in range(MONTHS)] for start in range(60)]
    people = [_known(index) for index in range(PEOPLE)]

    def work(some: list[dict[str, Any]]) -> None:
        for index, known in enumerate(some):
            for on in days[index % len(days)]:
                afis.evaluate(AfisFacts(decided_on=on, requested_on=on, **known))

    slices = [people[start::SLICES] for start in range(SLICES)]
    return quantiles([seconds(partial(work, some), rounds=1) for some in slices])[0] * SLICES


def _known(index: int) -> dict[str, Any]:
    """What is known of a person: it differs from one to the next, as it does in a country."""
    return {
        "departement": CODES[index % len(CODES)],
        "path_authorised": True,
        "born_on": date(1975 + index % 24, index % 12 + 1, index % 28 + 1),
        "nationality": (Nationality.OTHER, Nationality.EUROPEAN, Nationality.FRENCH)[index % 3],
        "document": (Document.APS, Document.TITRE, Document.FIRST_RECEIPT)[index % 3],
        "resources": Decimal(index % 700),
        "children": index % 5,
        "lone_parent": index % 2 == 0,
        "right_of_residence": False,
        "protection": index % 7 == 0,
        "permit_years": index % 6,
    }


def loading() -> float:
    """Milliseconds to read every file of the law, in a process that has just begun (best of five)."""
    runs = (
        subprocess.run([sys.executable, "-c", _LOADING], capture_output=True, text=True, check=True) for _ in "12345"
    )
    return min(float(run.stdout) for run in runs) * 1e3
