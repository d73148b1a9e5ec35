"""Recovery file: every keyset, the root keyset and the sealing key in one file under a passphrase.

Whoever holds the file and the passphrase opens everything: the file is kept away from the backups of the database,
and the passphrase away from the file. Format: magic, salt (16 bytes), nonce (12 bytes), AES-256-GCM of a JSON object
{file name: base64}, under scrypt(passphrase, n = 2^17, r = 8, p = 1); magic and salt are authenticated.
"""

import base64
import json
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.conf import settings

from rivage.vault import keysets
from rivage.vault.errors import VaultError

MAGIC = b"RIVAGE-CLES-1\n"
ROOT = "root"
COST = 2**17
PASSPHRASE_LENGTH = 16
_SALT, _NONCE = 16, 12


class RecoveryRefused(VaultError):
    """The file is not written, or nothing is restored; the sentence says why."""


def backup(target: Path, passphrase: str) -> int:
    """Write the recovery file, 0600, on disk before returning. Gives how many key files it holds.

    Raises `RecoveryRefused` for a place under the data or the keys, a file that exists, or a short passphrase.
    """
    if len(passphrase) < PASSPHRASE_LENGTH:
        raise RecoveryRefused(f"La phrase de passe est trop courte : il faut {PASSPHRASE_LENGTH} caractères au moins.")
    _refuse_place(target)
    if target.exists():
        raise RecoveryRefused(f"Le fichier {target} existe déjà. Choisissez un autre nom : rien n’est remplacé.")
    found = _gather()
    text = json.dumps({name: base64.b64encode(content).decode() for name, content in found.items()}).encode()
    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    head = MAGIC + salt
    keysets.write(target, head + nonce + AESGCM(_key(passphrase, salt)).encrypt(nonce, text, head))
    return len(found)


def restore(source: Path, passphrase: str) -> int:
    """Write back the key files that are missing. Gives how many were written.

    Raises `RecoveryRefused`, and writes nothing, when the passphrase is wrong, the file is damaged, or a key file that
    is there differs: what it wraps would be lost.
    """
    files = opened(source, passphrase)
    places = {name: _place(name) for name in files}
    different = [place.name for name, place in places.items() if place.exists() and place.read_bytes() != files[name]]
    if different:
        raise RecoveryRefused(
            f"Des clés différentes sont déjà en place ({', '.join(sorted(different)[:3])}). Rien n’est remplacé : "
            "restaurez dans un dossier de clés vide."
        )
    written = 0
    for name, place in places.items():
        if not place.exists():
            keysets.write(place, files[name])
            written += 1
    keysets.forget()
    return written


def opened(source: Path, passphrase: str) -> dict[str, bytes]:
    """The key files of a recovery file, by name. Raises `RecoveryRefused`."""
    blob = keysets.read(source) if source.exists() else b""
    if not blob.startswith(MAGIC):
        raise RecoveryRefused(f"Le fichier {source} manque, ou n’est pas une sauvegarde des clés de Rivage.")
    head, rest = blob[: len(MAGIC) + _SALT], blob[len(MAGIC) + _SALT :]
    try:
        text = AESGCM(_key(passphrase, head[len(MAGIC) :])).decrypt(rest[:_NONCE], rest[_NONCE:], head)
    except (InvalidTag, ValueError) as error:
        raise RecoveryRefused("La phrase de passe n’est pas la bonne, ou le fichier est abîmé.") from error
    return {name: base64.b64decode(content) for name, content in json.loads(text).items()}


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=COST, r=8, p=1).derive(passphrase.encode())


def _gather() -> dict[str, bytes]:
    """Every key file by name, each opened once so that no unreadable key is put away as a good one."""
    paths = sorted(Path(settings.RIVAGE_KEYS).glob("*.keyset"))
    keysets.seal_key()
    for path in paths:
        keysets.probe(path.stem)
    return {ROOT: keysets.read(keysets.root_path())} | {path.name: keysets.read(path) for path in paths}


def _place(name: str) -> Path:
    return keysets.root_path() if name == ROOT else Path(settings.RIVAGE_KEYS) / Path(name).name


def _refuse_place(target: Path) -> None:
    real = target.parent.resolve() / target.name
    for folder, what in (
        (Path(settings.STATE) / "pg", "les données de la base"),
        (Path(settings.RIVAGE_KEYS), "le dossier des clés"),
        (Path(settings.RIVAGE_ROOT_KEY).parent, "le dossier de la clé racine"),
    ):
        if real.is_relative_to(folder.resolve()):
            raise RecoveryRefused(f"{target} est dans {what} : il serait perdu avec. Choisissez un autre support.")
    if not real.parent.is_dir():
        raise RecoveryRefused(f"Le dossier {target.parent} n’existe pas.")
