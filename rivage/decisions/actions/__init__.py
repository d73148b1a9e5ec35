"""Verbs about a decision: prepare, hear, sign, notify, contest."""

from rivage.decisions.actions.contesting import Helped, RecoursSaid, file_recours, follow_recours, note_help, reexamine
from rivage.decisions.actions.drafting import Draft, change_draft, draft_decision
from rivage.decisions.actions.hearing import invite_observations, record_observations
from rivage.decisions.actions.notifying import EndsEarly, correct_notification, notify
from rivage.decisions.actions.signing import sign_decision
from rivage.decisions.heard import Heard

__all__ = [
    "Draft",
    "EndsEarly",
    "Heard",
    "Helped",
    "RecoursSaid",
    "change_draft",
    "correct_notification",
    "draft_decision",
    "file_recours",
    "follow_recours",
    "invite_observations",
    "note_help",
    "notify",
    "record_observations",
    "reexamine",
    "sign_decision",
]
