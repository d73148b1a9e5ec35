"""The bar: each function its own entries, in their order, the one that is open marked."""

import re

import pytest
from django.test import Client

from rivage.accounts import policies
from rivage.accounts.policies import PolicyError
from tests.world import World

# By hand, whatever the policy files make of it.
EVERY_DAY = [
    "Accueil",
    "Personnes",
    "Demandes",
    "Séances",
    "Terrain",
    "Décisions",
    "Tableau de suivi",
    "Ateliers",
    "Échéances",
]
ENTRIES = {
    "referent": [*EVERY_DAY, "Fonds", "Appels", "Les règles"],
    "lead": [*EVERY_DAY, "Fonds", "Appels", "Comptes", "Trace", "Les règles"],
    "delegate": [
        "Accueil", "Demandes", "Séances", "Décisions", "Tableau de suivi", "Échéances", "Ordres", "Fonds",
        "Agréments", "Appels", "Codes des services", "Les règles", "Personnes", "Comptes",
    ],
    "secretary": [
        "Accueil", "Demandes", "Séances", "Décisions", "Tableau de suivi", "Échéances", "Ordres", "Fonds",
        "Agréments", "Codes des services", "Les règles", "Personnes",
    ],
    "chair": ["Accueil", "Séances", "Comptes", "Les règles"],
    "signatory": ["Accueil", "Décisions", "Les règles"],
    "payer": ["Accueil", "Ordres", "Comptes", "Les règles"],
    "desk": ["Accueil", "Échéances", "Comptes", "Les règles"],
    "auditor": ["Accueil", "Trace", "Les règles"],
}  # fmt: skip


@pytest.mark.parametrize("role", ENTRIES)
def test_each_function_finds_its_pages_in_their_order(role: str) -> None:
    assert [entry.label for _, entry in policies.entries(role)] == ENTRIES[role]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "label"), [("", "Accueil"), ("demandes/", "Demandes"), ("demandes/agrement", "Demandes")]
)
def test_seven_stand_in_the_bar_the_open_one_marked_the_rest_at_the_foot(world: World, path: str, label: str) -> None:
    delegate = world["delegate:33"]
    client = Client()
    client.force_login(delegate.user)
    html = client.get(f"/m/{delegate.pk}/{path}").content.decode()
    bar, foot = html.split('<ul class="rv-nav"')[1].split("</ul>", 1)
    assert re.findall(r">([^<>]+)</a></li>", bar) == [*ENTRIES["delegate"][:7], "Mon compte"]
    assert re.findall(r'aria-current="page">([^<]+)<', bar) == [label]
    footer = foot.split("<footer", 1)[1]
    assert [name for name in ENTRIES["delegate"] if f">{name}<" in footer] == ENTRIES["delegate"][7:]


def test_a_role_that_nobody_knows_is_refused_by_its_file() -> None:
    line = {"what": "Une page", "bar": {"label": "Page", "rank": 1, "later": ["nobody"]}}
    with pytest.raises(PolicyError, match=r"page.yaml, app:page, bar : « nobody » ne veut rien dire"):
        policies._page("page.yaml", "app:page", line)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["demandes/accompagnement", "demandes/arrivee", "demandes/suivis-clos", "personnes/"])
def test_what_is_about_a_person_lights_the_list_of_people(world: World, path: str) -> None:
    referent = world["referent:amarres33"]
    client = Client()
    client.force_login(referent.user)
    html = client.get(f"/m/{referent.pk}/{path}").content.decode()
    assert re.findall(r'aria-current="page">([^<]+)<', html) == ["Personnes"]


def test_an_entry_is_lit_for_a_page_that_has_one() -> None:
    pages = policies.pages()
    assert [name for name, page in pages.items() if page.under and pages[page.under].bar is None] == []
