"""`make bench`: measure, print a table and its JSON, write docs/bench.md. The code is 1 when a budget is not kept."""

import json
import os
import platform
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from tests.bench import law
from tests.bench.measure import Measure

PAGE = Path(__file__).parents[2] / "docs" / "bench.md"
SUBJECTS: dict[str, Callable[[], list[Measure]]] = {"law": law.measures}


def page(found: list[Measure]) -> str:
    busy = f"{os.getloadavg()[0]:.1f}".replace(".", ",")
    machine = f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cœurs, charge {busy}"
    rows = [
        f"| {each.subject} | {each.what} | {shown(each.figure, each.unit)} | {shown(each.budget, each.unit)} "
        f"| {'tenu' if each.kept else '**dépassé**'} |"
        for each in found
    ]
    return "\n".join(
        [
            "# Ce que coûte Rivage\n",
            f"Écrit par `make bench`. Des chiffres d’une machine ({machine}), pas une promesse.\n",
            "| Sujet | Quoi | Mesuré | Budget | |",
            "|---|---|---:|---:|---|",
            *rows,
            "",
        ]
    )


def shown(figure: float, unit: str) -> str:
    return f"{figure:.3g}\u00a0{unit}".replace(".", ",").strip()


def main() -> int:
    found = [measure for measures in SUBJECTS.values() for measure in measures()]
    PAGE.write_text(page(found), encoding="utf-8")
    print(page(found))
    print(json.dumps([{**asdict(each), "kept": each.kept} for each in found], ensure_ascii=False))
    return 0 if all(each.kept for each in found) else 1


if __name__ == "__main__":
    sys.exit(main())
