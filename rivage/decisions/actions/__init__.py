"""Verbs about a decision: prepare, hear, sign, notify."""

from rivage.decisions.actions.drafting import Draft, change_draft, draft_decision
from rivage.decisions.actions.hearing import Heard, invite_observations, record_observations
from rivage.decisions.actions.notifying import EndsEarly, correct_notification, notify
from rivage.decisions.actions.signing import sign_decision

__all__ = [
    "Draft",
    "EndsEarly",
    "Heard",
    "change_draft",
    "correct_notification",
    "draft_decision",
    "invite_observations",
    "notify",
    "record_observations",
    "sign_decision",
]
