"""Papers of a decision, read back: outcome, dates, articles, remedies, and what must never be printed."""

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from rivage.core.paper import pack, printed
from rivage.core.paper.kept import lines
from rivage.core.paper.letters import Named, Remedies, Sender
from rivage.core.paper.ruled import DecisionGround
from rivage.core.paper.sheet import Letterhead, Stated
from rivage.decisions.papers import (
    AssociationLetter,
    Authorisation,
    ContradictoryStep,
    HandOver,
    Letter,
    NonRenewal,
    Ruling,
    authorisation,
    handover_receipt,
    neutral_cover,
    non_renewal,
    notification_association,
    notification_letter,
    refusal,
)
from rivage.law.recours import ContestedAct
from tests.papers import said, written

SENDER = Sender(
    Letterhead("Préfecture de la Gironde", "Bureau des décisions individuelles"),
    "Bordeaux",
    "Pour le préfet et par délégation,",
    "Anne Sémaphore",
)

COURT = "tribunal administratif de Bordeaux"
REMEDIES = Remedies.of(date(2026, 12, 14), COURT, ContestedAct.PATH)
MIRELA = Named("Mirela Dune", "Madame", "Ana Dune")
RULING = Ruling(
    SENDER,
    "R-9F3T",
    "2026-33-0041",
    date(2026, 12, 14),
    "Le préfet de la Gironde",
    MIRELA,
    ("Remise en main propre", "par l’association Cap Estuaire"),
    "initiale",
    "Cap Estuaire",
    date(2025, 2, 3),
    date(2026, 11, 20),
    ("favorable", date(2026, 11, 18)),
    ("favorable", date(2026, 12, 9)),
    REMEDIES,
    code="RV7K2M9QXT4H",
)
RENEWAL = replace(RULING, kind="renouvellement")
GRANTED = Authorisation(
    RENEWAL,
    ("les engagements signés le 15 juillet 2026 sont respectés", "les actions sont datées."),
    date(2027, 1, 15),
    date(2027, 7, 14),
    6,
    18,
    24,
)
GROUNDS = (
    DecisionGround("La volonté de s’engager n’est pas établie.", "CASF, art. L121-9, II"),
    DecisionGround("absente aux trois rendez-vous", ""),
)
STOPPED = NonRenewal(
    RENEWAL,
    GROUNDS,
    ContradictoryStep(date(2026, 11, 25), date(2026, 12, 10), date(2026, 12, 3), "orales"),
    date(2027, 1, 14),
    Stated("Entre le terme et la notification, les droits sont suspendus.", True),
)
LETTER = Letter(
    SENDER,
    "R-9F3T",
    "2026-33-0041",
    date(2026, 12, 15),
    date(2026, 12, 14),
    MIRELA,
    ("chez Cap Estuaire",),
    "Cap Estuaire",
    "Votre demande est acceptée.",
    REMEDIES,
)
TO_ASSOCIATION = AssociationLetter(
    SENDER,
    "R-9F3T",
    "2026-33-0041",
    date(2026, 12, 15),
    date(2026, 12, 14),
    "Cap Estuaire",
    ("2 quai des Essais",),
    "La demande est acceptée.",
)
HANDED = HandOver("R-9F3T", "2026-33-0041", date(2026, 12, 14), MIRELA, "Inès Rade, Cap Estuaire", "à l’association")


@pytest.mark.parametrize("read", [said, written])
def test_authorisation_says_the_outcome_the_days_the_rights_and_the_remedies(read):
    text = read(authorisation(GRANTED))
    for words in (
        "Votre demande de renouvellement est acceptée",
        "du 15 janvier 2027 au 14 juillet 2027 inclus",
        "Le préfet de la Gironde,",
        "Vu l’avis favorable de la commission départementale du 9 décembre 2026 ;",
        "Considérant ce qui suit :",
        "Les engagements signés le 15 juillet 2026 sont respectés.",
        "Les actions sont datées.",
        "Décide :",
        "Article 1er.",
        "le parcours prévu au II de l’article L121-9 du code de l’action sociale et des familles",
        "Dix-huit mois sur vingt-quatre",
        "si les conditions en sont remplies",
        "autorisation provisoire de séjour",
        "Article 3.",
        "recours gracieux",
        "recours hiérarchique",
        COURT,
        "aide juridictionnelle",
    ):
        assert words in text
    assert (
        text.index("En clair.") < text.index("Vu le code") < text.index("Décide :") < text.index("Si vous n’êtes pas")
    )


@pytest.mark.parametrize(
    ("kind", "title", "verb"),
    [
        ("initiale", "Votre demande est acceptée", "est autorisé pour"),
        ("renouvellement", "Votre demande de renouvellement est acceptée", "est renouvelé pour"),
        ("reprise", "Votre demande de reprise est acceptée", "est repris pour"),
    ],
)
def test_each_kind_of_demande_has_its_words(kind, title, verb):
    sheet = authorisation(replace(GRANTED, ruling=replace(RULING, kind=kind)))
    assert sheet.title == title
    assert verb in said(sheet)


def test_the_civil_name_is_on_the_decision_only_and_once():
    assert said(authorisation(GRANTED)).count("Ana Dune") == 1
    for sheet in (
        notification_letter(LETTER),
        handover_receipt(HANDED),
        notification_association(TO_ASSOCIATION),
        neutral_cover("R-9F3T", MIRELA, ()),
    ):
        assert "Ana Dune" not in said(sheet)


