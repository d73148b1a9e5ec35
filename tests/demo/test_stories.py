"""The demo’s stories, told through the actions: what they promise is there, held by whoever should hold it."""

from collections import Counter

import pytest
from django.db import transaction

from rivage.accounts.models import Membership
from rivage.core import clock
from rivage.core.perimeter import Perimeter, perimeter
from rivage.demo import country, stories
from rivage.dossiers.models import Demande
from rivage.people.models import Identity, Person
from rivage.rights.clocks import ClockFacts, gaps, gather_all
from rivage.rights.clocks.residence import standing
from rivage.vault import keysets


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: object) -> object:
    """The stories, told once for the module and undone after it."""
    keysets.forget()
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        made = country.build()
        stories.tell(made)
        yield made
        transaction.set_rollback(True)


def everything(made: country.Country) -> Perimeter:
    antennes = tuple(body.pk for body in made.bodies.values() if body.kind == "antenne")
    return Perimeter(role="referent", bodies=antennes, keys=antennes)


def test_there_is_a_file_at_every_step(told: country.Country) -> None:
    with perimeter(everything(told)):
        steps = Counter(Demande.objects.values_list("step", flat=True))
    assert set(steps) >= {
        "draft", "submitted", "incomplete", "complete", "scheduled", "opined", "decided", "notified",
    }  # fmt: skip


def test_three_departements_and_the_person_known_by_a_nickname(told: country.Country) -> None:
    with perimeter(everything(told)):
        assert set(Person.objects.values_list("departement", flat=True)) == {"23", "33", "75"}
        names = {row.called for row in Identity.objects.all()}
    assert {"Mouette", "Sam Estran", "Thuy Lagon"} <= names


def test_somebody_has_two_hats_and_creuse_an_interim(told: country.Country) -> None:
    hats = Counter(Membership.objects.filter(confirmed_by__isnull=False).values_list("user__name", flat=True))
    assert hats["Hélène Môle"] == 2
    interim = Membership.objects.get(interim_act__gt="")
    assert (interim.departements, interim.user.name) == (["23"], "Claire Digue")


def test_nothing_of_paris_is_seen_from_gironde(told: country.Country) -> None:
    with perimeter(told["claire.digue"].perimeter()):
        assert set(Person.objects.values_list("departement", flat=True)) == {"33"}


def test_permits_stand_at_every_point_and_no_gap_is_invented(told: country.Country) -> None:
    seen = {}
    for lead in ("helene.mole", "rose.jetee"):
        with perimeter(told[lead].perimeter()):
            on = clock.today("33")
            names = {row.person_id: row.called for row in Identity.objects.all()}
            for key, found in gather_all(told[lead], list(Person.objects.visible_to(told[lead])), ClockFacts).items():
                foreseen = {gap.foreseen for gap in gaps(found, on) if gap.clock == "residence"}
                seen[names[key]] = (standing(found, on).code, foreseen)
    expected = {
        "Ama Brisant": ("silence", {False}),
        "Fanta Sillage": ("delivered", {False}),
        "Yara Crique": ("receipt", {False}),
        "Lina Marée": ("to_renew", {False, True}),
        "Selam Rocher": ("not_needed", set()),
        "Sofia Galet": ("not_needed", set()),
    }
    assert {name: seen[name] for name in expected} == expected
