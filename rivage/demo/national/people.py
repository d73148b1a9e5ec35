"""An invented person: her keys, what her antenne keeps, and who accompanies her."""

import json
import random
from datetime import date, datetime, time
from typing import Any

from rivage.core import clock, ids
from rivage.demo.national.bodies import Antenne, Place
from rivage.demo.national.calendar import MONTH, MONTHS_BACK, later
from rivage.demo.national.copying import Copier
from rivage.dossiers.models import Note, Suivi
from rivage.people.models import Accompaniment, Child, Contact, Correspondence, Identity, Person
from rivage.people.models.base import PersonRow
from rivage.rights.models import ResidenceNeed
from rivage.vault import keys

FIRST = ("Awa", "Mirela", "Lina", "Thuy", "Sofia", "Joy", "Elena", "Grace", "Bao", "Ana", "Fatou", "Inès")
LAST = ("Corail", "Dune", "Marée", "Lagon", "Galet", "Écume", "Voile", "Nacre", "Sable", "Brume", "Houle", "Algue")
ZONES = (("other", 0.86, "yes"), ("european", 0.08, "not_concerned"), ("french", 0.06, "not_concerned"))
BANDS = ("18-24", "25-34", "35-44", "45-54", "55+")


class Writing:
    """Adds rows about one person at a time."""

    def __init__(self, copier: Copier, draw: random.Random, today: date) -> None:
        self.copier, self.draw, self.today = copier, draw, today
        self.number = 0
        self.references: set[str] = set()

    def person(self, place: Place, antenne: Antenne, *, deposits: bool) -> Person:
        """A person followed since some day, with her safe contact and a note or two.

        `deposits`: the préfecture will read a demande of hers, and holds the shared key.
        """
        zone, need = self._zone()
        begun = self.some_day()
        person = Person(
            reference=self._reference(),
            antenne=antenne.body,
            departement=place.code,
            age_band=self.draw.choice(BANDS),
            aps_need=need,
            created_at=self.instant(place, begun),
        )
        reads = [place.prefecture.pk] if deposits else []
        for row in keys.drawn(person.pk, antenne.body.pk, shared_with=reads):
            self.copier.add(row)
        self.copier.add(person)
        self._papers(person, zone, begun)
        referent = self.draw.choice(antenne.referents)
        self.add(person, Accompaniment, user=referent.user, kind="referent", starts=person.created_at)
        self.add(person, Suivi, starts=begun)
        for _ in range(self.draw.randrange(3)):
            self.add(person, Note, author=referent.user, text="Note inventée pour mesurer.")
        return person

    def _papers(self, person: Person, zone: str, begun: date) -> None:
        self.number += 1
        year = self.draw.randrange(1970, 2004)
        self.add(
            person,
            Identity,
            name_in_use=f"{self.draw.choice(FIRST)} {self.draw.choice(LAST)} {self.number}",
            family_name=self.draw.choice(LAST),
            given_names=self.draw.choice(FIRST),
            birth=str(year),
            birth_source="said",
            zone=zone,
        )
        self.add(person, Contact, channels=["phone"], when="Le matin", language="français", phone="00 00 00 00 00")
        self.add(person, Correspondence)
        need = "needed" if person.aps_need == "yes" else "not_concerned"
        self.add(person, ResidenceNeed, need=need, changed_on=begun)
        for _ in range(self.draw.choice((0, 0, 0, 1, 1, 2))):
            self.add(
                person, Child, given_name="Petit Galet", birth=str(self.draw.randrange(2010, 2025)), in_charge=True
            )

    def add(self, person: Person, model: type[PersonRow], **values: Any) -> Any:
        return self.copier.add(model.beside(person, **values))

    def some_day(self) -> date:
        """Any day of the years told."""
        return later(self.today, -1 - self.draw.randrange(MONTHS_BACK * MONTH))

    def instant(self, place: Place, day: date) -> datetime:
        """Some hour of a working day, in the département's zone."""
        hour = time(self.draw.randrange(9, 18), self.draw.randrange(60))
        return datetime.combine(day, hour, tzinfo=clock.zone(place.code))

    def answers(self) -> str:
        return json.dumps({"housing": self.draw.choice(("own", "third", "shelter", "hotel")), "french": "some"})

    def _reference(self) -> str:
        """A file number that nobody has yet: among forty thousand, two draws do meet."""
        while (reference := ids.file_number()) in self.references:
            continue
        self.references.add(reference)
        return reference

    def _zone(self) -> tuple[str, str]:
        at = self.draw.random()
        for zone, share, need in ZONES:
            if at < share:
                return zone, need
            at -= share
        return ZONES[0][0], ZONES[0][2]
