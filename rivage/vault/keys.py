"""Keys of people: drawn, opened to a body, unwrapped for the perimeter in force, destroyed."""

import secrets
from collections.abc import Iterable, Mapping
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from rivage.core import perimeter
from rivage.core.db.calls import answer
from rivage.vault import keysets
from rivage.vault.enums import KeyKind
from rivage.vault.errors import KeyMissing
from rivage.vault.models import PersonKey

_CACHE = "vault.keys"
NOT_OPEN = "La clé de ce dossier n’est pas ouverte à votre fonction, ou elle a été effacée."


def create(person: UUID, antenne: UUID) -> None:
    """Draw a person's two keys, wrapped by her antenne alone."""
    for kind in KeyKind.values:
        _store(person, antenne, kind, antenne, secrets.token_bytes(32))


def drawn(person: UUID, antenne: UUID, *, shared_with: Iterable[UUID] = ()) -> list[PersonKey]:
    """The same two keys, for rows that are written in bulk: open to the perimeter in force, and not stored yet.

    `shared_with`: bodies, other than the antenne, that wrap the shared one too.
    """
    cache = perimeter.current().cache.setdefault(_CACHE, {})
    rows = []
    for kind in KeyKind.values:
        key = secrets.token_bytes(32)
        cache[person, kind] = AESGCM(key)
        bodies = [antenne, *(shared_with if kind == KeyKind.SHARED else ())]
        rows += [_wrapped(person, antenne, kind, body, key) for body in bodies]
    return rows


def open_to(person: UUID, antenne: UUID, body: UUID) -> None:
    """Wrap the shared key once more, for `body` (the département's, at deposit). Does nothing if it is open."""
    if PersonKey.objects.filter(person_id=person, kind=KeyKind.SHARED, body_id=body).exists():
        return
    _store(person, antenne, KeyKind.SHARED, body, raw(person, antenne, KeyKind.SHARED))


def raw(person: UUID, antenne: UUID, kind: str) -> bytes:
    """A key itself, to wrap it again for somebody else. Raises `KeyMissing` when it was erased."""
    row = PersonKey.objects.filter(person_id=person, kind=kind, body_id=antenne).first()
    if row is None:
        raise KeyMissing("Une des clés de ce dossier a été effacée.")
    return keysets.unwrap(antenne, bytes(row.wrapped), purpose(person, kind))


def forget(person: UUID) -> None:
    """Drop what this perimeter opened of a person: from now on only what the database holds opens her file."""
    cache = perimeter.current().cache.setdefault(_CACHE, {})
    for kind in KeyKind.values:
        cache.pop((person, kind), None)


def cipher(person: UUID, kind: str) -> AESGCM:
    """The cipher of one person's key. Both of hers are opened at once, since her page reads under both.

    Raises `KeyMissing` when none is open to the perimeter in force.
    """
    cache = perimeter.current().cache.setdefault(_CACHE, {})
    if (person, kind) not in cache:
        load([person], *KeyKind.values)
    try:
        found: AESGCM = cache[person, kind]
    except KeyError as error:
        raise KeyMissing(NOT_OPEN) from error
    return found


def load(people: Iterable[UUID], *kinds: str) -> None:
    """Unwrap the keys of several people in one query (lists), of one kind or of both."""
    current = perimeter.current()
    cache = current.cache.setdefault(_CACHE, {})
    missing = {(person, kind) for person in people for kind in kinds if (person, kind) not in cache}
    if not missing:
        return
    asked = {person for person, _ in missing}
    rows = PersonKey.objects.filter(kind__in=kinds, body_id__in=current.keys, person_id__in=asked)
    wraps = list(rows.values_list("kind", "person_id", "body_id", "wrapped"))
    for kind in kinds:
        mine = [row for row in wraps if row[0] == kind and (row[1], kind) in missing]
        take(((whose, body, bytes(wrapped)) for _, whose, body, wrapped in mine), kind)


def of_all(people: Mapping[UUID, str], kind: str) -> dict[UUID, AESGCM]:
    """The ciphers of all whom this perimeter follows, for one reading: none of them is kept. `people`: the id of each,
    and the same as a text. Thousands of ids cost the database more than their keys: it is asked for those it opens.
    """
    rows = PersonKey.objects.filter(kind=kind, body_id__in=perimeter.current().keys)
    held = [row for row in rows.values_list("person_id", "body_id", "wrapped") if row[0] in people]
    found = keysets.unwrap_all([(body, _purpose(people[whose], kind), bytes(wrap)) for whose, body, wrap in held])
    return {row[0]: AESGCM(key) for row, key in zip(held, found, strict=True)}


def take(wraps: Iterable[tuple[UUID, UUID, bytes]], kind: str) -> None:
    """Unwrap keys wherever they were read: (person, body that wrapped it, wrapped key)."""
    current = perimeter.current()
    cache = current.cache.setdefault(_CACHE, {})
    held = [(person, body, wrapped) for person, body, wrapped in wraps if body in current.keys]
    found = keysets.unwrap_all([(body, purpose(person, kind), wrapped) for person, body, wrapped in held])
    for (person, _, _), key in zip(held, found, strict=True):
        cache[person, kind] = AESGCM(key)


def destroy(person: UUID, kinds: Iterable[str] = KeyKind.values) -> int:
    """Erase a person, or what lies under some of her keys: nothing opens any wrap of them from now on, and a job
    deletes them a day later (`vault_erase`). Returns how many. Her antenne's lead, or an erasure done again."""
    return int(answer("SELECT vault_erase(%s, %s)", person, list(map(str, kinds))))


def _store(person: UUID, antenne: UUID, kind: str, body: UUID, key: bytes) -> None:
    _wrapped(person, antenne, kind, body, key).save(force_insert=True)


def _wrapped(person: UUID, antenne: UUID, kind: str, body: UUID, key: bytes) -> PersonKey:
    wrapped = keysets.wrap(body, key, purpose(person, kind))
    return PersonKey(person_id=person, antenne_id=antenne, kind=kind, body_id=body, wrapped=wrapped)


def purpose(person: UUID, kind: str) -> str:
    """What binds a wrapped key to its person and kind."""
    return _purpose(str(person), kind)


def _purpose(person: str, kind: str) -> str:
    return f"person:{person}:{kind}"
