from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rivage.core import clock
from rivage.core.refusal import Refused
from rivage.law.territory import PARIS
from rivage.law.wording import count
from rivage.support.tally.pouring import pour
from rivage.vault.errors import VaultError


class Command(BaseCommand):
    help = "ANNÉE : fait, une fois, les sommes du pays à partir de celles que les antennes ont remises."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = pour(options["year"], clock.today(PARIS))
        except Refused as refusal:
            raise CommandError(refusal.verdict.sentence) from refusal
        except VaultError as error:
            raise CommandError(str(error)) from error
        zones = ", ".join(made.zones) or "aucune, faute de onze personnes"
        self.stdout.write(f"{count(made.gone, 'antenne')} sur {made.counted} ont remis. Zones : {zones}.")
        if made.unread:
            self.stdout.write(f"Comptées comme non remises, leurs sommes ne s’ouvrent pas : {', '.join(made.unread)}.")
