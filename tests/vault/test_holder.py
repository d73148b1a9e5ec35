"""Issue 12, point 3: what the process that holds the keysets gives, of how many people an hour; never a keyset."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from rivage.config import checks
from rivage.people.models import Identity
from rivage.vault import asking, holder, keysets, wire
from rivage.vault.errors import KeysAway, KeysetMissing
from tests.dossiers.path import WHO, new_person
from tests.world import World, acting

PEOPLE = 3


@pytest.fixture
def held(settings: Any, tmp_path: Path) -> Iterator[holder.Holder]:
    """The keysets in the hands of another, asked by its socket."""
    path = tmp_path / "keys.sock"
    with holder.Holder(path, holder.Ceiling(PEOPLE)) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        settings.RIVAGE_KEYS_SOCKET = path
        yield serving
        serving.shutdown()
    asking.forget()


@pytest.fixture
def body() -> UUID:
    made = uuid4()
    keysets.create_here(made)
    return made


def of(person: UUID) -> str:
    return f"person:{person}:shared"


def wrapped(body: UUID, many: int) -> list[tuple[UUID | str, str, bytes]]:
    """The keys of so many people."""
    return [
        (body, purpose, keysets.wrap_here(body, b"k" * 32, purpose)) for purpose in (of(uuid4()) for _ in range(many))
    ]


@pytest.mark.django_db
def test_a_person_is_written_and_read_by_a_process_that_holds_no_keyset(
    world: World, held: holder.Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nowhere(*_: object) -> None:
        raise AssertionError("the key is in this process")

    there = threading.current_thread()
    opened = keysets._body

    def elsewhere(body: UUID | str) -> Any:
        return nowhere() if threading.current_thread() is there else opened(body)

    elsewhere.cache_clear = opened.cache_clear  # type: ignore[attr-defined]
    monkeypatch.setattr(keysets, "_body", elsewhere)
    person = new_person(world, WHO)
    with acting(world[WHO]):
        assert Identity.objects.get(person=person).name_in_use == "Awa Corail"
    client = Client()
    client.force_login(world[WHO].user)
    assert "Awa Corail" in client.get(f"/m/{world[WHO].pk}/personnes/").content.decode()
    assert len(held.ceiling.seen) == 1


def test_past_so_many_people_an_hour_no_other_is_opened(held: holder.Holder, body: UUID) -> None:
    now = [0.0]
    held.ceiling.now = lambda: now[0]
    first, last = wrapped(body, PEOPLE), wrapped(body, 1)
    assert keysets.unwrap_all(first) == [b"k" * 32] * PEOPLE
    with pytest.raises(KeysAway, match="plafond"):
        keysets.unwrap_all(last)
    with pytest.raises(KeysAway, match="plafond"):
        keysets.unwrap_all([*first, *last])
    assert keysets.unwrap_all(first) == [b"k" * 32] * PEOPLE, "whoever was opened is still"
    now[0] = holder.HOUR
    assert keysets.unwrap_all(last) == [b"k" * 32]


def test_what_is_nobodys_is_not_counted(held: holder.Holder) -> None:
    secret = keysets.wrap(keysets.DOOR, b"secret", "factor:x")
    assert [keysets.unwrap(keysets.DOOR, secret, "factor:x") for _ in range(2 * PEOPLE)] == [b"secret"] * 2 * PEOPLE
    assert held.ceiling.seen == {}


@pytest.mark.parametrize("name", ["seal", "root", "../root", "", "root.json"])
def test_neither_the_root_nor_the_key_of_the_seals_is_asked_for(held: holder.Holder, name: str) -> None:
    for order in (wire.UNWRAP, wire.WRAP, wire.CREATE, wire.PROBE, b"seal_key", b""):
        with pytest.raises(KeysetMissing):
            asking.ask(order, [(name, "x", b"x")])


def test_what_is_no_message_ends_the_connection_and_nothing_else(held: holder.Holder, body: UUID) -> None:
    for sent in (b"\xff" * 64, b"\x00\x00\x00\x05\x00\x00\x00\x09x", b"\x00\x00\x00\x01x", b""):
        with socket.socket(socket.AF_UNIX) as one:
            one.settimeout(5)
            one.connect(str(held.server_address))
            one.sendall(sent)
            one.shutdown(socket.SHUT_WR)
            # Left with or without having read all.
            with suppress(ConnectionResetError):
                assert one.recv(100) == b""
    keysets.probe(str(body))


def test_it_is_asked_again_on_another_connection_then_said_away(
    held: holder.Holder, body: UUID, settings: Any
) -> None:
    items = wrapped(body, 1)
    assert keysets.unwrap_all(items)
    asking._held.socket.shutdown(socket.SHUT_RDWR)
    assert keysets.unwrap_all(items)
    asking.forget()
    settings.RIVAGE_KEYS_SOCKET = Path("/nowhere")
    with pytest.raises(KeysAway, match="ne répond pas"):
        keysets.unwrap_all(items)


@pytest.mark.django_db
def test_a_page_says_to_come_back_while_it_is_away(world: World, settings: Any) -> None:
    new_person(world, WHO)
    client = Client()
    client.force_login(world[WHO].user)
    settings.RIVAGE_KEYS_SOCKET = Path("/nowhere")
    answer = client.get(f"/m/{world[WHO].pk}/personnes/")
    assert answer.status_code == 503
    assert "réessayez dans quelques minutes" in answer.content.decode()


def test_production_asks_for_it_and_that_the_web_reads_no_key(
    held: holder.Holder, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MODE = "production"
    monkeypatch.setattr(checks, "DATABASE_ROLE", "app")
    assert [said for said in checks.keys_folder() if "rivage keys serve" in said] == []
    assert any("se lit sous l’utilisateur du web" in said for said in checks.keys_folder())
    asking.forget()
    settings.RIVAGE_KEYS_SOCKET = Path("/nowhere")
    assert any("ne répond pas" in said for said in checks.keys_folder())
    settings.RIVAGE_KEYS_SOCKET = None
    assert any("tient lui-même les clés" in said for said in checks.keys_folder())


def test_the_command_serves_with_no_database_and_its_socket_is_its_own(settings: Any, tmp_path: Path) -> None:
    path = tmp_path / "s"
    keysets.create_root()
    (tmp_path / "keys").symlink_to(settings.RIVAGE_KEYS)
    environment = {**os.environ, "RIVAGE_STATE": str(tmp_path), "RIVAGE_ROOT_KEY": str(settings.RIVAGE_ROOT_KEY)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "rivage.config.cli", "keys", "serve", str(path)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as process:
        try:
            for _ in range(300):
                if path.exists() or process.poll() is not None:
                    break
                threading.Event().wait(0.1)
            assert path.stat().st_mode & 0o777 == 0o660
            settings.RIVAGE_KEYS_SOCKET = path
            keysets.probe(keysets.DOOR)
            assert not os.access(f"/proc/{process.pid}/mem", os.R_OK) or os.geteuid() == 0
        finally:
            asking.forget()
            process.terminate()
