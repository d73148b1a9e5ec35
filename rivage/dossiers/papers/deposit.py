"""Papers of the deposit of a demande: its receipt, the request for pieces."""

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
)
from rivage.dossiers.papers.blocks import paragraphs
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
            *((Heading("Précisions"), *paragraphs(of.words)) if of.words.strip() else ()),
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


def _code(value: str) -> tuple[Block, ...]:
    return (OpaqueCode(value),) if value else ()
