"""The rules as a page reads them: by subject, on a day, in words. Nothing here knows a person."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from rivage.core.french import capital, day_in_words
from rivage.law import in_words
from rivage.law.parameter import Parameter, Value
from rivage.law.values import NoValue, at, names, parameter

FIRST_DAY = date(2016, 1, 1)


@dataclass(frozen=True, slots=True)
class RuleSubject:
    """A group of rules: its anchor, its entry in the list of subjects, its title, the families of names it takes."""

    key: str
    entry: str
    title: str
    families: tuple[str, ...] = ()


# The last two take what is written as a hypothesis, and whatever family no other subject names.
SUBJECTS = (
    RuleSubject("parcours", "Parcours", "Le parcours", ("psp",)),
    RuleSubject("motifs", "Motifs de refus", "Les motifs de refus", ("motifs",)),
    RuleSubject("commission", "Commission", "La commission", ("commission",)),
    RuleSubject("afis", "AFIS", "L’aide financière à l’insertion sociale et professionnelle (AFIS)", ("afis",)),
    RuleSubject("rsa", "RSA et ADA", "Le RSA et l’allocation pour demandeur d’asile (ADA)", ("rsa", "ada")),
    RuleSubject("aps", "APS", "L’autorisation provisoire de séjour (APS)", ("aps",)),
    RuleSubject("titres", "Titres de séjour", "Les titres de séjour", ("titres",)),
    RuleSubject("agrement", "Agrément", "L’agrément des associations", ("agrement",)),
    RuleSubject("recours", "Recours", "Les recours", ("recours",)),
    RuleSubject("infraction", "Infraction et stage", "L’infraction et le stage", ("infraction", "stage")),
    RuleSubject("droits", "Autres droits", "Les autres droits"),
    RuleSubject("hypotheses", "Hypothèses", "Les hypothèses, où le texte se tait"),
)
OTHERS, ASSUMPTIONS = SUBJECTS[-2:]

# Names say what Rivage is about; an address may not.
_UNSPOKEN = {"psp": "parcours"}
_REVEALING = re.compile(r"prostitu|proxén|\bpsp\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule on a day. `value` is None when it says nothing that day, and `absent` then says so."""

    parameter: Parameter
    title: str
    slug: str
    value: Value | None
    lines: tuple[str, ...]
    absent: str

    @property
    def heading(self) -> str:
        """The title, unless it says what a title may not."""
        return "Une règle" if _REVEALING.search(self.title) else self.title

    @property
    def to_confirm(self) -> bool:
        return self.value is not None and self.value.to_confirm

    @property
    def sure(self) -> str:
        return in_words.confidence(self.value) if self.value else ""


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """The rules of one subject, in the order of the files."""

    subject: RuleSubject
    rules: tuple[Rule, ...]

    @property
    def to_confirm(self) -> int:
        return sum(rule.to_confirm for rule in self.rules)


def slug(name: str) -> str:
    """The name of a rule in an address: the same, without the words that an address may not say."""
    return ".".join(_UNSPOKEN.get(part, part) for part in name.split("."))


@lru_cache(maxsize=1)
def _by_slug() -> dict[str, str]:
    return {slug(name): name for name in names()}


def found(asked: str) -> Parameter | None:
    """The rule of that address, or None."""
    name = _by_slug().get(asked)
    return parameter(name) if name else None


def subject_of(rule: Parameter) -> RuleSubject:
    """Where a rule is read: what is assumed stands apart, whatever it is about."""
    if rule.is_assumption:
        return ASSUMPTIONS
    family = rule.name.split(".")[0]
    return next((subject for subject in SUBJECTS if family in subject.families), OTHERS)


def rule_on(held: Parameter, on: date, *, from_day: date) -> Rule:
    """A rule as it stood on `on`. `from_day` is the reader's day, from which dates are worded."""
    try:
        value = at(held.name, on)
    except NoValue:
        value = None
    return Rule(
        parameter=held,
        title=_title(held, value or held.values[-1]),
        slug=slug(held.name),
        value=value,
        lines=_lines(held, value) if value else (),
        absent="" if value else _absent(held, on, from_day),
    )


def groups(on: date, words: str, *, from_day: date) -> list[RuleGroup]:
    """Every rule on a day, by subject; with `words`, those that hold them all, accents and capitals apart."""
    asked = plain(words).split()
    taken: dict[str, list[Rule]] = {subject.key: [] for subject in SUBJECTS}
    for rule, subject, read in _shelf(on, from_day):
        if all(word in read for word in asked):
            taken[subject.key].append(rule)
    return [RuleGroup(subject, tuple(taken[subject.key])) for subject in SUBJECTS if taken[subject.key]]


