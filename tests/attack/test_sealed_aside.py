"""M3: whom she set aside is read by nobody in the base, and closes her file as long as the digests have their key."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from psycopg.errors import InsufficientPrivilege, ObjectNotInPrerequisiteState

from rivage.config import checks
from rivage.core.db.calls import answer
from rivage.core.models import pads
from rivage.people import actions as people
from rivage.people.models import Aside, AsideKey, Exclusion, Person
from rivage.people.models.aside import WrongKey
from rivage.vault import keysets
from tests.attack.test_entering import DELEGATE, ENTER, LEAD, PEOPLE, alone, token_of, value
from tests.attack.test_moves import FAR, NEAR
from tests.attack.test_writing import refusal
from tests.commissions.room import Room
from tests.database import role
from tests.dossiers.path import deposited
from tests.people.moving import moved
from tests.world import World, acting

WHO, FEARED = "referent:estuaire33", "secretary:33"

pytestmark = pytest.mark.django_db


def holder(world: World, who: str = FEARED) -> str:
    return f"user:{world[who].user_id}"


def feared(world: World, who: str = FEARED) -> Person:
    """Somebody whose demande is deposited, who set this one aside."""
    person = deposited(world).person
    with acting(world[WHO]) as actor:
        people.exclude(actor=actor, on=world.today, person=person, holder=holder(world, who))
    return person


def reads(world: World, who: str, person: Person) -> bool:
    with acting(world[who]):
        return Person.objects.filter(pk=person.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_m3_sql_as_the_application_reads_neither_name_nor_digest_and_makes_none(world: World) -> None:
    person = feared(world)
    token = token_of(world[LEAD])
    with alone() as opened, opened.transaction():
        opened.execute(ENTER, [world[LEAD].pk, token])
        row = opened.execute("SELECT to_jsonb(e)::text FROM people_exclusion e").fetchone()
        assert row is not None
        assert str(person.pk) in row[0]
        assert str(world[FEARED].user_id) not in row[0]
        for sql in (
            "SELECT * FROM people_aside",
            "SELECT * FROM people_asidekey",
            "DELETE FROM people_aside",
            "INSERT INTO people_exclusion (id, person_id) VALUES (gen_random_uuid(), gen_random_uuid())",
            "UPDATE people_exclusion SET holder = holder",
            "SELECT people_digested('{user:x}')",
            "SELECT people_heard(gen_random_uuid())",
            "SELECT people_aside_follow('user:x', 'user:y')",
        ):
            with pytest.raises(InsufficientPrivilege), opened.transaction():
                opened.execute(sql)


def test_m3_nobody_outside_her_antenne_learns_it_writes_it_or_lifts_it(world: World) -> None:
    """An unknown id, another antenne's and her own, of whoever she set aside: one answer."""
    person = feared(world)
    with acting(world[WHO]) as actor:
        word = Exclusion.objects.get(person=person).pk
        people.exclude(actor=actor, on=world.today, person=person, holder=holder(world, LEAD))
    write = "SELECT people_set_aside(%s, %s, %s, 'x')"
    for who in (LEAD, "lead:amarres33", DELEGATE, FEARED):
        with acting(world[who]):
            assert Exclusion.closing([person.pk, uuid4()], [holder(world), holder(world, DELEGATE)]) == []
            assert Exclusion.lift([word]) == 0
            said = {refusal(write, uuid4(), her, holder(world)) for her in (person.pk, uuid4())}
            assert said == {"rivage: ligne refusée"}, who
    assert not reads(world, FEARED, person)
    with acting(world[WHO]):
        assert len(Exclusion.closing([person.pk], [holder(world), holder(world, DELEGATE)])) == 1
        for wrong in ("delegate:33", "user:", f"user:{'z' * 36}"):
            assert refusal(write, uuid4(), person.pk, wrong) == "rivage: ligne refusée"
        assert Exclusion.lift([word]) == 1
    assert reads(world, FEARED, person)


