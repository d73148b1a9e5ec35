"""What is sent and signed around a session: convocation, cancellation, agenda, feuille d'émargement."""

from dataclasses import dataclass
from datetime import date, time

from rivage.core.french import hour
from rivage.core.paper.french import weekday
from rivage.core.paper.letters import Sender
from rivage.core.paper.sheet import Block, Heading, ListBlock, Paragraph, Sheet, Signature, Strong, TableBlock
from rivage.law.wording import count, day


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
        said.append(Paragraph(("Réponse attendue jusqu’au ", Strong(day(of.answer_before)), " inclus.")))
    return Sheet(
        f"Convocation à la séance du {of.session.when}",
        of.session.reference,
        (*said, Signature(of.sender.capacity, of.sender.signatory), Heading("Ordre du jour"), _agenda(of.items)),
        of.sender.letterhead,
        (of.sender.dated(of.sent), f"Réf. {of.session.reference}"),
        of.address,
    )


def cancellation(
    sender: Sender, cancelled: Session, sent: date, address: tuple[str, ...], reason: str, other: Session | None
) -> Sheet:
    """To a member convened: her session is cancelled, why, and the one in its place, which has its own convocation."""
    rest = "Si une autre date est retenue, vous en recevrez la convocation."
    if other:
        rest = f"Une autre séance est prévue le {weekday(other.on)} à {hour(other.opens)}, {other.place}. "
        rest += "Vous en recevrez la convocation."
    return Sheet(
        f"Annulation de la séance du {cancelled.when}",
        cancelled.reference,
        (
            Paragraph(
                (
                    "La séance du ",
                    Strong(weekday(cancelled.on)),
                    f" à {hour(cancelled.opens)}, {cancelled.place}, est annulée. Sa convocation portait la référence "
                    f"{cancelled.reference}.",
                )
            ),
            Paragraph(f"Raison : {reason}"),
            Paragraph(rest),
            Paragraph("Les dossiers ne sont plus ouverts à la lecture. Une copie sur papier se rend au secrétariat."),
            Signature(sender.capacity, sender.signatory),
        ),
        sender.letterhead,
        (sender.dated(sent), f"Réf. {cancelled.reference}"),
        address,
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
