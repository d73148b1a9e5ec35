"""Verbs about people."""

from rivage.people.actions.file import (
    add_child,
    assign,
    change_child,
    change_contact,
    change_identity,
    close,
    create_person,
    erase_person,
    exclude,
    give_accord,
    open_file,
    readmit,
    withdraw_accord,
)

__all__ = [
    "add_child",
    "assign",
    "change_child",
    "change_contact",
    "change_identity",
    "close",
    "create_person",
    "erase_person",
    "exclude",
    "give_accord",
    "open_file",
    "readmit",
    "withdraw_accord",
]
