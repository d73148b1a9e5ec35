"""The recovery file: what it refuses, and that it gives the keys back."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from rivage.config import cli
from rivage.vault import erasures, keysets, recovery

PHRASE = "quatre mouettes sur le quai"


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real cost is seen by the drill."""
    monkeypatch.setattr(recovery, "COST", 2**10)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.django_db
def test_what_is_put_away_comes_back_to_the_last_byte(own_keys: Path, settings: Any, tmp_path: Path) -> None:
    target = tmp_path / "away.rivage"
    assert recovery.backup(target, PHRASE) == len(contents(own_keys))
    assert target.stat().st_mode & 0o077 == 0
    before = contents(own_keys)
    assert all(content not in target.read_bytes() for content in before.values())
    fresh = tmp_path / "new"
    settings.RIVAGE_KEYS, settings.RIVAGE_ROOT_KEY = fresh, fresh / "root.json"
    assert recovery.restore(target, PHRASE) == len(before)
    assert contents(fresh) == before
    assert all(path.stat().st_mode & 0o077 == 0 for path in fresh.iterdir())
    # Once more: nothing is missing, nothing is written.
    assert recovery.restore(target, PHRASE) == 0


@pytest.mark.django_db
def test_a_wrong_phrase_or_a_damaged_file_gives_nothing(own_keys: Path, settings: Any, tmp_path: Path) -> None:
    target = tmp_path / "away.rivage"
    recovery.backup(target, PHRASE)
    good = target.read_bytes()
    fresh = tmp_path / "new"
    settings.RIVAGE_KEYS, settings.RIVAGE_ROOT_KEY = fresh, fresh / "root.json"
    with pytest.raises(recovery.RecoveryRefused, match="phrase de passe"):
        recovery.restore(target, PHRASE + "s")
    for place in (15, 35, 60, len(good) - 1):
        target.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        with pytest.raises(recovery.RecoveryRefused):
            recovery.restore(target, PHRASE)
    target.write_bytes(b"something else")
    with pytest.raises(recovery.RecoveryRefused, match="n’est pas une sauvegarde"):
        recovery.restore(target, PHRASE)
    assert not fresh.exists()


@pytest.mark.django_db
def test_a_restore_never_replaces_another_key(own_keys: Path, tmp_path: Path) -> None:
    target = tmp_path / "away.rivage"
    recovery.backup(target, PHRASE)
    missing, changed = sorted(own_keys.glob("*.keyset"))[:2]
    missing.unlink()
    changed.write_bytes(b"another key")
    with pytest.raises(recovery.RecoveryRefused, match="clés différentes"):
        recovery.restore(target, PHRASE)
    assert changed.read_bytes() == b"another key"
    assert not missing.exists()


@pytest.mark.django_db
def test_the_file_never_lies_beside_what_it_protects(own_keys: Path, settings: Any, tmp_path: Path) -> None:
    data = Path(settings.STATE) / "pg"
    (tmp_path / "link").symlink_to(own_keys)
    for place in (own_keys / "away", data / "away", data / "base" / "away", tmp_path / "link" / "away"):
        with pytest.raises(recovery.RecoveryRefused, match="serait perdu avec"):
            recovery.backup(place, PHRASE)
        assert not place.exists()
    with pytest.raises(recovery.RecoveryRefused, match="n’existe pas"):
        recovery.backup(tmp_path / "nowhere" / "away", PHRASE)


@pytest.mark.django_db
def test_a_file_is_never_replaced_and_a_phrase_is_never_short(own_keys: Path, tmp_path: Path) -> None:
    target = tmp_path / "away.rivage"
    with pytest.raises(recovery.RecoveryRefused, match="trop courte"):
        recovery.backup(target, "mouette")
    recovery.backup(target, PHRASE)
    before = target.read_bytes()
    with pytest.raises(recovery.RecoveryRefused, match="existe déjà"):
        recovery.backup(target, PHRASE)
    assert target.read_bytes() == before


@pytest.mark.django_db
def test_a_key_that_does_not_open_is_not_put_away_as_good(own_keys: Path, tmp_path: Path) -> None:
    (sorted(own_keys.glob("*-*.keyset"))[0]).write_bytes(b"damaged")
    with pytest.raises(keysets.KeysetMissing):
        recovery.backup(tmp_path / "away.rivage", PHRASE)
    assert not (tmp_path / "away.rivage").exists()


@pytest.mark.django_db
def test_the_commands_ask_twice_or_read_a_file(
    own_keys: Path, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "away.rivage"
    answers = iter([PHRASE, PHRASE + " !", PHRASE, PHRASE])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(answers))
    with pytest.raises(CommandError, match="différentes"):
        call_command("keys", "backup", str(target))
    assert not target.exists()
    call_command("keys", "backup", str(target))
    (tmp_path / "phrase").write_text(PHRASE + "\n")
    monkeypatch.setenv("RIVAGE_PASSPHRASE_FILE", str(tmp_path / "phrase"))
    fresh = tmp_path / "new"
    settings.RIVAGE_KEYS, settings.RIVAGE_ROOT_KEY = fresh, fresh / "root.json"
    call_command("keys", "restore", str(target))
    assert contents(fresh) == contents(own_keys)
    assert PHRASE not in capsys.readouterr().out


def test_an_unreadable_register_stops_the_replay(settings: Any, tmp_path: Path) -> None:
    settings.RIVAGE_ANCHORS = tmp_path
    erasures.path().write_text("2026-11-21T09:00:00+00:00 nobody nowhere\n")
    with pytest.raises(CommandError, match="La ligne 1 du registre"):
        call_command("keys", "replay")


def test_the_register_is_replayed_as_the_owner_of_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[list[str], str]] = []

    def run(command: list[str], env: dict[str, str], check: bool) -> SimpleNamespace:
        asked.append((command[-2:], env["RIVAGE_ROLE"]))
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(cli, "served", lambda run: run())
    monkeypatch.setattr(cli.subprocess, "run", run)
    assert cli.main(["keys", "replay"]) == 0
    assert asked == [(["keys", "replay"], "owner")]
