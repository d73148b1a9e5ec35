from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from rivage.core import clock
from rivage.law.wording import count
from rivage.rights.alerts import actions as alerts


class Command(BaseCommand):
    help = "Lève les alertes d’un jour, comme chaque matin. Deux fois n’en lève aucune deux fois."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, help="le jour, AAAA-MM-JJ ; par défaut aujourd’hui")
        parser.add_argument("--departement", action="append", help="un code ; par défaut tous")

    def handle(self, *args: Any, **options: Any) -> None:
        codes = options["departement"] or alerts.swept_departements()
        raised = sum(alerts.sweep(departement=code, on=options["on"] or clock.today(code)) for code in codes)
        self.stdout.write(f"{count(raised, 'alerte')}.")
