"""Verbs about a demande and its path."""

from rivage.dossiers.actions.periods import end_rights, grant_period, used_months
from rivage.dossiers.actions.steps import move

__all__ = ["end_rights", "grant_period", "move", "used_months"]
