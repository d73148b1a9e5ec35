"""The task list of a demande: what is missing, in a sentence, with its article; and where each part stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F

from rivage.dossiers import parts
from rivage.dossiers.asks import USAGE
from rivage.dossiers.enums import DemandeKind, Done, Part, PieceKind
from rivage.dossiers.models import Demande, NotHerName, PartVersion
from rivage.dossiers.situation import SITUATION
from rivage.law import parcours as law
from rivage.law.wording import count, day
from rivage.people import names
from rivage.people.enums import AccordKind
from rivage.people.models import Accord
from rivage.vault import keys
from rivage.vault.enums import KeyKind

PAGE = 3000
# Texts that seats read, on screen or on a nameless copy.
NAMELESS = (Part.ACCOUNT, Part.RESULTS, Part.PROJECT, Part.ENGAGEMENTS, Part.OPINION, Part.SAFETY)
NAMED = (
    "Ce texte dit {words}, comme le nom de la personne. La commission lit sans nom : écrivez « la personne » ou "
    "« elle », ou dites que ce n’est pas son nom."
)
# Which part gives what R121-12-9 asks, by the codes of law.missing_content.
GIVES = {
    "engagements": Part.ENGAGEMENTS,
    "actions": Part.PROJECT,
    "duree": Part.PROJECT,
    "resultats": Part.PROJECT,
    "difficultes": Part.RESULTS,
    "respect_engagements": Part.RESULTS,
    "avis_association": Part.OPINION,
}
# Where each is written in its part; at a renewal, the actions and the results are those that were done.
FIELD = {
    "engagements": "engagements",
    "actions": "text_0",
    "duree": "duration_0",
    "resultats": "expected",
    "difficultes": "difficulties",
    "respect_engagements": "respect",
    "avis_association": "opinion",
}
FIELD |= {f"{code}_renewal": field for code, field in FIELD.items()}
FIELD |= {"actions_renewal": "results", "resultats_renewal": "results"}
SIGNED = "Il manque la date de signature des engagements."
# Pieces about which one is asked, « no document » being a complete answer. The préfet knows whom he approved.
ANSWERED = (PieceKind.ENGAGEMENTS, PieceKind.IDENTITY)
# What is held back for her sake, by no text.
NAMELESSLY = "pour elle : la commission lit sans nom"
REREAD = "pour elle : rien n’est lu d’elle qu’elle n’ait relu"


@dataclass(frozen=True, slots=True)
class Missing:
    """What a part lacks. `article`: the text that asks for it; `guard`: why it is held back for her sake. Without
    either it is a question of usage, which holds nothing back (CRPA L114-5). `field`: where it is written in its part;
    `words`: those by which a text read without a name may say hers.
    """

    part: str
    sentence: str
    article: str = ""
    guard: str = ""
    field: str = ""
    words: tuple[names.Recognised, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the deposit waits for it."""
        return bool(self.article or self.guard)

    @property
    def source(self) -> str:
        """What asks for it, in words."""
        return self.article or self.guard or USAGE


@dataclass(frozen=True, slots=True)
class Task:
    """A part in the list: `state` is ok, manque, encours or afaire; `note` says it in words."""

    part: str
    label: str
    state: str
    note: str


def missing(demande: Demande, on: date) -> list[Missing]:
    """What is lacking, in the order of the parts: what holds the deposit, and the questions, which do not."""
    values: dict[Part, dict[str, Any]] = {
        part: parts.read(demande, part) for part in parts.of(demande) if part != Part.ACCORD
    }
    found = [
        *_situation(values[Part.SITUATION]),
        *_account(values[Part.ACCOUNT], on),
        *_content(demande, values, on),
        *_accord(demande),
        *_opinion(values[Part.OPINION]),
        *_aid(values[Part.AID]),
        *_pieces(values[Part.PIECES]),
        *named(demande),
    ]
    order = list(Part)
    return sorted(found, key=lambda one: order.index(Part(one.part)))


