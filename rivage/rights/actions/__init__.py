"""Verbs about rights."""

from rivage.rights.actions.afis import decide_afis

__all__ = ["decide_afis"]
