"""Verbs about the aid: decide it, order its months, read the answers, note what moves it, end it."""

from rivage.rights.aid.actions.afis import correct_afis, decide_afis, examine_afis
from rivage.rights.aid.actions.answering import answer_line, compare_answers, read_answers
from rivage.rights.aid.actions.correcting import Answered, correct_answer
from rivage.rights.aid.actions.end_correcting import check_instead, correct_end
from rivage.rights.aid.actions.ending import (
    EndTold,
    check_end,
    correct_told,
    end_afis,
    end_version,
    tell_end,
)
from rivage.rights.aid.actions.events import record_event, take_back_event
from rivage.rights.aid.actions.months import order_month, take_order

__all__ = [
    "Answered",
    "EndTold",
    "answer_line",
    "check_end",
    "check_instead",
    "compare_answers",
    "correct_afis",
    "correct_answer",
    "correct_end",
    "correct_told",
    "decide_afis",
    "end_afis",
    "end_version",
    "examine_afis",
    "order_month",
    "read_answers",
    "record_event",
    "take_back_event",
    "take_order",
    "tell_end",
]
