from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from rivage.audit.sealing import waits_too_long
from rivage.config import datachecks
from rivage.config.checks import troubles
from rivage.config.state import Trouble
from rivage.doors import provider
from rivage.doors.tokens import Untrusted


def unreached() -> str:
    """A sentence when ProConnect does not answer from here. Raises Trouble when what it publishes does not hold."""
    set_here = provider.set_here()
    if set_here is None:
        return ""
    try:
        provider.published(set_here)
    except Untrusted as error:
        if error.code.startswith(("no answer", "status", "slow")):
            return f"ProConnect ne répond pas d’ici ({error.code}) : ses réglages ne sont pas vérifiés auprès de lui."
        raise Trouble(
            f"Ce que ProConnect publie ne va pas avec les réglages ({error.code}) : vérifiez RIVAGE_PROCONNECT_ISSUER "
            "et RIVAGE_PROCONNECT_ALGORITHM."
        ) from error
    return ""


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
            if said := unreached():
                self.stdout.write(said)
            more = ", données" if options["data"] else ""
            self.stdout.write(f"Tout va bien : rôles, règles de lignes, réglages du serveur, clés, trace{more}.")
