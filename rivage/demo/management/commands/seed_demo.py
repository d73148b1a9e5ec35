from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from rivage.accounts.models import User
from rivage.audit import sealing
from rivage.demo import applications, country, stories
from rivage.demo.rehearsed import rehearsed


class Command(BaseCommand):
    help = "Des personnes inventées, qui ont l’air inventées. Ne fait rien sur une base qui en a déjà."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.MODE == "production":
            raise CommandError("Les personnes inventées ne vont que dans la démonstration.")
        if User.objects.exists():
            # Written by a version that had no second factor.
            applications.open_accounts(country.PASSWORD)
            applications.equip()
            return
        self.stdout.write("Écriture des personnes inventées…")
        with rehearsed():
            stories.tell(country.build())
            applications.equip()
        # The stories travel in time: their events are old already, and the worker's first minute is still to come.
        sealing.seal()
