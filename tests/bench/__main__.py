"""`make bench`: serve and seed the nation, then measure it in a process of its own."""

import argparse
import os
import subprocess
import sys

from rivage.config.server import EmbeddedServer
from tests.bench.nation import folder, prepare

# What is loaded is set apart from the garbage, as in a web process (rivage.config.wsgi).
RUN = """import gc, sys, django
django.setup()
from tests.bench.run import report
gc.collect()
gc.freeze()
sys.exit(report(sys.argv[1], sys.argv[2:]))"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--scale", choices=["national", "small"], default="national")
    parser.add_argument("subjects", nargs="*", help="law pages … ; sans rien, tout")
    asked = parser.parse_args()
    state = folder(asked.scale)
    with EmbeddedServer(state).served():
        prepare(state, asked.scale)
        settings = {
            "RIVAGE_ROLE": "worker",
            "RIVAGE_STATE": str(state),
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        }
        command = [sys.executable, "-c", RUN, asked.scale, *asked.subjects]
        return subprocess.run(command, env={**os.environ, **settings, "RIVAGE_ROLE": "worker"}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
