"""Remedies against a decision, and what the outcome of a notification does to their delays.

The delays come from general knowledge of administrative litigation and stay to be confirmed: the reports do not give
them. CE 19/11/2021 n° 440802 is read: full jurisdiction, on the situation at the day of the judgment.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rivage.law.facts import a_date
from rivage.law.parameter import Value
from rivage.law.period import add_days, add_months
from rivage.law.values import at, stated
from rivage.law.verdict import Outcome, Reason, Verdict, allow, ask, refuse
from rivage.law.wording import count, day


class Issue(StrEnum):
    """How a notification ended."""

    HANDED = "remise"
    NOT_CLAIMED = "presentee_non_reclamee"
    REFUSED = "refusee"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Remedy:
    """A remedy as a letter states it: code, title, addressee, delay in months, sentence, and the value behind it."""

    code: str
    label: str
    addressee: str
    months: int
    sentence: str
    value: Value


_REMEDIES = (
    ("gracieux", "recours gracieux", "le préfet qui a pris la décision"),
    ("hierarchique", "recours hiérarchique", "le ministre compétent"),
    ("contentieux", "recours contentieux", "le tribunal administratif"),
)


def remedies(on: date) -> tuple[Remedy, ...]:
    """Return the remedies open against a decision notified on `on`, in the order a letter gives them."""
    found = []
    for code, label, addressee in _REMEDIES:
        value = at(f"recours.{code}_mois", on)
        sentence = f"Vous pouvez former un {label} devant {addressee}, dans les {value.value} mois de la notification."
        found.append(Remedy(code, label, addressee, value.value, sentence, value))
    return tuple(found)


def together(ways: tuple[Remedy, ...]) -> str:
    """The remedies as a letter states them: in one sentence where they have the same delay, else one each."""
    months, *differing = dict.fromkeys(way.months for way in ways)
    if differing:
        return " ".join(way.sentence for way in ways)
    *others, last = (f"un {way.label} devant {way.addressee}" for way in ways)
    return f"Dans les {months} mois de la notification, vous pouvez former {', '.join(others)}, ou {last}."


@dataclass(frozen=True, slots=True)
class Deadline:
    """`last_day` a remedy may be lodged, None when no delay runs."""

    last_day: date | None
    verdict: Verdict


def months_of(on: date) -> Value:
    """The months of the contentious delay that starts on a day."""
    return at("recours.contentieux_mois", a_date("on", on))


def last_day(starts: date) -> date:
    """Return the last day of the contentious delay that a decision, written or of silence, starts on a day.

    One reading for all of them, to confirm: the delay is whole (délai franc), its first and last days do not count,
    hence one day more than its months. No postponement for a Sunday or a holiday is added: the true last day may be
    later, never earlier.
    """
    return add_days(add_months(starts, months_of(starts).value), 1)


def deadline(issue: Issue, on: date, *, remedies_mentioned: bool) -> Deadline:
    """Return the last day of the contentious delay for a notification that ended as `issue` on `on`.

    `on` is the day it was handed over, presented or refused (`last_day`).
    """
    months, starts = months_of(on), at("recours.issues", on)
    values = (months, starts)
    if starts.value[issue.value] == "aucun":
        sentence = "La notification n’a pas pu se faire. Aucun délai de recours ne court."
        return Deadline(None, refuse("no_delay", sentence, article=starts.article, values=(starts,)))
    if not remedies_mentioned:
        mention = stated("recours.mention", on, "obligatoire")
        sentence = "La lettre ne mentionne pas les voies et délais de recours. Le délai ordinaire ne court pas."
        return Deadline(None, refuse("no_mention", sentence, article=mention.article, values=(mention,)))
    last = last_day(on)
    sentence = (
        f"Le délai de {count(months.value, 'mois', 'mois')} court du {day(on)}. Le recours est recevable au moins "
        f"jusqu’au {day(last)} inclus."
    )
    if issue is Issue.HANDED:
        return Deadline(last, allow(Reason("delay_runs", months.article, sentence, values, Outcome.YES)))
    sentence += " Le jour de départ est à confirmer, car le pli n’a pas été remis."
    return Deadline(last, ask("delay_to_check", sentence, article=months.article, values=values))
