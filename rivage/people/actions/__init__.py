"""Verbs about people."""

from rivage.people.actions.file import (
    add_child,
    change_child,
    change_contact,
    change_identity,
    create_person,
    erase_person,
    give_accord,
    restore_accord,
    withdraw_accord,
)
from rivage.people.actions.held import hold
from rivage.people.actions.openings import close, exclude, give_back, open_file, readmit
from rivage.people.actions.team import Handed, assign, correct_told, hand_over, hand_over_many, note_told, take_off
from rivage.people.actions.transfers import (
    Arrived,
    Arriving,
    Offered,
    accept_transfer,
    cancel_transfer,
    look_at_transfer,
    offer_transfer,
)

__all__ = [
    "Arrived",
    "Arriving",
    "Handed",
    "Offered",
    "accept_transfer",
    "add_child",
    "assign",
    "cancel_transfer",
    "change_child",
    "change_contact",
    "change_identity",
    "close",
    "correct_told",
    "create_person",
    "erase_person",
    "exclude",
    "give_accord",
    "give_back",
    "hand_over",
    "hand_over_many",
    "hold",
    "look_at_transfer",
    "note_told",
    "offer_transfer",
    "open_file",
    "readmit",
    "restore_accord",
    "take_off",
    "withdraw_accord",
]
