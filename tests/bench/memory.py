"""What a web process weighs once it has answered pages, an export and a pack of fifty files."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from django.urls import reverse

from rivage.core.paper import pack
from tests.bench.measure import Measure
from tests.bench.pages import got, signed_in
from tests.bench.papers import secretary, sheets

MOST = 200.0
PROCESS = """import gc, django
django.setup()
from rivage.demo.rehearsed import rehearsed
from tests.bench.memory import weigh
gc.collect()
gc.freeze()
with rehearsed():
    print(weigh())"""


def measures() -> Iterator[Measure]:
    """In a process of its own: this one has held the whole of the law's bench."""
    told = subprocess.run([sys.executable, "-c", PROCESS], check=True, capture_output=True, text=True)
    idle, after = map(float, told.stdout.split())
    what = "un processus web après ses pages, un export et un lot de 50 dossiers"
    yield Measure("mémoire", what, after, MOST, "Mio", of={"avant": idle})


def weigh() -> str:
    """MiB held before, then after. The application is the one that gunicorn serves, in this process."""
    membership = secretary()
    client = signed_in(membership)
    here = {"membership": membership.pk}
    got(client, reverse("desk:rules", kwargs=here))
    idle = held()
    for name in ("desk:home", "people:list", "desk:follow_up", "dossiers:list", "rights:lapses"):
        got(client, reverse(name, kwargs=here))
    exported = client.post(reverse("desk:follow_up_export", kwargs=here))
    if exported.status_code != 200:
        raise RuntimeError(f"export: {exported.status_code}")
    pack(sheets(membership, "2026-00-S0000"))
    return f"{idle:.1f} {held():.1f}"


def held() -> float:
    told = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in told.splitlines() if line.startswith("VmRSS")) / 1024
