"""Papers of a session. People are there by file number only: no field of these dataclasses takes their name."""

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from rivage.core.french import hour
from rivage.core.paper.french import weekday, words
from rivage.core.paper.letters import PATH, Sender
from rivage.core.paper.sheet import (
    Block,
    Heading,
    LabelledValues,
    ListBlock,
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
class AgendaLine:
    """A line of the agenda. `kind`: "première demande", "renouvellement 2"; `at`: hour it is called at."""

    order: int
    reference: str
    kind: str
    association: str
    at: time | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """A session. `reference`: "2026-33-S1209-2"; `remote`: how to take part from afar, in words, or nothing;
    `several`: whether its day has others, so that its hour tells it apart.
    """

    reference: str
    on: date
    opens: time
    place: str
    remote: str = ""
    several: bool = False

    @property
    def when(self) -> str:
        """« mercredi 9 décembre 2026 », with its hour beside those of the same day."""
        return f"{weekday(self.on)} à {hour(self.opens)}" if self.several else weekday(self.on)


@dataclass(frozen=True, slots=True)
class ConvocationLetter:
    """`least_days`: what the law asks between sending and session (CRPA R133-8); `urgency`: why it is shorter;
    `again`: date of the session that lacked its quorum, when this one calls it again on the same agenda.
    """

    sender: Sender
    session: Session
    sent: date
    address: tuple[str, ...]
    items: tuple[AgendaLine, ...]
    least_days: int
    urgency: str = ""
    again: date | None = None
    answer_before: date | None = None


def _unusual(of: ConvocationLetter) -> list[Paragraph]:
    """What a convocation says when it is late for a reason, or calls again after a missing quorum."""
    said = []
    if of.urgency:
        least = count(of.least_days, "jour")
        said.append(Paragraph(f"Convocation en urgence, moins de {least} avant la séance : {of.urgency}"))
    if of.again:
        sentence = (
            f"Le quorum n’était pas réuni le {day(of.again)}. La commission est convoquée à nouveau sur le même ordre "
            "du jour ; elle siège valablement sans condition de quorum (CRPA, art. R133-10)."
        )
        said.append(Paragraph(sentence))
    return said


def convocation(of: ConvocationLetter) -> Sheet:
    """Convocation of a member. ValueError when it is sent too late and no reason of urgency is written."""
    days = (of.session.on - of.sent).days
    if days < of.least_days and not of.urgency:
        raise ValueError(f"Sent {days} days before: the reason of urgency is compulsory.")
    said: list[Block] = [
        Paragraph(
            (
                "En votre qualité de membre, nous vous convions à la séance du ",
                Strong(weekday(of.session.on)),
                f" à {hour(of.session.opens)}, {of.session.place}.",
            )
        ),
    ]
    if of.session.remote:
        said.append(Paragraph(of.session.remote))
    said += _unusual(of)
    said += [
        Paragraph(
            "L’ordre du jour et les documents nécessaires sont joints ou ouverts à la lecture ce jour (CRPA, "
            "art. R133-8). Les demandes n’y figurent que par leur numéro."
        ),
        Paragraph(
            "Si vous ne pouvez pas venir, vous pouvez vous faire remplacer ou donner mandat, dans les "
            "conditions des articles R133-3 à R133-9 du même code. Si vous pensez connaître une personne, "
            "dites-le avant l’ouverture : vous ne lirez pas sa demande."
        ),
    ]
    if of.answer_before:
        said.append(Paragraph(("Réponse attendue avant le ", Strong(day(of.answer_before)), ".")))
    return Sheet(
        f"Convocation à la séance du {of.session.when}",
        of.session.reference,
        (*said, Signature(of.sender.capacity, of.sender.signatory), Heading("Ordre du jour"), _agenda(of.items)),
        of.sender.letterhead,
        (of.sender.dated(of.sent), f"Réf. {of.session.reference}"),
        of.address,
    )


def _agenda(items: tuple[AgendaLine, ...]) -> TableBlock:
    timed = any(item.at for item in items)
    rows = tuple(
        (str(item.order), item.reference, item.kind, item.association, *((hour(item.at) if item.at else "",) * timed))
        for item in items
    )
    return TableBlock(
        ("N°", "Dossier", "Demande", "Association", *(("Heure",) if timed else ())),
        rows,
        (0, 0, 1, 1, *((0,) if timed else ())),
    )


def agenda(session: Session, items: tuple[AgendaLine, ...], sender: Sender, other: tuple[str, ...] = ()) -> Sheet:
    """Ordre du jour, by file number. `other`: points that concern nobody in particular."""
    rest: tuple[Block, ...] = (Heading("Autres points"), ListBlock(other)) if other else ()
    return Sheet(
        f"Ordre du jour de la séance du {session.when}",
        session.reference,
        (
            Paragraph(f"{count(len(items), 'dossier')}. Ouverture à {hour(session.opens)}, {session.place}."),
            _agenda(items),
            *rest,
        ),
        sender.letterhead,
        (f"Séance du {day(session.on)}", f"Réf. {session.reference}"),
    )


@dataclass(frozen=True, slots=True)
class ListedMember:
    """A member of the commission. `presence`: "présente", "à distance", "pouvoir à S. Jetée", "absent"."""

    name: str
    capacity: str
    presence: str = ""


def attendance_sheet(session: Session, members: tuple[ListedMember, ...], sender: Sender) -> Sheet:
    """Feuille d'émargement: members, what they sit as, room for a mandate and a hand. Kept by the secretariat."""
    rows = tuple((member.name, member.capacity, "", "") for member in members)
    return Sheet(
        f"Feuille d’émargement du {session.when}",
        session.reference,
        (
            Paragraph(f"Séance ouverte à ______ h ______, close à ______ h ______, {session.place}."),
            TableBlock(("Membre", "Qualité", "Mandat donné à", "Signature"), rows, (3, 3, 2, 3), tall=True),
            Signature(sender.capacity, sender.signatory),
        ),
        sender.letterhead,
        (f"Séance du {day(session.on)}", f"Réf. {session.reference}"),
    )


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
    `dissents`: (member, words), only at the member's request (CRPA R133-13).
    """

    item: AgendaLine
    path: AvisAnswer
    afis: AvisAnswer | None = None
    presented_by: str = ""
    stood_aside: tuple[str, ...] = ()
    dissents: tuple[tuple[str, str], ...] = ()


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
                ("Présenté par", f"l’association {of.presented_by or of.item.association}, qui n’a pas délibéré"),
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
        blocks.append(Paragraph(f"Absents : {', '.join(of.absent)}."))
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
