"""Papers of a demande, read back as PDF and as draft."""

import io
from dataclasses import fields, replace
from datetime import date

import pytest
from pypdf import PdfReader

from rivage.core.paper import printed
from rivage.core.paper.letters import Sender
from rivage.core.paper.sheet import Letterhead
from rivage.dossiers.papers import CoreCopy, PiecesRequest, Receipt, core_copy, receipt, request_pieces
from tests.papers import said, written

SENDER = Sender(
    Letterhead("Préfecture de la Gironde", "Bureau des décisions individuelles"),
    "Bordeaux",
    "Pour le préfet et par délégation,",
    "Anne Sémaphore",
)
RECEIPT = Receipt(
    SENDER,
    "R-4T7K",
    "première demande",
    "Cap Estuaire",
    date(2026, 11, 20),
    "Bureau des décisions individuelles, 1 quai des Essais, 33000 Bordeaux, 05 00 00 00 00",
    ("Demande signée", "Engagements signés"),
    code="RV7K2M9QXT4H",
)
ASKED = PiecesRequest(
    SENDER,
    "R-4T7K",
    "Cap Estuaire",
    date(2026, 11, 20),
    date(2026, 11, 24),
    (("Avis de l’association", "CASF, art. R121-12-9"),),
    date(2026, 12, 15),
    "par le dépôt en ligne",
)

COPY = CoreCopy(
    "R-4T7K",
    "première demande",
    "Cap Estuaire",
    "25 à 34 ans",
    "oui",
    "2026-33-S04",
    date(2026, 12, 9),
    3,
    12,
    "siège 9°",
    (("Hébergement", "foyer"), ("Enfants avec elle", "")),
    "Elle arrive en 2024.\n\nElle veut partir.",
    "Un logement.",
    (("Cours de français", "janvier 2027", "niveau A2"),),
    "Suivre le cours.",
    "Favorable.",
    (("RSA possible", "à vérifier"),),
)


@pytest.mark.parametrize("read", [said, written])
def test_receipt_says_when_where_what_and_that_silence_decides_nothing(read):
    text = read(receipt(RECEIPT))
    for words in (
        "Récépissé de dépôt",
        "R-4T7K",
        "20 novembre 2026",
        "1 quai des Essais",
        "Engagements signés",
        "n’annonce aucune décision née du silence de l’administration",
        "L112-3",
    ):
        assert words in text


def test_receipt_names_the_pieces_to_come_only_when_there_are_some():
    assert "Pièces annoncées" not in said(receipt(RECEIPT))
    text = said(receipt(replace(RECEIPT, to_come=("Document d’identité",))))
    assert "Pièces annoncées • Document d’identité Aucun texte ne les exige" in text


@pytest.mark.parametrize("paper", [lambda to: receipt(replace(RECEIPT, address=to)),
                                   lambda to: request_pieces(replace(ASKED, address=to))])  # fmt: skip
def test_what_is_sent_to_an_association_bears_its_address(paper):
    assert "Association Cap Estuaire 12, quai des Essais Caillou" in said(paper(("12, quai des Essais", "Caillou")))


def test_one_piece_is_asked_in_the_singular():
    assert "Vous pouvez la faire parvenir" in said(request_pieces(ASKED))
    two = replace(ASKED, asked=(*ASKED.asked, ("Engagements signés", "CASF, art. R121-12-9")))
    assert "Vous pouvez les faire parvenir" in said(request_pieces(two))


@pytest.mark.parametrize("made", [receipt(RECEIPT), request_pieces(ASKED)])
def test_no_paper_of_a_prefecture_is_signed_with_the_mark_of_what_is_not_confirmed(made):
    assert "à confirmer" not in said(made)


@pytest.mark.parametrize("read", [said, written])
def test_request_for_pieces_says_what_until_when_and_that_the_date_holds(read):
    text = read(request_pieces(ASKED))
    for words in (
        "Avis de l’association",
        "CASF, art. R121-12-9",
        "15 décembre 2026 inclus",
        "L114-5",
        "La date du dépôt ne change pas",
    ):
        assert words in text


@pytest.mark.parametrize("read", [said, written])
def test_what_no_text_asks_is_a_question_and_usage_is_no_source(read):
    mixed = read(request_pieces(replace(ASKED, questions=("Pièces",), words="Un justificatif de ressources.")))
    for words in (
        "il manque",
        "CASF, art. R121-12-9",
        "sans qu’aucun texte l’exige",
        "Un justificatif de ressources.",
    ):
        assert words in mixed
    alone = read(request_pieces(replace(ASKED, asked=(), questions=("Pièces",))))
    for words in ("Une question sur la demande", "examinée de même si elle ne vient pas", "15 décembre 2026 inclus"):
        assert words in alone
    assert "L114-5" not in alone
    assert "il manque" not in alone


def test_a_request_asks_for_something():
    with pytest.raises(ValueError, match="at least one"):
        request_pieces(replace(ASKED, asked=()))


@pytest.mark.parametrize("read", [said, written])
def test_core_copy_is_numbered_for_its_seat_and_holds_the_core(read):
    text = read(core_copy(COPY))
    for words in (
        "Exemplaire n° 3 sur 12, siège 9°",
        "première demande",
        "25 à 34 ans",
        "foyer",
        "non renseigné",
        "Elle veut partir.",
        "niveau A2",
        "Suivre le cours.",
        "Favorable.",
        "à vérifier",
        "Séance du 9 décembre 2026",
    ):
        assert words in text


def test_core_copy_has_no_place_for_a_name_nor_a_letterhead():
    taken = {field.name for field in fields(CoreCopy)}
    assert not {name for name in taken if "name" in name or "person" in name or "birth" in name or "address" in name}
    sheet = core_copy(COPY)
    assert sheet.letterhead is None
    assert sheet.address == ()
    assert PdfReader(io.BytesIO(printed(sheet))).metadata.title == "Document R-4T7K-EX03"


def test_difficulties_come_before_results():
    text = said(
        core_copy(replace(COPY, kind="renouvellement 2", difficulties="Titre reçu tard.", results="Cours suivi."))
    )
    assert text.index("Titre reçu tard.") < text.index("Cours suivi.")


@pytest.mark.parametrize("number", [0, 13])
def test_a_copy_is_one_of_the_copies(number):
    with pytest.raises(ValueError, match="number"):
        core_copy(replace(COPY, copy=number))


def test_ten_thousand_signs_of_account_are_all_printed():
    text = said(core_copy(replace(COPY, account=("mot " * 2499) + "fin" + " 😀")))
    assert text.count("mot ") == 2499
    assert "Le signe ▯ remplace" in text
