"""Who stands at the doors, and a provider that answers in this process."""

from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from rivage.accounts.models import User
from tests.doors.issuer import Issuer, made_key, set_up
from tests.world import World


@pytest.fixture(scope="session")
def its_key() -> rsa.RSAPrivateKey:
    return made_key()


@pytest.fixture(scope="session")
def another_key() -> rsa.RSAPrivateKey:
    return made_key()


@pytest.fixture
def issuer(its_key: rsa.RSAPrivateKey, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Issuer:
    """ProConnect, as it is set in this test."""
    made = Issuer(its_key)
    set_up(settings, monkeypatch, made, tmp_path)
    return made


@pytest.fixture
def user(world: World) -> User:
    """The holder of an account."""
    found = world["lead:estuaire33"].user
    assert found is not None
    return found