def test_no_civility_and_no_gender_are_supposed():
    someone = Named("Lina Marée")
    for made in (
        authorisation(replace(GRANTED, ruling=replace(RENEWAL, person=someone))),
        refusal(replace(RULING, person=someone), GROUNDS),
        non_renewal(replace(STOPPED, ruling=replace(RENEWAL, person=someone))),
    ):
        text = f" {said(made)} "
        assert "Lina Marée" in text
        assert not [
            word for word in ("Madame", "Monsieur", " elle ", " il peut", "l’intéressé", " née ") if word in text
        ]


@pytest.mark.parametrize("read", [said, written])
def test_refusal_prints_typed_facts_their_articles_and_the_remedies(read):
    text = read(refusal(RULING, GROUNDS))
    for words in (
        "Votre demande n’est pas acceptée",
        "Considérant ce qui suit :",
        "La volonté de s’engager n’est pas établie (CASF, art. L121-9, II).",
        "Absente aux trois rendez-vous.",
        "n’est pas autorisé",
        "recours gracieux",
        COURT,
    ):
        assert words in text


@pytest.mark.parametrize(
    "grounds",
    [(), (DecisionGround("", "CASF"),), (DecisionGround("un fait", " "),), (*GROUNDS, DecisionGround(" ", ""))],
)
def test_no_decision_against_a_person_without_facts_and_articles(grounds):
    with pytest.raises(ValueError, match="L211-2"):
        refusal(RULING, grounds)
    with pytest.raises(ValueError, match="L211-2"):
        non_renewal(replace(STOPPED, grounds=grounds))


def test_a_renewal_is_never_a_plain_refusal():
    with pytest.raises(ValueError, match="non-renewal"):
        refusal(RENEWAL, GROUNDS)


@pytest.mark.parametrize("read", [said, written])
def test_non_renewal_says_when_rights_end_and_that_the_person_was_heard(read):
    text = read(non_renewal(STOPPED))
    for words in (
        "Votre demande de renouvellement n’est pas acceptée",
        "Les droits qu’il ouvrait s’arrêtent le jour où cette lettre vous est remise.",
        "Vu l’invitation à présenter des observations du 25 novembre 2026, jusqu’au 10 décembre 2026 ;",
        "Vu les observations orales reçues le 3 décembre 2026 ;",
        "14 janvier 2027",
        "prennent fin à la date de notification",
        "R121-12-10",
        "Entre le terme et la notification, les droits sont suspendus.",
    ):
        assert words in text
    silent = replace(STOPPED, observations=ContradictoryStep(date(2026, 11, 25), date(2026, 12, 10)))
    assert "Vu l’absence d’observations au 10 décembre 2026 ;" in read(non_renewal(silent))


def test_no_letter_carries_the_mark_of_what_is_not_confirmed():
    unsure = Remedies((Stated("Deux mois.", to_confirm=True), Stated("Trois mois.")), COURT)
    letters = (
        refusal(replace(RULING, remedies=unsure), GROUNDS),
        non_renewal(replace(STOPPED, ruling=replace(RENEWAL, remedies=unsure))),
        notification_letter(replace(LETTER, remedies=unsure)),
    )
    for letter in letters:
        assert "Deux mois." in "\n".join(lines(letter))
        assert "à confirmer" not in "\n".join(lines(letter)).replace("\xa0", " ")
    assert unsure.unsure == ("Deux mois.",)
    with pytest.raises(ValueError, match="contest"):
        refusal(replace(RULING, remedies=Remedies((), COURT)), GROUNDS)


def test_letter_without_heading_says_nobody_before_its_text():
    text = said(notification_letter(LETTER))
    assert "Préfecture de la Gironde" in text
    bare = said(notification_letter(replace(LETTER, heading=False)))
    assert not [words for words in ("Préfecture de", "Gironde", "Pour le préfet", "Bureau des") if words in bare]
    assert "Votre demande est acceptée." in bare


def test_cover_carries_the_address_alone_and_is_printed_before_the_letter():
    cover = neutral_cover("R-9F3T", MIRELA, ("chez Cap Estuaire",))
    pages = PdfReader(io.BytesIO(pack([cover, notification_letter(LETTER)]))).pages
    first = " ".join(pages[0].extract_text().split())
    assert "Madame Mirela Dune" in first
    assert not [words for words in ("réfecture", "demande", "décision", "2026-33-0041") if words in first]
    assert "2026-33-0041" in pages[1].extract_text()


@pytest.mark.parametrize("read", [said, written])
def test_association_is_told_by_file_number(read):
    text = read(notification_association(TO_ASSOCIATION))
    assert "sur la demande R-9F3T" in text
    assert "La demande est acceptée." in text
    assert "Mirela" not in text


@pytest.mark.parametrize("read", [said, written])
def test_handover_receipt_has_every_outcome_and_both_hands(read):
    text = read(handover_receipt(HANDED))
    for words in (
        "a été remis et lu",
        "n’a pas souhaité le recevoir",
        "La remise n’a pas été possible",
        "l’association le garde pour elle",
        "Madame Mirela Dune",
        "Inès Rade, Cap Estuaire",
    ):
        assert words in text


def test_nothing_around_a_decision_says_the_subject_or_the_name():
    for sheet in (
        authorisation(GRANTED),
        refusal(RULING, GROUNDS),
        non_renewal(STOPPED),
        notification_letter(LETTER),
        notification_association(TO_ASSOCIATION),
        handover_receipt(HANDED),
    ):
        reader = PdfReader(io.BytesIO(printed(sheet)))
        xmp = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
        assert reader.metadata.title == "Document R-9F3T"
        assert not [word for word in ("Dune", "accept", "parcours") if word in xmp]
        assert not [word for word in ("prostitution", "psp") if word in said(sheet).lower()]
