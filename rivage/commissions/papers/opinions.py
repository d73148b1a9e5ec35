"""What a session says: the relevé of a file, the minutes, and the extract of one file."""

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from rivage.commissions.papers.letters import AgendaLine, ListedMember, Session
from rivage.core.french import hour
from rivage.core.paper.french import words
from rivage.core.paper.letters import PATH, Sender
from rivage.core.paper.sheet import (
    Block,
    Heading,
    LabelledValues,
    OpaqueCode,
    Paragraph,
    Sheet,
    Signature,
    Stated,
    Strong,
    TableBlock,
    Text,
    WideCell,
)
from rivage.law.wording import count, day, listed

Sense = Literal["favorable", "défavorable", "ajourné"]


@dataclass(frozen=True, slots=True)
class Votes:
    """Counts; a consensus has none."""

    favour: int
    against: int
    abstention: int


@dataclass(frozen=True, slots=True)
class AvisAnswer:
    """What the commission answered to one question. `votes` None: by consensus, or adjourned without a vote."""

    sense: Sense
    reasons: str
    votes: Votes | None = None


@dataclass(frozen=True, slots=True)
class Opinion:
    """The opinion on one file. `afis` None: the question wasn't asked. `stood_aside`: members, with their capacity;
    `dissents`: (member, words), only at the member's request (CRPA R133-13). `presented`: whether the association came
    and presented.
    """

    item: AgendaLine
    path: AvisAnswer
    afis: AvisAnswer | None = None
    presented_by: str = ""
    stood_aside: tuple[str, ...] = ()
    dissents: tuple[tuple[str, str], ...] = ()
    presented: bool = True


def _voted(answer: AvisAnswer) -> str:
    if answer.votes is None:
        return "sans vote" if answer.sense == "ajourné" else "par consensus"
    return f"{answer.votes.favour} pour, {answer.votes.against} contre, {count(answer.votes.abstention, 'abstention')}"


def _answer(question: str, answer: AvisAnswer) -> tuple[Block, ...]:
    pairs: tuple[tuple[str, Text], ...] = (
        ("Question", question),
        ("Avis", (Strong(answer.sense), f", {_voted(answer)}")),
        ("Raisons", answer.reasons or "aucune raison notée"),
    )
    return (LabelledValues(pairs),)


def _presented(of: Opinion) -> tuple[str, str]:
    association = of.presented_by or of.item.association
    if not of.presented:
        return "Présentation", f"l’association {association} n’a pas présenté ce dossier"
    return "Présenté par", f"l’association {association}, qui n’a pas délibéré"


def _opinion(of: Opinion) -> tuple[Block, ...]:
    """The two questions, who stood aside, who disagrees: the same on the relevé and on the extract."""
    afis: tuple[Block, ...] = (Paragraph("La question de l’aide n’était pas posée."),)
    if of.path.sense == "ajourné":
        afis = (Paragraph("Le dossier est ajourné : aucun avis n’est rendu sur l’aide."),)
    elif of.afis:
        afis = _answer("aide financière à l’insertion sociale et professionnelle", of.afis)
    blocks: list[Block] = [
        LabelledValues(
            (
                ("Dossier", of.item.reference),
                ("Demande", of.item.kind),
                _presented(of),
            )
        ),
        Heading("Le parcours"),
        *_answer(f"engagement ou renouvellement dans {PATH}", of.path),
        Heading("L’aide"),
        *afis,
        Heading("Membres qui n’ont pas siégé sur ce dossier"),
    ]
    if of.stood_aside:
        blocks.append(Paragraph(f"N’ont pris part ni au débat ni au vote : {listed(of.stood_aside)}."))
    else:
        blocks.append(Paragraph("Aucun."))
    if of.dissents:
        blocks += [
            Heading("Désaccord noté à la demande de son auteur"),
            *(Paragraph(f"{member} : « {text} »") for member, text in of.dissents),
        ]
    return tuple(blocks)


def releve(session: Session, of: Opinion, sender: Sender, code: str = "") -> Sheet:
    """Relevé d'avis of one file, signed by the chair at the end of the session: it freezes the opinion."""
    return Sheet(
        f"Relevé d’avis, dossier {of.item.reference}",
        of.item.reference,
        (
            Paragraph(f"Séance du {session.when}, point {of.item.order} de l’ordre du jour."),
            *_opinion(of),
            Signature(sender.capacity, sender.signatory),
            *((OpaqueCode(code),) if code else ()),
        ),
        sender.letterhead,
        (f"Séance du {day(session.on)}", f"Réf. {session.reference}"),
    )


