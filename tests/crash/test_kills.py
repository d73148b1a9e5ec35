"""SIGKILL of the database, the web server and the worker while people write. The long run: `make kills`."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parents[2]


def figures(kills: int, seed: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.crash", "--kills", str(kills), "--seed", str(seed)]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    assert done.stdout.strip(), done.stderr[-3000:]
    read: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return read


def nothing_is_lost(kills: int, seed: int) -> dict[str, int]:
    """Gives the kills by kind."""
    found = figures(kills, seed)
    assert found["wrong"] == {"lost": [], "half_done": [], "trace": [], "jobs": []}
    assert found["kills"] == kills
    assert sum(found["by_act"].values()) == found["acknowledged"] > 2 * kills
    assert found["signed_in_again"] == 0
    assert found["jobs"] > 0
    by_kind: dict[str, int] = found["by_kind"]
    return by_kind


@pytest.mark.journey
def test_a_kill_of_the_database_and_one_of_a_worker_lose_nothing_acknowledged() -> None:
    assert nothing_is_lost(kills=2, seed=1) == {"database": 1, "worker": 1}


@pytest.mark.deep
def test_two_hundred_kills_lose_nothing_acknowledged() -> None:
    assert len(nothing_is_lost(kills=200, seed=7)) == 5
