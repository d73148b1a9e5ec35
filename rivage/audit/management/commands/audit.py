from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rivage.audit import sealing, verification
from rivage.core.french import number
from rivage.vault.errors import VaultError


class Command(BaseCommand):
    help = "verify : recompte toute la trace. seal : scelle tout de suite ce qui attend."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("order", choices=["verify", "seal"])

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["order"] == "seal":
                self.stdout.write(f"Événements scellés : {number(sealing.seal())}.")
                return
            report = verification.verify()
        except (VaultError, verification.SealingBusy) as error:
            raise CommandError(str(error)) from error
        if report.faults:
            raise CommandError("La trace a été altérée.\n" + "\n".join(f"  - {fault}" for fault in report.faults))
        self.stdout.write(
            f"La trace est entière : {number(report.events)} événements sous {number(report.seals)} scellés, "
            f"{number(report.waiting)} en attente du prochain."
        )
