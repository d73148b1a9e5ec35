"""Keys that a test may lose."""

from pathlib import Path
from typing import Any

import pytest

from rivage.vault import keysets
from tests.world import World


@pytest.fixture
def own_keys(settings: Any, tmp_path: Path, world: World) -> Path:
    """The keys of the world, copied where a test may lose them."""
    copy = tmp_path / "keys"
    copy.mkdir(mode=0o700)
    for file in Path(settings.RIVAGE_KEYS).iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    settings.RIVAGE_KEYS, settings.RIVAGE_ROOT_KEY = copy, copy / "root.json"
    keysets.forget()
    return copy
