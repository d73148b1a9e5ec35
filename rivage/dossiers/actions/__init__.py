"""Verbs about a demande and its path."""

from rivage.dossiers.actions.closing import (
    contest_closing,
    read_without_object,
    reopen,
    uphold_closing,
    without_object,
)
from rivage.dossiers.actions.death import note_death, stopped, unnote_death
from rivage.dossiers.actions.demande import (
    answer_missing,
    ask_missing,
    declare_complete,
    forward,
    hand_over,
    open_demande,
    submit,
    withdraw,
)
from rivage.dossiers.actions.ends import (
    come_back,
    interrupt,
    note_absence,
    renounce,
    reopen_path,
    revoke_interruption,
    revoke_renunciation,
)
from rivage.dossiers.actions.papers import print_about_her, print_paper
from rivage.dossiers.actions.parts import save_part, say_not_her_name, settle_part
from rivage.dossiers.actions.periods import end_rights, grant_period
from rivage.dossiers.actions.steps import hold, move
from rivage.dossiers.actions.suivi import (
    add_note,
    end_suivi,
    keep_draft,
    mistake_end,
    nothing_runs,
    open_suivi,
    resume_suivi,
)
from rivage.dossiers.actions.transfers import open_where_she_is, welcome
from rivage.dossiers.actions.word import restore_word, take_word_back

__all__ = [
    "add_note",
    "answer_missing",
    "ask_missing",
    "come_back",
    "contest_closing",
    "declare_complete",
    "end_rights",
    "end_suivi",
    "forward",
    "grant_period",
    "hand_over",
    "hold",
    "interrupt",
    "keep_draft",
    "mistake_end",
    "move",
    "note_absence",
    "note_death",
    "nothing_runs",
    "open_demande",
    "open_suivi",
    "open_where_she_is",
    "print_about_her",
    "print_paper",
    "read_without_object",
    "renounce",
    "reopen",
    "reopen_path",
    "restore_word",
    "resume_suivi",
    "revoke_interruption",
    "revoke_renunciation",
    "save_part",
    "say_not_her_name",
    "settle_part",
    "stopped",
    "submit",
    "take_word_back",
    "unnote_death",
    "uphold_closing",
    "welcome",
    "withdraw",
    "without_object",
]