def named(demande: Demande) -> Iterator[Missing]:
    """The texts read without a name that say hers, checked before they leave the antenne. A word of which somebody
    said that it is not her name holds nothing any more, until it is written once more than it was then.
    """
    hers = names.spelled([demande.person_id])
    found = [
        (part, one)
        for part in parts.of(demande)
        if part in NAMELESS
        for one in names.recognised(hers, *_texts(parts.read(demande, part)))
    ]
    answered: dict[tuple[str, str, str], int] = {}
    for row in not_her_name(demande) if found else ():
        answered[_asked(row.part, row)] = max(row.times, answered.get(_asked(row.part, row), 0))
    left = [(part, one) for part, one in found if one.times > answered.get(_asked(part, one), 0)]
    for part in dict.fromkeys(part for part, _ in left):
        words = tuple(one for other, one in left if other == part)
        yield Missing(part, NAMED.format(words=names.quoted(words)), guard=NAMELESSLY, words=words)


def not_her_name(demande: Demande) -> Iterable[NotHerName]:
    """The words of which somebody said that they are not her name, in the order in which it was said."""
    rows = list(NotHerName.objects.filter(demande=demande).select_related("author"))
    keys.load({row.person_id for row in rows}, KeyKind.PRIVATE)
    return rows


def _asked(part: str, one: names.Recognised | NotHerName) -> tuple[str, str, str]:
    return part, names.whole(one.word), one.name


def holding(lacks: Iterable[Missing], part: str = "") -> list[Missing]:
    """Those for which the deposit waits, of one part or of all."""
    return [one for one in lacks if one.holds and (not part or one.part == part)]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def tasks(demande: Demande, lacks: list[Missing]) -> list[Task]:
    """One line for each part of the demande, given what it lacks."""
    last = {
        row.part: row
        for row in PartVersion.objects.filter(demande=demande, aside=False).order_by("version").defer("values")
    }
    lacks_accord = any(one.part == Part.ACCORD for one in lacks)
    accord = accord_of(demande) if lacks_accord else None
    return [
        _task(part, last.get(part), [one for one in lacks if one.part == part], accord) for part in parts.of(demande)
    ]


def _task(part: Part, last: PartVersion | None, lacks: list[Missing], last_accord: Accord | None) -> Task:
    waits = holding(lacks)
    if part == Part.ACCORD:
        back = word_back(last_accord)
        return Task(part, part.label, "manque" if lacks else "ok", (back or "à noter") if lacks else "donné")
    if last is None:
        if part == Part.SAFETY:
            return Task(part, part.label, "afaire", "facultatif, rien d’écrit")
        return Task(part, part.label, "afaire", "à écrire" if waits else "par usage, rien d’écrit")
    if waits:
        words = "un point manque" if len(waits) == 1 else f"{len(waits)} points manquent"
        return Task(part, part.label, "manque", words)
    if last.ready:
        return Task(part, part.label, "ok", "prête")
    return Task(part, part.label, "encours", "une question d’usage sans réponse" if lacks else "complète, à relire")


def _situation(values: dict[str, Any]) -> Iterator[Missing]:
    left = SITUATION.unanswered(values["answers"])
    if left:
        said = ", ".join(label.lower() for _, label in left)
        yield Missing(Part.SITUATION, f"Sans réponse : {said}.", field=left[0][0])
    if not values["danger"]:
        yield Missing(Part.SITUATION, "Sans réponse : le niveau de danger.", field="danger")


def _account(values: dict[str, Any], on: date) -> Iterator[Missing]:
    length, approved = len(values["text"]), values["approved_on"]
    if not values["text"].strip():
        yield Missing(Part.ACCOUNT, "La présentation de la situation n’est pas écrite.", field="text")
    elif length > PAGE:
        over = count(length - PAGE, "caractère")
        yield Missing(Part.ACCOUNT, f"La présentation dépasse une page, de {over}.", field="text")
    if approved is None and values["text"].strip():
        said = "La personne n’a pas encore relu et approuvé la présentation."
        yield Missing(Part.ACCOUNT, said, guard=REREAD, field="approved_on")
    elif approved is not None and approved > on:
        said = "La relecture par la personne est datée d’après aujourd’hui."
        yield Missing(Part.ACCOUNT, said, guard=REREAD, field="approved_on")


