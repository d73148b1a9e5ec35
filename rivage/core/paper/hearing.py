"""The invitation to present observations before a decision that would go against her."""

from dataclasses import dataclass
from datetime import date

from rivage.core.paper.letters import Named, Sender
from rivage.core.paper.ruled import considering
from rivage.core.paper.sheet import Paragraph, Plain, Sheet, Signature, Strong
from rivage.law.wording import day


@dataclass(frozen=True, slots=True)
class ToBody:
    """The same to a body: `called`, `address`; the rest as in `Invitation`."""

    sender: Sender
    reference: str
    on: date
    called: str
    address: tuple[str, ...]
    considered: str
    why: tuple[str, ...]
    until: date
    article: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """She is told what is meant before it is decided, and until when she may answer. `considered`: "mettre fin à
    l’aide mensuelle"; `why`: the facts, a sentence each; `article`: of the text that asks it.
    """

    sender: Sender
    reference: str
    on: date
    person: Named
    address: tuple[str, ...]
    association: str
    considered: str
    why: tuple[str, ...]
    until: date | None
    article: str


def invitation(of: Invitation) -> Sheet:
    """The invitation to present observations (CRPA L121-1, L122-1), with who may help and in which language."""
    until = f"jusqu’au {day(of.until)}" if of.until else "avant que la décision soit prise"
    return Sheet(
        "Vous pouvez répondre avant la décision",
        of.reference,
        (
            Plain((f"Le préfet envisage de {of.considered}. ", Strong(f"Vous pouvez répondre {until}."))),
            Paragraph("Bonjour,"),
            Paragraph(f"Le préfet envisage de {of.considered} ({of.article}). Rien n’est encore décidé."),
            *considering(of.why),
            Paragraph(
                f"Vous pouvez dire ce que vous en pensez {until}, par écrit ou, si vous le demandez, de vive voix "
                "(code des relations entre le public et l’administration, art. L121-1 et L122-1)."
            ),
            Paragraph(
                "Vous pouvez venir avec la personne de votre choix, un avocat ou l’association "
                f"{of.association}, et demander un interprète. Vous pouvez aussi demander à lire votre dossier."
            ),
            Signature(of.sender.capacity, of.sender.signatory, of.sender.quality),
        ),
        of.sender.letterhead,
        (of.sender.dated(of.on), f"Réf. {of.reference}"),
        (of.person.called, *of.address),
    )


def invitation_of_body(of: ToBody) -> Sheet:
    """The invitation of a body to present observations (CRPA L121-1, L122-1), with who may assist it."""
    until = f"jusqu’au {day(of.until)}"
    return Sheet(
        "Vous pouvez répondre avant la décision",
        of.reference,
        (
            Plain((f"Le préfet envisage de {of.considered}. ", Strong(f"Vous pouvez répondre {until}."))),
            Paragraph("Madame, Monsieur,"),
            Paragraph(f"Le préfet envisage de {of.considered} ({of.article}). Rien n’est encore décidé."),
            *considering(of.why),
            Paragraph(
                f"Vous pouvez présenter vos observations {until}, par écrit ou, si vous le demandez, de vive voix "
                "(code des relations entre le public et l’administration, art. L121-1 et L122-1)."
            ),
            Paragraph(
                "Vous pouvez être assistés par un conseil ou représentés par un mandataire de votre choix, et "
                "demander à lire votre dossier."
            ),
            Signature(of.sender.capacity, of.sender.signatory, of.sender.quality),
        ),
        of.sender.letterhead,
        (of.sender.dated(of.on), f"Réf. {of.reference}"),
        (of.called, *of.address),
    )