def test_m3_sql_as_the_antenne_opens_nothing_by_deleting_the_word(world: World) -> None:
    person = feared(world)
    with acting(world[WHO]), connection.cursor() as cursor:
        cursor.execute("DELETE FROM people_exclusion")
        assert cursor.rowcount == 1
    assert not reads(world, FEARED, person)


@pytest.fixture
def key_back(world: World) -> Iterator[World]:
    yield world
    with role("rivage_owner"):
        Aside.objects.all().delete()
        AsideKey.install()


def enters(world: World, who: str) -> int:
    with alone() as opened, opened.transaction():
        opened.execute(ENTER, [world[who].pk, token_of(world[who])])
        return int(value(opened, PEOPLE))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("wrong", [b"another key", None])
def test_m3_without_the_key_that_digested_nobody_enters_and_check_says_so(
    key_back: World, wrong: bytes | None
) -> None:
    world = key_back
    feared(world)
    assert (enters(world, FEARED), enters(world, DELEGATE)) == (0, 1)
    assert list(checks.set_aside()) == []
    with role("rivage_owner"):
        AsideKey.objects.all().delete()
        if wrong:
            inside, outside = pads(wrong)
            AsideKey(inside=inside, outside=outside).save(force_insert=True)
    for who in (FEARED, DELEGATE, LEAD):
        with pytest.raises(ObjectNotInPrerequisiteState):
            enters(world, who)
    assert "personne n’entre" in "".join(checks.set_aside())
    with role("rivage_owner"):
        assert AsideKey.install()
        assert not AsideKey.install(), "it is there"
    assert (enters(world, FEARED), enters(world, DELEGATE)) == (0, 1)


@pytest.mark.django_db(transaction=True)
def test_m3_other_key_files_are_refused_and_change_nothing(key_back: World, settings: Any, tmp_path: Path) -> None:
    world = key_back
    feared(world)
    settings.RIVAGE_KEYS, settings.RIVAGE_ROOT_KEY = tmp_path / "keys", tmp_path / "keys" / "root.json"
    keysets.forget()
    with role("rivage_owner"), pytest.raises(WrongKey, match="ne se lit pas"):
        AsideKey.install()
    assert not settings.RIVAGE_ROOT_KEY.exists(), "in a base with bodies no key is drawn in place of a lost one"
    assert "ne se lit pas" in "".join(checks.set_aside())
    keysets.create_root()
    with role("rivage_owner"), pytest.raises(WrongKey, match="sous une autre clé"):
        AsideKey.install()
    assert "personne n’entre" in "".join(checks.set_aside())
    assert enters(world, FEARED) == 0
    keysets.forget()


@pytest.mark.django_db(transaction=True)
def test_m3_a_word_that_closes_nothing_is_said(key_back: World) -> None:
    feared(key_back)
    with role("rivage_owner"):
        Aside.objects.all().delete()
    assert "personne n’entre" in "".join(checks.set_aside())


def test_m3_whoever_holds_the_seat_next_is_set_aside_too(world: World) -> None:
    room = Room(world)
    seat = room.account("8")
    person = deposited(world).person
    with acting(world[WHO]) as actor:
        people.exclude(actor=actor, on=world.today, person=person, holder=f"seat:{seat.seat_id}")
    successor = world.member("suivante", "pref33", seat.role, ["33"], seat_id=seat.seat_id)
    for who in (seat, successor):
        with acting(who):
            assert person.pk in answer("SELECT rivage_excluded()")


@pytest.mark.parametrize("to", [NEAR, FAR])
def test_m3_she_moves_and_whom_she_set_aside_still_reads_nothing(world: World, to: str) -> None:
    person = feared(world, "lead:estuaire75")
    moved(world, person, to)
    assert not reads(world, "lead:estuaire75", person)
    with acting(world[to]):
        row = Exclusion.objects.get(person=person)
        assert row.holder == holder(world, "lead:estuaire75")
        assert row.antenne_id == world[to].body_id
        assert Exclusion.lift([row.pk]) == 1
        assert not Exclusion.objects.exists()
