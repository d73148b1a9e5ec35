"""The same papers without anybody's words: every label of the screen, and a line to write on."""

from collections.abc import Iterator

from rivage.accounts.models import Body
from rivage.accounts.sender import sender_of
from rivage.core.paper.sheet import Sheet
from rivage.dossiers.enums import DemandePaper, Domain, Part
from rivage.dossiers.papers.workshop import BLANK, WorkshopPaper, workshop_sheet
from rivage.dossiers.printing import engaged
from rivage.dossiers.printing.asked import FICHE, FOR_THE_ASSOCIATION, ORDER
from rivage.dossiers.reading import ReadingLine, Section
from rivage.dossiers.situation import SITUATION

RENEWAL = "renouvellement"
TITLES = {
    DemandePaper.REQUEST.value: "Demande d’engagement",
    RENEWAL: "Demande de renouvellement",
    DemandePaper.FICHE.value: "Fiche de présentation",
    DemandePaper.ENGAGEMENTS.value: "Mes engagements",
}
REFERENCE = "VIERGE"
# A text of several lines, to be written by hand.
ROOM = "\n".join([BLANK * 2] * 5)
LINES = 4
BOXES: dict[Part, list[tuple[str, tuple[str, ...]]]] = {
    Part.SITUATION: [(one.label, tuple(one.answers.values())) for one in SITUATION.questions.values()],
    Part.AID: [("Aide demandée", ("oui", "non"))],
}
NAMED = ("Nom d’usage", "Civilité choisie", "État civil", "Naissance", "Adresse de correspondance")
LONG = {
    Part.RESULTS: ("Difficultés rencontrées", "Actions faites et résultats"),
    Part.ACCOUNT: ("Présentation",),
    Part.ENGAGEMENTS: ("Engagements",),
    Part.OPINION: ("Raisons",),
    Part.PIECES: ("Ce qui est joint",),
}


def sheet(body: Body, kind: str) -> Sheet:
    """A blank of one of `TITLES`, under the letterhead of who presents it; engagements have none. KeyError for another
    word.
    """
    title = TITLES[kind]
    if kind == DemandePaper.ENGAGEMENTS:
        return workshop_sheet(_engagements())
    named = kind != DemandePaper.FICHE
    order = [part for part in (ORDER if named else FICHE) if kind != DemandePaper.REQUEST or part != Part.RESULTS]
    about = ("Numéro", "Association", "Besoin d’une autorisation provisoire de séjour (oui, non, sans objet)")
    return workshop_sheet(
        WorkshopPaper(
            title,
            REFERENCE,
            (
                _lines("asked", "La demande", about),
                *((_lines("person", "La personne", NAMED),) if named else ()),
                *(Section(part, part.label, tuple(_part(part))) for part in order),
            ),
            ("La personne", FOR_THE_ASSOCIATION) if named else (),
            sender_of(body, FOR_THE_ASSOCIATION).letterhead,
        )
    )


def _lines(name: str, title: str, labels: tuple[str, ...]) -> Section:
    return Section(name, title, tuple(ReadingLine(label, BLANK) for label in labels))


def _part(part: Part) -> Iterator[ReadingLine]:
    """Boxes for what is chosen, room for what is written; the lines of the plan apart."""
    for label, answers in BOXES.get(part, ()):
        yield ReadingLine(label, "   ".join(f"[ ] {answer}" for answer in answers))
    if part == Part.PROJECT:
        yield ReadingLine("Besoins", ROOM, long=True)
        yield from _actions()
        yield ReadingLine("Durée demandée", BLANK)
        yield ReadingLine("Résultats attendus", ROOM, long=True)
    for label in LONG.get(part, ()):
        yield ReadingLine(label, ROOM, long=True)


def _actions() -> Iterator[ReadingLine]:
    domains = ", ".join(Domain.labels)
    yield ReadingLine("Actions", f"domaine ({domains}), ce qui est prévu, durée, résultat attendu")
    for number in range(1, LINES + 1):
        yield ReadingLine(f"Action {number}", BLANK * 2)


def _engagements() -> WorkshopPaper:
    words = engaged.wordings()[engaged.FRENCH]
    room = (ReadingLine("", ROOM, long=True),)
    return WorkshopPaper(
        words.title,
        REFERENCE,
        (
            engaged.section("about", words.about),
            Section("mine", words.mine, room),
            Section("planned", words.planned, tuple(_actions())),
            engaged.section("theirs", words.theirs),
            engaged.section("free", words.free),
        ),
        (words.signed, FOR_THE_ASSOCIATION),
    )
