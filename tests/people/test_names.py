"""A name is recognised as people and keyboards write it, in the texts that are read without a name."""

import pytest

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
)
NOT_SAID = (
    ("N’Diaye", "Elle vit seule, l’aide tarde."),
    ("Awa Claire", "Une pièce claire, au calme."),
    ("Aminata", "Orbita l’accueille."),
)


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
