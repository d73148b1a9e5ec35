"""What the law was worth on a day: `at("psp.periode_mois", on)`."""

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from rivage.law.facts import BadFact, a_date
from rivage.law.lawfile import LawFileError, read_folder
from rivage.law.parameter import CONFIRMED, TO_CONFIRM, Parameter, Value
from rivage.law.wording import day

__all__ = [
    "CONFIRMED",
    "TO_CONFIRM",
    "LawFileError",
    "NoValue",
    "Parameter",
    "Value",
    "at",
    "names",
    "noting",
    "parameter",
    "parameters",
    "reading",
    "stated",
]

FOLDER = Path(__file__).parent / "parameters"


class NoValue(LookupError):
    """The law said nothing under that name on that day. str() is a French sentence."""

    def __init__(self, name: str, on: date, sentence: str) -> None:
        super().__init__(sentence)
        self.name = name
        self.on = on


@lru_cache(maxsize=1)
def parameters() -> dict[str, Parameter]:
    """Return every parameter by name, read once."""
    return read_folder(FOLDER)


@lru_cache(maxsize=1)
def _series() -> dict[str, tuple[tuple[date, ...], tuple[Value, ...]]]:
    return {name: (tuple(value.start for value in found.values), found.values) for name, found in parameters().items()}


def names(prefix: str = "") -> tuple[str, ...]:
    """Return the names beginning with `prefix`, in the order of the files."""
    return tuple(name for name in parameters() if name.startswith(prefix))


def parameter(name: str) -> Parameter:
    """Return the whole series of a parameter. Raise KeyError when no file defines it."""
    return parameters()[name]


def at(name: str, on: date) -> Value:
    """Return the value of `name` in force on `on`.

    Raise NoValue before its first day or after its repeal, BadFact if `on` is not a day, KeyError if no file defines
    the name. A value still in force is returned for any later day: `checked` says when somebody last looked, and past
    `reread_on` it is to confirm.
    """
    if type(on) is not date:
        a_date("on", on)
    starts, values = _series()[name]
    index = bisect_right(starts, on) - 1
    if index < 0:
        raise NoValue(name, on, f"Aucune règle {name} au {day(on)}. La première date du {day(starts[0])}.")
    value = values[index]
    if value.end is not None and on > value.end:
        raise NoValue(name, on, f"Aucune règle {name} au {day(on)}. La dernière a cessé le {day(value.end)}.")
    return value


def stated(name: str, on: date, *written: object) -> Value:
    """Return the value of `name` on `on`, which must be one that the rule asking was written for.

    Raise NoValue otherwise, as before the first day: a law that changed is not answered by the former one.
    """
    value = at(name, on)
    if value.value not in written:
        raise NoValue(name, on, f"La règle {name} a changé au {day(on)}, et rien ici n’est écrit pour elle.")
    return value


def reading(name: str, on: date, chosen: str | None = None) -> Value:
    """Return the reading in use where the law is silent: `chosen` if given, else the default of the file.

    Raise BadFact when `chosen` is not one of the readings written in the file.
    """
    value = at(name, on)
    if chosen is None or chosen == value.value:
        return value
    accepted = dict(parameter(name).alternatives)
    if chosen not in accepted:
        raise BadFact(name, f"une de ces lectures est attendue\u00a0: {', '.join(accepted)}.")
    return replace(value, value=chosen, note=accepted[chosen])


class _Noting(dict[str, tuple[tuple[date, ...], tuple[Value, ...]]]):
    """The same series, remembering which names were asked."""

    def __init__(self) -> None:
        super().__init__(_series())
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> tuple[tuple[date, ...], tuple[Value, ...]]:
        self.asked.add(name)
        return super().__getitem__(name)


@contextmanager
def noting() -> Iterator[set[str]]:
    """Give the set of the names that `at` and `reading` are asked meanwhile: what a rule rests on, as it was seen.

    For one thread, and for rules whose caches are empty. `at` pays nothing for it the rest of the time.
    """
    global _series
    usual, noted = _series, _Noting()
    _series = lambda: noted  # type: ignore[assignment] # noqa: E731
    try:
        yield noted.asked
    finally:
        _series = usual
