"""A verdict: yes, no or a question, with reasons a person can read and the articles they rest on."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rivage.law.parameter import Value


class Outcome(StrEnum):
    """`question` is for what the text leaves open and for what the facts do not tell: a person must look."""

    YES = "yes"
    NO = "no"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground: a stable code, the article ("" when no text is at stake), a French sentence, the values used.

    `outcome` says which way this ground weighs. `always_said`: a doubt that no verdict leaves out of its sentence.
    """

    code: str
    article: str
    sentence: str
    values: tuple[Value, ...] = ()
    outcome: Outcome = Outcome.NO
    always_said: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """An outcome and its reasons. True only when the outcome is yes: a question never opens a door."""

    outcome: Outcome
    reasons: tuple[Reason, ...] = ()

    def __bool__(self) -> bool:
        return self.outcome is Outcome.YES

    @property
    def allowed(self) -> bool:
        return self.outcome is Outcome.YES

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(reason.code for reason in self.reasons)

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles relied on, each once, in the order of the reasons."""
        return tuple(dict.fromkeys(reason.article for reason in self.reasons if reason.article))

    @property
    def values(self) -> tuple[Value, ...]:
        """The dated values relied on and the readings they follow, each once, in the order of the reasons."""
        held = (value for reason in self.reasons for value in reason.values)
        return tuple(dict.fromkeys(each for value in held for each in (value, *value.rests_on)))

    @property
    def to_confirm(self) -> tuple[Value, ...]:
        """The values relied on that nobody has confirmed: every screen and paper showing the verdict says so."""
        return tuple(value for value in self.values if value.to_confirm)

    @property
    def sentence(self) -> str:
        """What explains the outcome, in one paragraph: the reasons that weigh its way, or all when none does.

        A reason that says how another reading of the text answers is there whichever way the verdict goes.
        """
        weighs = any(reason.outcome is self.outcome for reason in self.reasons)
        return " ".join(
            reason.sentence
            for reason in self.reasons
            if not weighs or reason.always_said or reason.outcome is self.outcome
        )

    def because(self, code: str) -> Reason | None:
        """Return the reason of that code, or None."""
        return next((reason for reason in self.reasons if reason.code == code), None)


def allow(*reasons: Reason) -> Verdict:
    """Return a yes. The reasons are what it relies on, or what the reader should know."""
    return Verdict(Outcome.YES, reasons)


def refuse(code: str, sentence: str, *, article: str = "", values: tuple[Value, ...] = ()) -> Verdict:
    """Return a no with one reason."""
    return Verdict(Outcome.NO, (Reason(code, article, sentence, values, Outcome.NO),))


def ask(code: str, sentence: str, *, article: str = "", values: tuple[Value, ...] = ()) -> Verdict:
    """Return a question with one reason."""
    return Verdict(Outcome.QUESTION, (Reason(code, article, sentence, values, Outcome.QUESTION),))


def conclude(reasons: Iterable[Reason]) -> Verdict:
    """Return no if one reason says no, else a question if one asks, else yes; every reason is kept."""
    grounds = tuple(reasons)
    return Verdict(_weakest([reason.outcome for reason in grounds]), grounds)


def combine(*verdicts: Verdict) -> Verdict:
    """Return the verdict that holds only if all hold, with the reasons of all."""
    reasons = tuple(reason for verdict in verdicts for reason in verdict.reasons)
    return Verdict(_weakest([verdict.outcome for verdict in verdicts]), reasons)


def _weakest(outcomes: list[Outcome]) -> Outcome:
    if Outcome.NO in outcomes:
        return Outcome.NO
    return Outcome.QUESTION if Outcome.QUESTION in outcomes else Outcome.YES
