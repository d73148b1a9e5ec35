"""The languages that a form offers: those most heard first, each in its place too, none chosen for anybody."""

from django import forms

from rivage.core.languages import ANOTHER, INTERPRETING, LANGUAGES, MOST_SPOKEN, SPOKEN, coded, interpreted


def test_the_most_spoken_come_first_and_none_is_chosen() -> None:
    empty, first, whole = LANGUAGES
    assert empty == ("", "à choisir")
    assert [code for code, _ in first[1]] == MOST_SPOKEN
    assert set(MOST_SPOKEN) <= set(SPOKEN)
    assert [code for code, _ in whole[1]] == [*SPOKEN, ANOTHER]


def test_what_is_chosen_of_either_group_is_one_language() -> None:
    field = forms.ChoiceField(choices=LANGUAGES)
    assert field.widget.render("language", "edo").count("selected") == 1
    assert all((coded("edo", ""), coded(ANOTHER, "sans interprète"), coded("", "")))
    assert not coded("Les plus parlées", "")
    assert not coded("Zoé Inventée", "")


def test_how_the_words_passed_says_the_interpreter_once() -> None:
    assert interpreted("") == ""
    assert interpreted("interprète par téléphone") == "avec un interprète professionnel par téléphone"
    assert all(interpreted(code).count("interprète") <= 1 for code, _ in INTERPRETING)