def _content(demande: Demande, values: dict[Part, dict[str, Any]], on: date) -> Iterator[Missing]:
    project, engagements = values[Part.PROJECT], values[Part.ENGAGEMENTS]
    results = values.get(Part.RESULTS, {"difficulties": "", "results": "", "respect": ""})
    renewal = demande.kind != DemandeKind.INITIALE
    actions = [action for action in project["actions"] if action["text"].strip()]
    filled = {
        "engagements": engagements["engagements"].strip(),
        "actions": results["results"].strip() if renewal else actions,
        "duree": project["months"] and all(action["duration"].strip() for action in actions),
        "resultats": results["results"].strip() if renewal else project["expected"].strip(),
        "difficultes": results["difficulties"].strip(),
        "respect_engagements": results["respect"],
        "avis_association": values[Part.OPINION]["opinion"],
    }
    kind = DemandeKind.RENOUVELLEMENT if renewal else DemandeKind.INITIALE
    verdict = law.missing_content(kind, [code for code, given in filled.items() if given], on)
    for reason in verdict.reasons:
        code = reason.code.removeprefix("missing_")
        part = Part.RESULTS if renewal and code in ("actions", "resultats") else GIVES[code]
        yield Missing(part, reason.sentence, reason.article, field=FIELD[code if not renewal else f"{code}_renewal"])
    if engagements["engagements"].strip() and not engagements["engagements_signed_on"]:
        yield Missing(Part.ENGAGEMENTS, SIGNED, "CASF R121-12-9", field="engagements_signed_on")
    if any(not action["domain"] for action in actions):
        yield Missing(Part.PROJECT, "Il manque le domaine d’une action.", "CASF R121-12-11", field="domain_0")
    if any(said["outcome"] == Done.NOT_POSSIBLE and not said["cause"] for said in results.get("outcomes", ())):
        yield Missing(Part.RESULTS, "Il manque pourquoi une action n’a pas été possible.", "CASF R121-12-9")
    if renewal and not actions:
        yield Missing(Part.PROJECT, "Il manque les actions prévues pour la suite.", "CASF R121-12-9")


def accords(people: Iterable[UUID]) -> dict[UUID, Accord]:
    """Of each person, her accord that stands, else the last one that she took back: one query for all."""
    rows = Accord.objects.filter(person__in=list(people), kind=AccordKind.PARCOURS)
    return {row.person_id: row for row in rows.order_by(F("withdrawn_on").asc(nulls_last=True), "created_at")}


def word_back(accord: Accord | None) -> str:
    """« repris le 29 novembre 2026 », or "" when she took none back."""
    return f"repris le {day(accord.withdrawn_on)}" if accord is not None and accord.withdrawn_on else ""


def accord_of(demande: Demande) -> Accord | None:
    """Her accord that stands, else the last one that she took back."""
    return accords([demande.person_id]).get(demande.person_id)


def agreed(demande: Demande) -> bool:
    """Whether her accord stands."""
    accord = accord_of(demande)
    return accord is not None and accord.withdrawn_on is None


def _accord(demande: Demande) -> Iterator[Missing]:
    accord = accord_of(demande)
    if accord is None:
        yield Missing(Part.ACCORD, "Il manque l’accord de la personne.", "CASF L121-9 II")
    elif back := word_back(accord):
        said = f"Son accord est {back} : rien ne part sans un nouvel accord, si elle le veut."
        yield Missing(Part.ACCORD, said, "CASF L121-9 II")


def _opinion(values: dict[str, Any]) -> Iterator[Missing]:
    if values["opinion"] and not values["opinion_text"].strip():
        yield Missing(Part.OPINION, "L’avis de l’association est sans raisons.", field="opinion_text")


def _aid(values: dict[str, Any]) -> Iterator[Missing]:
    if values["afis_asked"] is None:
        said = "Il manque la réponse : l’aide est-elle demandée ?"
        yield Missing(Part.AID, said, "CASF L121-9 II", field="afis_asked")
        return
    if not values["afis_asked"]:
        return
    labels = {
        "rsa": "si le RSA peut être demandé",
        "ada": "si l’ADA peut être demandée",
        "document": "le document de séjour",
        "household": "le nombre de personnes au foyer",
        "children": "le nombre d’enfants à charge",
        "resources": "les ressources du foyer",
    }
    for name, label in labels.items():
        if values[name] in (None, ""):
            yield Missing(Part.AID, f"Il manque {label}.", "CASF R121-12-13-1", field=name)


def _pieces(values: dict[str, Any]) -> Iterator[Missing]:
    for kind in ANSWERED:
        if kind not in values["pieces"]:
            yield Missing(Part.PIECES, f"Sans réponse : {kind.label.lower()}.", field=f"state_{kind}")
