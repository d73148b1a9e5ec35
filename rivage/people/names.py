"""Names in a list, put in order as a French dictionary does; names that a text must not say."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from rivage.accounts.models import Membership
from rivage.people.models import Identity
from rivage.vault import keys, opened

# A shorter word (« de », « la ») is in any text.
SHORTEST = 3
WORD = re.compile(r"[^\W\d_]+")
# What a name on screens is made of: the other columns of an identity stay in the database.
CALLED = ("name_in_use", "given_names", "family_name")
LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "’": " ", "'": " ", "-": " "})


def key(text: str) -> str:
    """Compared without case, accents or hyphens.

    >>> key("Élise N’Œuvre-Galet")
    'elise n oeuvre galet'
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def matches(asked: str, *texts: str) -> bool:
    """Whether each word asked begins a word of the texts, or is inside a file number."""
    words = [word for text in texts for word in key(text).split()]
    return all(any(word.startswith(part) for word in words) for part in key(asked).split())


def shown(membership: Membership, person: UUID) -> str:
    """What a person is called, where her identity is open to this membership, else nothing. It counts as shown."""
    identity = Identity.objects.visible_to(membership).filter(person=person).first()
    return identity.called if identity else ""


def of(people: Iterable[Any]) -> dict[UUID, str]:
    """The name of each person, decrypted only to put them in order: what is shown is noted by the list."""
    return by_id(person.pk for person in people)


def by_id(people: Iterable[UUID]) -> dict[UUID, str]:
    """The same, of people known by their id alone."""
    ids = list(people)
    keys.load(ids, "shared")
    with opened.sorting():
        rows = Identity.objects.filter(person__in=ids).only("person_id", "antenne_id", *CALLED)
        return {identity.person_id: identity.called for identity in rows}


def carries(people: Iterable[UUID], *texts: str) -> bool:
    """Whether texts that are read without a name say what one of these people is called.

    A word counts when it is written as a name is, with a capital. Names are decrypted to compare them, none is shown.
    """
    with opened.sorting():
        rows = list(Identity.objects.filter(person__in=list(people)))
        keys.load([row.person_id for row in rows], "shared")
        said = [f"{row.name_in_use} {row.given_names} {row.family_name}" for row in rows]
    hers = {word for name in said for word in key(name).split() if len(word) >= SHORTEST}
    return any(word[0].isupper() and key(word) in hers for text in texts for word in WORD.findall(text))
