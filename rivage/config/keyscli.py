"""`rivage keys serve SOCKET --people N`: the process that alone holds the keysets. It knows no database."""

import argparse
import os
from importlib import import_module
from pathlib import Path

from django.conf import settings

from rivage.config.state import Trouble, state_folder

# More than some hundred users open in their busiest hour, lists included.
PEOPLE = 2000


def serve(arguments: list[str]) -> int:
    """Serve until stopped. Raises Trouble where a key is not there."""
    parser = argparse.ArgumentParser(prog="rivage keys serve")
    parser.add_argument("socket", type=Path)
    parser.add_argument(
        "--people", type=int, default=PEOPLE, help="personnes différentes ouvertes en une heure, au plus"
    )
    options = parser.parse_args(arguments)
    keys = state_folder() / "keys"
    root = Path(os.environ.get("RIVAGE_ROOT_KEY", keys / "root.json"))
    settings.configure(RIVAGE_KEYS=keys, RIVAGE_ROOT_KEY=root, RIVAGE_KEYS_SOCKET=None)
    holder, errors = import_module("rivage.vault.holder"), import_module("rivage.vault.errors")
    try:
        holder.serve(options.socket, options.people)
    except (errors.VaultError, OSError) as error:
        raise Trouble(str(error)) from error
    except KeyboardInterrupt:
        return 0
    return 0
