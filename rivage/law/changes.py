"""What changed between two states of the files of the law, and on which days: the release note of a new version."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rivage.law.in_words import phrase
from rivage.law.parameter import Parameter, Value
from rivage.law.wording import NBSP, count, day

_ONE_DAY = timedelta(days=1)
_MENTIONS = {"article": "article", "source": "source", "confidence": "confiance", "status": "statut", "note": "note"}


@dataclass(frozen=True, slots=True)
class Change:
    """From `start` to `end` (both included, None without end) the law of a day is no longer the same.

    `before` and `after` are None where the files said nothing. `worth` is False when the value is the same and only
    its article, source, confidence, status or note changed.
    """

    name: str
    label: str
    start: date
    end: date | None
    before: Value | None
    after: Value | None
    before_says: str
    after_says: str

    @property
    def worth(self) -> bool:
        if self.before is None or self.after is None:
            return True
        return bool(self.before.value != self.after.value)

    @property
    def mentions(self) -> tuple[str, ...]:
        """The French names of what else changed beside the value."""
        if self.before is None or self.after is None:
            return ()
        return tuple(
            said for field, said in _MENTIONS.items() if getattr(self.before, field) != getattr(self.after, field)
        )


def compare(old: Mapping[str, Parameter], new: Mapping[str, Parameter]) -> tuple[Change, ...]:
    """Return the changes from `old` to `new`, in the order of the files, then those of names that are gone.

    A new day of check is not a change.
    """
    names = [*new, *(name for name in old if name not in new)]
    return tuple(change for name in names for change in _changes(old.get(name), new.get(name)))


def intervals(changes: Iterable[Change]) -> tuple[tuple[date, date | None], ...]:
    """Return the intervals of days on which a value changed, each once, in order."""
    found = {(change.start, change.end) for change in changes if change.worth}
    return tuple(sorted(found, key=lambda each: (each[0], each[1] or date.max)))


def _changes(old: Parameter | None, new: Parameter | None) -> Iterator[Change]:
    known = new or old
    assert known is not None  # noqa: S101 - one of the two files named it
    runs: list[tuple[date, date | None, Value | None, Value | None]] = []
    for start, end in _segments(old, new):
        before, after = _at(old, start), _at(new, start)
        if _same(before, after):
            continue
        if runs and runs[-1][1] == start - _ONE_DAY and (before, after) == runs[-1][2:]:
            start = runs.pop()[0]
        runs.append((start, end, before, after))
    for start, end, before, after in runs:
        yield Change(known.name, known.label, start, end, before, after, _said(old, before), _said(new, after))


def _segments(old: Parameter | None, new: Parameter | None) -> Iterator[tuple[date, date | None]]:
    """The intervals on which both series are constant, in order, the last one without end."""
    values = [value for each in (old, new) if each is not None for value in each.values]
    edges = sorted({value.start for value in values} | {value.end + _ONE_DAY for value in values if value.end})
    for start, following in zip(edges, [*edges[1:], None], strict=True):
        yield start, following - _ONE_DAY if following else None


def _at(parameter: Parameter | None, on: date) -> Value | None:
    if parameter is None:
        return None
    return next((each for each in parameter.values if each.start <= on and (each.end is None or on <= each.end)), None)


def _same(before: Value | None, after: Value | None) -> bool:
    if before is None or after is None:
        return before is after
    return before.value == after.value and all(getattr(before, each) == getattr(after, each) for each in _MENTIONS)


def _said(parameter: Parameter | None, value: Value | None) -> str:
    return phrase(parameter, value) if parameter is not None and value is not None else "rien"


def release_note(changes: Iterable[Change]) -> str:
    """Return the release note, in French and Markdown: values first, then what was said of unchanged ones."""
    listing = tuple(changes)
    values = [change for change in listing if change.worth]
    mentions = [change for change in listing if not change.worth]
    if not listing:
        return "# Ce qui change dans les règles\n\nAucune valeur et aucune référence n’ont changé.\n"
    text = [
        "# Ce qui change dans les règles\n",
        f"{count(len(values), 'valeur changée', 'valeurs changées')}, "
        f"{count(len(mentions), 'référence changée', 'références changées')} sans que la valeur change.\n",
    ]
    for change in values:
        text += [f"## {change.name}\n", f"{_capital(change.label)}.\n", *_details(change), ""]
    if mentions:
        text += ["## Références, statuts et sources, à valeur égale\n"]
        for each in mentions:
            text.append(f"- `{each.name}`, {during(each.start, each.end)}{NBSP}: {', '.join(each.mentions)}.")
        text.append("")
    return "\n".join(text)


def _details(change: Change) -> list[str]:
    told = [f"- Jours{NBSP}: {during(change.start, change.end)}."]
    told.append(f"- Avant{NBSP}: {change.before_says.rstrip('.')}{_provenance(change.before)}.")
    told.append(f"- Après{NBSP}: {change.after_says.rstrip('.')}{_provenance(change.after)}.")
    told.append(f"- Périodes concernées{NBSP}: celles qui courent au moins un de ces jours.")
    return told


def _provenance(value: Value | None) -> str:
    if value is None:
        return ""
    return f" ({value.article}, {'à confirmer' if value.to_confirm else 'confirmé'})"


def during(start: date, end: date | None) -> str:
    """Return `du 1er mars 2026 au 3 mars 2026 inclus`, `depuis le 1er mars 2026` or `le 1er mars 2026`."""
    if end is None:
        return f"depuis le {day(start)}"
    return f"le {day(start)}" if start == end else f"du {day(start)} au {day(end)} inclus"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
