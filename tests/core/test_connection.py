"""How the application speaks to PostgreSQL: a connection is kept from one request to the next."""

import pytest

from rivage.config.database_url import database_entry
from rivage.config.server import EmbeddedServer
from rivage.config.state import state_folder


@pytest.mark.parametrize(
    "entry",
    [
        EmbeddedServer(state_folder()).settings_for("app"),
        database_entry("postgresql://rivage_app:invented@machine.invalid/rivage?sslmode=verify-full"),
    ],
    ids=["embedded", "address"],
)
def test_a_connection_is_kept_and_asked_whether_it_still_answers(entry: dict[str, object]) -> None:
    """Kept blindly, one that a restart of the server cut would fail the next request."""
    assert isinstance(entry["CONN_MAX_AGE"], int)
    assert entry["CONN_MAX_AGE"] > 0
    assert entry["CONN_HEALTH_CHECKS"] is True
