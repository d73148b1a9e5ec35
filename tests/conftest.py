"""Tests run as rivage_app on a real PostgreSQL: one server for the run, one database for each worker."""

import fcntl
import gc
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client, TransactionTestCase

from rivage.accounts.http import PROVED, STRONG
from rivage.config.server import EmbeddedServer
from rivage.core import clock, logins, perimeter, rehearsal
from rivage.core.paper import typeset
from rivage.people.models import AsideKey
from tests.database import Kept, empty_database, keep, role, set_durable
from tests.pressing import set_here
from tests.world import World, build, revived

pytest_plugins = ["tests.guards", "tests.shares", "tests.held", "tests.order", "tests.seconds", "tests.chromium"]

# No deadline: a test never fails because the machine was slow. Where a commit is judged, the same examples are drawn
# each time: it does not pass one day and fail the next.
hypothesis.settings.register_profile("quick", max_examples=25, deadline=None, derandomize=True)
hypothesis.settings.register_profile("deep", max_examples=3000, deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("deep" if os.environ.get("RIVAGE_DEEP") else "quick")


TEMPLATE = "rivage_test_template"
ONE_CONNECTION = "".join(
    f"DO $$ BEGIN EXECUTE 'GRANT {role} TO rivage_app' ||"
    " CASE WHEN current_setting('server_version_num')::int >= 160000 THEN ' WITH INHERIT FALSE, SET TRUE'"
    " ELSE '' END; END $$;"
    # The sealer first: by it roles.sql knows a database of tests.
    for role in reversed(logins.ROLES.values())
)
STORIES = Path(__file__).with_name("stories.sql")


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded by now stays until the end: the collector need not walk through it again and again, nor look
    after every page for the little that one leaves."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def remove_state(state: Path) -> None:
    EmbeddedServer(state).stop()
    shutil.rmtree(state, ignore_errors=True)


def sweep_dead_runs() -> None:
    """Stop the servers of test runs that were killed before they could."""
    for state in Path(tempfile.gettempdir()).glob(f"rivage-test-{os.geteuid()}-*"):
        found = re.fullmatch(r".*-(\d+)", state.name)
        if found is None or state == settings.STATE:
            continue
        try:
            os.kill(int(found[1]), 0)
        except ProcessLookupError:
            remove_state(state)
        except PermissionError:
            continue


def pytest_unconfigure(config: pytest.Config) -> None:
    """The process that named the state folder removes it, when every worker has finished."""
    if "PYTEST_XDIST_WORKER" in os.environ or not settings.configured:
        return
    if settings.STATE.name.endswith(f"-{os.getpid()}") and settings.STATE.exists():
        remove_state(settings.STATE)


@pytest.fixture(scope="session")
def embedded_server() -> EmbeddedServer:
    """The running server of this test run, which need not survive a power cut."""
    server = EmbeddedServer(settings.STATE)
    if not server.ensure_running().attached:
        set_durable(server, False)
        sweep_dead_runs()
    return server


@pytest.fixture(autouse=True, scope="session")
def documents_set_here() -> Iterator[None]:
    """No process for each document of the tests."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(typeset, "_set", set_here)
        yield


@pytest.fixture(scope="session")
def django_db_setup(embedded_server: EmbeddedServer, django_db_blocker: Any) -> None:
    """A fresh database for this worker, where tests are rivage_app: a copy of the one that the first worker made."""
    # Of another run on the same server: its seals are not those of this database.
    shutil.rmtree(settings.RIVAGE_ANCHORS, ignore_errors=True)
    perimeter.Rehearsal.on = True
    for folder in (settings.RIVAGE_KEYS, settings.RIVAGE_ANCHORS):
        folder.mkdir(mode=0o700, exist_ok=True)
    name = str(settings.DATABASES["default"]["NAME"])
    embedded_server.psql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', database="postgres")
    with (settings.STATE / "template.lock").open("a+") as lock, django_db_blocker.unblock():
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not lock.tell():
            prepare_template(embedded_server)
            lock.write("made")
        embedded_server.psql(f'CREATE DATABASE "{name}" OWNER rivage_owner TEMPLATE {TEMPLATE}', database="postgres")
    embedded_server.prepare_database(name)
    with django_db_blocker.unblock(), role("rivage_owner"):
        # Each worker has key files of its own.
        AsideKey.install()
    # One connection for all: what a test writes is not committed, and each login is a role of it.
    embedded_server.psql(ONE_CONNECTION, database="postgres")


def prepare_template(server: EmbeddedServer) -> None:
    """Migrations and row files, as rivage_owner."""
    server.psql(f"DROP DATABASE IF EXISTS {TEMPLATE}", database="postgres")
    server.prepare_database(TEMPLATE)
    with role("rivage_owner", database=TEMPLATE):
        call_command("prepare_database", verbosity=0)
    server.psql(rehearsal.RAISE, user="rivage_owner", database=TEMPLATE)
    server.psql(STORIES.read_text(encoding="utf-8"), database=TEMPLATE)


AHEAD = timedelta(days=36_500)


def signed_in_at_the_door(login: Any = Client._login) -> Any:
    """`force_login` writes what a sign-in with its second factor writes, under the login that may."""

    def signed_in(client: Client, *args: Any, **kwargs: Any) -> None:
        with logins.login(logins.DOORS):
            login(client, *args, **kwargs)
            session = client.session
            session[STRONG] = clock.now().isoformat()
            # Whatever day a test moves to, what binds is not asked again: tests of the doors ask it.
            session[PROVED] = (clock.now() + AHEAD).isoformat()
            session.save()

    return signed_in


Client._login = signed_in_at_the_door()  # type: ignore[method-assign]
# Django's own flush is a TRUNCATE, which rivage_app may not run, then a second creation of content types.
TransactionTestCase._fixture_teardown = lambda self: empty_database()  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def country(django_db_setup: None, django_db_blocker: Any) -> Kept[World]:
    """The invented country of tests/world.py, made once."""
    with django_db_blocker.unblock():
        return keep("world", build)


@pytest.fixture
def world(db: None, country: Kept[World]) -> World:
    """A small invented country (tests/world.py), of today."""
    return revived(country)
