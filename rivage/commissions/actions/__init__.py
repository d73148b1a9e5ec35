"""Verbs of the commission: its composition, its sessions, what it says on each file, its papers."""

from rivage.commissions.actions.calling import call_coming, note_reply, undo_coming
from rivage.commissions.actions.composition import (
    add_seat,
    change_seat,
    end_holder,
    name_holder,
    propose_account,
    set_order,
)
from rivage.commissions.actions.convening import convene, reconvene
from rivage.commissions.actions.copies import (
    hand_all,
    hand_copy,
    print_copies,
    return_all,
    return_copy,
    undo_all,
    undo_copy,
)
from rivage.commissions.actions.minutes import sign_minutes, write_minutes
from rivage.commissions.actions.moving import Elsewhen, cancel_seance
from rivage.commissions.actions.opinions import record_avis, sign_releve, sign_releves
from rivage.commissions.actions.planning import (
    change_seance,
    plan_seance,
    postpone,
    reorder,
    schedule,
    schedule_all,
    unschedule,
    unschedule_all,
)
from rivage.commissions.actions.sitting import (
    close_seance,
    leave,
    open_seance,
    present,
    reopen_seance,
    set_attendance,
    stand_aside,
    take_back_aside,
    undo_presentation,
)

__all__ = [
    "Elsewhen",
    "add_seat",
    "call_coming",
    "cancel_seance",
    "change_seance",
    "change_seat",
    "close_seance",
    "convene",
    "end_holder",
    "hand_all",
    "hand_copy",
    "leave",
    "name_holder",
    "note_reply",
    "open_seance",
    "plan_seance",
    "postpone",
    "present",
    "print_copies",
    "propose_account",
    "reconvene",
    "record_avis",
    "reopen_seance",
    "reorder",
    "return_all",
    "return_copy",
    "schedule",
    "schedule_all",
    "set_attendance",
    "set_order",
    "sign_minutes",
    "sign_releve",
    "sign_releves",
    "stand_aside",
    "take_back_aside",
    "undo_all",
    "undo_coming",
    "undo_copy",
    "undo_presentation",
    "unschedule",
    "unschedule_all",
    "write_minutes",
]
