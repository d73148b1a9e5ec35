import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from rivage.accounts import roles

WRITTEN_FROM = Path(__file__).parents[2] / "room"
# Who reads the first page of a room that brings no role.
READER = "delegate"
PLACES = {"app": "rivage/{room}", "policy": "rivage/accounts/policy", "tests": "tests/{room}"}
# A name of a Python module, of a URL and of a table, that nothing of ours bears.
NAME = re.compile(r"[a-z]{3,20}")


class Command(BaseCommand):
    help = "Écrit une application vide, et sa fonction, qui passe les tests de la maison. Ne touche à aucune autre."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="le nom du dossier, en minuscules")
        parser.add_argument("--role", help="la fonction qu’elle apporte, en douze lettres au plus")
        parser.add_argument("--label", help="comment l’écran la nomme ; sans lui, par son nom")
        parser.add_argument("--into", type=Path, default=settings.PACKAGE.parent, help="le dossier du projet")

    def handle(self, *args: Any, **options: Any) -> None:
        room, role, into = options["name"], options["role"], options["into"]
        label = options["label"] or room.title()
        if not NAME.fullmatch(room) or (role and not roles.CODE.fullmatch(role)):
            raise CommandError("Un nom s’écrit en minuscules sans accent ; une fonction, en douze lettres au plus.")
        if (into / "rivage" / room).exists() or role in roles.roles() or role in roles.bodies():
            raise CommandError("Ce nom est déjà celui d’une application, d’une fonction ou d’un organisme.")
        words = {"room": room, "Room": room.title(), "label": label.lower(), "Label": label}
        words |= {"role": role} if role else {"reader": READER}
        for folder in ("both", "with_role" if role else "alone"):
            for template in sorted((WRITTEN_FROM / folder).rglob("*.tpl")):
                self._write(template, into, words)

    def _write(self, template: Path, into: Path, words: dict[str, str]) -> None:
        _folder, part, *rest = template.relative_to(WRITTEN_FROM).with_suffix("").parts
        path = into / PLACES[part].format(**words) / "/".join(rest).replace("ROOM", words["room"])
        path.parent.mkdir(parents=True, exist_ok=True)
        text = re.sub(r"\{(\w+)\}", lambda found: words.get(found[1], found[0]), template.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
        self.stdout.write(str(path.relative_to(into)))
