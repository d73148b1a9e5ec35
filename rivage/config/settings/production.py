"""Production: its own PostgreSQL (15 to 18, kept up to date by its system), https behind a proxy.

DATABASE_URL                postgresql://rivage_app:…@host/rivage, used by the web
RIVAGE_DOOR_DATABASE_URL    the same database as rivage_door: sign-in, sessions, passwords; web, worker and commands
RIVAGE_WORKER_DATABASE_URL  as rivage_worker: worker and commands, with RIVAGE_ROLE=worker; never given to the web
RIVAGE_FACTS_DATABASE_URL   as rivage_facts: figures and sweeps; worker and commands
RIVAGE_SEALER_DATABASE_URL  as rivage_sealer: seals of the trace; worker and commands
RIVAGE_OWNER_DATABASE_URL   as rivage_owner, read by `rivage migrate` and `rivage keys replay` only
RIVAGE_SECRET_KEY           Django's secret key
RIVAGE_HOSTS                names under which it is served, separated by commas; the first one stands in mails, and is
                            the only one for which passkeys are made and taken: another name makes them all useless
RIVAGE_PROXIES              how many trusted proxies stand before it (default 1)
                            It must strip X-Forwarded-Proto and X-Forwarded-For of what it is sent, and write its own
RIVAGE_SECURITY_CONTACT     mailto: or https: address where a flaw is told, in /.well-known/security.txt
RIVAGE_STATE                folder of the wrapped keysets and of the seals
RIVAGE_ROOT_KEY             file of the root keyset, on another disk than RIVAGE_STATE and than the backups
RIVAGE_KEYS_SOCKET          socket of `rivage keys serve`, which then alone reads both, under another system user (ADR
                            0041); of the web alone: worker and commands run under that user

ProConnect, if people come in by it (ADR 0035); the first three together, or none:
RIVAGE_PROCONNECT_ISSUER    its issuer, https://…/api/v2
RIVAGE_PROCONNECT_CLIENT    the client id that it gave. Declare to it, for each name of RIVAGE_HOSTS, the address of
                            return https://NAME/entrer/proconnect/retour and, after the exit, https://NAME/sorti
RIVAGE_PROCONNECT_SECRET    file of the client secret, read by this user alone
RIVAGE_PROCONNECT_ALGORITHM RS256 (default) or ES256, as declared to it: what signs its tokens and userinfo
RIVAGE_PROCONNECT_ACR       levels that say two factors were given, separated by spaces (by default eidas2, eidas3 and
                            the two of https://proconnect.gouv.fr/assurance/ that end in -2fa)
"""

import os
import sys
from pathlib import Path

from rivage.config.database_url import database_entry
from rivage.config.proconnect import from_environment
from rivage.config.settings.base import *  # noqa: F403
from rivage.config.settings.base import DATABASE_ROLE, LOGINS_BESIDE, RIVAGE_KEYS_SOCKET
from rivage.config.state import Trouble, state_folder


def required(name: str) -> str:
    """The environment variable `name`. Raises Trouble when it is missing."""
    value = os.environ.get(name)
    if not value:
        raise Trouble(f"La variable d’environnement {name} manque : Rivage ne démarre pas sans elle.")
    return value


if "procrastinate" in sys.argv and DATABASE_ROLE != "worker":
    raise Trouble("Le processus des tâches se lance avec RIVAGE_ROLE=worker : il parle à la base sous son propre nom.")

MODE = "production"
DEBUG = False
STATE = state_folder()
RIVAGE_KEYS = STATE / "keys"
if DATABASE_ROLE == "app" and "RIVAGE_KEYS_SOCKET" in os.environ:
    RIVAGE_KEYS_SOCKET = Path(os.environ["RIVAGE_KEYS_SOCKET"])
RIVAGE_ROOT_KEY = RIVAGE_KEYS / "root.json" if RIVAGE_KEYS_SOCKET else Path(required("RIVAGE_ROOT_KEY"))
RIVAGE_ANCHORS = STATE / "anchors"
STATIC_ROOT = STATE / "static"
SECRET_KEY = required("RIVAGE_SECRET_KEY")
ALLOWED_HOSTS = [name.strip() for name in required("RIVAGE_HOSTS").split(",")]
PUBLIC_HOST = ALLOWED_HOSTS[0]

DATABASES = {
    alias: database_entry(required("DATABASE_URL" if role == "app" else f"RIVAGE_{role.upper()}_DATABASE_URL"))
    for alias, role in {"default": DATABASE_ROLE, **LOGINS_BESIDE}.items()
}

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_NAME = "__Host-rivage"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-jeton"
CSRF_COOKIE_SECURE = True
PROCONNECT = from_environment(os.environ)
CLAMD = os.environ.get("RIVAGE_CLAMD", "")
PROXIES = int(os.environ.get("RIVAGE_PROXIES", "1"))
