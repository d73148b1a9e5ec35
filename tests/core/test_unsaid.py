"""What the head of a letter never says, whatever is put between its letters."""

import pytest

from rivage.core.refusal import Refused
from rivage.core.unsaid import NAME, SUBJECT, keep_unsaid, tells


@pytest.mark.parametrize(
    "text",
    [
        "Sortie de prostitution",
        "SORTIE-DE-PROSTITUTION",
        "s o r t i e de p r o s t i t u t i o n",
        "Sortie de pros\u200btitu\u00adtion",
        "Sortie de pröstitùtion",
        "p.r.o.s.t.i.t.u.t.i.o.n",
        "Lutte contre le proxénétisme",
        "Bureau de la traite",
        "Parcours de sortie",
        "Commission P.S.P.",
        "pref-prostitution@exemple.invalid",
        "traite.33@exemple.invalid",
    ],
)
def test_a_word_of_the_subject_is_found_whatever_parts_it(text: str) -> None:
    assert tells(text) == SUBJECT


@pytest.mark.parametrize(
    "text",
    ["Service des décisions individuelles", "Bureau des traitements", "Sous-traitance", "Parcours d’insertion", ""],
)
def test_a_neutral_word_is_taken(text: str) -> None:
    assert tells(text) == ""


def test_a_short_name_is_looked_for_as_a_word_and_a_long_one_anywhere() -> None:
    assert tells("Travail social", ("AVA",)) == ""
    assert tells("Chez A.V.A.", ("AVA",)) == tells("contact@cap-estuaire.invalid", ("Cap Estuaire",)) == NAME
    assert tells("Service social", ("", "-")) == ""


def test_each_field_that_tells_is_named_with_the_way_out() -> None:
    fields = {"service": ("Service qui écrit", "Écrivez-en un autre."), "town": ("Ville", "La commune seule.")}
    with pytest.raises(Refused) as refused:
        keep_unsaid({"service": "Prostitution", "town": "Proxénétisme"}, fields)
    reasons = refused.value.verdict.reasons
    assert [reason.code for reason in reasons] == ["service_tells", "town_tells"]
    assert reasons[0].sentence.startswith("« Service qui écrit » dit de quoi il s’agit")
    assert reasons[0].sentence.endswith("Écrivez-en un autre.")
    keep_unsaid({"service": "Bureau 4", "town": "Bordeaux"}, fields)
