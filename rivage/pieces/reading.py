"""Whether a file may be kept: its format as its name says it, wholly read apart, then looked at by the antivirus."""

import json
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from rivage.core.refusal import Refused, no
from rivage.pieces import scanning
from rivage.pieces.enums import SUFFIXES, Media

APART = Path(__file__).with_name("apart.py")
MEBI = 1024 * 1024
MOST = 20 * MEBI
LONGEST = 20
NAME_LENGTH = 80
NOTHING = "Rien n’a été ajouté."
FORMATS = "Ajoutez un PDF, ou une photo en JPEG ou PNG."
AGAIN = "Imprimez-le en PDF, ou prenez-le en photo, puis ajoutez le résultat."
WHY = {
    "too_big": f"Ce fichier dépasse 20 Mo. Photographiez moins de pages à la fois, ou réduisez-le. {NOTHING}",
    "empty": f"Ce fichier est vide. {NOTHING}",
    "suffix": f"Ce fichier n’est ni un PDF, ni un JPEG, ni un PNG. {FORMATS} {NOTHING}",
    "other_format": f"Ce fichier n’est pas du format que dit son nom. Enregistrez-le de nouveau. {NOTHING}",
    "unknown_format": f"Ce fichier n’est pas du format que dit son nom. {FORMATS} {NOTHING}",
    "password": f"Ce PDF est protégé par un mot de passe. {AGAIN} {NOTHING}",
    "active": f"Ce PDF contient un programme. {AGAIN} {NOTHING}",
    "carried": f"Ce PDF transporte d’autres fichiers. {AGAIN} {NOTHING}",
    "polyglot": f"Ce fichier en cache un autre. {AGAIN} {NOTHING}",
    "cut": f"Ce fichier est coupé : sa fin manque. Envoyez-le de nouveau. {NOTHING}",
    "no_page": f"Ce PDF n’a aucune page. {NOTHING}",
    "too_many_pages": f"Ce PDF a plus de 200 pages. Ajoutez-le en plusieurs fois. {NOTHING}",
    "too_many_pixels": f"Cette image est trop grande. Réduisez-la, ou prenez une photo. {NOTHING}",
    "moving": f"Cette image bouge. {FORMATS} {NOTHING}",
    "unreadable": f"Ce fichier ne se lit pas. {AGAIN} {NOTHING}",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be kept."""

    name: str
    media: Media
    pages: int


def check(content: bytes, name: str) -> Checked:
    """Read a file wholly, apart, then have it looked at. Raises `Refused` with its cause and the way out; nothing of
    the file is in the sentence.
    """
    media = SUFFIXES.get(name.rpartition(".")[2].lower() if "." in name else "")
    if media is None:
        raise _refused("suffix")
    if len(content) > MOST:
        raise _refused("too_big")
    found = _apart(content, media)
    if isinstance(found, str):
        raise _refused(found)
    scanning.scan(content)
    return Checked(clean_name(name), media, found)


def _apart(content: bytes, media: Media) -> int | str:
    command = [sys.executable, "-I", str(APART), media.value]
    try:
        done = subprocess.run(command, input=content, capture_output=True, env={}, timeout=LONGEST, check=False)
        found = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        # Stopped by its bounds, of time or of memory.
        return "unreadable"
    return found if isinstance(found, int) or found in WHY else "unreadable"


def clean_name(name: str) -> str:
    """The name of a file as a page may show it: no folder, no sign that hides or turns what follows, no suffix."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
    seen = "".join(one if unicodedata.category(one)[0] not in "CZ" or one == " " else " " for one in last)
    return " ".join(seen.split()).strip(". ")[:NAME_LENGTH]


def _refused(code: str) -> Refused:
    return no(code, WHY[code])
