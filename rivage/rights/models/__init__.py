"""Rights that a path opens: the permit, the aid and its months, and the warnings before they lapse."""

from rivage.rights.models.afis import AfisCorrection, AfisDecision
from rivage.rights.models.alert import Alert
from rivage.rights.models.fund import FundAid, FundCorrection, FundLine
from rivage.rights.models.hearing import AidHearing, AidReview
from rivage.rights.models.lived import ConsularStep, OneOffPaid, PermitPractice
from rivage.rights.models.months import (
    AfisAnswer,
    AfisEnd,
    AfisMonth,
    AfisOrder,
    AidEvent,
    AnswerCorrection,
    EndCorrection,
    EventCorrection,
    PayerNotice,
)
from rivage.rights.models.notice import AidNotice, PermitNotice
from rivage.rights.models.stay import ApsCorrection, ApsFact, LetterDay, NeedSpan, PermitMotive, ResidenceNeed

__all__ = [
    "AfisAnswer",
    "AfisCorrection",
    "AfisDecision",
    "AfisEnd",
    "AfisMonth",
    "AfisOrder",
    "AidEvent",
    "AidHearing",
    "AidNotice",
    "AidReview",
    "Alert",
    "AnswerCorrection",
    "ApsCorrection",
    "ApsFact",
    "ConsularStep",
    "EndCorrection",
    "EventCorrection",
    "FundAid",
    "FundCorrection",
    "FundLine",
    "LetterDay",
    "NeedSpan",
    "OneOffPaid",
    "PayerNotice",
    "PermitMotive",
    "PermitNotice",
    "PermitPractice",
    "ResidenceNeed",
]
