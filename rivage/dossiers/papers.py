"""Papers of a demande: receipt of the deposit, request for pieces, nameless copy of the core for a seat."""

from dataclasses import dataclass
from datetime import date

from rivage.core.paper.letters import Sender
from rivage.core.paper.sheet import (
    Block,
    Heading,
    LabelledValues,
    ListBlock,
    OpaqueCode,
    Paragraph,
    Sheet,
    Signature,
    Strong,
    TableBlock,
    Text,
    check_reference,
)
from rivage.law.wording import day

# What the silence is worth is settled by no text that we read: the receipt announces nothing, so that no delay runs
# against her (CRPA L112-6), whichever reading is right.
NO_IMPLICIT_DECISION = (
    "La réponse sera écrite et notifiée. Ce récépissé n’annonce aucune décision née du silence de l’administration, "
    "et ne fait courir aucun délai de recours."
)

NOTHING_LACKS = "Il n’y manque rien de ce qu’un texte exige."


@dataclass(frozen=True, slots=True)
class Receipt:
    """A deposit. `kind`: "première demande", "demande de renouvellement"; `desk`: the service with its address and
    telephone; `pieces` and `to_come`: labels; `address`: lines, of the association. The file number stands for the
    person: the receipt names nobody.
    """

    sender: Sender
    reference: str
    kind: str
    association: str
    deposited: date
    desk: str
    pieces: tuple[str, ...]
    to_come: tuple[str, ...] = ()
    silence: str = NO_IMPLICIT_DECISION
    code: str = ""
    address: tuple[str, ...] = ()


def receipt(of: Receipt) -> Sheet:
    """Récépissé de dépôt (CRPA L112-3): without it the delays to contest don't run."""
    to_come: tuple[Block, ...] = ()
    if of.to_come:
        to_come = (
            Heading("Pièces annoncées"),
            ListBlock(of.to_come),
            Paragraph("Aucun texte ne les exige : la demande est examinée sans les attendre."),
        )
    return Sheet(
        "Récépissé de dépôt",
        of.reference,
        (
            LabelledValues(
                (
                    ("Numéro", of.reference),
                    ("Demande", of.kind),
                    ("Déposée le", day(of.deposited)),
                    ("Présentée par", f"l’association {of.association}"),
                    ("Service qui suit la demande", of.desk),
                )
            ),
            Heading("Pièces reçues"),
            ListBlock(of.pieces) if of.pieces else Paragraph("Aucune pièce n’est jointe."),
            *to_come,
            Heading("Ce qui se passe ensuite"),
            Paragraph(of.silence),
            Paragraph(
                "Ce récépissé est délivré en application de l’article L112-3 du code des relations entre le public "
                "et l’administration. Il ne dit rien de la réponse à venir."
            ),
            Signature(of.sender.capacity, of.sender.signatory),
            *_code(of.code),
        ),
        of.sender.letterhead,
        (of.sender.dated(of.deposited), f"Réf. {of.reference}"),
        (f"Association {of.association}", *of.address),
    )


@dataclass(frozen=True, slots=True)
class PiecesRequest:
    """`asked`: (part, the text that asks for it); `questions`: parts that no text asks for; `words`: what is to be
    made precise; `until`: last day to answer, included; `address`: lines, of the association.
    """

    sender: Sender
    reference: str
    association: str
    deposited: date
    written: date
    asked: tuple[tuple[str, str], ...]
    until: date
    desk: str
    address: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    words: str = ""


def request_pieces(of: PiecesRequest) -> Sheet:
    """Demande de pièces (CRPA L114-5), or a question where no text asks for any. ValueError when nothing is asked."""
    if not (of.asked or of.questions):
        raise ValueError("A request for pieces asks for at least one.")
    return Sheet(
        "Pièces à compléter" if of.asked else "Une question sur la demande",
        of.reference,
        (
            Paragraph(f"La demande {of.reference}, déposée le {day(of.deposited)}, est enregistrée."),
            *_required(of),
            *_by_usage(of),
            *((Heading("Précisions"), *_paragraphs(of.words)) if of.words.strip() else ()),
            *_how_to_answer(of),
            Signature(of.sender.capacity, of.sender.signatory, of.sender.quality),
        ),
        of.sender.letterhead,
        (of.sender.dated(of.written), f"Réf. {of.reference}"),
        (f"Association {of.association}", *of.address),
    )


def _required(of: PiecesRequest) -> tuple[Block, ...]:
    if not of.asked:
        return ()
    return Paragraph("Pour l’examiner, il manque :"), TableBlock(("Pièce", "Texte qui la demande"), of.asked, (3, 2))


def _by_usage(of: PiecesRequest) -> tuple[Block, ...]:
    """What no text asks for: said so, and never waited for."""
    if not of.questions:
        return ()
    wished = "Une réponse est aussi souhaitée" if of.asked else f"{NOTHING_LACKS} Une réponse est souhaitée"
    return (
        Paragraph(f"{wished}, par usage, sans qu’aucun texte l’exige, sur :"),
        ListBlock(of.questions),
        Paragraph("La demande n’attend pas cette réponse : elle est examinée de même si elle ne vient pas."),
    )


def _how_to_answer(of: PiecesRequest) -> tuple[Block, ...]:
    until = (Strong(day(of.until)), f" inclus : {of.desk}.")
    if not of.asked:
        return (Paragraph(("Vous pouvez y répondre jusqu’au ", *until)),)
    them = "les" if len(of.asked) > 1 else "la"
    return (
        Paragraph((f"Vous pouvez {them} faire parvenir jusqu’au ", *until)),
        Paragraph(
            "Si une pièce n’existe pas ou ne peut pas être obtenue, écrivez-le avec les démarches faites : cette "
            "réponse est jointe à la demande. La date du dépôt ne change pas."
        ),
        Paragraph(
            "Cette lettre est écrite en application de l’article L114-5 du code des relations entre le public et "
            "l’administration."
        ),
    )


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
        _facts(of.situation),
        Heading("Présentation de la situation"),
        *_paragraphs(of.account),
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
            blocks += [Heading(title), *_paragraphs(text)]
    if of.actions:
        blocks += [
            Heading("Actions"),
            TableBlock(("Action", "Quand", "Résultat attendu ou atteint"), of.actions, (2, 1, 2)),
        ]
    if of.aid:
        blocks += [Heading("Aide financière"), _facts(of.aid)]
    blocks += [
        Heading("Avis de l’association"),
        *_paragraphs(of.opinion),
    ]
    return Sheet(
        f"Demande {of.reference}",
        f"{check_reference(of.reference)}-EX{of.copy:02d}",
        tuple(blocks),
        aside=(f"Séance du {day(of.session)}", f"{of.session_reference}, {of.seat}"),
        dense=True,
    )


def _facts(pairs: tuple[tuple[str, str], ...]) -> LabelledValues:
    return LabelledValues(tuple((label, value or "non renseigné") for label, value in pairs))


def _paragraphs(text: str) -> tuple[Block, ...]:
    written: list[Text] = [part.strip() for part in text.split("\n\n") if part.strip()]
    return tuple(Paragraph(part) for part in written) or (Paragraph("Non renseigné."),)


def _code(value: str) -> tuple[Block, ...]:
    return (OpaqueCode(value),) if value else ()
