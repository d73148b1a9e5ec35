"""`rivage demo`: database, web and worker on this machine, until Ctrl-C."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable

import django
from django.core.management import call_command, get_commands
from django.db import connections

from rivage.config.server import EmbeddedServer
from rivage.config.state import Trouble

HOST = "127.0.0.1"
PORTS_TRIED = 50
READY_SECONDS = 60
STOP_SECONDS = 15
# What a reset erases; the copied binaries stay.
ERASED = ("pg", "keys", "anchors", "log", "run", "courriels")


def listening_socket(port: int) -> socket.socket:
    """A socket bound to the first free port from `port` on, handed to the web server so that nobody takes it first."""
    for candidate in range(port, port + PORTS_TRIED):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, candidate))
            listener.listen(128)
        except OSError:
            listener.close()
            continue
        if candidate != port:
            print(f"Le port {port} est pris : Rivage répond sur le port {candidate}.")
        return listener
    raise Trouble(f"Aucun port n’est libre entre {port} et {port + PORTS_TRIED - 1}.")


def web(listener: socket.socket) -> subprocess.Popen[bytes]:
    """The web server, on a socket already bound."""
    descriptor = listener.fileno()
    options = f"-m gunicorn -b fd://{descriptor} -w 2 --graceful-timeout 5 --log-level warning "
    options += "--no-control-socket rivage.config.wsgi"
    environment = {**os.environ, "RIVAGE_ROLE": "app"}
    return subprocess.Popen(
        [sys.executable, *options.split()], start_new_session=True, pass_fds=(descriptor,), env=environment
    )


def worker() -> subprocess.Popen[bytes]:
    """What runs the jobs."""
    options = "-m django procrastinate worker --shutdown-graceful-timeout 5"
    environment = {**os.environ, "RIVAGE_ROLE": "worker"}
    return subprocess.Popen([sys.executable, *options.split()], start_new_session=True, env=environment)


def children(listener: socket.socket) -> list[subprocess.Popen[bytes]]:
    """Web and worker, each in its own session: Ctrl-C reaches us alone, and we stop them in order."""
    return [web(listener), worker()]


def stop_children(started: list[subprocess.Popen[bytes]]) -> None:
    for child in started:
        child.terminate()
    for child in started:
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def alive(started: list[subprocess.Popen[bytes]]) -> bool:
    return all(child.poll() is None for child in started)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/etat", timeout=5) as response:  # noqa: S310 - our own http address
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def seed() -> None:
    """Invented people, when the command exists; it does nothing on a database that already has some."""
    if "seed_demo" in get_commands():
        call_command("seed_demo")
    connections.close_all()


def announce(address: str) -> None:
    print(f"\nRivage répond à l’adresse {address}\n", flush=True)
    if "demo_accounts" in get_commands():
        call_command("demo_accounts")
        connections.close_all()
    print("\nCtrl-C arrête tout.", flush=True)


def run(port: int, migrate: Callable[[], int]) -> int:
    """Migrate, seed, serve until a signal; gives 0 when asked to stop, 1 when a child stopped by itself."""
    asked: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _frame: asked.append(received))
    print("Préparation de la base de données…", flush=True)
    if migrate():
        raise Trouble("La base de données n’a pas pu être mise à jour ; la cause est écrite plus haut.")
    django.setup()
    seed()
    call_command("check_installation", quiet=True)
    connections.close_all()
    listener = listening_socket(port)
    os.environ["RIVAGE_DEMO_HOST"] = f"localhost:{listener.getsockname()[1]}"
    address = f"http://localhost:{listener.getsockname()[1]}"
    started = children(listener)
    listener.close()
    try:
        announced = False
        deadline = time.monotonic() + READY_SECONDS
        while not asked and alive(started):
            if not announced and answers(address) and alive(started):
                announce(address)
                announced = True
            if not announced and time.monotonic() > deadline:
                raise Trouble("Rivage ne répond pas ; la cause est écrite plus haut.")
            time.sleep(0.2)
    finally:
        stop_children(started)
    if not asked:
        raise Trouble("Un des programmes de Rivage s’est arrêté ; la cause est écrite plus haut.")
    print("Rivage est arrêté.")
    return 0


def reset(server: EmbeddedServer) -> int:
    """Erase the data of the demo. Refused while it runs, or with a database of production."""
    if "DATABASE_URL" in os.environ:
        raise Trouble("DATABASE_URL est défini : seules les données de la démonstration s’effacent.")
    if server.in_use():
        raise Trouble("Rivage est en marche. Arrêtez-le d’abord avec Ctrl-C.")
    server.kept.unlink(missing_ok=True)
    server.stop()
    for name in ERASED:
        shutil.rmtree(server.state / name, ignore_errors=True)
    print("Les données de la démonstration sont effacées.")
    return 0
