"""The commission of a département, its sessions, and what it says on each file."""

from rivage.commissions.models.avis import AgendaItem, Avis, Deport, Extract, SignedReleve
from rivage.commissions.models.commission import Commission, Member, Seat, SeatHolder
from rivage.commissions.models.seance import Attendance, Convocation, Minutes, PaperCopy, Reopening, Seance

__all__ = [
    "AgendaItem",
    "Attendance",
    "Avis",
    "Commission",
    "Convocation",
    "Deport",
    "Extract",
    "Member",
    "Minutes",
    "PaperCopy",
    "Reopening",
    "Seance",
    "Seat",
    "SeatHolder",
    "SignedReleve",
]
