"""Papers of a session, read back: dates, quorum, counts, and nobody accompanied."""

import io
from dataclasses import fields, replace
from datetime import date, time
from itertools import pairwise

import pytest
from pypdf import PdfReader

from rivage.commissions import papers
from rivage.commissions.papers import (
    AgendaLine,
    AvisAnswer,
    ConvocationLetter,
    ListedMember,
    MinutesContent,
    Opinion,
    Session,
    Votes,
    agenda,
    attendance_sheet,
    convocation,
    extract,
    minutes,
    releve,
)
from rivage.core.paper import printed
from rivage.core.paper.letters import Sender
from rivage.core.paper.sheet import Letterhead, Stated
from tests.papers import said, written

SENDER = Sender(
    Letterhead("Préfecture de la Gironde", "Commission départementale"), "Bordeaux", "La présidente,", "Odile Cap"
)
SESSION = Session("2026-33-S04", date(2026, 12, 9), time(14), "salle des Essais, Bordeaux")
FIRST = AgendaLine(1, "R-9F3T", "renouvellement 2", "Cap Estuaire", time(14, 15))
SECOND = AgendaLine(2, "R-4TKM", "première demande", "Les Amarres")
VOTED = Opinion(
    FIRST,
    AvisAnswer("favorable", "Engagements tenus.", Votes(10, 0, 1)),
    AvisAnswer("favorable", "Sans ressources."),
    stood_aside=("Hélène Môle, association",),
    dissents=(("Luc Écluse", "Les rendez-vous auraient dû peser."),),
)

ADJOURNED = Opinion(SECOND, AvisAnswer("ajourné", "Manque l’avis de l’association."))
CALL = ConvocationLetter(SENDER, SESSION, date(2026, 11, 30), ("Marc Ponton", "magistrat"), (FIRST, SECOND), 5)
MEMBERS = (
    ListedMember("Odile Cap", "présidence", "présente"),
    ListedMember("Marc Ponton", "magistrat", "présent"),
    ListedMember("Luc Écluse", "police", "à distance"),
)
RECORD = MinutesContent(
    SESSION,
    SENDER,
    date(2026, 11, 30),
    time(14, 5),
    time(16, 40),
    "Madame Odile Cap, présidente",
    11,
    15,
    8,
    MEMBERS,
    ("Y. Bollard",),
    (VOTED, ADJOURNED),
    (Stated("Les sièges vacants ne comptent pas dans le quorum.", to_confirm=True),),
    ("Hélène Môle, de Cap Estuaire, n’a pas pris part au dossier 1.",),
    ("Séances de 2027 : 10 février.",),
    "Figé le 11 décembre 2026 à 9 h 12.",
    "RV2026S04",
)


@pytest.mark.parametrize("read", [said, written])
def test_convocation_says_when_where_what_by_file_number(read):
    text = read(convocation(CALL))
    for words in (
        "Convocation à la séance du mercredi 9 décembre 2026",
        "à 14 h",
        "salle des Essais",
        "R133-8",
        "R-9F3T",
        "R-4TKM",
        "Cap Estuaire",
        "14 h 15",
        "Marc Ponton",
    ):
        assert words in text
    assert "urgence" not in text


@pytest.mark.parametrize(
    ("sent", "urgency", "possible"),
    [
        (date(2026, 12, 4), "", True),
        (date(2026, 12, 5), "", False),
        (date(2026, 12, 5), "un droit finit le 12.", True),
    ],
)
def test_convocation_is_five_days_before_or_says_its_urgency(sent, urgency, possible):
    late = replace(CALL, sent=sent, urgency=urgency)
    if not possible:
        with pytest.raises(ValueError, match="urgency"):
            convocation(late)
        return
    assert ("en urgence, moins de 5 jours" in said(convocation(late))) == bool(urgency)


def test_second_convocation_says_that_it_needs_no_quorum():
    text = said(convocation(replace(CALL, again=date(2026, 11, 25))))
    assert "25 novembre 2026" in text
    assert "sans condition de quorum" in text


@pytest.mark.parametrize("read", [said, written])
def test_agenda_and_attendance_sheet(read):
    text = read(agenda(SESSION, (FIRST, SECOND), SENDER, ("Calendrier 2027",)))
    for words in ("2 dossiers", "R-9F3T", "renouvellement 2", "Les Amarres", "Calendrier 2027"):
        assert words in text
    text = read(attendance_sheet(SESSION, MEMBERS, SENDER))
    assert all(words in text for words in ("Signature", "Marc Ponton", "magistrat"))
    assert "R-9F3T" not in text


