"""The `rivage` command. What needs models is a Django management command of the same name."""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import django
from django.core.management import call_command, execute_from_command_line

from rivage.config import backup, demo, keyscli, lawcli, rowscli
from rivage.config.server import EmbeddedServer
from rivage.config.state import Trouble, state_folder

SETTINGS = "DJANGO_SETTINGS_MODULE"
# Words of the command line that go on, as they are, to a management command of that name.
PASSED_ON = {
    "manage": "any Django command: rivage manage <command> …",
    "keys": "keys backup | restore | replay | serve SOCKET",
    "audit": "audit verify | seal",
    "admin": "admin create",
}


def embedded() -> bool:
    """Whether the database is the server we run ourselves."""
    return "DATABASE_URL" not in os.environ


def migrate(verbosity: int = 1) -> int:
    """Migrations and row files, as rivage_owner, in a process of its own: this one stays rivage_app."""
    return as_owner("prepare_database", "--verbosity", str(verbosity))


def as_owner(*words: str) -> int:
    """A management command as rivage_owner."""
    command = [sys.executable, "-m", "django", *words]
    return subprocess.run(command, env={**os.environ, "RIVAGE_ROLE": "owner"}, check=False).returncode


def replay() -> int:
    """Erase again after a restore, as rivage_owner: no other login erases more than a few people a day."""
    return as_owner("keys", "replay")


def manage(name: str, rest: list[str]) -> int:
    arguments = rest if name == "manage" else [name, *rest]
    execute_from_command_line(["rivage manage", *arguments])
    return 0


def run_command(name: str, **options: object) -> int:
    """Run one management command in this process."""
    django.setup()
    call_command(name, **options)
    return 0


def concerned(folder: Path) -> int:
    """Count, in the database, the periods that a change of law since `folder` concerns."""
    return served(lambda: run_command("law_concerned", folder=folder))


def serve(options: argparse.Namespace) -> int:
    """`rivage server start|stop`: a server that stays up between commands, for development."""
    server = EmbeddedServer(state_folder())
    if options.order == "stop":
        server.kept.unlink(missing_ok=True)
        server.stop()
        return 0
    info = server.ensure_running()
    server.kept.touch()
    print(f"Le serveur répond dans {info.folder}.")
    return 0


def served(action: Callable[[], int]) -> int:
    """Run `action` while the database answers; with an embedded one, the last process to leave stops it."""
    if not embedded():
        return action()
    with EmbeddedServer(state_folder()).served():
        return action()


def parser() -> argparse.ArgumentParser:
    main_parser = argparse.ArgumentParser(prog="rivage", description="Rivage")
    words = main_parser.add_subparsers(dest="word", required=True, metavar="commande")
    start = words.add_parser("demo", help="démarre tout sur cette machine, avec des personnes inventées")
    start.add_argument("--port", type=int, default=8000)
    words.add_parser("demo-reset", help="efface les données de la démonstration")
    accounts = words.add_parser("demo-accounts", help="les comptes de la démonstration, un par rôle")
    accounts.add_argument("--json", action="store_true")
    words.add_parser("migrate", help="migrations et règles de lignes")
    rows = words.add_parser("rows", help="le SQL des règles de lignes, tel que migrate l’applique")
    rows.add_argument("--show", metavar="APP", help="celui d’une application")
    rows.add_argument("--listing", action="store_true", help="celui que déclarent les modèles (docs/rows.sql)")
    check = words.add_parser("check", help="vérifie l’installation, et dit ce qui ne va pas")
    check.add_argument("--data", action="store_true", help="vérifie aussi les données, table par table")
    seed = words.add_parser("seed", help="écrit une nation de personnes inventées, pour mesurer")
    seed.add_argument("--scale", default="national", help="national, ou small")
    seed.add_argument("--seed", type=int, default=1, help="le tirage : le même nombre donne les mêmes dossiers")
    words.add_parser("backup", help="sauvegarde la base et les clés des personnes dans un dossier").add_argument(
        "folder", type=Path
    )
    passages = words.add_parser("passages", help="fait les sommes du pays d’une année que les antennes ont remise")
    passages.add_argument("year", type=int, metavar="ANNÉE")
    words.add_parser("shell", help="interpréteur Python")
    server = words.add_parser("server", help="garde la base de données en marche entre deux commandes")
    server.add_argument("order", choices=["start", "stop"])
    lawcli.add(words)
    for word, text in PASSED_ON.items():
        words.add_parser(word, help=text, add_help=False)
    return main_parser


def dispatch(options: argparse.Namespace, rest: list[str]) -> int:
    actions: dict[str, Callable[[], int]] = {
        "demo": lambda: served(lambda: demo.run(options.port, lambda: migrate(verbosity=0))),
        "demo-reset": lambda: demo.reset(EmbeddedServer(state_folder())),
        "demo-accounts": lambda: served(lambda: run_command("demo_accounts", json=options.json)),
        "migrate": lambda: served(migrate),
        "rows": lambda: rowscli.show(options.show, listing=options.listing),
        "check": lambda: served(lambda: run_command("check_installation", data=options.data)),
        "seed": lambda: served(
            lambda: migrate(verbosity=0) or run_command("seed", scale=options.scale, seed=options.seed)
        ),
        "backup": lambda: served(lambda: backup.run(options.folder.absolute())),
        "passages": lambda: served(lambda: as_owner("passages", str(options.year))),
        "shell": lambda: served(lambda: run_command("shell")),
        "server": lambda: serve(options),
        "law": lambda: lawcli.run(options, concerned),
    }
    if [options.word, *rest] == ["keys", "replay"]:
        return served(replay)
    if [options.word, *rest[:1]] == ["keys", "serve"]:
        return keyscli.serve(rest[1:])
    if options.word in PASSED_ON:
        return served(lambda: manage(options.word, rest))
    return actions[options.word]()


def main(argv: list[str] | None = None) -> int:
    """Run one command; gives the exit code. A trouble that a person can mend is one sentence on stderr."""
    # A command is not the web: it may sweep, seal, read figures (core/logins.py).
    os.environ.setdefault("RIVAGE_ROLE", "worker")
    os.environ.setdefault(SETTINGS, f"rivage.config.settings.{'demo' if embedded() else 'production'}")
    options, rest = parser().parse_known_args(argv)
    if rest and options.word not in PASSED_ON:
        parser().error(f"mot inconnu : {' '.join(rest)}")
    try:
        return dispatch(options, rest)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
