"""A step in words."""

from collections.abc import Iterator

from rivage.core.french import capital, hour
from rivage.law.wording import day
from rivage.support.enums import Barrier, StepDomain
from rivage.support.models import Approach
from rivage.support.steps.themes import theme
from rivage.support.steps.told import ApproachTold, told_of


def titled(row: Approach) -> str:
    """« Logement, hébergement : CHRS, auprès de l’association voisine »."""
    label = StepDomain(row.domain).label
    kind = theme(row.domain).kinds.get(row.kind or "", "")
    of, by = f" : {kind}" if kind else "", f", auprès de {row.partner}" if row.partner else ""
    return f"{capital(label)}{of}{by}"


def words(row: Approach) -> str:
    """« faite le 3 mars ; refusé, aucune place, le 5 avril ; à reprendre le 12 avril à 9 h »."""
    told = told_of(row)
    said = [f"faite le {day(told.asked_on)}"]
    if told.answered_on:
        reason = theme(told.domain).reasons.get(told.reason, "")
        why = f", {reason}," if reason else ","
        said.append(f"{theme(told.domain).outcomes[told.outcome]}{why} le {day(told.answered_on)}")
    said.extend(_details(told))
    if told.due:
        said.append(f"à reprendre le {day(told.due)}{f' à {hour(told.due_at)}' if told.due_at else ''}")
    return " ; ".join(said)


def _details(told: ApproachTold) -> Iterator[str]:
    declared = theme(told.domain)
    for code, detail in declared.details.items():
        if given := told.details.get(code, ""):
            yield f"{detail.label.lower()} : {detail.words(given)}" if detail.answers else detail.words(given)
    for label, date in zip(declared.days_of(told.kind), (told.starts, told.ends), strict=True):
        if date:
            yield f"{label.lower()} {day(date)}"


def barriers(row: Approach) -> list[str]:
    """What stands in the way, in words."""
    return [Barrier(code).label for code in row.barriers.split(",") if code]


def said(row: Approach) -> str:
    """A row, in one line."""
    return f"{titled(row)} ; {words(row)}"
