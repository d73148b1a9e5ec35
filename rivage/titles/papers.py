"""Papers of what is asked for her: her own letters, and attestations that tell nothing of what her antenne does."""

from dataclasses import dataclass, replace
from datetime import date

from rivage.core.paper.sheet import Letterhead, ListBlock, Paragraph, Sheet, Signature
from rivage.law.wording import day
from rivage.titles.enums import ShownTo

BLANK = "_" * 30


@dataclass(frozen=True, slots=True)
class OwnLetter:
    """A letter that she signs. `to`: to whom; `subject`: its title; `texts`: paragraphs; `pieces`: joined to it;
    `called`: what the page calls it.
    """

    to: str
    subject: str
    texts: tuple[str, ...]
    pieces: tuple[str, ...] = ()
    called: str = "la lettre"


STAY = "la copie de mon document de séjour"
LETTERS = {
    "sante": OwnLetter(
        "Caisse primaire d’assurance maladie",
        "Demande de prise en charge des frais de santé",
        (
            "Je demande l’ouverture de mes droits à la protection maladie.",
            "Mon document de séjour est joint. L’arrêté du 10 mai 2017 donne la liste de ceux qui ouvrent ce droit.",
        ),
        (STAY, "un justificatif de résidence en France de plus de trois mois", "un relevé de compte, si j’en ai un"),
    ),
    "complementaire": OwnLetter(
        "Caisse primaire d’assurance maladie",
        "Demande de complémentaire santé solidaire",
        (
            "Je demande la complémentaire santé solidaire, article L861-1 du code de la sécurité sociale.",
            "Mes ressources des douze derniers mois sont déclarées sur le formulaire joint.",
        ),
        ("le formulaire de demande", STAY),
    ),
    "logement-social": OwnLetter(
        "Service qui enregistre les demandes de logement social",
        "Demande de logement social",
        (
            "Ma demande de logement social est jointe.",
            "Je demande que soit prise en compte la priorité de l’article L441-1 du code de la construction et de "
            "l’habitation. L’attestation jointe dit que j’en relève.",
        ),
        ("le formulaire de demande", STAY, "l’attestation de la structure qui m’accompagne"),
    ),
    "aide-logement": OwnLetter(
        "Caisse d’allocations familiales",
        "Demande d’aide au logement",
        (
            "Je demande l’examen de mes droits à une aide au logement et aux prestations familiales.",
            "Mon document de séjour est joint : l’article D512-1 du code de la sécurité sociale donne la liste de "
            "ceux qui sont admis. En cas de refus, je demande une réponse écrite et motivée.",
        ),
        (STAY, "le bail ou l’attestation d’hébergement"),
    ),
    "impots": OwnLetter(
        "Service des impôts des particuliers",
        "Demande de remise gracieuse",
        (
            "Je demande la remise de mes impôts directs, article L247, 1°, du livre des procédures fiscales.",
            "L’impossibilité de payer est présumée, par le II de l’article L121-9 du code de l’action sociale et des "
            "familles, dont je relève.",
        ),
        ("l’avis d’imposition",),
    ),
    "emploi": OwnLetter(
        "Service public de l’emploi",
        "Demande d’inscription",
        (
            "Je demande mon inscription comme demandeuse ou demandeur d’emploi.",
            "Mon document de séjour est joint : le droit de travailler s’y lit.",
        ),
        (STAY,),
    ),
    "compte": OwnLetter(
        "Agence bancaire",
        "Demande d’ouverture d’un compte de dépôt",
        (
            "Je n’ai pas de compte de dépôt et je demande à en ouvrir un, article L312-1 du code monétaire et "
            "financier.",
            "En cas de refus, je demande qu’il me soit remis par écrit, pour saisir la Banque de France.",
        ),
        ("une pièce d’identité ou mon document de séjour", "un justificatif de domicile ou de domiciliation"),
    ),
    "avocat": OwnLetter(
        "Bureau d’aide juridictionnelle",
        "Demande d’aide juridictionnelle",
        (
            "Je demande l’aide juridictionnelle (loi n° 91-647 du 10 juillet 1991). Le formulaire est joint.",
            "Si ma demande est faite pour un recours, je vous demande d’en noter la date d’arrivée.",
        ),
        ("le formulaire de demande", "les justificatifs de ressources", "la décision contestée, s’il y en a une"),
    ),
    "domiciliation": OwnLetter(
        "Centre communal d’action sociale",
        "Demande d’élection de domicile",
        (
            "Je n’ai pas de domicile stable et je demande à élire domicile auprès de vous, articles L264-1 et L264-2 "
            "du code de l’action sociale et des familles.",
            "En cas de refus, je demande une réponse écrite et motivée, et l’indication d’un organisme qui accepte.",
        ),
    ),
    "rsa": OwnLetter(
        "Caisse d’allocations familiales",
        "Demande de revenu de solidarité active",
        (
            "Je demande le revenu de solidarité active. Le formulaire est joint.",
            "En cas de refus, je demande une réponse écrite et motivée, qui dise l’article appliqué.",
        ),
        ("le formulaire de demande", STAY, "les justificatifs de ressources des trois derniers mois"),
    ),
}


