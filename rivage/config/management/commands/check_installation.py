from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from rivage.audit.sealing import waits_too_long
from rivage.config import datachecks
from rivage.config.checks import troubles
from rivage.config.state import Trouble


class Command(BaseCommand):
    help = "Vérifie les rôles, les règles de lignes, les réglages du serveur et les clés."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--data", action="store_true", help="vérifie aussi les données")
        parser.add_argument("--quiet", action="store_true", help="se tait quand tout va bien")

    def handle(self, *args: Any, **options: Any) -> None:
        # Just after a stop the last events still wait for their seal: that never keeps Rivage from starting.
        waiting = "" if options["quiet"] else waits_too_long()
        found = [*troubles(), *([waiting] if waiting else [])]
        if found:
            raise Trouble("Rivage ne démarre pas :\n" + "\n".join(f"  - {sentence}" for sentence in found))
        if options["data"] and (wrong := datachecks.troubles()):
            raise Trouble("Les données se contredisent :\n" + "\n".join(f"  - {sentence}" for sentence in wrong))
        if not options["quiet"]:
            more = ", données" if options["data"] else ""
            self.stdout.write(f"Tout va bien : rôles, règles de lignes, réglages du serveur, clés, trace{more}.")
