"""What her file says of the tables of people and of demandes that keep codes, and what it leaves out."""

from rivage.core import questions
from rivage.dossiers import parts, reading
from rivage.dossiers.enums import DangerLevel, Part
from rivage.dossiers.models import (
    Aid,
    MissingRequest,
    NoteDraft,
    NotHerName,
    PartVersion,
    Period,
    Project,
    Situation,
)
from rivage.dossiers.printing.held import register, withhold
from rivage.dossiers.situation import SITUATION
from rivage.law.period import ONE_DAY
from rivage.law.wording import day
from rivage.people import birth
from rivage.people.enums import BirthSource, Civility, Zone
from rivage.people.models import Accompaniment, Exclusion, Identity, RelayCorrection


def _identity(row: Identity) -> list[str]:
    known = f", {BirthSource(row.birth_source).label}" if row.birth else ""
    said = (
        ("Nom d’usage", row.name_in_use),
        ("Civilité choisie", dict(Civility.choices).get(row.civility, row.civility) if row.civility else ""),
        ("Nom de famille à l’état civil", row.family_name),
        ("Prénoms à l’état civil", row.given_names),
        ("Naissance", f"{birth.in_words(row.birth)}{known}" if row.birth else ""),
        ("Lieu de naissance", row.birth_place),
        ("Nationalité", row.nationality),
        ("Nationalité, au sens de l’aide", dict(Zone.choices).get(row.zone, row.zone)),
    )
    return [f"{label} : {words}" for label, words in said if words]


def _situation(row: Situation) -> list[str]:
    answers = SITUATION.lines(questions.read(row.answers))
    level = DangerLevel(row.danger).label if row.danger else reading.EMPTY
    return [*(f"{label} : {words or reading.EMPTY}" for label, words in answers), f"Danger : {level}"]


def _parts_of(row: Project | Aid, *which: Part) -> list[str]:
    """As every page reads them; the lines beside, which are tables of their own, apart."""
    found = []
    for part in which:
        values = {name: getattr(row, name) for name in parts.FIELDS[part][1]} | {"actions": (), "outcomes": ()}
        found += [f"{line.label} : {line.text}" for line in reading.lines(part, values)]
    return found


def _version(row: PartVersion) -> list[str]:
    """An earlier wording, or one set aside, as the part is read: the one in force is printed with its part."""
    if not row.aside and row.version == parts.version(row.demande, row.part):
        return []
    said = reading.lines(row.part, parts.load(row.part, row.values))
    return [f"Écriture de « {Part(row.part).label} »", *(f"{line.label} : {line.text}" for line in said)]


def _request(row: MissingRequest) -> list[str]:
    asked = ", ".join(Part(one).label for one in row.parts)
    answers = questions.read(row.answers) if row.answers else {}
    return [f"Parties à compléter : {asked}", f"Ce qui manque : {row.text}", *filter(None, answers.values())]


def _period(row: Period) -> list[str]:
    ended = [f"Finie avant, le {day(row.ended_on)}"] if row.ended_on else []
    return [f"{row.months} mois, du {day(row.starts)} au {day(row.ends - ONE_DAY)}", *ended]


register(Period, _period)
register(Identity, _identity)
register(Situation, _situation)
register(Project, lambda row: _parts_of(row, Part.PROJECT, Part.ENGAGEMENTS, Part.RESULTS, Part.OPINION))
register(Aid, lambda row: _parts_of(row, Part.AID))
register(PartVersion, _version, "Ce qui était écrit avant")
register(MissingRequest, _request)
register(Accompaniment, lambda row: [f"{row.get_kind_display()} : une personne de l’association"])
register(Exclusion, lambda row: ["Une lecture est écartée, à sa demande. Le nom n’est pas imprimé."])
withhold(NoteDraft, "une note en cours d’écriture, que seul son auteur lit, n’est pas encore une note")
withhold(NotHerName, "un mot d’une partie, imprimée plus haut, dit « pas son nom »")
withhold(RelayCorrection, "la date corrigée d’une annonce, qui ne dit rien d’elle")
