"""The demo's settings, plus the floor page; a statement is served by one process, whose cost is seen."""

from rivage.config.settings.demo import *  # noqa: F403
from rivage.config.settings.demo import DATABASES

ROOT_URLCONF = "tests.bench.urls"
for entry in DATABASES.values():
    entry["OPTIONS"] = {"options": "-c max_parallel_workers_per_gather=0"}
