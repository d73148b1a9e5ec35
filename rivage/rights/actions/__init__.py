"""Verbs about rights."""

from rivage.rights.actions.afis import decide_afis
from rivage.rights.actions.ending import end_afis, tell_end
from rivage.rights.actions.events import record_event
from rivage.rights.actions.months import order_month, read_answers, take_order

__all__ = [
    "decide_afis",
    "end_afis",
    "order_month",
    "read_answers",
    "record_event",
    "take_order",
    "tell_end",
]
