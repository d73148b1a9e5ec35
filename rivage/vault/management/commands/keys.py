import getpass
import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rivage.law.wording import count
from rivage.vault import erasures, recovery
from rivage.vault.errors import VaultError

FROM_FILE = "RIVAGE_PASSPHRASE_FILE"


class Command(BaseCommand):
    help = "backup FICHIER : met les clés dans un fichier protégé. restore FICHIER : les remet. replay : réefface."

    def add_arguments(self, parser: CommandParser) -> None:
        orders = parser.add_subparsers(dest="order", required=True)
        for order in ("backup", "restore"):
            orders.add_parser(order).add_argument("file", type=Path)
        orders.add_parser("replay")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.stdout.write(getattr(self, options["order"])(options))
        except (VaultError, OSError) as error:
            raise CommandError(str(error)) from error

    def backup(self, options: dict[str, Any]) -> str:
        kept = recovery.backup(options["file"].absolute(), passphrase(twice=True))
        return (
            f"{count(kept, 'fichier')} de clés dans {options['file']}. Gardez ce fichier loin des sauvegardes de la "
            "base, et la phrase de passe loin de lui."
        )

    def restore(self, options: dict[str, Any]) -> str:
        back = recovery.restore(options["file"].absolute(), passphrase(twice=False))
        return f"{count(back, 'fichier')} de clés en place. Avant d’ouvrir le service : rivage keys replay."

    def replay(self, options: dict[str, Any]) -> str:
        gone = erasures.replay()
        again = count(gone, "personne effacée", "personnes effacées")
        return f"Registre des effacements rejoué : {again} de nouveau."


def passphrase(twice: bool) -> str:
    """From the file that the environment names, else typed on the terminal, twice when it protects a new file."""
    place = os.environ.get(FROM_FILE)
    if place:
        return Path(place).read_text(encoding="utf-8").rstrip("\n")
    try:
        first = getpass.getpass("Phrase de passe : ")
        again = getpass.getpass("La même, encore une fois : ") if twice else first
    except EOFError as error:
        raise recovery.RecoveryRefused(
            f"Aucun terminal pour écrire la phrase de passe : voyez {FROM_FILE}."
        ) from error
    if again != first:
        raise recovery.RecoveryRefused("Les deux phrases de passe sont différentes. Rien n’est écrit.")
    return first
