"""`python -m tests.year --paths 500 --days 365 --seed 11`: the replayed year, as a line of JSON."""

import argparse
import json
import os
import subprocess
import sys

RUN = "import django; django.setup(); from tests.year.run import report; report({paths}, {days}, {seed})"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.year")
    for name, default in (("paths", 500), ("days", 365), ("seed", 11)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = vars(parser.parse_args())
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "rivage.config.settings.test"}
    # The models are read from the settings, hence in a process that has them from its first import.
    done = subprocess.run(
        [sys.executable, "-c", RUN.format(**options)], env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    found = json.loads(done.stdout)
    print(done.stdout.strip(), flush=True)
    return 1 if any(found[name] for name in ("missed", "without_need", "twice")) else 0


if __name__ == "__main__":
    sys.exit(main())
