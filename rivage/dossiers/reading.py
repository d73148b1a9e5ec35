"""A demande as it is read: sections in plain words, only those whose slice is open to the reader."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rivage.accounts.models import Membership
from rivage.core.french import amount, number
from rivage.dossiers import parts
from rivage.dossiers.enums import (
    Cause,
    Claimable,
    DangerLevel,
    Domain,
    Done,
    Held,
    OpinionSense,
    Part,
    PieceKind,
    PieceState,
    Respect,
)
from rivage.dossiers.models import Demande
from rivage.dossiers.situation import SITUATION
from rivage.law.wording import day
from rivage.people.enums import Slice
from rivage.people.models import Person

SLICES = {
    Part.SITUATION: Slice.SITUATION,
    Part.ACCOUNT: Slice.ACCOUNT,
    Part.PROJECT: Slice.PROJECT,
    Part.ENGAGEMENTS: Slice.PROJECT,
    Part.RESULTS: Slice.PROJECT,
    Part.OPINION: Slice.PROJECT,
    Part.AID: Slice.AID,
    Part.SAFETY: Slice.SAFETY,
    Part.PIECES: Slice.PIECES,
}
# What every voting seat reads, without a name (design §5).
CORE = (Part.SITUATION, Part.ACCOUNT, Part.RESULTS, Part.PROJECT, Part.ENGAGEMENTS, Part.AID, Part.OPINION)
EMPTY = "non renseigné"
NONE_HELD = "ni titre de séjour, ni autorisation provisoire, ni récépissé"


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """A label and its words; `long` for a text of several lines; `stay`: it says under which right she stays."""

    label: str
    text: str
    long: bool = False
    stay: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part with its lines."""

    part: str
    title: str
    lines: tuple[ReadingLine, ...]


def sections(demande: Demande, membership: Membership, wanted: tuple[Part, ...] = ()) -> list[Section]:
    """The parts open to this membership, in the order of `wanted`, else of the task list."""
    order = [part for part in (wanted or parts.of(demande)) if part in SLICES and part in parts.of(demande)]
    open_ = Person.objects.slices_of(membership, demande.person_id, {SLICES[part] for part in order})
    rows: dict[type[Any], Any] = {}
    return [
        Section(part, part.label, tuple(lines(part, parts.read(demande, part, rows))))
        for part in order
        if SLICES[part] in open_
    ]


def core(demande: Demande, membership: Membership) -> list[Section]:
    """The core that a voting seat reads."""
    return sections(demande, membership, CORE)


def lines(part: str, values: dict[str, Any]) -> Iterator[ReadingLine]:
    """The lines of a part, from the values that `parts.read` gives."""
    return _LINES[Part(part)](values)


def _situation(values: dict[str, Any]) -> Iterator[ReadingLine]:
    for label, words in SITUATION.lines(values["answers"]):
        yield ReadingLine(label, words or EMPTY)
    yield ReadingLine("Danger", _label(DangerLevel, values["danger"]))


def _account(values: dict[str, Any]) -> Iterator[ReadingLine]:
    yield ReadingLine("Présentation", values["text"] or EMPTY, long=True)
    approved = values["approved_on"]
    yield ReadingLine("Relue et approuvée par la personne", f"le {day(approved)}" if approved else "pas encore")


def _project(values: dict[str, Any]) -> Iterator[ReadingLine]:
    yield ReadingLine("Besoins", values["needs"] or EMPTY, long=True)
    yield from planned(values)
    yield ReadingLine("Durée demandée", f"{values['months']} mois")
    yield ReadingLine("Résultats attendus", values["expected"] or EMPTY, long=True)


def planned(values: dict[str, Any]) -> Iterator[ReadingLine]:
    """The actions of a plan, a line each."""
    for action in values["actions"]:
        details = [action["text"], action["duration"] and f"durée : {action['duration']}"]
        details.append(action["expected"] and f"attendu : {action['expected']}")
        label = f"Action, {Domain(action['domain']).label}" if action["domain"] else "Action"
        yield ReadingLine(label, " ; ".join(filter(None, details)) or EMPTY)


def _engagements(values: dict[str, Any]) -> Iterator[ReadingLine]:
    yield ReadingLine("Engagements", values["engagements"] or EMPTY, long=True)
    signed = values["engagements_signed_on"]
    yield ReadingLine("Signés", f"le {day(signed)}" if signed else "pas encore")


def _results(values: dict[str, Any]) -> Iterator[ReadingLine]:
    yield ReadingLine("Difficultés rencontrées", values["difficulties"] or EMPTY, long=True)
    for said in values.get("outcomes", ()):
        why = f" : {_label(Cause, said['cause'])}" if said["cause"] else ""
        yield ReadingLine(f"Action prévue : {said['text']}", f"{_label(Done, said['outcome'])}{why}")
    yield ReadingLine("Actions faites et résultats", values["results"] or EMPTY, long=True)
    yield ReadingLine("Engagements tenus", _label(Respect, values["respect"]))


def _opinion(values: dict[str, Any]) -> Iterator[ReadingLine]:
    yield ReadingLine("Avis", _label(OpinionSense, values["opinion"]))
    yield ReadingLine("Raisons", values["opinion_text"] or EMPTY, long=True)


def _aid(values: dict[str, Any]) -> Iterator[ReadingLine]:
    asked = values["afis_asked"]
    yield ReadingLine("Aide demandée", EMPTY if asked is None else "oui" if asked else "non")
    if not asked:
        return
    yield ReadingLine("Peut demander le RSA", _label(Claimable, values["rsa"]))
    yield ReadingLine("Peut demander l’ADA", _label(Claimable, values["ada"]), stay=True)
    held = NONE_HELD if values["document"] == Held.NONE else _label(Held, values["document"])
    yield ReadingLine("Document de séjour", held, stay=True)
    for label, name in (("Personnes au foyer", "household"), ("Enfants à charge", "children")):
        yield ReadingLine(label, EMPTY if values[name] is None else number(values[name]))
    resources = values["resources"]
    yield ReadingLine("Ressources du foyer, le mois d’avant", EMPTY if resources is None else amount(resources))


def _safety(values: dict[str, Any]) -> Iterator[ReadingLine]:
    yield ReadingLine("Détail du danger", values["detail"] or "rien d’écrit", long=True)


def _pieces(values: dict[str, Any]) -> Iterator[ReadingLine]:
    for kind in PieceKind:
        piece = values["pieces"].get(kind)
        if piece is None:
            continue
        given = f", le {day(piece['given_on'])}" if piece["given_on"] else ""
        remark = f". {piece['remark']}" if piece["remark"] else ""
        yield ReadingLine(kind.label, f"{_label(PieceState, piece['state'])}{given}{remark}")


def _label(choices: Any, value: str) -> str:
    return choices(value).label if value else EMPTY


_LINES = {
    Part.SITUATION: _situation,
    Part.ACCOUNT: _account,
    Part.PROJECT: _project,
    Part.ENGAGEMENTS: _engagements,
    Part.RESULTS: _results,
    Part.OPINION: _opinion,
    Part.AID: _aid,
    Part.SAFETY: _safety,
    Part.PIECES: _pieces,
}
