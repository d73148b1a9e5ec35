"""The scene, built once a worker and put back for each module: committed, since the modes are other database users."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from tests.database import Kept, empty_database, keep
from tests.matrix.scene import Scene, build_scene


@pytest.fixture(scope="session")
def composed(django_db_setup: None, django_db_blocker: Any) -> Kept[Scene]:
    with django_db_blocker.unblock():
        return keep("scene", build_scene)


@pytest.fixture(scope="module")
def scene(composed: Kept[Scene], django_db_blocker: Any) -> Iterator[Scene]:
    # Thousands of pages refused on purpose.
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    with django_db_blocker.unblock():
        try:
            yield composed.put_back()
        finally:
            empty_database()
