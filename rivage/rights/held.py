"""What her file says of what her association alone reads of her permit and of her aid."""

from datetime import date

from rivage.dossiers.printing.held import register, withhold
from rivage.law.wording import day
from rivage.rights.enums import AidChange, PermitNeed
from rivage.rights.models import AidEvent, Alert, ConsularStep, LetterDay, ResidenceNeed
from rivage.rights.permit import consular


def _need(row: ResidenceNeed) -> list[str]:
    until = [f"Dernier jour de l’autre document : {day(date.fromisoformat(row.until))}"] if row.until else []
    return [PermitNeed(row.need).label, *until] if row.need else until


def _event(row: AidEvent) -> list[str]:
    children = [f"Enfants à charge depuis : {row.children}"] if row.children is not None else []
    return [f"{AidChange(row.kind).label}, le {day(row.on)}", *children]


def _consular(row: ConsularStep) -> list[str]:
    return [f"{consular.said(row)}, le {day(row.on)}", *([row.words] if row.words else [])]


register(ResidenceNeed, _need)
register(AidEvent, _event)
register(ConsularStep, _consular)
register(LetterDay, lambda row: [f"Dernier jour écrit sur la lettre : {day(date.fromisoformat(row.last_day))}"])
withhold(Alert, "un rappel que Rivage calcule des dates imprimées plus haut")
