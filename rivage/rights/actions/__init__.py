"""Verbs about rights."""

from rivage.rights.actions.afis import decide_afis
from rivage.rights.actions.ending import end_afis, tell_end
from rivage.rights.actions.events import record_event
from rivage.rights.actions.months import order_month, read_answers, take_order
from rivage.rights.actions.stay import end_asylum, record_aps, set_need

__all__ = [
    "decide_afis",
    "end_afis",
    "end_asylum",
    "order_month",
    "read_answers",
    "record_aps",
    "record_event",
    "set_need",
    "take_order",
    "tell_end",
]
