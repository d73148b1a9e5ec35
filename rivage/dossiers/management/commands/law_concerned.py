from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from rivage.core.french import capital
from rivage.dossiers.jobs import concerned
from rivage.law import changes, values
from rivage.law.lawfile import read_folder
from rivage.law.wording import NBSP, count


class Command(BaseCommand):
    help = "Compte, par département, les périodes qui courent un jour où la loi a changé depuis un ancien dossier."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        found = changes.compare(read_folder(options["folder"], former=True), values.parameters())
        self.stdout.write("# Périodes concernées, par département\n")
        for start, end in changes.intervals(found):
            during = changes.during(start, end)
            by_departement = concerned(start, end)
            self.stdout.write(f"{capital(during)}{NBSP}:\n")
            for code, number in by_departement.items():
                self.stdout.write(f"- {code}{NBSP}: {count(number, 'période')}")
            self.stdout.write(f"- en tout{NBSP}: {count(sum(by_departement.values()), 'période')}\n")
