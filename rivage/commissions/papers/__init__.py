"""Papers of a session. People are there by file number only: no field of these dataclasses takes their name."""

from rivage.commissions.papers.letters import (
    AgendaLine,
    ConvocationLetter,
    ListedMember,
    Session,
    agenda,
    attendance_sheet,
    cancellation,
    convocation,
)
from rivage.commissions.papers.opinions import (
    AvisAnswer,
    MinutesContent,
    Opinion,
    Sense,
    Votes,
    extract,
    minutes,
    releve,
)

__all__ = [
    "AgendaLine",
    "AvisAnswer",
    "ConvocationLetter",
    "ListedMember",
    "MinutesContent",
    "Opinion",
    "Sense",
    "Session",
    "Votes",
    "agenda",
    "attendance_sheet",
    "cancellation",
    "convocation",
    "extract",
    "minutes",
    "releve",
]
