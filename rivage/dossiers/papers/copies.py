"""Nameless copy of the core of a demande, for a seat."""

from dataclasses import dataclass
from datetime import date

from rivage.core.paper.sheet import (
    Block,
    Heading,
    LabelledValues,
    Paragraph,
    Sheet,
    Strong,
    TableBlock,
    check_reference,
)
from rivage.dossiers.papers.blocks import labelled, paragraphs
from rivage.law.wording import day


@dataclass(frozen=True, slots=True)
class CoreCopy:
    """The core every voting seat reads: reference, situation, account, project, aid; no field for a name.

    `situation` and `aid`: (label, coded value); `account`, `opinion` and the texts of the project: paragraphs
    separated by an empty line; `actions`: (action, date, expected or achieved result).
    """

    reference: str
    kind: str
    association: str
    age_band: str
    aps_need: str
    session_reference: str
    session: date
    copy: int
    copies: int
    seat: str
    situation: tuple[tuple[str, str], ...]
    account: str
    needs: str
    actions: tuple[tuple[str, str, str], ...]
    engagements: str
    opinion: str
    aid: tuple[tuple[str, str], ...] = ()
    difficulties: str = ""
    results: str = ""


def _opening(of: CoreCopy) -> list[Block]:
    """Which copy this is, for whom, the reference, the situation and the account."""
    return [
        Paragraph(
            (
                Strong(f"Exemplaire n° {of.copy} sur {of.copies}, {of.seat}."),
                " À rendre au secrétariat à la fin de la séance. Aucun nom n’y figure ; n’en ajoutez pas. "
                "Ce qui est lu ici ne sort pas de la séance : si vous croyez reconnaître une personne, fermez le "
                "dossier et dites-le au secrétariat.",
            )
        ),
        LabelledValues(
            (
                ("Demande", of.kind),
                ("Association", of.association),
                ("Âge", of.age_band),
                ("Besoin d’une autorisation provisoire de séjour", of.aps_need),
            )
        ),
        Heading("Situation"),
        labelled(of.situation),
        Heading("Présentation de la situation"),
        *paragraphs(of.account),
    ]


def core_copy(of: CoreCopy) -> Sheet:
    """Numbered, nameless copy for one seat of one session, handed out and returned on a register."""
    if not 0 < of.copy <= of.copies:
        raise ValueError("A copy has a number between 1 and the number of copies.")
    blocks = _opening(of)
    for title, text in (
        ("Difficultés rencontrées", of.difficulties),
        ("Résultats", of.results),
        ("Besoins", of.needs),
        ("Engagements", of.engagements),
    ):
        if text:
            blocks += [Heading(title), *paragraphs(text)]
    if of.actions:
        blocks += [
            Heading("Actions"),
            TableBlock(("Action", "Quand", "Résultat attendu ou atteint"), of.actions, (2, 1, 2)),
        ]
    if of.aid:
        blocks += [Heading("Aide financière"), labelled(of.aid)]
    blocks += [
        Heading("Avis de l’association"),
        *paragraphs(of.opinion),
    ]
    return Sheet(
        f"Demande {of.reference}",
        f"{check_reference(of.reference)}-EX{of.copy:02d}",
        tuple(blocks),
        aside=(f"Séance du {day(of.session)}", f"{of.session_reference}, {of.seat}"),
        dense=True,
    )
