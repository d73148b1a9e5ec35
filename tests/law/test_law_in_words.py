"""What a value says in French: every unit, every shape of sheet, and no code left for a reader to guess."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rivage.law import in_words, recours, wording
from rivage.law.values import at, names, parameter

TODAY = date(2026, 11, 21)


def said(name: str, on: date = TODAY) -> str:
    return in_words.phrase(parameter(name), at(name, on)).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("psp.periode_mois", "6 mois"),
        ("afis.age_ans", "18 ans"),
        ("commission.convocation_jours", "5 jours"),
        ("commission.reunions_par_an", "2"),
        ("commission.quorum_part", "la moitié"),
        ("afis.supplement_national", "106,08 €"),
        ("afis.fin_de_versement", "le mois qui suit la décision"),
        ("afis.aides_exclues", "le RSA ; l’ADA"),
        ("afis.mois_partiel", "Un mois commencé est dû."),
    ],
)
def test_each_unit_has_its_words(name: str, words: str) -> None:
    assert said(name) == words


def test_a_count_of_thousands_is_said_apart() -> None:
    said = [wording.count(n, "caractère").replace("\u00a0", " ") for n in (1, 999, 7000, 1234567)]
    assert said == ["1 caractère", "999 caractères", "7 000 caractères", "1 234 567 caractères"]


def test_a_scale_says_whom_each_amount_is_for() -> None:
    assert said("afis.bareme_national").startswith("sans enfant : 559,44 € ; 1 enfant : 665,52 € ; 2 enfants : ")


def test_a_sheet_of_one_thing_begins_with_it() -> None:
    seat = "magistrat désigné par les chefs de la cour d’appel"
    traits = "un siège se dit : magistrature ; nommé par l’arrêté du préfet ; siège pour les demandes"
    assert said("commission.siege.magistrat") == f"{seat} ; {traits}"
    assert said("motifs.volonte").endswith("au jour de la décision ; prévu par les textes ; pour une première demande")


def test_a_sheet_by_departement_names_them() -> None:
    assert "Paris (75) : le préfet de Paris ou son représentant et le préfet de police" in said(
        "commission.presidence"
    )


def test_a_sheet_of_codes_says_both_and_a_sheet_of_sentences_the_sentences() -> None:
    assert "présentée, non réclamée : du jour de la présentation du pli" in said("recours.issues")
    assert "notification impossible : aucun" in said("recours.issues")
    assert said("psp.contenu_initiale").startswith("les engagements de la personne ; les actions prévues ; ")


def codes(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for each in content.values():
            yield from codes(each)
    elif isinstance(content, tuple):
        for each in content:
            yield from codes(each)


def test_no_code_is_left_for_a_reader_to_guess() -> None:
    """A code without words would lose its accents on the screen."""
    assert in_words.unsaid("mois_encore_jamais_dit")
    bare = {
        code
        for name in names()
        for value in parameter(name).values
        for code in codes(value.value)
        if not parameter(name).is_assumption and in_words.unsaid(code)
    }
    assert bare == set()


def test_every_value_of_every_day_says_something() -> None:
    for name in names():
        for value in parameter(name).values:
            lines = in_words.lines(parameter(name), value)
            assert lines, name
            assert all(lines), name
            assert in_words.confidence(value) in in_words.CONFIDENCE.values()


def test_remedies_of_one_delay_are_one_sentence_and_others_one_each() -> None:
    ways = recours.remedies(TODAY)
    assert recours.together(ways) == (
        "Dans les 2 mois de la notification, vous pouvez former un recours gracieux devant le préfet qui a pris la "
        "décision, un recours hiérarchique devant le ministre compétent, ou un recours contentieux devant le tribunal "
        "administratif."
    )
    other = (*ways[:2], replace(ways[2], months=3))
    assert recours.together(other) == " ".join(way.sentence for way in ways)
