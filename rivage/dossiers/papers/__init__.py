"""Papers of a demande and of its workshop, built from plain values."""

from rivage.dossiers.papers.copies import CoreCopy, core_copy
from rivage.dossiers.papers.deposit import PiecesRequest, Receipt, receipt, request_pieces
from rivage.dossiers.papers.workshop import WorkshopPaper, workshop_sheet

__all__ = [
    "CoreCopy",
    "PiecesRequest",
    "Receipt",
    "WorkshopPaper",
    "core_copy",
    "receipt",
    "request_pieces",
    "workshop_sheet",
]
