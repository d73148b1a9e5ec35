"""Pages of a decision."""

from rivage.decisions.views.pages import decision, decisions, decisions_export, hear, notify, sign
from rivage.decisions.views.printing import paper

__all__ = ["decision", "decisions", "decisions_export", "hear", "notify", "paper", "sign"]
