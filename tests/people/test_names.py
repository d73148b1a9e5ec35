"""A name is recognised as people and keyboards write it, in the texts that are read without a name."""

import pytest

from rivage.core.lists import matches
from rivage.core.refusal import Refused
from rivage.people import names
from tests.dossiers.path import WHO, new_person
from tests.stories import after
from tests.world import World, acting

SAID = (
    ("N’Diaye", "Madame Ndiaye vit seule."),
    ("Ndiaye", "Madame N’Diaye vit seule."),
    ("N’Diaye", "NDIAYE vit seule."),
    ("O’Neil", "ONeil vit seule."),
    ("D’Ávila", "Davila vit seule."),
    ("Anne-Lise", "Anne\u2011Lise vit seule."),
    ("Aminata", "Ami\u00adnata vit seule."),
    ("Fatou", "Fatou\u200b vit seule."),
    ("Işık", "Isik vit seule."),
    ("Þórdís", "Thordis vit seule."),
    ("N’Diaye", "N\u2018Diaye vit seule."),
    ("N’Diaye", "N\u02bcDiaye vit seule."),
    ("Awa", "Vu l\u02bcautre jour avec d\u02bcAwa."),
    ("Le Goff", "Madame Legoff vit seule."),
    ("Legoff", "Madame Le-Goff vit seule."),
    ("Anne-Lise", "Anne\u2212Lise vit seule."),
    ("Ẹ̀gbọ́n", "E\u0323\u0300gbo\u0323\u0301n vit seule."),
    ("Egbon", "Ẹ̀gbọ́n vit seule."),
    ("Aminata", "Ami\u034fnata vit seule."),
    ("Əliyeva", "Eliyeva vit seule."),
    ("آوا", "السيدة آوا تعيش وحدها"),
)
NOT_SAID = (
    ("N’Diaye", "Elle vit seule, l’aide tarde."),
    ("Awa Claire", "Une pièce claire, au calme."),
    ("Aminata", "Orbita l’accueille."),
    ("Same", "Un Same\u0301di, une Diffamation."),
    ("Sam Fama Autori", "Samedi : une Diffamation, un ton Autoritaire."),
)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ndiaye", "Aïssatou N’Diaye"),
        ("n'diaye", "Aïssatou NDiaye"),
        ("diaye", "Aïssatou N\u2018Diaye"),
        ("oneil", "O’Neil"),
        ("davila", "D’Ávila"),
        ("isik", "Işık"),
        ("thordis", "Þórdís"),
        ("annelise", "Anne\u2011Lise"),
        ("anne-lise", "Anne\u2212Lise"),
        ("legoff", "Yann Le Goff"),
        ("aminata", "Ami\u00adnata"),
        ("fatou", "Fatou\u200b"),
        ("oeuvre", "Œuvre"),
        ("egbon", "Ẹ̀gbọ́n"),
        ("yann goff", "Yann Le Goff"),
    ],
)
def test_a_name_is_found_as_a_keyboard_types_it(typed: str, name: str) -> None:
    assert matches(typed, name)
    assert not matches(f"{typed}x", name)


@pytest.mark.django_db
def test_a_refusal_shows_the_word(world: World) -> None:
    person = after(world, new_person)
    with acting(world[WHO]):
        with pytest.raises(Refused, match="Mot reconnu\u00a0: «\u00a0Corail\u00a0»"):
            names.nameless([person.pk], "Vu avec M. Corail.", otherwise="Écrivez « la personne ».")
        with pytest.raises(Refused, match="Mots reconnus\u00a0: «\u00a0Awa\u00a0», «\u00a0Corail\u00a0»"):
            names.nameless([person.pk], "Awa Corail, Awa.", otherwise="Écrivez « la personne ».")


@pytest.mark.django_db
def test_the_usual_spellings_of_her_name_are_recognised(world: World) -> None:
    person = after(world, new_person)
    with acting(world[WHO]):
        identity = person.identity
        wrong = []
        for said, cases in ((True, SAID), (False, NOT_SAID)):
            for name, text in cases:
                identity.name_in_use = name
                identity.save()
                if names.carries([person.pk], text) is not said:
                    wrong.append((name, text))
    assert wrong == []
