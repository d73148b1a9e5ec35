"""Verbs about the permit: say why it is needed, note what happened to a request and how its answer reached her."""

from rivage.rights.permit.actions.letter import letter_version, say_letter_day
from rivage.rights.permit.actions.motives import MotivesTold, motives_version, noted_by, say_motives
from rivage.rights.permit.actions.noting import (
    StepTold,
    aps_version,
    correct_aps,
    end_asylum,
    is_noted,
    need_version,
    path_begins,
    record_aps,
    set_need,
)
from rivage.rights.permit.actions.telling import correct_permit_notice, tell_permit

__all__ = [
    "MotivesTold",
    "StepTold",
    "aps_version",
    "correct_aps",
    "correct_permit_notice",
    "end_asylum",
    "is_noted",
    "letter_version",
    "motives_version",
    "need_version",
    "noted_by",
    "path_begins",
    "record_aps",
    "say_letter_day",
    "say_motives",
    "set_need",
    "tell_permit",
]
