from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from rivage.core.db import emitter


class Command(BaseCommand):
    help = "Applique les migrations, puis les règles de lignes de chaque application (rôle rivage_owner)."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=options["verbosity"])
        for changed in emitter.apply():
            if options["verbosity"] > 1:
                self.stdout.write(changed)
