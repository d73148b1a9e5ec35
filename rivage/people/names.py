"""Names in a list, put in order as a French dictionary does; names that a text must not say."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast
from uuid import UUID

from django.db.models import BinaryField, ExpressionWrapper, F, QuerySet, TextField
from django.db.models.functions import Cast

from rivage.accounts.models import Membership
from rivage.core.french import APOSTROPHES, folded, run_together, visible
from rivage.core.lists import Asked, Found, Picked, matches, ordered
from rivage.core.refusal import no
from rivage.core.tables import Column
from rivage.people.enums import Slice
from rivage.people.models import Identity, Person
from rivage.vault import keys, opened
from rivage.vault.enums import KeyKind
from rivage.vault.errors import KeyMissing
from rivage.vault.fields import EncryptedField

# A shorter word (« de », « la ») is in any text.
SHORTEST = 3
NAMELESS = "Sans nom pour l’instant"
SAY_THE_PERSON = "Ce texte dit le nom de la personne. Écrivez « la personne »."
# A letter with the accents that no one sign holds (« Ẹ̀ »); a word of a text, with what apostrophes and hyphens join.
_LETTER = rf"[^\W\d_{APOSTROPHES}][\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1dc0-\u1dff]*"
WORD = re.compile(rf"(?:{_LETTER})+(?:[{APOSTROPHES}‐‑‒–—−-](?:{_LETTER})+)*")
PIECE = re.compile(rf"(?:{_LETTER})+")
# What a name on screens is made of, as `Identity.called`: the other columns of an identity stay in the database.
CALLED = ("name_in_use", "given_names", "family_name")


def key(text: str) -> str:
    """A name as it is compared with another."""
    return folded(text)


def shown(membership: Membership, person: UUID) -> str:
    """What a person is called, where her identity is open to this membership, else nothing. It counts as shown."""
    identity = Identity.objects.visible_to(membership).filter(person=person).first()
    return identity.called if identity else ""


def or_reference(membership: Membership, person: Person) -> str:
    """What she is called, her reference where it is not open to this reader."""
    return shown(membership, person.pk) or person.reference


def called(membership: Membership, people: Iterable[UUID]) -> dict[UUID, str]:
    """What people are called, of whom their identity is open to this membership: one query, one for the keys."""
    seen = Identity.objects.visible_to(membership).filter(person_id__in=set(people))
    rows = list(seen.values_list("pk", "person_id", "antenne_id", *CALLED))
    keys.load([row[1] for row in rows], KeyKind.SHARED)
    in_use, given, family = _sealed()
    found = {}
    for row, person, antenne, *sealed in rows:
        hers = row, person, antenne
        found[person] = in_use.open_row(*hers, sealed[0]) or (
            f"{given.open_row(*hers, sealed[1])} {family.open_row(*hers, sealed[2])}".strip()
        )
    return found


def all_called(membership: Membership) -> dict[UUID, str]:
    """The same of all whom it follows, decrypted only to put them in order: what is then shown is noted by the list.

    Thousands of ids beside the gate cost the database a second. What binds a value is read as the text it is.
    """
    ids = (Cast("pk", TextField()), Cast("person_id", TextField()))
    stored = (ExpressionWrapper(F(name), BinaryField()) for name in CALLED)
    rows = list(Identity.objects.visible_to(membership).values_list("person_id", *ids, *stored))
    ciphers = keys.of_all({row[0]: row[2] for row in rows}, KeyKind.SHARED)
    in_use, given, family = _sealed()
    found = {}
    for person, row, _, *sealed in rows:
        if (cipher := ciphers.get(person)) is None:
            raise KeyMissing(keys.NOT_OPEN)
        found[person] = in_use.opened(cipher, row, sealed[0]) or (
            f"{given.opened(cipher, row, sealed[1])} {family.opened(cipher, row, sealed[2])}".strip()
        )
    return found


def _sealed() -> tuple[EncryptedField, ...]:
    return tuple(cast(EncryptedField, Identity._meta.get_field(name)) for name in CALLED)


def to_sort(membership: Membership, people: Iterable[UUID]) -> dict[UUID, str]:
    """What people are called, decrypted only to put them in order."""
    with opened.sorting():
        return called(membership, people)


def note(person: UUID, antenne: UUID, *, named: bool) -> None:
    """The line of a person is shown in a list; `named`: with what she is called."""
    opened.note(person, antenne, Slice.REFERENCE)
    if named:
        opened.note(person, antenne, Slice.IDENTITY)


A_FEW = 100
# The order of a list by what people are called.
BY_NAME = "nom"


class Called:
    """What people are called in one list: all whom it follows once they were compared, else those of a page.

    Decrypted without being noted: the list notes whom it shows.
    """

    def __init__(self, membership: Membership) -> None:
        self._membership = membership
        self._whole: dict[UUID, str] | None = None

    def whole(self) -> dict[UUID, str]:
        """All whom this membership follows, decrypted once."""
        if self._whole is None:
            self._whole = all_called(self._membership)
        return self._whole

    def of(self, people: Iterable[UUID]) -> dict[UUID, str]:
        """Some of them at least. Beyond a few, all: so many ids beside the gate would cost more than their names."""
        asked = set(people)
        if self._whole is None and len(asked) <= A_FEW:
            return to_sort(self._membership, asked)
        return self.whole()


def answering(
    rows: "QuerySet[Any]",
    columns: Sequence[Column],
    asked: Asked,
    called: Called,
    person: tuple[str, str] = ("person_id", "person__reference"),
) -> Found:
    """Rows about people that answer to the words asked, in the order asked. `person`: their id and number in `rows`.

    By words or by name, every name of the perimeter is decrypted to compare them; otherwise none is, and the database
    counts and cuts.
    """
    by_name = asked.order == BY_NAME
    rows = rows.order_by("pk") if by_name else ordered(rows, columns, asked)
    if not by_name and not asked.words:
        return rows
    known = called.whole()
    lines = list(rows.values_list("pk", *person))
    if asked.words:
        lines = [line for line in lines if matches(asked.words, known.get(line[1], ""), line[2])]
    if by_name:
        lines.sort(key=lambda line: rank(known.get(line[1], ""), line[2]), reverse=asked.down)
    return Picked(rows, [line[0] for line in lines])


def rank(name: str, reference: str) -> tuple[bool, str, str]:
    """Her place in a list: as in a dictionary, those without a name last."""
    return not name, key(name), reference


@dataclass(frozen=True, slots=True)
class Recognised:
    """A word as a text says it, the name that it was compared with, and how many times the texts say it."""

    word: str
    name: str
    times: int = 1


def spelled(people: Iterable[UUID]) -> frozenset[str]:
    """The words by which a text may name these people: each of their names, alone or run together with the next ones
    (« Le Goff », as « Legoff »). Decrypted to compare them, none is shown.
    """
    with opened.sorting():
        rows = list(Identity.objects.filter(person__in=list(people)))
        keys.load([row.person_id for row in rows], KeyKind.SHARED)
        said = [name for row in rows for name in (row.name_in_use, row.given_names, row.family_name)]
    return frozenset(word for name in said for word in run_together(name) if len(word) >= SHORTEST)


def recognised(hers: frozenset[str], *texts: str) -> list[Recognised]:
    """The words of texts that say one of these names, each once, in the order in which one reads them.

    A word counts when it is written as a name is, with a capital, whole or by what an apostrophe or a hyphen parts:
    « N’Diaye », as « NDIAYE » or « Diaye ». What stands inside a word is no name.
    """
    found: dict[tuple[str, str], Recognised] = {}
    for text in texts if hers else ():
        for word in WORD.findall(unicodedata.normalize("NFC", visible(text))):
            if names := _said(word, hers):
                same = (whole(word), " ".join(sorted(names)))
                before = found.get(same, Recognised(word, same[1], 0))
                found[same] = replace(before, times=before.times + 1)
    return list(found.values())


def whole(word: str) -> str:
    """A word as it is compared with another, what apostrophes and hyphens part run together."""
    return key(word).replace(" ", "")


def carries(people: Iterable[UUID], *texts: str) -> bool:
    """Whether texts that are read without a name say what one of these people is called (`recognised`)."""
    return bool(recognised(spelled(people), *texts))


def nameless(people: Iterable[UUID], *texts: str, otherwise: str) -> None:
    """Refuse texts that are read without a name when they say one, and show it. `otherwise`: what to write instead."""
    if found := recognised(spelled(people), *texts):
        label = "Mot reconnu" if len(found) == 1 else "Mots reconnus"
        raise no("name_said", f"{otherwise} {label}\u00a0: {quoted(found)}.")


def quoted(found: Iterable[Recognised]) -> str:
    """« Awa », « Corail »."""
    return ", ".join(f"«\u00a0{one.word}\u00a0»" for one in found)


def _said(word: str, hers: frozenset[str]) -> set[str]:
    """Which of her names a word of a text is, whole or by a piece of it."""
    names = {whole(word)} if any(map(_capital, word)) else set()
    names |= {key(piece) for piece in PIECE.findall(word) if _capital(piece[0])}
    return names & hers


def _capital(sign: str) -> bool:
    """Written as a name begins; a script without capitals has no other way."""
    return sign.isalpha() and not sign.islower()