# Of who holds an APS this day: whether another document allows work is read on it, never said for it.
EMPLOYMENT_WITH_APS = replace(
    LETTERS["emploi"],
    texts=(
        LETTERS["emploi"].texts[0],
        "Mon document de séjour, joint, est une autorisation provisoire de séjour : le décret n° 2018-1335 permet "
        "l’inscription avec ce document.",
    ),
)


@dataclass(frozen=True, slots=True)
class OwnWriter:
    """She who writes: her name, and where an answer may reach her; no address leaves a line to be written by hand."""

    name: str
    address: tuple[str, ...] = ()


def own_letter(of: OwnLetter, writer: OwnWriter, reference: str) -> Sheet:
    """Her letter, to be dated and signed by her."""
    pieces = (Paragraph("Je joins :"), ListBlock(of.pieces)) if of.pieces else ()
    return Sheet(
        of.subject,
        reference,
        (
            Paragraph("Madame, Monsieur,"),
            *(Paragraph(text) for text in of.texts),
            *pieces,
            Paragraph("Je vous remercie de m’écrire à l’adresse ci-dessus."),
            Signature("", writer.name),
        ),
        Letterhead(writer.name, "", writer.address or (BLANK, BLANK)),
        ("Le ____ / ____ / ________",),
        (of.to, BLANK, BLANK),
    )


@dataclass(frozen=True, slots=True)
class NeutralHead:
    """Who signs without telling what it does."""

    name: str
    address: tuple[str, ...]
    town: str
    phone: str
    signatory: str = ""
    foot: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attestation:
    """What an attestation says. `priority`: of a landlord, that she is among those whom the law serves first."""

    reader: ShownTo
    person: str
    sender: NeutralHead
    on: date
    priority: bool = False


OBJECT = {
    ShownTo.LANDLORD: "dans ses démarches de logement",
    ShownTo.REGISTRAR: "dans sa demande de logement social",
    ShownTo.BANK: "dans l’ouverture d’un compte de dépôt",
    ShownTo.CAF: "dans l’examen de ses droits aux prestations familiales et au logement",
    ShownTo.SCHOOL: "dans la scolarité de ses enfants",
    ShownTo.EMPLOYER: "dans sa recherche d’emploi",
}
TEXTS = {
    ShownTo.LANDLORD: (),
    # Neither the article of the permit nor why it was given: whoever looks one up reads the other.
    ShownTo.REGISTRAR: (
        "Le document de séjour qu’elle présente est une autorisation provisoire de séjour.",
        "L’article R441-1 du code de la construction et de l’habitation renvoie à une liste de documents de séjour. "
        "L’arrêté du 29 mai 2019 y compte l’autorisation provisoire de séjour : c’est un séjour régulier, qui permet "
        "de demander un logement social.",
        "Si le logiciel ne la propose pas, ce choix manquant ne change pas ce texte. Merci d’enregistrer la demande "
        "sous la rubrique la plus proche, avec la copie du document, ou d’écrire l’article sur lequel un refus "
        "s’appuie.",
        "Cette lettre explique un texte. Elle ne certifie pas le document, que la personne présente elle-même.",
    ),
    ShownTo.BANK: (
        "L’article L312-1 du code monétaire et financier ouvre un compte de dépôt à toute personne qui n’en a pas. Un "
        "refus se donne par écrit, et la Banque de France désigne alors un établissement.",
    ),
    ShownTo.CAF: (
        "L’article D512-1 du code de la sécurité sociale donne la liste des documents de séjour qui ouvrent les "
        "prestations familiales. Le document de la personne est présenté par elle.",
    ),
    ShownTo.SCHOOL: (
        "L’instruction est obligatoire pour chaque enfant de trois à seize ans (article L131-1 du code de "
        "l’éducation). Le maire inscrit les enfants qui résident dans la commune (article L131-6). Aucun document de "
        "séjour des parents n’est une condition.",
    ),
    ShownTo.EMPLOYER: (
        "Le droit de travailler se lit sur le document de séjour lui-même (article L5221-2 du code du travail). "
        "L’employeur le fait vérifier par la préfecture avant l’embauche (articles L5221-8 et R5221-41).",
        "Cette lettre explique ce droit. Elle ne le certifie pas et ne remplace pas cette vérification.",
    ),
}
PRIORITY = (
    "À ce jour, elle relève des publics prioritaires pour l’attribution d’un logement, article L441-1 du code de la "
    "construction et de l’habitation."
)


def attestation(of: Attestation) -> Sheet:
    """An attestation for whom she shows it to: neither the association nor what it does is said anywhere."""
    sender = of.sender
    return Sheet(
        "Attestation",
        f"{of.on:%Y%m%d}",
        (
            Paragraph(f"Nous accompagnons {of.person} {OBJECT[of.reader]}, à sa demande."),
            *((Paragraph(PRIORITY),) if of.priority else ()),
            *(Paragraph(text) for text in TEXTS[of.reader]),
            Paragraph(f"Pour toute question : {sender.phone}."),
            Paragraph("Cette attestation est remise à la personne, pour servir ce que de droit."),
            Signature(sender.name, sender.signatory),
        ),
        Letterhead(sender.name, "", (*sender.address, sender.phone), sender.foot),
        (f"{sender.town}, le {day(of.on)}",),
    )
