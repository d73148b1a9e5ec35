"""Papers about her, made for her hands: where she stands on one page, and all that is written of her."""

from collections.abc import Iterator
from datetime import date

from rivage.accounts.models import Membership
from rivage.dossiers import parts, states
from rivage.dossiers.enums import Domain, Part, PersonPaper, Step
from rivage.dossiers.models import Demande, Period
from rivage.dossiers.papers.workshop import BLANK, WorkshopPaper
from rivage.dossiers.printing import held, masking
from rivage.dossiers.printing.asked import ToldPaper
from rivage.dossiers.reading import ReadingLine, Section
from rivage.dossiers.standing import of_person
from rivage.law.period import ONE_DAY
from rivage.law.wording import day
from rivage.people.models import Person

TITLES = {PersonPaper.SUMMARY: "Pour vous, en une page", PersonPaper.FILE: "Copie de vos données"}
TOLD = {
    PersonPaper.SUMMARY: ToldPaper(
        "Pour elle, à garder ou à relire ici.",
        "Où en est sa demande, les dates, ce qui est prévu par domaine, ce qu’elle peut demander.",
        "Aucun nom, pas même le sien, ni celui de l’association ; rien de sa présentation ni de sa situation.",
    ),
    PersonPaper.FILE: ToldPaper(
        "Pour elle : son droit d’accès (RGPD, article 15).",
        "Tout ce que l’association tient d’elle, notes comprises, et à qui une partie a été ouverte.",
        "Les noms de l’équipe y sont masqués, et ceux que vous écrivez ci-dessous. Ce que tient la préfecture ou "
        "l’organisme payeur se demande à eux.",
    ),
}
FREE = (
    "Vous pouvez à tout moment changer d’avis, reprendre votre accord ou tout arrêter, sans donner de raison.\n\n"
    "Vous pouvez lire ce qui est écrit de vous, en demander une copie et le faire corriger.\n\n"
    "Vous pouvez demander qui l’a lu, et dire qui ne doit pas le lire.\n\n"
    "Vous pouvez partir avec votre dossier, suivie ailleurs."
)
ACCESS = (
    "Cette copie vous est remise en application de l’article 15 du règlement général sur la protection des "
    "données.\n\n"
    "Ces données servent à vous accompagner et, si vous l’avez demandé, à présenter votre demande. Elles sont prévues "
    "pour être gardées deux ans après le dernier contact.\n\n"
    "Vous pouvez les faire corriger, et demander qu’elles soient effacées ou ne servent plus. Vous pouvez écrire à la "
    "CNIL (www.cnil.fr).\n\n"
    "Les noms d’autres personnes sont remplacés par [masqué]. Qui a ouvert votre dossier, fonction par fonction et "
    "jour par jour, se lit à l’écran avec vous."
)


def paper(membership: Membership, person: Person, kind: PersonPaper, on: date, masks: str = "") -> WorkshopPaper:
    """One paper about her. `masks`: of her file, words to mask beside the names of who works with her."""
    made = _file(membership, person, masks) if kind == PersonPaper.FILE else tuple(_summary(membership, person, on))
    return WorkshopPaper(TITLES[kind], person.reference, made, aside=(day(on), f"Réf. {person.reference}"))


def _file(membership: Membership, person: Person, masks: str) -> tuple[Section, ...]:
    """Every table, then what she may do with it."""
    found = masking.over(held.sections(membership, person), masking.masked(person, masks))
    why = "\n".join(f"{words.capitalize()} : {said}." for words, said in held.withheld().items())
    return (
        Section("access", "Ce qu’est cette copie", (ReadingLine("", ACCESS, long=True),)),
        *found,
        Section("withheld", "Ce qui n’est pas imprimé", (ReadingLine("", why, long=True),)),
    )


def _summary(membership: Membership, person: Person, on: date) -> Iterator[Section]:
    """Codes and days alone: whoever finds it learns as little as may be, and it never takes a second page."""
    rows = Demande.objects.visible_to(membership).filter(person=person, taken_over=False)
    last = rows.order_by("created_at", "n").last()
    stands = tuple(_stands(membership, person, last, on))
    yield Section("stands", "Où vous en êtes", stands or (ReadingLine("Aujourd’hui", "aucune demande"),))
    if last is not None and (planned := _planned(last)):
        yield Section("planned", "Ce qui est prévu", planned)
    yield Section("free", "Ce que vous pouvez faire", (ReadingLine("", FREE, long=True),))
    # Filled in by hand, as far as she wishes: neither tells who helps her.
    by_hand = (ReadingLine("Prochain rendez-vous", BLANK), ReadingLine("Pour nous joindre", BLANK))
    yield Section("reach", "Pour la suite", by_hand)
    if last is not None and last.step in (Step.DRAFT, Step.INCOMPLETE):
        words = "Rien ne part avant que vous l’ayez relu. L’association vous attend pour la suite."
        yield Section("next", "Votre demande", (ReadingLine("", words, long=True),))


def _stands(membership: Membership, person: Person, last: Demande | None, on: date) -> Iterator[ReadingLine]:
    if last is not None:
        shown = states.shown(membership, [last], on)[last.pk]
        yield ReadingLine(states.title(last), shown.state.text)
        if last.deposited_at:
            yield ReadingLine("Déposée", f"le {day(last.deposited_at)}")
    _, found = of_person(person, on)
    if found.sentence:
        yield ReadingLine("Votre accompagnement", found.sentence)
    running = Period.objects.filter(person=person, ended_on=None, starts__lte=on, ends__gt=on).last()
    if running is not None:
        yield ReadingLine("Vos droits", f"jusqu’au {day(running.ends - ONE_DAY)}")


def _planned(demande: Demande) -> tuple[ReadingLine, ...]:
    """The fields of what is planned, each once: not its words."""
    actions = parts.as_sent(demande, Part.PROJECT)["actions"]
    domains = dict.fromkeys(Domain(one["domain"]).label for one in actions if one["domain"])
    return tuple(ReadingLine("", f"{label.capitalize()}.", long=True) for label in domains)
