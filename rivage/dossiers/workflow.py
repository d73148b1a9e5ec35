"""The moves of a demande, as data (design §4). Nothing else changes `Demande.step`."""

from collections.abc import Iterable

from rivage.dossiers.enums import PENDING, Step


def back_to(step: Step) -> str:
    """The move that gives back a demande that a death stopped at `step`."""
    return f"back_to_{step}"


MOVES: dict[str, tuple[tuple[Step, ...], Step]] = {
    "submit": ((Step.DRAFT,), Step.SUBMITTED),
    "ask_missing": ((Step.SUBMITTED,), Step.INCOMPLETE),
    "answer_missing": ((Step.INCOMPLETE,), Step.SUBMITTED),
    # What no text asks for stops nothing (CRPA L114-5).
    "ask_question": ((Step.SUBMITTED,), Step.SUBMITTED),
    "answer_question": ((Step.SUBMITTED,), Step.SUBMITTED),
    "declare_complete": ((Step.SUBMITTED,), Step.COMPLETE),
    "schedule": ((Step.COMPLETE,), Step.SCHEDULED),
    "postpone": ((Step.SCHEDULED,), Step.COMPLETE),
    "adjourn": ((Step.SCHEDULED,), Step.COMPLETE),
    "sign_releve": ((Step.SCHEDULED,), Step.OPINED),
    "decide": ((Step.OPINED,), Step.DECIDED),
    # A judge rules in full jurisdiction, whatever the step (CE 19/11/2021 n° 440802).
    "decide_by_judgment": ((Step.SUBMITTED, Step.INCOMPLETE, Step.COMPLETE, Step.SCHEDULED), Step.DECIDED),
    "notify": ((Step.DECIDED,), Step.NOTIFIED),
    "withdraw": (tuple(step for step in PENDING if step not in (Step.DECIDED,)), Step.WITHDRAWN),
    "forward": ((Step.SUBMITTED, Step.INCOMPLETE, Step.COMPLETE), Step.FORWARDED),
    # The antenne opens the file to the préfet to whom it was forwarded: its own key is needed.
    "hand_over": ((Step.FORWARDED,), Step.SUBMITTED),
    # She left the département before any decision: the préfet of where she arrives goes on, at the date of deposit.
    "follow": (
        (Step.SUBMITTED, Step.COMPLETE, Step.SCHEDULED, Step.OPINED, Step.FORWARDED),
        Step.SUBMITTED,
    ),
    # Written by her antenne when she has died.
    "end_by_death": ((*PENDING, Step.FORWARDED), Step.WITHOUT_OBJECT),
    "without_object": ((Step.SUBMITTED, Step.INCOMPLETE, Step.COMPLETE, Step.SCHEDULED), Step.WITHOUT_OBJECT),
    # A judge stopped its decision before it was handed: another demande examines it again.
    "stop_by_judge": ((Step.DECIDED,), Step.WITHOUT_OBJECT),
    # Closed wrongly: it is checked again, or still waits for what was asked.
    "reopen": ((Step.WITHOUT_OBJECT,), Step.SUBMITTED),
    "reopen_incomplete": ((Step.WITHOUT_OBJECT,), Step.INCOMPLETE),
    # A death noted by mistake: what it stopped stands where it was.
    **{back_to(step): ((Step.WITHOUT_OBJECT,), step) for step in (*PENDING, Step.FORWARDED)},
}

# Those that her antenne makes, and nobody else: her word, a death, what was asked of it, her arrival there.
HERS = ("submit", "answer_missing", "answer_question", "withdraw", "hand_over", "follow", "end_by_death")
# Those that hang on what happened to her: the database asks it of them besides (`dossiers_may_move`).
ASKED = ("follow", *(back_to(step) for step in (*PENDING, Step.FORWARDED)))


def pairs(moves: Iterable[str]) -> list[tuple[str, str]]:
    """From which step to which other they lead."""
    found = {(str(source), str(MOVES[move][1])) for move in moves for source in MOVES[move][0]}
    return sorted(pair for pair in found if pair[0] != pair[1])


def target(move: str, step: str) -> Step | None:
    """Where `move` leads from `step`, or None when it does not apply there."""
    sources, destination = MOVES[move]
    return destination if step in sources else None
