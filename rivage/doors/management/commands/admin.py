from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rivage.accounts import actions
from rivage.core import post
from rivage.core.refusal import Refused
from rivage.doors import links
from rivage.doors.enums import LinkPurpose


class Command(BaseCommand):
    help = "create : ouvre les comptes des deux premières personnes de l’équipe technique."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("order", choices=["create"])
        parser.add_argument("--email", action="append", default=[], help="adresse, deux fois")
        parser.add_argument("--name", action="append", default=[], help="nom affiché, deux fois")

    def handle(self, *args: Any, **options: Any) -> None:
        emails, names = options["email"], options["name"]
        if not emails and not names:
            for rank in ("première", "deuxième"):
                emails.append(input(f"Adresse de la {rank} personne : ").strip())
                names.append(input("Son nom affiché : ").strip())
        if len(emails) != 2 or len(names) != 2:
            raise CommandError("Il faut deux adresses et deux noms : --email … --name … --email … --name …")
        try:
            users = actions.create_first_admins(list(zip(emails, names, strict=True)))
        except Refused as refusal:
            raise CommandError(refusal.verdict.sentence) from refusal
        self.stdout.write("Chaque lien ouvre un compte, une fois, pendant trois jours. Remettez-le à elle seule.")
        for user in users:
            token = links.draw(user, LinkPurpose.ACTIVATION)
            self.stdout.write(f"  {user.email}  {post.link('doors:activate', token=token)}")
