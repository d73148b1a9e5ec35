"""Reads a database address into Django's settings."""

from urllib.parse import parse_qsl, unquote, urlsplit

from rivage.config.server import KEPT
from rivage.config.state import Trouble


def database_entry(url: str) -> dict[str, object]:
    """The entry of Django's DATABASES for `postgresql://user:password@host:port/name?option=value`. Raises Trouble."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise Trouble("L’adresse de la base de données doit avoir la forme postgresql://role:mot@machine/base.")
    return {
        **KEPT,
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
