"""Names of other people, masked in what is printed of her file."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from rivage.accounts.enums import ANTENNE_ROLES
from rivage.accounts.models import Membership, User
from rivage.core.french import folded
from rivage.dossiers.models import Note, PartVersion
from rivage.dossiers.reading import Section
from rivage.people import names
from rivage.people.models import Accompaniment, Person

MASKED = "[masqué]"
WORD = re.compile(r"[^\W_]+", re.UNICODE)
# A word of fewer letters is « de », « Le »: masked, it would hide what is hers.
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Masked:
    """What is hidden. `typed`: words that who prints wrote, in whatever case; `known`: names of the association's own
    people, hidden where they are written as a name is.
    """

    typed: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()

    def over(self, text: str) -> str:
        """The text, each of these words hidden."""
        return WORD.sub(self._one, text)

    def _one(self, found: "re.Match[str]") -> str:
        word = found.group()
        form = folded(word)
        return MASKED if form in self.typed or (form in self.known and word[0].isupper()) else word


def masked(person: Person, typed: str = "") -> Masked:
    """What her file hides: who works or worked with her, and the words that who prints typed, one or more a line.

    Her own names are never hidden.
    """
    hers = names.spelled([person.pk])
    users = User.objects.filter(pk__in=_team(person)).values_list("name", flat=True)
    return Masked(frozenset(_words([typed])), frozenset(_words(users) - hers))


def _team(person: Person) -> set[UUID]:
    """Who acts for her antenne now, accompanied her, or wrote of her."""
    acting = Membership.objects.filter(body=person.antenne_id, role__in=ANTENNE_ROLES)
    found = set(acting.exclude(user=None).values_list("user", flat=True))
    found |= set(Accompaniment.objects.filter(person=person).values_list("user", flat=True))
    found |= set(Note.objects.filter(person=person).values_list("author", flat=True))
    found |= set(PartVersion.objects.filter(person=person, author__isnull=False).values_list("author", flat=True))
    return found


def _words(texts: Iterable[str]) -> set[str]:
    return {folded(word) for text in texts for word in WORD.findall(text) if len(word) >= SHORTEST}


def over(sections: Iterable[Section], hidden: Masked) -> tuple[Section, ...]:
    """The same sections, what is hidden replaced in every text."""
    return tuple(
        replace(one, lines=tuple(replace(line, text=hidden.over(line.text)) for line in one.lines)) for one in sections
    )
