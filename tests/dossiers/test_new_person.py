"""The form that begins an accompaniment: what is typed wrong is said, and given back."""

import html
import re

import pytest

from rivage.core import clock
from rivage.people.models import Identity, Person
from tests.dossiers.test_pages import NEW, Browser, referent, words
from tests.world import acting

__all__ = ["referent"]


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"adult": "yes"}, {"year": str(clock.today("33").year - 17)}])
def test_under_eighteen_or_in_doubt_nothing_is_kept(referent: Browser, change: dict[str, str]) -> None:
    shown = referent.post("dossiers:new_person", NEW | change)
    assert shown.status_code == 422
    for place in ("119", "CRIP", "procureur"):
        assert place in words(shown)
    assert "Lina" not in re.sub(r"<input[^>]*>", "", words(shown)), "shown, beside what the page carries"
    with acting(referent.membership):
        assert not Person.objects.exists()


@pytest.mark.django_db
def test_a_year_typed_wrong_gives_back_the_whole_form(referent: Browser) -> None:
    slip = NEW | {"year": str(clock.today("33").year - 17), "channels": ["phone", "mail"], "never": "Jamais le soir."}
    shown = referent.post("dossiers:new_person", slip)
    carried = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', shown.content.decode()):
        carried.setdefault(name, []).append(html.unescape(value))
    again = referent.post("dossiers:new_person", carried | {"mistaken": "1"})
    assert again.status_code == 422
    assert "Cette naissance donne moins de 18 ans." in words(again)
    for typed in ("Lina Marée", "Jamais le soir."):
        assert typed in words(again)
    assert words(again).count(" checked") == 5, "her two channels, her age, her need"
    with acting(referent.membership):
        assert not Person.objects.exists()
    assert referent.post("dossiers:new_person", carried | {"mistaken": "1", "year": "1990"}).status_code == 303


@pytest.mark.django_db
def test_an_unknown_month_or_day_written_as_papers_do_is_unknown(referent: Browser) -> None:
    assert referent.post("dossiers:new_person", NEW | {"year": "1990", "month": "00", "day": "00"}).status_code == 303
    with acting(referent.membership):
        assert Identity.objects.get().birth == "1990"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"month": "2", "day": "30"}, "Ce jour n’existe pas dans ce mois."),
        ({"month": "13"}, "Mois : Un nombre de 1 à 12. Laissez vide si on ne le connaît pas."),
        ({"year": "90"}, "Année de naissance : En quatre chiffres, comme 1994."),
        ({"ask_for": "W" * 81}, "Nom à demander : 80 caractères au plus, il y en a 81."),
        ({"year": "", "month": "3"}, "Il manque l’année"),
        ({"year": "2090"}, "ne peut pas être après aujourd’hui"),
        ({"never": "x" * 10_000}, "dépasse"),
    ],
)
def test_bad_input_is_said_and_kept(referent: Browser, change: dict[str, str], sentence: str) -> None:
    shown = referent.post("dossiers:new_person", NEW | change)
    assert shown.status_code == 422
    assert sentence in words(shown)
    assert "Lina Marée" in words(shown)
    with acting(referent.membership):
        assert not Person.objects.exists()


@pytest.mark.django_db
def test_a_character_that_nothing_shows_is_refused_before_anything_is_read(referent: Browser) -> None:
    assert referent.post("dossiers:new_person", NEW | {"never": "a\x00b"}).status_code == 400
    with acting(referent.membership):
        assert not Person.objects.exists()
