from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from rivage.accounts import ceilings
from rivage.core.db import emitter
from rivage.core.models import SealKey


class Command(BaseCommand):
    help = "Applique les migrations, puis ce que chaque application déclare de ses lignes et de ses fonctions."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=options["verbosity"])
        changes = [*emitter.apply(), *ceilings.write()]
        if SealKey.draw():
            changes.append("seal key")
        for changed in changes:
            if options["verbosity"] > 1:
                self.stdout.write(changed)
