"""Database, web and worker as the demo runs them, each killed without warning and started again."""

import os
import random
import signal
import subprocess
import time
from pathlib import Path

from rivage.config import demo
from rivage.config.server import EmbeddedServer

KINDS = ("database", "connection", "web", "request", "worker")


class Programs:
    """`kill(kind)` ends one with SIGKILL: `database` the server with every process of it, `connection` one process of
    it (it then cuts all others), `web` every process of the web server, `request` one of them, `worker` the jobs'.
    """

    def __init__(self, server: EmbeddedServer, draw: random.Random) -> None:
        self.server, self.draw = server, draw
        self.listener = demo.listening_socket(21000 + os.getpid() % 8000)
        self.port = self.listener.getsockname()[1]
        self.fallen = 0
        self.down = False
        self.web = demo.web(self.listener)
        self.worker = demo.worker()

    def kill(self, kind: str) -> bool:
        """Whether there was something to kill."""
        if kind == "database":
            head = self._postmaster()
            self.down = bool(head) and _end([head, *_children(head)])
            return self.down
        if kind == "connection":
            return _end(_one(self.draw, _children(self._postmaster(), "rivage_app")))
        if kind == "request":
            return _end(_one(self.draw, _children(self.web.pid)))
        program = self.web if kind == "web" else self.worker
        return _end([program.pid, *_children(program.pid)])

    def keep_up(self) -> None:
        """Start again what is down, as whoever supervises the machine would."""
        if self.down:
            self.server.ensure_running()
            self.down = False
        if self.web.poll() is not None:
            self.web = demo.web(self.listener)
        if self.worker.poll() is not None:
            self.fallen += self.worker.returncode != -signal.SIGKILL
            self.worker = demo.worker()

    def stop(self) -> None:
        demo.stop_children([self.web, self.worker])
        self.listener.close()

    def _postmaster(self) -> int:
        try:
            return int((self.server.data / "postmaster.pid").read_text().splitlines()[0])
        except (FileNotFoundError, IndexError, ValueError):
            return 0


def _alive(pid: int) -> bool:
    """A dead child that nobody waited for yet is dead."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def _children(pid: int, words: str = "") -> list[int]:
    if not pid:
        return []
    command = ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(pid)]
    listed = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
    return [int(line.split()[0]) for line in listed if words in line]


def _one(draw: random.Random, pids: list[int]) -> list[int]:
    return [draw.choice(pids)] if pids else []


def _end(pids: list[int]) -> bool:
    """Kill the first, then the others; wait until the last is gone."""
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    for pid in pids:
        while _alive(pid):
            time.sleep(0.01)
    return bool(pids)
