"""What the head of a letter never says, whatever is put between its letters."""

import pytest

from rivage.core.refusal import Refused
from rivage.core.unsaid import FOREIGN, NAME, SUBJECT, keep_unsaid, tells, told


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
        "S0rtie de pr0st1tution",
        "Service prost.",
        "Bureau AFIS",
        "A.F.1.S",
        "Proxé",
        "Service tra1te",
        "\u24c5rostitution",
        "CASF, art. L. 121-9",
        "Service prostltution",
        "Service victimes",
        "Le Bus des Femmes",
        "Escorts",
        "Lieu d’accueil des travailleuses du sexe",
        "Prosti Bordeaux",
        "Service L425-4",
        "Loi du 13 avril 2016",
        "Aux captifs, la libération",
        "Service réduction des risques",
    ],
)
def test_a_word_of_the_subject_is_found_whatever_parts_it(text: str) -> None:
    assert tells(text) == SUBJECT


@pytest.mark.parametrize("text", ["Service prоstitution", "Пρоst", "Bureau \U0001f17f", "Αccueil", "S\u0455ervice"])
def test_a_line_has_letters_of_one_alphabet(text: str) -> None:
    assert tells(text) == FOREIGN


@pytest.mark.parametrize(
    "text",
    [
        "Service des décisions individuelles", "Bureau des traitements", "Sous-traitance", "Parcours d’insertion", "",
        "12 rue Jean Prost", "Préfecture – 1er étage, n° 4 « accueil »", "05 36 49 00 00", "Œuvre de Saint-Médard",
        "https://www.exemple.invalid/accueil?x=1", "Accueil : 9 h à 12 h 30 ½, sauf samedi ; fermé l’été.",
        "l’arrêté n° 33-2026-09-01 du 1er septembre 2026 portant délégation de signature",
    ],
)  # fmt: skip
def test_a_neutral_word_is_taken(text: str) -> None:
    assert tells(text) == ""


def test_a_short_name_is_looked_for_as_a_word_and_a_long_one_anywhere() -> None:
    assert tells("Travail social", ("AVA",)) == ""
    assert tells("Chez A.V.A.", ("AVA",)) == tells("contact@cap-estuaire.invalid", ("Cap Estuaire",)) == NAME
    assert tells("Service social", ("", "-")) == ""
    assert tells("C4p 3stuaire", ("Cap Estuaire",)) == tells("O5 36 49 OO 00", ("05 36 49 00 00",)) == NAME
    assert tells("05 41 15 00 00", ("ALIS",)) == "", "a number is no word"


def test_each_field_that_tells_is_named_with_the_way_out() -> None:
    fields = {"service": ("Service qui écrit", "Écrivez-en un autre."), "town": ("Ville", "La commune seule.")}
    with pytest.raises(Refused) as refused:
        keep_unsaid({"service": "Prostitution", "town": "Proxénétisme"}, fields)
    reasons = refused.value.verdict.reasons
    assert [reason.code for reason in reasons] == ["service_tells", "town_tells"]
    assert reasons[0].sentence.startswith("« Service qui écrit » dit de quoi il s’agit")
    assert reasons[0].sentence.endswith("Écrivez-en un autre.")
    keep_unsaid({"service": "Bureau 4", "town": "Bordeaux"}, fields)


FIELDS = {"name": ("Nom", ""), "address": ("Adresse", ""), "signatory": ("Qui signe", "")}


@pytest.mark.parametrize(
    ("name", "address", "signatory", "field"),
    [
        ("Association Pro", "BP 40", "stitution, écoute", "signatory"),
        ("stitution, écoute", "BP 40", "Association Pro", "name"),
        ("Service de sortie de pros", "titution, BP 40", "La responsable", "address"),
        ("Cap", "BP 40", "Estuaire", "signatory"),
        ("Bureau P", "SP 40", "La responsable", "address"),
        ("Service A.", "BP 40", "Fis", "signatory"),
        ("Service d’accompagnement", "BP 40\nprosti\ntution", "La responsable", "address"),
        ("Service d’accompagnement", "12 rue Jean Prost", "La responsable", ""),
    ],
)
def test_a_word_split_over_two_fields_or_lines_is_found(name: str, address: str, signatory: str, field: str) -> None:
    found = told({"name": name, "address": address, "signatory": signatory}, FIELDS, ("Cap Estuaire",))
    assert [*found] == ([field] if field else [])


def test_a_word_split_over_two_fields_names_both() -> None:
    with pytest.raises(Refused) as refused:
        keep_unsaid({"name": "Pro", "address": "", "signatory": "stitution"}, FIELDS)
    said = "« Qui signe » lu après « Nom », dit de quoi il s’agit"
    assert [reason.sentence[: len(said)] for reason in refused.value.verdict.reasons] == [said]
