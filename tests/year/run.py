"""One year from its seed."""

import json
import time
from datetime import date
from typing import Any

from tests.year.replay import figures, replay
from tests.year.story import stories

START = date(2026, 1, 5)


def year(paths: int, days: int, seed: int) -> dict[str, Any]:
    """The figures of a year of so many paths."""
    told = stories(seed, paths, START, days)
    return figures(told, replay(told, START, days), START, days) | {"seed": seed}


def report(paths: int, days: int, seed: int) -> None:
    """Print them as a line of JSON."""
    begun = time.monotonic()
    found = year(paths, days, seed)
    print(json.dumps(found | {"seconds": round(time.monotonic() - begun)}, ensure_ascii=False), flush=True)
