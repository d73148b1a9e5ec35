import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.demo.country import DOMAIN, PASSWORD
from rivage.doors import actions


class Command(BaseCommand):
    help = "Les comptes de la démonstration, un par rôle."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--all", action="store_true", help="toutes les fonctions, pas une par rôle")

    def handle(self, *args: Any, **options: Any) -> None:
        held = Membership.objects.in_force(clock.now()).filter(user__email__endswith=DOMAIN)
        seen: set[str] = set()
        lines = []
        for membership in held.select_related("user", "body").order_by("created_at"):
            if membership.user is None or (membership.role in seen and not (options["all"] or options["json"])):
                continue
            seen.add(membership.role)
            lines.append(
                {
                    "email": membership.user.email,
                    "password": PASSWORD,
                    "code": actions.shown_code(membership.user),
                    "name": membership.user.name,
                    "role": membership.role,
                    "function": f"{membership.get_role_display()}, {membership.place}",
                    "path": f"/m/{membership.pk}/",
                }
            )
        if options["json"]:
            self.stdout.write(json.dumps(lines, ensure_ascii=False, indent=2))
            return
        self.stdout.write(f"Mot de passe de tous les comptes : {PASSWORD}. La page suivante montre le code.\n")
        for line in lines:
            self.stdout.write(f"  {line['email']:<36} {line['name']}, {line['function']}")
