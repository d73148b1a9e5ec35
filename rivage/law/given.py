"""From the plain facts of a file to what the annotations of a rule ask for."""

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from rivage.law.facts import BadFact, a_date, a_whole_number, an_amount, one_of
from rivage.law.period import Days
from rivage.law.wording import NBSP, listed, quoted

Reader = Callable[[str, Any], Any]

# Digits of ASCII alone: Python reads the digits of every script, underscores, exponents and spaces.
_AMOUNT = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,2})?")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What a file wrote as a day that no calendar has, or as a number that reads two ways; `sentence` says so."""

    written: str
    sentence: str

    def __str__(self) -> str:
        return self.written


@dataclass(frozen=True, slots=True)
class RuleSignature:
    """What a rule asks for: a reader for each fact, the facts it cannot do without, and the record they make.

    A rule that asks for one record takes its fields as facts: `record` is then its parameter and what makes it.
    """

    readers: Mapping[str, Reader]
    required: tuple[str, ...]
    record: tuple[str, Callable[..., Any]] | None = None
    beside: tuple[str, ...] = ()

    def read(self, rule: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the arguments of the rule. Raise BadFact: unknown, missing (all named), unreadable."""
        for name in given:
            if name not in self.readers:
                raise BadFact(str(name), f"{quoted(rule)} n’a pas de fait de ce nom.{self._near(str(name))}")
        missing = [name for name in self.required if name not in given]
        if missing:
            what = "le fait" if len(missing) == 1 else "les faits"
            raise BadFact(", ".join(missing), f"il manque {what} {listed(missing)} pour {quoted(rule)}.")
        read = {name: _read(self.readers[name], name, each) for name, each in given.items()}
        if self.record is None:
            return read
        parameter, make = self.record
        others = {name: read.pop(name) for name in self.beside if name in read}
        return {parameter: make(**read), **others}

    def _near(self, name: str) -> str:
        found = get_close_matches(name, list(self.readers), n=1, cutoff=0.5)
        if found:
            return f" Le plus proche est {quoted(found[0])}."
        return f" Ses faits sont{NBSP}: {listed(list(self.readers))}."


@lru_cache(maxsize=256)
def signature(function: Callable[..., Any]) -> RuleSignature:
    """Return what a rule asks for, read once from its annotations."""
    hints = get_type_hints(function)
    parameters = inspect.signature(function).parameters.values()
    required = tuple(each.name for each in parameters if each.default is inspect.Parameter.empty)
    readers = {each.name: _reader(hints[each.name]) for each in parameters}
    if len(required) == 1 and _is_record(hints[required[0]]):
        record = _of_record(required[0], hints[required[0]])
        del readers[required[0]]
        return replace(record, readers=MappingProxyType({**record.readers, **readers}), beside=tuple(readers))
    return RuleSignature(MappingProxyType(readers), required)


def _read(reader: Reader, field: str, given: Any) -> Any:
    if isinstance(given, Unreadable):
        raise BadFact(field, given.sentence)
    return reader(field, given)


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and is_dataclass(kind) and kind is not Days


def _of_record(parameter: str, kind: Any) -> RuleSignature:
    hints = get_type_hints(kind)
    readers = {each.name: _reader(hints[each.name]) for each in fields(kind)}
    required = tuple(each.name for each in fields(kind) if each.default is MISSING and each.default_factory is MISSING)
    return RuleSignature(MappingProxyType(readers), required, (parameter, kind))


def _reader(kind: Any) -> Reader:
    """Return what reads one plain value as `kind`, and refuses it with the name of its field."""
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _optional([each for each in inner if each is not NoneType])
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return lambda field, given: kind(one_of(field, given, [each.value for each in kind]))
    if _is_record(kind):
        return lambda field, given: _nested(field, given, _of_record(field, kind))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(_reader(inner[0]) if inner[0] is not int else _key, _reader(inner[1]))
    if inner:
        return _sequence(_reader(inner[0]))
    return _code


def _optional(kinds: list[Any]) -> Reader:
    # A union of several kinds would need a guess: no rule asks for one.
    if len(kinds) != 1:
        raise TypeError("a fact has one kind")
    inner = _reader(kinds[0])
    return lambda field, given: None if given is None else inner(field, given)


def _sequence(inner: Reader) -> Reader:
    def read(field: str, given: Any) -> tuple[Any, ...]:
        if not isinstance(given, list | tuple):
            raise BadFact(field, "une liste est attendue.")
        return tuple(_read(inner, f"{field}.{number}", each) for number, each in enumerate(given, 1))

    return read


def _mapping(key: Reader, inner: Reader) -> Reader:
    def read(field: str, given: Any) -> dict[Any, Any]:
        return {
            key(field, name): _read(inner, f"{field}.{name}", each) for name, each in _record(field, given).items()
        }

    return read


def _record(field: str, given: Any) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise BadFact(field, f"des lignes {quoted('nom: valeur')} sont attendues.")
    return given


def _nested(field: str, given: Any, asked: RuleSignature) -> Any:
    record = _record(field, given)
    try:
        return asked.read(field, record)[field]
    except BadFact as refused:
        if refused.field.startswith(f"{field}."):
            raise
        raise type(refused)(f"{field}.{refused.field}", refused.sentence) from refused


def _day(field: str, given: Any) -> date:
    if isinstance(given, str):
        raise BadFact(field, "une date est attendue, pas un texte. Elle s’écrit sans guillemets, comme 2026-11-20.")
    return a_date(field, given)


def _text(field: str, given: Any) -> str:
    if not isinstance(given, str):
        raise BadFact(field, "un texte est attendu, entre guillemets s’il ressemble à un nombre ou à une date.")
    return given


def _yes_or_no(field: str, given: Any) -> bool:
    if not isinstance(given, bool):
        raise BadFact(field, "oui ou non est attendu, écrit true ou false.")
    return given


def _exact(field: str, given: Any) -> Decimal:
    if isinstance(given, float):
        raise BadFact(field, 'un montant exact s’écrit entre guillemets, comme "343.20".')
    if isinstance(given, str):
        if not _AMOUNT.fullmatch(given):
            raise BadFact(field, 'un montant est attendu, comme "343.20".')
        given = Decimal(given)
    return an_amount(field, given)


def _key(field: str, given: Any) -> int:
    if not _NUMBER.fullmatch(str(given)):
        raise BadFact(field, "un nombre entier est attendu devant chaque deux-points.")
    return int(given)


def _period(field: str, given: Any) -> Days:
    days = ("first_day", "last_day")
    found: Days = _nested(field, given, RuleSignature(dict.fromkeys(days, _day), days, (field, Days.between)))
    return found


def _code(field: str, given: Any) -> str | int:
    if not isinstance(given, str | int):
        raise BadFact(field, "un code est attendu.")
    return given


_SIMPLE: dict[Any, Reader] = {
    date: _day,
    bool: _yes_or_no,
    int: a_whole_number,
    str: _text,
    Decimal: _exact,
    Days: _period,
}
