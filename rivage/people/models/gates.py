"""Gates whose answer was read once (`people.once`), in the place of the question."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import models

from rivage.accounts.models import Membership
from rivage.core import perimeter
from rivage.core.db.lookups import Among, AnyOf, Given
from rivage.people.models.rules import SET_ASIDE

_READ = "people.gates.read"
Opening = tuple[UUID, UUID | None, list[str]]
Condition = Among | models.Q


class NotAside(models.Func):
    """Whether a column names nobody who set the acting user aside. The database reads them: no reader may."""

    template = f"(%(expressions)s <> ALL ({SET_ASIDE}))"
    output_field = models.BooleanField()


@dataclass(frozen=True, slots=True, eq=False)
class Accompanied:
    """The people whom a function of an antenne accompanies: each of their rows is open to it."""

    people: Given

    def of_people(self, slice_: str) -> Condition:
        return Among("person", self.people)


@dataclass(frozen=True, slots=True, eq=False)
class WholeAntenne:
    """Everybody of an antenne, whose rows carry it (`PersonRow.antenne_id`), but those who were erased."""

    erased: tuple[UUID, ...]

    def of_people(self, slice_: str) -> Condition:
        return models.Q(NotAside("person")) & ~models.Q(person__in=self.erased)


@dataclass(frozen=True, slots=True, eq=False)
class OpenedByShares:
    """What is opened by shares: of each, its person, its demande if it names one, its slices."""

    openings: tuple[Opening, ...]

    def of_people(self, slice_: str) -> Condition:
        return Among("person", Given(row[0] for row in self._of(slice_)))

    def of_demandes(self, slice_: str, path: str) -> Condition:
        """By a share for every demande of hers, or by one that names it. `path`: the way from a row to its demande."""
        whole = Given(person for person, demande, _ in self._of(slice_) if demande is None)
        named = Given(demande for _, demande, _ in self._of(slice_) if demande is not None)
        return models.Q(AnyOf("person", whole)) | models.Q(AnyOf(path, named))

    def _of(self, slice_: str) -> Iterable[Opening]:
        return (row for row in self.openings if slice_ in row[2])


@dataclass(frozen=True, slots=True, eq=False)
class OnePerson:
    """One person, to whom the gates are narrowed. `openings`: those of her; None for an antenne that follows her."""

    person: UUID
    openings: tuple[Opening, ...] | None

    def of_people(self, slice_: str) -> Condition:
        return models.Q(person=self.person) if self.openings is None or self._of(slice_) else models.Q(pk__in=[])

    def of_demandes(self, slice_: str, path: str) -> Condition:
        """As that of `OpenedByShares`."""
        named = [demande for _, demande, _ in self._of(slice_)]
        return models.Q() if None in named else models.Q(**{f"{path}__in": named})

    def _of(self, slice_: str) -> list[Opening]:
        return [row for row in self.openings or () if slice_ in row[2]]


Read = Accompanied | WholeAntenne | OpenedByShares | OnePerson


def known(membership: Membership, only: UUID | None = None) -> Read | None:
    """What `people.once` read, or None. `only`: the person to whom gates are narrowed, of whom alone it is then."""
    found: Read | None = perimeter.current().cache.get((_READ, membership.pk))
    return found if only == (found.person if isinstance(found, OnePerson) else None) else None


def keep(membership: Membership, read: Read | None) -> None:
    """Kept for the perimeter under way, which only reads; None asks again."""
    perimeter.current().cache[(_READ, membership.pk)] = read
