"""Pages of a decision."""

from rivage.decisions.views.pages import decision, decisions, hear, notify, sign
from rivage.decisions.views.printing import paper

__all__ = ["decision", "decisions", "hear", "notify", "paper", "sign"]
