"""A rule asked month after month, on facts that change: what the law answered, and from when."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from rivage.law.casefile import Record
from rivage.law.evaluation import COMPUTED, RULES, answer, near
from rivage.law.facts import BadFact
from rivage.law.given import signature
from rivage.law.period import add_months
from rivage.law.values import NoValue
from rivage.law.wording import euros, month, quoted

DAYS = ("on", "decided_on")
EXAMINED = "jour examiné"
OUTCOMES = {"yes": "oui", "no": "non", "question": "à trancher", "": "aucune règle"}


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """What the rule answers from month `first` to month `last` (first days of months), the same each month.

    `outcome` is a French word; `amount` is empty when there is none; `says` explains what is not a yes; `to_confirm`
    names the values nobody has confirmed.
    """

    first: date
    last: date
    outcome: str
    amount: str
    articles: tuple[str, ...]
    to_confirm: tuple[str, ...]
    says: str

    @property
    def answer(self) -> tuple[Any, ...]:
        return self.outcome, self.amount, self.articles, self.to_confirm, self.says


def timeline(rule: str, facts: Mapping[str, Any], first: date, last: date) -> tuple[TimelineRow, ...]:
    """Return one row a month from `first` to `last`, asked on the first day of each month.

    A fact that changes is written as days and values, `{2017-01-01: 0, 2019-06-14: 1}`: before its first day it is
    not known. The text `jour examiné` stands for the day asked. Raise BadFact with the month in its sentence.
    """
    day = _day_of(rule)
    if day in facts:
        raise BadFact(day, "ce fait vient du mois examiné et ne s’écrit pas.")
    return tuple(_row(rule, {**dict(_on(facts, on)), day: on}, on) for on in _months(first, last))


def grouped(rows: Iterable[TimelineRow]) -> tuple[TimelineRow, ...]:
    """Return the rows with runs of equal months made one."""
    runs: list[TimelineRow] = []
    for row in rows:
        if runs and runs[-1].answer == row.answer:
            runs[-1] = TimelineRow(runs[-1].first, row.last, *row.answer)
        else:
            runs.append(row)
    return tuple(runs)


def _day_of(rule: str) -> str:
    if rule not in RULES:
        raise BadFact("rule", f"aucune règle ne porte ce nom.{near(rule, tuple(RULES))}")
    for name in DAYS:
        if name in signature(RULES[rule]).readers:
            return name
    raise BadFact("rule", f"{quoted(rule)} ne dépend pas d’un jour examiné.")


def _months(first: date, last: date) -> Iterator[date]:
    current = first.replace(day=1)
    while current <= last:
        yield current
        current = add_months(current, 1)


def _on(facts: Mapping[str, Any], on: date) -> Iterator[tuple[str, Any]]:
    for name, given in facts.items():
        series = _series(name, given)
        if series is None:
            yield name, on if given == EXAMINED else given
            continue
        known = [each for start, each in series if start <= on]
        if known:
            yield name, on if known[-1] == EXAMINED else known[-1]


def _series(name: str, given: Any) -> list[tuple[date, Any]] | None:
    """The days and values of a fact that changes; None for a fact that does not."""
    if not isinstance(given, Record) or not given or not all(key[:4].isdecimal() and "-" in key for key in given):
        return None
    try:
        return sorted((date.fromisoformat(key), each) for key, each in given.items())
    except ValueError:
        raise BadFact(name, "un de ces jours n’existe pas dans le calendrier.") from None


def _row(rule: str, facts: Mapping[str, Any], on: date) -> TimelineRow:
    try:
        line = answer(rule, facts)
    except NoValue as absent:
        return TimelineRow(on, on, OUTCOMES[""], "", (), (), str(absent).partition(". ")[2])
    except BadFact as refused:
        raise type(refused)(refused.field, f"{refused.sentence} Mois examiné\u00a0: {month(on)}.") from refused
    outcome = line.get("outcome", "")
    says = [each["sentence"] for each in line.get("reasons", ()) if each["outcome"] == outcome != "yes"]
    articles = [each["article"] for each in line.get("reasons", ()) if each["outcome"] == outcome] or line["articles"]
    return TimelineRow(
        on,
        on,
        OUTCOMES[outcome] if outcome else "",
        _amount(line),
        tuple(dict.fromkeys(each for each in articles if each)),
        tuple(line["to_confirm"]),
        " ".join(says),
    )


def _amount(line: Mapping[str, Any]) -> str:
    """The amount a rule worked out, or the one it was asked for."""
    asked = line["result"].get("name") if isinstance(line.get("result"), Mapping) else None
    for each in line["values"]:
        if (
            each["unit"] == "EUR"
            and (each["name"] in COMPUTED or each["name"] == asked)
            and type(each["value"]) is str
        ):
            return euros(Decimal(each["value"]))
    return ""
