"""`python -m tests.crash --kills 200 --seed 7`: kill database, web and worker under writers; the verdict as JSON.

A server, a state folder and a port of its own; nothing else on the machine is touched. It ends with 1 when something
acknowledged was lost, or a gesture was left half done.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rivage.config import cli
from rivage.config.server import EmbeddedServer

# The models are read from the settings of the run, hence in a process that has them from its first import.
RUN = "import django; django.setup(); from tests.crash.run import report; report({kills}, {seed})"


@contextmanager
def installed() -> Iterator[None]:
    """An installation of its own, migrated, for the length of the block."""
    state = Path(tempfile.mkdtemp(prefix="rivage-kills-"))
    # The server's own user must reach its data.
    state.chmod(0o711)
    os.environ |= {"RIVAGE_STATE": str(state), "RIVAGE_ROLE": "worker", cli.SETTINGS: "tests.crash.settings"}
    server = EmbeddedServer(state)
    try:
        server.ensure_running()
        cli.migrate(verbosity=0)
        yield
    finally:
        server.stop()
        shutil.rmtree(state, ignore_errors=True)


def figures(kills: int, seed: int) -> dict[str, Any]:
    """Run, and read what it printed last. Raises CalledProcessError when it could not reach its end."""
    with installed():
        command = [sys.executable, "-c", RUN.format(kills=kills, seed=seed)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        read: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return read


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.crash")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    found = figures(options.kills, options.seed)
    print(json.dumps(found, ensure_ascii=False), flush=True)
    return 1 if any(found["wrong"].values()) else 0


if __name__ == "__main__":
    sys.exit(main())
