"""What a web process weighs once it has answered pages, an export and a pack of fifty files."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from django.urls import reverse

from rivage.core.paper import pack
from rivage.core.paper.typeset import press
from tests.bench.measure import Measure
from tests.bench.pages import got, signed_in
from tests.bench.papers import secretary, sheets

MOST = 200.0
PROCESS = """import gc, django
django.setup()
from tests.bench.memory import weigh
gc.collect()
gc.freeze()
print(weigh())"""


def measures() -> Iterator[Measure]:
    """In a process of its own: this one has held the whole of the law's bench."""
    told = subprocess.run([sys.executable, "-c", PROCESS], check=True, capture_output=True, text=True)
    idle, after, pressed = map(float, told.stdout.split())
    what = "un processus web après ses pages, un export et un lot de 50 dossiers"
    yield Measure("mémoire", what, after, MOST, "Mio", of={"avant": idle})
    yield Measure("mémoire", "sa presse, après ce lot", pressed, MOST, "Mio")


def weigh() -> str:
    """MiB held before, then after, then by the press. The application is the one that gunicorn serves, here."""
    membership = secretary()
    client = signed_in(membership)
    here = {"membership": membership.pk}
    got(client, reverse("desk:rules", kwargs=here))
    idle = held()
    for name in ("desk:home", "people:list", "desk:tableau", "dossiers:list", "desk:lapses"):
        got(client, reverse(name, kwargs=here))
    exported = client.post(reverse("desk:export", kwargs=here))
    if exported.status_code != 200:
        raise RuntimeError(f"export: {exported.status_code}")
    pack(sheets(membership, "2026-00-S0000"))
    return f"{idle:.1f} {held():.1f} {held(press.pid):.1f}"


def held(process: int | str | None = "self") -> float:
    told = Path(f"/proc/{process}/status").read_text()
    return next(int(line.split()[1]) for line in told.splitlines() if line.startswith("VmRSS")) / 1024