def test_each_row_of_the_attendance_sheet_leaves_eleven_millimetres_to_sign():
    """From the line of one name to that of the next, each on one line."""
    held = []

    def met(words, matrix, place, font, size):
        # Who signs the sheet stands below, under what she signs as.
        if any(words.startswith(member.name) for member in MEMBERS) and len(held) < len(MEMBERS):
            held.append(matrix[5] + place[5])

    page = PdfReader(io.BytesIO(printed(attendance_sheet(SESSION, MEMBERS, SENDER)))).pages[0]
    page.extract_text(visitor_text=met)
    heights = [(above - below) / 72 * 25.4 for above, below in pairwise(held)]
    assert len(heights) == len(MEMBERS) - 1
    assert all(10.99 < height < 12 for height in heights), heights


@pytest.mark.parametrize("made", [releve, extract])
@pytest.mark.parametrize("read", [said, written])
def test_one_file_with_both_questions_counts_and_stand_asides(made, read):
    text = read(made(SESSION, VOTED, SENDER))
    for words in (
        "R-9F3T",
        "favorable, 10 pour, 0 contre, 1 abstention",
        "Engagements tenus.",
        "favorable, par consensus",
        "Sans ressources.",
        "Hélène Môle, association",
        "Luc Écluse : « Les rendez-vous auraient dû peser. »",
        "l’association Cap Estuaire, qui n’a pas délibéré",
    ):
        assert words in text
    assert "R-4TKM" not in text


def test_an_adjourned_file_has_no_vote_and_no_second_question():
    text = said(releve(SESSION, ADJOURNED, SENDER))
    assert "ajourné, sans vote" in text
    assert "aucun avis n’est rendu sur l’aide" in text
    assert "n’était pas posée" not in text
    assert "Membres qui n’ont pas siégé sur ce dossier Aucun." in text


@pytest.mark.parametrize("read", [said, written])
def test_minutes_open_with_the_quorum_and_hold_every_opinion(read):
    text = read(minutes(RECORD))
    for words in (
        "Ouverte à 14 h 05 par Madame Odile Cap, présidente, close à 16 h 40.",
        "Quorum : 11 membres présents ou représentés sur 15, il en fallait 8",
        "Les sièges vacants ne comptent pas dans le quorum. (à confirmer)",
        "à distance",
        "Absences : Y. Bollard.",
        "Favorable. Engagements tenus.",
        "sans vote",
        "Ajourné. Manque l’avis de l’association.",
        "n’a pas pris part au dossier 1",
        "Dossier R-9F3T, Luc Écluse",
        "10 février",
    ):
        assert words in text
    assert text.index("Quorum : 11") < text.index("Présences")


def test_minutes_say_why_an_answer_on_the_aid_is_unfavourable():
    refused = replace(RECORD.opinions[0], afis=AvisAnswer("défavorable", "Ressources à revoir."))
    assert "défavorable, par consensus. Ressources à revoir." in said(minutes(replace(RECORD, opinions=(refused,))))


def test_minutes_say_that_a_quorum_was_missing():
    assert "Quorum non réuni : 7 membres" in said(minutes(replace(RECORD, present=7)))


def test_session_papers_have_no_place_for_a_person_accompanied():
    for shape in (AgendaLine, Opinion, AvisAnswer, MinutesContent, ConvocationLetter):
        assert not {field.name for field in fields(shape)} & {"person", "name", "civil_name", "birth"}
    assert "Named" not in vars(papers)


def test_no_title_says_the_subject():
    sheets = [
        convocation(CALL),
        agenda(SESSION, (FIRST,), SENDER),
        attendance_sheet(SESSION, MEMBERS, SENDER),
        releve(SESSION, VOTED, SENDER),
        minutes(RECORD),
        extract(SESSION, VOTED, SENDER),
    ]
    for sheet in sheets:
        heard = f"{sheet.title} {PdfReader(io.BytesIO(printed(sheet))).metadata.title}".lower()
        assert not [word for word in ("prostitution", "psp", "parcours", "sortie") if word in heard]
