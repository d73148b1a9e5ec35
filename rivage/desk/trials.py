"""Trials: what the law answers on facts typed for a minute. Dates and plain values in, words out; nothing is kept."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from rivage.desk.rules import slug
from rivage.law import afis, in_words, parcours
from rivage.law.afis_facts import AfisFacts
from rivage.law.parameter import Value
from rivage.law.period import Days, add_months
from rivage.law.territory import MAYOTTE
from rivage.law.values import NoValue, names, parameter
from rivage.law.verdict import Outcome, Reason, Verdict
from rivage.law.wording import day, euros

ONE_DAY = timedelta(days=1)
# How far a change of the verdict is looked for: two years.
AHEAD_YEARS = 2
# A value longer than this is read on its own page.
SHORT = 90


@dataclass(frozen=True, slots=True)
class Used:
    """A value that a reason rests on: what it is, what it says, where it is read."""

    label: str
    words: str
    slug: str
    to_confirm: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason, with the values it rests on."""

    reason: Reason
    used: tuple[Used, ...]


@dataclass(frozen=True, slots=True)
class AidOnDay:
    """The aid on a day. `amount` is that of a month, None when a condition fails or the children are unknown."""

    on: date
    verdict: Verdict
    grounds: tuple[Ground, ...]
    amount: Value | None


@dataclass(frozen=True, slots=True)
class AnswerSpan:
    """Days on which the answer is the same; `why` says what it was changed by, empty for the first."""

    first: date
    last: date
    outcome: Outcome
    amount: Value | None
    why: tuple[str, ...]


def used(values: tuple[Value, ...], departement: str = "") -> tuple[Used, ...]:
    """The values of a reason, in words. An amount leads to the scale it comes from."""
    return tuple(_used(value, departement) for value in values)


def _used(value: Value, departement: str) -> Used:
    if value.name not in names():
        scale = f"afis.bareme_{'mayotte' if departement == MAYOTTE else 'national'}"
        return Used("barème", euros(value.value), slug(scale), value.to_confirm)
    held = parameter(value.name)
    words = in_words.phrase(held, value)
    return Used(held.label, words if len(words) <= SHORT else "", slug(value.name), value.to_confirm)


def afis_on(facts: AfisFacts, beside: AidOnDay | None = None) -> AidOnDay:
    """The answer on the day of the facts; with `beside`, only the reasons that the other answer has not.

    Raise NoValue before the aid existed.
    """
    verdict = afis.evaluate(facts)
    known = {_same(ground.reason) for ground in beside.grounds} if beside else set()
    grounds = tuple(
        Ground(reason, used(reason.values, facts.departement))
        for reason in verdict.reasons
        if _same(reason) not in known
    )
    return AidOnDay(facts.decided_on, verdict, grounds, _amount(facts, verdict))


def _amount(facts: AfisFacts, verdict: Verdict) -> Value | None:
    if verdict.outcome is Outcome.NO or facts.children is None:
        return None
    return afis.amount(facts.children, facts.decided_on, facts.departement)


def _same(reason: Reason) -> tuple[str, Outcome, str]:
    return reason.code, reason.outcome, reason.sentence


def afis_ahead(facts: AfisFacts) -> tuple[AnswerSpan, ...]:
    """The same facts decided on each day of the two years that follow, days of the same answer together."""
    spans: list[AnswerSpan] = []
    before: tuple[Any, ...] | None = None
    reasons: tuple[Reason, ...] = ()
    for ahead in range((add_months(facts.decided_on, 12 * AHEAD_YEARS) - facts.decided_on).days + 1):
        current = replace(facts, decided_on=facts.decided_on + timedelta(days=ahead))
        verdict = afis.evaluate(current)
        amount = _amount(current, verdict)
        same = (verdict.outcome, amount and amount.value, amount and amount.to_confirm)
        if same == before:
            spans[-1] = replace(spans[-1], last=current.decided_on)
        else:
            known = {_same(reason) for reason in reasons}
            fresh = [reason.sentence for reason in verdict.reasons if _same(reason) not in known]
            why = tuple(fresh) if spans else ()
            spans.append(AnswerSpan(current.decided_on, current.decided_on, verdict.outcome, amount, why))
        before, reasons = same, verdict.reasons
    return tuple(spans)