@lru_cache(maxsize=16)
def _shelf(on: date, from_day: date) -> tuple[tuple[Rule, RuleSubject, str], ...]:
    """Every rule on a day with its subject and what is read on its line: the law does not change while we run."""
    rules = [rule_on(parameter(name), on, from_day=from_day) for name in names()]
    subjects = [subject_of(rule.parameter) for rule in rules]
    return tuple((rule, subject, _read(rule, subject)) for rule, subject in zip(rules, subjects, strict=True))


def plain(text: str) -> str:
    """The text without accents, capitals nor typographic signs, as somebody types it."""
    bare = unicodedata.normalize("NFKD", text.replace("’", "'").replace("œ", "oe")).lower()
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


def _read(rule: Rule, subject: RuleSubject) -> str:
    """All that is read on the line of a rule, and its source."""
    value = rule.value or rule.parameter.values[0]
    status = "à confirmer" if value.to_confirm else "confirmée"
    settled = rule.parameter.to_settle
    return plain(" ".join([rule.title, subject.title, *rule.lines, value.article, value.source, status, settled]))


def _title(held: Parameter, value: Value) -> str:
    """The label; for the sheets that share one (the motives), what the sheet is about."""
    label = capital(held.label)
    shared = held.label in _shared_labels() and "libelle" in value.value
    if not shared:
        return label
    said: str = value.value["libelle"]
    return said.removesuffix(".") if held.name.startswith("motifs.") else f"{label}\u00a0: {said}"


@lru_cache(maxsize=1)
def _shared_labels() -> frozenset[str]:
    labels = [parameter(name).label for name in names()]
    return frozenset(label for label in labels if labels.count(label) > 1)


def _lines(held: Parameter, value: Value) -> tuple[str, ...]:
    """What the value says; what already stands in the title is not said twice."""
    said = in_words.lines(held, value)
    repeated = len(said) > 1 and said[0].removesuffix(".") == _title(held, value)
    return said[1:] if repeated else said


def _absent(held: Parameter, on: date, from_day: date) -> str:
    first, last = held.values[0].start, held.values[-1].end
    if on < first:
        return f"N’existait pas encore. Première règle le {_day(first, from_day)}."
    return f"N’existe plus depuis le {_day(last + timedelta(days=1), from_day)}." if last else ""


def _day(day: date, from_day: date) -> str:
    return day_in_words(day, on=from_day, weekday=False)


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One value of a series, in words; `here` when it is the one in force on the chosen day."""

    value: Value
    lines: tuple[str, ...]
    sure: str
    here: bool


def series(held: Parameter, on: date) -> list[ValueLine]:
    """All that a rule ever said, latest first."""
    return [
        ValueLine(value, _lines(held, value), in_words.confidence(value), value.start <= on <= (value.end or on))
        for value in reversed(held.values)
    ]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a silent text, and whether it is the one in use."""

    sentence: str
    in_use: bool


def readings(held: Parameter, on: date) -> list[Reading]:
    """The readings of a hypothesis, the one in use on that day first."""
    current = next((value.value for value in held.values if value.start <= on <= (value.end or on)), None)
    current = held.values[-1].value if current is None else current
    found = [Reading(sentence, code == current) for code, sentence in held.alternatives]
    return sorted(found, key=lambda reading: not reading.in_use)


@dataclass(frozen=True, slots=True)
class Segment:
    """A value on the line of time: where it begins and how wide it is, in hundredths of the drawing."""

    x: str
    width: str
    kind: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A year, or the chosen day, on the line of time."""

    x: str
    text: str


@dataclass(frozen=True, slots=True)
class SeriesDrawing:
    """The series of a rule from 2016 to the end of the year after the reader's."""

    segments: tuple[Segment, ...]
    years: tuple[Mark, ...]
    chosen: str


def drawing(held: Parameter, on: date, today: date) -> SeriesDrawing:
    """Positions of the values of a rule; the one in force on `on` stands out, what is not confirmed is dotted."""
    first, last = date(2016, 1, 1), date(max(today.year, on.year, held.values[-1].start.year) + 1, 1, 1)

    def place(day: date) -> float:
        return 100 * (min(max(day, first), last) - first).days / (last - first).days

    segments = []
    for value in held.values:
        end = value.end or last
        here = value.start <= on <= end
        kind = "ici" if here else ("attente" if value.to_confirm else "autre")
        start = place(value.start)
        segments.append(Segment(f"{start:.2f}", f"{max(0.4, place(end) - start):.2f}", kind))
    years = tuple(Mark(f"{place(date(year, 1, 1)):.2f}", str(year)) for year in range(2016, last.year, 2))
    return SeriesDrawing(tuple(segments), years, f"{place(on):.2f}")
