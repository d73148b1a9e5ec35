"""Coded motives of a refusal of the permit: the conditions of L425-4, or what no text that was read provides for."""

from collections.abc import Iterable
from datetime import date

from rivage.law import afis_motifs
from rivage.law.afis_motifs import CodedMotif

_PREFIX = "aps.motif."


def codes() -> tuple[str, ...]:
    return afis_motifs.codes(_PREFIX)


def coded(said: Iterable[str], on: date) -> list[CodedMotif]:
    return afis_motifs.coded(said, on, _PREFIX)


def motifs(on: date) -> tuple[CodedMotif, ...]:
    return afis_motifs.motifs(on, _PREFIX)
