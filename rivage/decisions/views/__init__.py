"""Pages of a decision."""

from rivage.decisions.views.contesting import file, follow, help_her, reexamine, remedies
from rivage.decisions.views.notifying import correct, notify
from rivage.decisions.views.pages import decision, decisions, decisions_export, hear
from rivage.decisions.views.printing import invitation, paper
from rivage.decisions.views.rereading import reread, reread_paper
from rivage.decisions.views.signing import sign

__all__ = [
    "correct",
    "decision",
    "decisions",
    "decisions_export",
    "file",
    "follow",
    "hear",
    "help_her",
    "invitation",
    "notify",
    "paper",
    "reexamine",
    "remedies",
    "reread",
    "reread_paper",
    "sign",
]