@dataclass(frozen=True, slots=True)
class MinutesContent:
    """The session part. `chair`: "Madame Odile Cap, présidente"; `present` counts those represented or remote;
    `rules`: how the quorum was counted, `Stated` with its mark while it is to confirm.
    """

    session: Session
    sender: Sender
    convened: date
    opened: time
    closed: time
    chair: str
    present: int
    composing: int
    needed: int
    members: tuple[ListedMember, ...]
    absent: tuple[str, ...]
    opinions: tuple[Opinion, ...]
    rules: tuple[Stated, ...] = ()
    stand_asides: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    frozen: str = ""
    code: str = ""
    urgency: str = ""


def _quorum(of: MinutesContent) -> Strong:
    reached = "Quorum" if of.present >= of.needed else "Quorum non réuni"
    members = count(of.present, "membre présent ou représenté", "membres présents ou représentés")
    return Strong(f"{reached} : {members} sur {of.composing}, il en fallait {of.needed}")


def _line(of: Opinion) -> tuple[Text | WideCell, ...]:
    votes = of.path.votes
    counts: tuple[Text | WideCell, ...] = (WideCell(_voted(of.path), span=3),)
    if votes:
        counts = (str(votes.favour), str(votes.against), str(votes.abstention))
    reasons: Text = (Strong(f"{of.path.sense.capitalize()}."), f" {of.path.reasons}")
    aid = f"{of.afis.sense}, {_voted(of.afis)}" if of.afis else "non posée"
    if of.afis and of.afis.reasons:
        aid = f"{aid}. {of.afis.reasons}"
    return (str(of.item.order), of.item.reference, of.item.kind, *counts, reasons, aid)


def _disagreed(opinions: tuple[Opinion, ...]) -> tuple[Block, ...]:
    said = [(opinion.item.reference, *dissent) for opinion in opinions for dissent in opinion.dissents]
    if not said:
        return ()
    return (
        Heading("Désaccord noté à la demande de son auteur"),
        *(Paragraph(f"Dossier {file}, {member} : « {text} »") for file, member, text in said),
    )


def minutes(of: MinutesContent) -> Sheet:
    """Procès-verbal (CRPA R133-13): members' names and capacities, sense of each opinion, file numbers only."""
    days = (of.session.on - of.convened).days
    before = f"{words(days)} jour{'s' if days > 1 else ''} avant" if days else "le jour même"
    urgent = f", en urgence : {of.urgency.rstrip('.')}" if of.urgency else ""
    blocks: list[Block] = [
        Paragraph(
            (
                f"Convoquée le {day(of.convened)}, {before}, sur l’ordre du jour joint{urgent}. "
                f"Ouverte à {hour(of.opened)} par {of.chair}, close à {hour(of.closed)}. ",
                _quorum(of),
                " (CRPA, art. R133-10).",
            )
        ),
        *(Paragraph(rule) for rule in of.rules),
        Heading("Présences"),
        TableBlock(
            ("Membre", "Qualité", "Présence"),
            tuple((m.name, m.capacity, m.presence) for m in of.members),
            (1.3, 1.1, 1.1),
            split=True,
        ),
    ]
    if of.absent:
        blocks.append(Paragraph(f"Absences : {', '.join(of.absent)}."))
    blocks += [
        Heading("Avis rendus"),
        TableBlock(
            ("N°", "Dossier", "Demande", "Pour", "Contre", "Abst.", "Avis et raisons", "Aide"),
            tuple(_line(opinion) for opinion in of.opinions),
            (0, 0, 1.6, 0, 0, 0, 4, 1.7),
        ),
        Heading("Membres qui n’ont pas siégé sur un dossier"),
        *(tuple(Paragraph(text) for text in of.stand_asides) or (Paragraph("Aucun."),)),
    ]
    blocks += _disagreed(of.opinions)
    if of.other:
        blocks += [Heading("Autres points"), *(Paragraph(point) for point in of.other)]
    blocks.append(Signature(of.sender.capacity, of.sender.signatory))
    if of.code:
        note = "Chaque dossier a son extrait, sans les autres."
        blocks.append(OpaqueCode(of.code, f"{of.frozen}\n{note}" if of.frozen else note))
    return Sheet(
        f"Procès-verbal de la séance du {of.session.when}",
        of.session.reference,
        tuple(blocks),
        of.sender.letterhead,
        (f"Séance du {day(of.session.on)}", f"Procès-verbal {of.session.reference}"),
        dense=True,
    )


def extract(session: Session, of: Opinion, sender: Sender, quorum: str = "") -> Sheet:
    """Extract of the minutes for one file, sent to the authority that decides. `quorum`: its sentence, if wanted."""
    said: tuple[Block, ...] = (Paragraph(quorum),) if quorum else ()
    return Sheet(
        f"Extrait du procès-verbal du {session.when}",
        of.item.reference,
        (
            *said,
            *_opinion(of),
            Paragraph("Extrait certifié conforme. Il ne concerne que ce dossier."),
            Signature(sender.capacity, sender.signatory),
        ),
        sender.letterhead,
        (f"Séance du {day(session.on)}", f"Réf. {of.item.reference}"),
    )
