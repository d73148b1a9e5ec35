from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from rivage.accounts import ceilings
from rivage.core.db import emitter
from rivage.core.models import SealKey
from rivage.people.models import AsideKey
from rivage.support.models import Tally
from rivage.vault import keysets
from rivage.vault.errors import VaultError


class Command(BaseCommand):
    help = "Applique les migrations, puis ce que chaque application déclare de ses lignes et de ses fonctions."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            changes = self._prepare(options["verbosity"])
        except VaultError as error:
            raise CommandError(str(error)) from error
        for changed in changes if options["verbosity"] > 1 else ():
            self.stdout.write(changed)

    def _prepare(self, verbosity: int) -> list[str]:
        call_command("migrate", interactive=False, verbosity=verbosity)
        changes = [*emitter.apply(), *ceilings.write()]
        if SealKey.draw():
            changes.append("seal key")
        if AsideKey.install():
            changes.append("key of whom people set aside")
        if _draw_figures():
            changes.append("keyset of the figures")
        return changes


def _draw_figures() -> bool:
    """The keyset of the figures, in an installation of before it: never in place of one that sealed something."""
    if keysets.keyset_path(keysets.FIGURES).exists() or Tally.objects.filter(sealed__isnull=False).exists():
        return False
    keysets.create_here(keysets.FIGURES)
    return True
