"""The residence document that the aid asks for (R121-12-13-1), on the day of its decision and not of the demande.

Most arrive without any: the permit comes with the path. What was true at the demande never weighs against her later.
The need of a permit is not read here: beside the document and the nationality it would tell an asylum claim.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rivage.core.french import capital, day_in_words
from rivage.dossiers.afis import AWAITED, waiting
from rivage.law.afis import Document
from rivage.law.period import Days
from rivage.law.verdict import Outcome, Reason, Verdict, conclude
from rivage.rights.clocks.doubts import doubt_of
from rivage.rights.clocks.permit import PermitRequest

_AT_THE_DEMANDE = "Au jour de la demande : "


def held_on(permits: Sequence[PermitRequest], said: Document | None, on: date) -> Document | None:
    """The document held on a day: that of the path, else the demande’s word, unless one of the path ran out since."""
    valid = _valid(permits)
    if any(on in days for days in valid):
        return Document.APS
    if any(on in days for days in _protected(permits)):
        return Document.RENEWAL_RECEIPT
    return Document.NONE if valid else said


def _valid(permits: Sequence[PermitRequest]) -> list[Days]:
    return [one.sure for one in permits if one.sure is not None]


def _protected(permits: Sequence[PermitRequest]) -> list[Days]:
    """The days that the receipt of a renewal covers for sure."""
    return [span for one in permits if one.renewal for span in one.sure_receipts]


def on_the_day(verdict: Verdict, permits: Sequence[PermitRequest], said: Document | None, on: date) -> Verdict:
    """The verdict with the words of the day on the document. `said`: what the demande says of it."""
    now = held_on(permits, said, on)
    return conclude(_worded(reason, permits, said, now, on) for reason in waiting(verdict).reasons)


def _worded(
    reason: Reason, permits: Sequence[PermitRequest], said: Document | None, now: Document | None, on: date
) -> Reason:
    if reason.code == AWAITED:
        return replace(reason, sentence=_awaited(permits, said, on))
    if reason.code != "document" or reason.outcome is not Outcome.YES:
        return reason
    until = _last_day(permits, on)
    if until is not None:
        return replace(reason, sentence=f"{reason.sentence} Valable jusqu’au {_day(until, on)} inclus.")
    # Of a nationality that is enough, nothing is to be held.
    of_paper = now is not None and reason.sentence.startswith("La personne a ")
    sentence = reason.sentence.removeprefix("La personne a ")
    return replace(reason, sentence=f"{_AT_THE_DEMANDE}{sentence}") if of_paper else reason


def _last_day(permits: Sequence[PermitRequest], on: date) -> date | None:
    spans = _valid(permits) + _protected(permits)
    return max((days.last_day for days in spans if on in days), default=None)


def _awaited(permits: Sequence[PermitRequest], said: Document | None, on: date) -> str:
    last = permits[-1] if permits else None
    ended = max((days.last_day for days in _valid(permits)), default=None)
    doubt = doubt_of(permits, on)
    if doubt is not None:
        words = doubt.words(on)
        return f"{capital(words)} : l’aide pourra être accordée si ce document, ou un titre, vaut."
    if last is not None and last.refusal is not None and ended is not None and ended < last.refusal.on:
        ended = None
    if ended is not None:
        return f"Le titre a fini le {_day(ended, on)} : l’aide pourra être accordée dès qu’il est renouvelé."
    if last is not None and last.refusal is not None:
        return f"Le titre a été refusé le {_day(last.refusal.on, on)} : l’aide pourra être accordée si un titre vient."
    asked = f" (demandé le {_day(last.requested.on, on)})" if last is not None and last.requested is not None else ""
    sentence = f"Pas encore de titre{asked} : l’aide ne peut être accordée qu’une fois un titre délivré."
    return f"{sentence} {_AT_THE_DEMANDE}aucun des trois documents admis." if said is Document.NONE else sentence


def _day(day: date, on: date) -> str:
    return day_in_words(day, on=on, weekday=False)
