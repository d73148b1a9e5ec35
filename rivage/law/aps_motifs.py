"""Coded motives of a refusal of the permit: the conditions of L425-4, or what no text that was read provides for."""

from datetime import date

from rivage.law import afis_motifs
from rivage.law.afis_motifs import WITHOUT, CodedMotif

_PREFIX = "aps.motif."
__all__ = ["WITHOUT", "CodedMotif", "codes", "motif", "motifs"]


def codes() -> tuple[str, ...]:
    return afis_motifs.codes(_PREFIX)


def motif(code: str, on: date) -> CodedMotif:
    return afis_motifs.motif(code, on, _PREFIX)


def motifs(on: date) -> tuple[CodedMotif, ...]:
    return afis_motifs.motifs(on, _PREFIX)
