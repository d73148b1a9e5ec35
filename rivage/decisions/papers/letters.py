"""What carries a decision: the letters to the person and to the association, the cover, the receipt of a hand-over."""

from dataclasses import dataclass
from datetime import date

from rivage.core.paper.letters import Named, Remedies, Sender
from rivage.core.paper.sheet import LabelledValues, OpaqueCode, Paragraph, Plain, Sheet, Signature, Strong
from rivage.law.wording import day


@dataclass(frozen=True, slots=True)
class Letter:
    """What carries a decision. `summary`: what it changes, in plain words; `heading` False: nothing says who writes
    before the text; `association`: where it can be read, kept and explained.
    """

    sender: Sender
    reference: str
    number: str
    on: date
    decided: date
    person: Named
    address: tuple[str, ...]
    association: str
    summary: str
    remedies: Remedies
    heading: bool = True


def notification_letter(of: Letter) -> Sheet:
    """Letter to the person. It says where it may be kept, and that nobody has to have it at home."""
    head = of.sender.letterhead if of.heading else None
    dated = of.sender.dated(of.on) if of.heading else day(of.on)
    return Sheet(
        "Une réponse pour vous",
        of.reference,
        (
            Plain(of.summary),
            Paragraph("Bonjour,"),
            Paragraph(
                f"La réponse à votre demande a été signée le {day(of.decided)}, sous le numéro {of.number}. Elle "
                "est jointe à cette lettre."
            ),
            Paragraph(
                f"L’association {of.association}{',' if ',' in of.association else ''} peut vous la lire dans votre "
                "langue, vous l’expliquer, et la garder pour vous si vous préférez ne pas l’avoir chez vous."
            ),
            Paragraph("Le délai pour contester commence le jour où la réponse vous est remise."),
            Signature(of.sender.capacity if of.heading else "", of.sender.signatory, of.sender.quality),
            of.remedies.block(),
        ),
        head,
        (dated, f"Réf. {of.reference}"),
        (of.person.called, *of.address),
    )


def neutral_cover(reference: str, person: Named, address: tuple[str, ...]) -> Sheet:
    """A first page that only carries an address, for the window of an envelope: print it before the letter."""
    return Sheet(
        "Courrier personnel",
        reference,
        (Paragraph("À remettre à la personne nommée ci-dessus, et à elle seule."),),
        address=(person.called, *address),
    )


@dataclass(frozen=True, slots=True)
class AssociationLetter:
    """The association is notified on its own date. `outcome`: "La demande est acceptée, du … au … inclus."."""

    sender: Sender
    reference: str
    number: str
    on: date
    decided: date
    association: str
    address: tuple[str, ...]
    outcome: str


def notification_association(of: AssociationLetter) -> Sheet:
    """Letter to the association (CASF R121-12-10), by file number: the decision joined carries the name."""
    return Sheet(
        f"Décision {of.number}",
        of.reference,
        (
            Paragraph(
                f"La décision {of.number} du {day(of.decided)}, sur la demande {of.reference} que votre association "
                "a présentée, est jointe."
            ),
            Paragraph((Strong(of.outcome),)),
            Paragraph(
                "La notification à la personne est distincte. Sauf autre souhait de sa part, elle se fait chez "
                "vous, en main propre, contre le reçu joint, que nous vous remercions de nous renvoyer daté et signé."
            ),
            Paragraph(
                "Si la personne ne peut pas être jointe, écrivez-le sur le reçu : rien n’est envoyé à une autre "
                "adresse que celle qu’elle a choisie."
            ),
            Signature(of.sender.capacity, of.sender.signatory, of.sender.quality),
        ),
        of.sender.letterhead,
        (of.sender.dated(of.on), f"Réf. {of.reference}"),
        (f"Association {of.association}", *of.address),
    )


@dataclass(frozen=True, slots=True)
class HandOver:
    """What is handed, by whom, where, in which language it was explained ("lue en edo par une interprète")."""

    reference: str
    number: str
    decided: date
    person: Named
    handed_by: str
    place: str
    language: str = ""
    code: str = ""


def handover_receipt(of: HandOver) -> Sheet:
    """Receipt of a remise en main propre: outcome, date, two signatures; the date starts the delays."""
    return Sheet(
        "Reçu de remise en main propre",
        of.reference,
        (
            LabelledValues(
                (
                    ("Document remis", f"décision {of.number} du {day(of.decided)}, avec la manière de la contester"),
                    ("À", of.person.called),
                    ("Par", of.handed_by),
                    ("Lieu", of.place),
                    ("Lecture et langue", of.language or "________________________________________"),
                )
            ),
            Paragraph("Le ____ / ____ / ________ à ____ h ____"),
            *(
                Paragraph(f"☐ {outcome}")
                for outcome in (
                    "Le document a été remis et lu.",
                    "La personne l’emporte.",
                    "La personne préfère que l’association le garde pour elle.",
                    "La personne n’a pas souhaité le recevoir.",
                    "La remise n’a pas été possible, parce que : ________________________________________",
                )
            ),
            Paragraph(
                "Signer ce reçu dit que le document a été remis ce jour, et rien d’autre : on peut le contester."
            ),
            Signature("Signature de la personne,", of.person.called),
            Signature("Signature de qui remet,", of.handed_by),
            *((OpaqueCode(of.code),) if of.code else ()),
        ),
    )