@dataclass(frozen=True, slots=True)
class Start:
    """One reading of when the period starts, with its days when it may be granted. `sentence` is empty if no doubt."""

    sentence: str
    in_use: bool
    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class End:
    """One reading of when the rights of the running period end. `last` is None while they run until a notification."""

    sentence: str
    in_use: bool
    last: date | None
    lost: int
    kept: int


@dataclass(frozen=True, slots=True)
class PeriodAnswer:
    """What may be granted, from when, and until when the running rights last."""

    length: Verdict
    grounds: tuple[Ground, ...]
    starts: tuple[Start, ...]
    start_grounds: tuple[Ground, ...]
    ends: tuple[End, ...]
    end_grounds: tuple[Ground, ...]


def period_on(facts: dict[str, Any]) -> PeriodAnswer:
    """The answer on what `PeriodTrial` holds. Raise BadFact or NoValue."""
    on: date = facts["decided_on"]
    length = parcours.period_months(facts["requested"], facts["used"], on)
    running = Days.between(facts["first_day"], facts["last_day"]) if facts["last_day"] else None
    starts, start_grounds = _starts(facts, running) if running else ((_start("", True, on, facts, None),), ())
    ends, end_grounds = _ends(facts, running) if running else ((), ())
    grounds = tuple(Ground(reason, used(reason.values)) for reason in length.reasons)
    return PeriodAnswer(length, grounds, starts, start_grounds, ends, end_grounds)


def _readings(name: str) -> tuple[tuple[str, str], ...]:
    """The readings of a setting, the one in use first."""
    held = parameter(name)
    current = held.values[-1].value
    return tuple(sorted(held.alternatives, key=lambda each: each[0] != current))


def _starts(facts: dict[str, Any], running: Days) -> tuple[tuple[Start, ...], tuple[Ground, ...]]:
    on = facts["decided_on"]
    verdict, start = parcours.renewal_start(running.end, on)
    grounds = tuple(Ground(reason, used(reason.values)) for reason in verdict.reasons)
    if verdict.outcome is not Outcome.QUESTION:
        return (_start("", True, start, facts, running),), grounds
    found = []
    for rank, (code, sentence) in enumerate(_readings("psp.renouvellement_tardif")):
        _, start = parcours.renewal_start(running.end, on, chosen=code)
        found.append(_start(sentence, rank == 0, start, facts, running))
    return tuple(found), grounds


def _start(sentence: str, in_use: bool, first: date, facts: dict[str, Any], running: Days | None) -> Start:
    existing = (running,) if running else ()
    _, period = parcours.grant(first, facts["used"], facts["requested"], facts["decided_on"], existing=existing)
    return Start(sentence, in_use, first, period.last_day if period else None)


def _ends(facts: dict[str, Any], running: Days) -> tuple[tuple[End, ...], tuple[Ground, ...]]:
    notified: date | None = facts["notified_on"]
    on = max(facts["decided_on"], notified) if notified else facts["decided_on"]

    def read(chosen: str | None) -> parcours.EndOfRights:
        return parcours.end_of_rights(running, on, notified_on=notified, renewal_pending=True, chosen=chosen)

    ended = read(None)
    grounds = tuple(Ground(reason, used(reason.values)) for reason in ended.verdict.reasons)
    if ended.verdict.outcome is not Outcome.QUESTION:
        return (_end("", True, ended),), grounds
    readings = _readings("psp.attente_apres_terme")
    return tuple(_end(sentence, rank == 0, read(code)) for rank, (code, sentence) in enumerate(readings)), grounds


def _end(sentence: str, in_use: bool, ended: parcours.EndOfRights) -> End:
    last = ended.end - ONE_DAY if ended.end else None
    return End(sentence, in_use, last, ended.days_lost, ended.days_kept)


def silent(error: NoValue) -> str:
    """What to say of a day on which the law has no value: the rule in words, and its first day."""
    held = parameter(error.name)
    first = held.values[0].start
    if error.on < first:
        return f"à cette date, rien n’est écrit sur «\u00a0{held.label}\u00a0». La première règle est du {day(first)}."
    return f"à cette date, «\u00a0{held.label}\u00a0» n’existe plus."
