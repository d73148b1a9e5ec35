"""Suivi, parcours, periods, demandes and their parts. Every table here is nominative: see rows.sql."""

from rivage.dossiers.models.demande import Demande, MissingRequest, WithoutObject
from rivage.dossiers.models.note import Note, NoteDraft, NotHerName, PartVersion
from rivage.dossiers.models.parcours import Interruption, MistakenEnd, Parcours, Period, Renunciation, Suivi, TakeOver
from rivage.dossiers.models.parts import (
    Account,
    ActionResult,
    Aid,
    DemandePart,
    Piece,
    PlanAction,
    Project,
    Residence,
    Safety,
    Situation,
)

__all__ = [
    "Account",
    "ActionResult",
    "Aid",
    "Demande",
    "DemandePart",
    "Interruption",
    "MissingRequest",
    "MistakenEnd",
    "NotHerName",
    "Note",
    "NoteDraft",
    "Parcours",
    "PartVersion",
    "Period",
    "Piece",
    "PlanAction",
    "Project",
    "Renunciation",
    "Residence",
    "Safety",
    "Situation",
    "Suivi",
    "TakeOver",
    "WithoutObject",
]
