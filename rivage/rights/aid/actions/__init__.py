"""Verbs about the aid: decide it, order its months, read the answers, note what moves it, end it."""

from rivage.rights.aid.actions.afis import correct_afis, decide_afis, examine_afis
from rivage.rights.aid.actions.answering import answer_line, compare_answers, read_answers
from rivage.rights.aid.actions.correcting import Answered, correct_answer
from rivage.rights.aid.actions.end_correcting import check_instead, correct_end
from rivage.rights.aid.actions.ending import EndTold, check_end, end_afis, end_version
from rivage.rights.aid.actions.events import record_event, take_back_event
from rivage.rights.aid.actions.hearing import Invited, invite_before_end, record_before_end, review_aid
from rivage.rights.aid.actions.months import order_month, take_order
from rivage.rights.aid.actions.noticing import AmountTold, note_payer_notice, take_back_payer_notice
from rivage.rights.aid.actions.telling import correct_aid_notice, tell_aid

__all__ = [
    "AmountTold",
    "Answered",
    "EndTold",
    "Invited",
    "answer_line",
    "check_end",
    "check_instead",
    "compare_answers",
    "correct_afis",
    "correct_aid_notice",
    "correct_answer",
    "correct_end",
    "decide_afis",
    "end_afis",
    "end_version",
    "examine_afis",
    "invite_before_end",
    "note_payer_notice",
    "order_month",
    "read_answers",
    "record_before_end",
    "record_event",
    "review_aid",
    "take_back_event",
    "take_back_payer_notice",
    "take_order",
    "tell_aid",
]
