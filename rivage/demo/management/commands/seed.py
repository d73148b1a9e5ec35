import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from rivage.accounts.models import User
from rivage.demo.applications import equip
from rivage.demo.national import SCALES, seed
from rivage.demo.rehearsed import rehearsed


class Command(BaseCommand):
    help = "Une nation de personnes inventées, pour mesurer. Seulement sur une base vide, jamais en production."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scale", choices=sorted(SCALES), default="national")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.MODE == "production":
            raise CommandError("Les personnes inventées ne vont que dans la démonstration.")
        if User.objects.exists():
            raise CommandError("La base a déjà des comptes. Videz d’abord la démonstration : rivage demo-reset.")
        begun = time.monotonic()
        with rehearsed():
            seed(SCALES[options["scale"]], options["seed"], self.stdout.write)
            equip()
        self.stdout.write(f"Écrit en {time.monotonic() - begun:.0f} secondes.")
