"""The papers of a demande: the demande that she and her association sign, the nameless sheet, her engagements."""

from collections.abc import Iterator
from dataclasses import dataclass

from rivage.accounts.sender import sender_of
from rivage.core.french import capital
from rivage.core.paper.sheet import Letterhead
from rivage.dossiers import parts, reading, states, tasks
from rivage.dossiers.enums import DemandeKind, DemandePaper, Part, Step
from rivage.dossiers.models import Demande
from rivage.dossiers.papers.workshop import WorkshopPaper
from rivage.dossiers.printing import engaged
from rivage.dossiers.reading import EMPTY, ReadingLine, Section
from rivage.people import birth
from rivage.people.enums import BirthSource, Civility
from rivage.people.models import Correspondence, Identity

TITLES = {
    DemandeKind.INITIALE: "Demande d’engagement",
    DemandeKind.RENOUVELLEMENT: "Demande de renouvellement",
    DemandeKind.REPRISE: "Demande de reprise",
}
# Difficulties come first at a renewal. Neither the detail of a danger nor what was given for a permit is printed.
ORDER = (
    Part.RESULTS, Part.SITUATION, Part.ACCOUNT, Part.PROJECT, Part.ENGAGEMENTS, Part.AID, Part.OPINION, Part.PIECES,
)  # fmt: skip
FICHE = tuple(part for part in ORDER if part != Part.PIECES)
FOR_THE_ASSOCIATION = "Pour l’association"


def title(demande: Demande, kind: DemandePaper) -> str:
    """What a paper is called, at its head and on its page: nothing of what it is about."""
    if kind == DemandePaper.REQUEST:
        return TITLES[DemandeKind(demande.kind)]
    return str(kind.label)


def paper(demande: Demande, kind: DemandePaper, language: str = engaged.FRENCH) -> WorkshopPaper:
    """One paper of a demande, in the words that left where it was sent. `language`: of engagements, one of
    `engaged.wordings`.
    """
    if kind == DemandePaper.ENGAGEMENTS:
        return _engagements(demande, engaged.wordings()[language])
    named = kind == DemandePaper.REQUEST
    head, aside = _head(demande)
    return WorkshopPaper(
        title(demande, kind),
        demande.person.reference,
        (
            Section("asked", "La demande", tuple(_about(demande, named=named))),
            *((Section("person", "La personne", tuple(_identity(demande))),) if named else ()),
            *_parts(demande, ORDER if named else FICHE),
        ),
        (_called(demande), FOR_THE_ASSOCIATION) if named else (),
        head,
        aside,
    )


def _head(demande: Demande) -> tuple[Letterhead, tuple[str, ...]]:
    antenne = demande.person.antenne
    return sender_of(antenne, FOR_THE_ASSOCIATION).letterhead, (f"Réf. {demande.person.reference}",)


def _about(demande: Demande, *, named: bool) -> Iterator[ReadingLine]:
    yield ReadingLine("Numéro", demande.person.reference)
    yield ReadingLine("Demande", states.title(demande))
    yield ReadingLine("Association", demande.person.antenne.name)
    if not named:
        yield ReadingLine("Âge", demande.person.get_age_band_display())
    # In the place of the circular's administrative situation (ADR 0064).
    yield ReadingLine("Besoin d’une autorisation provisoire de séjour", demande.person.get_aps_need_display())


def _identity(demande: Demande) -> Iterator[ReadingLine]:
    """By what name, and where, a decision reaches her; nothing of her nationality, which the demande does not ask."""
    row = Identity.objects.get(person=demande.person_id)
    yield ReadingLine("Nom d’usage", row.name_in_use or "aucun pour l’instant")
    yield ReadingLine("Civilité choisie", Civility(row.civility).label)
    yield ReadingLine("État civil", f"{row.given_names} {row.family_name}".strip() or "non noté")
    born = birth.in_words(row.birth)
    known = f", {row.get_birth_source_display()}" if born and row.birth_source != BirthSource.UNKNOWN else ""
    yield ReadingLine("Naissance", f"{born}{known}" or "non notée")
    chosen = Correspondence.objects.get(person=demande.person_id)
    where = "à l’association" if chosen.at_association else chosen.address
    yield ReadingLine("Adresse de correspondance", where or EMPTY)


def _called(demande: Demande) -> str:
    return Identity.objects.get(person=demande.person_id).called or "La personne"


def _parts(demande: Demande, wanted: tuple[Part, ...]) -> Iterator[Section]:
    """The parts, as every page reads them, but for the lines that say under which right she stays."""
    for part in wanted:
        if part in parts.of(demande):
            said = reading.lines(part, parts.as_sent(demande, part))
            yield Section(part, part.label, tuple(line for line in said if not line.stay))


def _engagements(demande: Demande, words: engaged.Wording) -> WorkshopPaper:
    """Her engagements and the actions planned (CASF R121-12-12), around which everything is in her language."""
    own = parts.as_sent(demande, Part.ENGAGEMENTS)
    planned = tuple(reading.planned(parts.as_sent(demande, Part.PROJECT)))
    return WorkshopPaper(
        words.title,
        demande.person.reference,
        (
            engaged.section("about", words.about),
            Section("mine", words.mine, (ReadingLine("", own["engagements"] or EMPTY, long=True),)),
            Section("planned", words.planned, planned or (ReadingLine("", EMPTY, long=True),)),
            engaged.section("theirs", words.theirs),
            engaged.section("free", words.free),
        ),
        (words.signed, FOR_THE_ASSOCIATION),
    )


def why_not(demande: Demande, kind: DemandePaper) -> tuple[str, ...]:
    """Why a paper can't be made now, a sentence each: a nameless one waits as long as a text says her name."""
    if kind != DemandePaper.FICHE:
        return ()
    return tuple(capital(one.sentence) for one in tasks.named(demande))


def as_it_left(demande: Demande) -> bool:
    """Whether what prints left, and may be written anew meanwhile."""
    return demande.step == Step.INCOMPLETE


@dataclass(frozen=True, slots=True)
class ToldPaper:
    """What a page says of a paper before it is made: for whom, what is in it, what never is."""

    whom: str
    holds: str
    lacks: str


TOLD = {
    DemandePaper.REQUEST: ToldPaper(
        "Pour la délégation. La personne et l’association la signent.",
        "L’identité, l’adresse de correspondance et les parties de la demande, comme à l’écran.",
        "Ni attestation d’arrêt, ni document de séjour, ni nationalité, ni détail du danger. Le séjour tient en une "
        "ligne : besoin d’une autorisation provisoire, oui ou non.",
    ),
    DemandePaper.FICHE: ToldPaper(
        "Pour la fiche de votre département, sans nom.",
        "Le numéro, la tranche d’âge et les parties que lit la commission.",
        "Aucun nom, aucune adresse, aucune pièce. Si la fiche du département demande autre chose (une plainte, un "
        "arrêt déjà fait, un titre de séjour), aucun texte ne l’exige à l’entrée.",
    ),
    DemandePaper.ENGAGEMENTS: ToldPaper(
        "Pour elle. Elle et l’association les signent.",
        "Ce qu’elle s’engage à faire et les actions prévues, dans les mots de la demande.",
        "Ni le nom de l’association, ni de quoi il s’agit, ni attestation d’arrêt.",
    ),
}
