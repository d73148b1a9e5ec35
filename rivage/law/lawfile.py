"""Reading the files of the law. A file that says something doubtful is refused, with its line."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from yaml.constructor import SafeConstructor

from rivage.law.parameter import CONFIRMED, TO_CONFIRM, Parameter, Value
from rivage.law.review import BY_LAW, HOUSE, NO_CALENDAR, is_calendar, reviewed
from rivage.law.wording import NBSP, quoted

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
_MONEY = re.compile(r"[0-9]+\.[0-9]{2}")
_FRACTION = re.compile(r"[01]\.[0-9]+")
# YAML 1.1 reads 010 as 8.
_COUNT = re.compile(r"0|[1-9][0-9]{0,5}")
# What a file may nest, and how much its aliases may repeat: the files of the law and of cases nest four times.
DEEPEST, MOST_REPEATED = 40, 100_000
# Who read a value, by function: a file of the law names nobody.
CHECKERS = (
    "équipe de Rivage, une personne",
    "équipe de Rivage, deux personnes",
    "juriste de l’association",
    "service de l’État",
)
_PROVENANCE = ("article", "source", "confidence", "status", "checked", "checked_by")
_PARAMETER_FIELDS = {"label", "unit", "values", "alternatives", "to_settle", "revised", "unmoved", *_PROVENANCE}
_VALUE_FIELDS = {"from", "to", "value", "note", *_PROVENANCE}
_SAID_NO_MORE = {"sure_until"}
_OTHERWISE = f"{NO_CALENDAR} ou {BY_LAW}"
_COUNTS = {"mois", "jours", "ans", "nombre"}
UNITS = {"EUR", "fraction", "texte", "liste", "fiche", *_COUNTS}


class LawFileError(ValueError):
    """A file of the law that cannot be trusted. str() is a French sentence naming the file, the line and the field."""

    def __init__(self, file: str, line: int, sentence: str) -> None:
        super().__init__(f"{file}, ligne {line}{NBSP}: {sentence}")
        self.file = file
        self.line = line


def bounded(path: Path) -> str:
    """Return the text of a YAML file whose nesting and repetitions are bounded. Raise LawFileError with the line.

    It is asked of the parser's events, before anything is composed: composing nests as deep as the file does, in C
    too, where no exception is raised any more.
    """
    try:
        text = path.read_text(encoding="utf-8")
        _check_bounds(path.name, text)
    except OSError as error:
        raise LawFileError(path.name, 1, "ce fichier ne s’ouvre pas.") from error
    except LawFileError:
        raise
    except (yaml.YAMLError, ValueError, MemoryError) as error:
        mark = getattr(error, "problem_mark", None)
        raise LawFileError(path.name, mark.line + 1 if mark else 1, "ce fichier n’est pas du YAML lisible.") from error
    return text


def _check_bounds(file: str, text: str) -> None:
    """Refuse what nests too deep, contains itself, or repeats too much: `<<: [*a, *a]` over and over, 1 kB of file."""
    sizes: dict[str, int] = {}
    open_nodes: list[tuple[str | None, int]] = []
    size = repeated = 0
    for event in yaml.parse(text, Loader=Loader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            if any(anchor == event.anchor for anchor, _ in open_nodes):
                raise LawFileError(file, line, "ce passage se contient lui-même.")
            again = sizes.get(event.anchor or "", 0)
            size, repeated = size + again, repeated + again
            if repeated > MOST_REPEATED:
                raise LawFileError(file, line, "ce fichier se répète trop.")
        elif isinstance(event, yaml.CollectionStartEvent):
            open_nodes.append((event.anchor, size))
            if len(open_nodes) > DEEPEST:
                raise LawFileError(file, line, f"ce fichier emboîte plus de {DEEPEST} niveaux.")
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = open_nodes.pop()
            size += 1
            if anchor:
                sizes[anchor] = size - before
        elif isinstance(event, yaml.ScalarEvent):
            size += 1
            if event.anchor:
                sizes[event.anchor] = 1


def read_file(path: Path, *, former: bool = False) -> tuple[Parameter, ...]:
    """Return the parameters of one YAML file, in its order. Raise LawFileError.

    `former`: a file of an earlier release, which said less, or otherwise (`sure_until`).
    """
    text = bounded(path)
    try:
        root = yaml.compose(text, Loader=Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise LawFileError(path.name, mark.line + 1 if mark else 1, "ce fichier n’est pas du YAML lisible.") from error
    entries = tuple(_entries(path.name, root))
    head = {key.value: node for key, node in entries if key.value == "checked_by"}
    return tuple(
        _Reader(path.name, key, head, former).parameter(node) for key, node in entries if key.value not in head
    )


def read_folder(folder: Path, *, former: bool = False) -> dict[str, Parameter]:
    """Return every parameter of the folder's YAML files by name. Raise LawFileError. See `read_file`."""
    book: dict[str, Parameter] = {}
    for path in sorted(folder.glob("*.yaml")):
        for parameter in read_file(path, former=former):
            if parameter.name in book:
                other = book[parameter.name].file
                raise LawFileError(
                    path.name, parameter.line, f"{quoted(parameter.name)} est déjà défini dans {other}."
                )
            book[parameter.name] = parameter
    unsaid = next((each for each in book.values() if each.revised == NO_CALENDAR and HOUSE not in book), None)
    if unsaid:
        raise LawFileError(
            unsaid.file, unsaid.line, f"il manque {quoted(HOUSE)}, qui dit quand relire sans calendrier."
        )
    return reviewed(book)


def _entries(file: str, node: Any) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    """Yield the pairs of a mapping, refusing what YAML would silently drop: a key written twice."""
    if not isinstance(node, yaml.MappingNode):
        line = node.start_mark.line + 1 if node is not None else 1
        raise LawFileError(file, line, f"des lignes {quoted('nom: valeur')} sont attendues ici.")
    seen: set[str] = set()
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise LawFileError(file, line, "un nom simple est attendu ici.")
        if key.value in seen:
            raise LawFileError(file, line, f"{quoted(key.value)} est écrit deux fois.")
        seen.add(key.value)
        yield key, value


@dataclass(slots=True)
class _Reader:
    """Reads one parameter, and knows where it is to say so."""

    file: str
    key: yaml.ScalarNode
    # What the head of the file says for all.
    head: dict[str, yaml.Node]
    former: bool = False

    @property
    def name(self) -> str:
        return str(self.key.value)

    def refuse(self, node: yaml.Node, sentence: str) -> LawFileError:
        return LawFileError(self.file, node.start_mark.line + 1, f"{quoted(self.name)}, {sentence}")

    def fields(self, node: yaml.Node, known: set[str]) -> dict[str, yaml.Node]:
        found: dict[str, yaml.Node] = {}
        for key, value in _entries(self.file, node):
            if self.former and key.value in _SAID_NO_MORE:
                continue
            if key.value not in known:
                raise self.refuse(key, f"champ inconnu {quoted(key.value)}.")
            found[key.value] = value
        return found

    def parameter(self, node: yaml.Node) -> Parameter:
        if not _NAME.fullmatch(self.name):
            raise self.refuse(self.key, "un nom s’écrit en minuscules avec un point, comme psp.periode_mois.")
        fields = self.fields(node, _PARAMETER_FIELDS)
        for required in ("label", "unit", "values"):
            if required not in fields:
                raise self.refuse(self.key, f"il manque le champ {quoted(required)}.")
        unit = self.text(fields["unit"], "unit")
        if unit not in UNITS:
            raise self.refuse(fields["unit"], f"unité inconnue{NBSP}: {quoted(unit)}.")
        alternatives = self.alternatives(fields.get("alternatives"))
        values = self.values(fields, unit)
        for value in values:
            if alternatives and (value.value not in dict(alternatives) or value.status != TO_CONFIRM):
                raise self.refuse(
                    fields["alternatives"], "une hypothèse prend une de ses lectures et reste à confirmer."
                )
        return Parameter(
            name=self.name,
            label=self.text(fields["label"], "label"),
            unit=unit,
            values=values,
            file=self.file,
            line=self.key.start_mark.line + 1,
            alternatives=alternatives,
            to_settle=self.text(fields["to_settle"], "to_settle") if "to_settle" in fields else "",
            revised=self.revised(fields, unit, values),
            unmoved=self.unmoved(fields, bool(alternatives)),
        )

    def alternatives(self, node: yaml.Node | None) -> tuple[tuple[str, str], ...]:
        if node is None:
            return ()
        read = tuple((key.value, self.text(value, key.value)) for key, value in _entries(self.file, node))
        if len(read) < 2:
            raise self.refuse(node, "une hypothèse a au moins deux lectures.")
        return read

    def values(self, fields: dict[str, yaml.Node], unit: str) -> tuple[Value, ...]:
        listed = fields["values"]
        if not isinstance(listed, yaml.SequenceNode) or not listed.value:
            raise self.refuse(listed, "une liste de valeurs datées est attendue.")
        shared = {**self.head, **{name: fields[name] for name in _PROVENANCE if name in fields}}
        values: list[Value] = []
        for node in listed.value:
            value = self.value(node, {**shared, **self.fields(node, _VALUE_FIELDS)}, unit)
            if values:
                self.check_follows(node, values[-1], value)
            values.append(value)
        return tuple(values)

    def unmoved(self, fields: dict[str, yaml.Node], assumption: bool) -> str:
        """Why no reading of an assumption changes an answer, when none does."""
        if "unmoved" not in fields:
            return ""
        if not assumption:
            raise self.refuse(fields["unmoved"], f"{quoted('unmoved')} se dit d’une hypothèse.")
        return self.text(fields["unmoved"], "unmoved")

    def revised(self, fields: dict[str, yaml.Node], unit: str, values: tuple[Value, ...]) -> str:
        """How the value moves. An amount in force says it, or one that a decree raises each year would stay sure."""
        if "revised" in fields:
            said = self.text(fields["revised"], "revised")
            if not is_calendar(said):
                raise self.refuse(
                    fields["revised"], f"{quoted('revised')} attend un jour de l’année comme 04-01, {_OTHERWISE}."
                )
            return said
        if unit == "EUR" and values[-1].end is None and not self.former:
            raise self.refuse(self.key, f"un montant en vigueur dit quand il est relu, avec {quoted('revised')}.")
        return ""

    def value(self, node: yaml.Node, fields: dict[str, yaml.Node], unit: str) -> Value:
        for required in ("from", "to", "value", *_PROVENANCE):
            if required not in fields and not (self.former and required == "checked_by"):
                raise self.refuse(node, f"une valeur n’a pas de champ {quoted(required)}.")
        start = self.day(fields["from"], "from")
        end = None if self.built(fields["to"]) is None else self.day(fields["to"], "to")
        if end is not None and end < start:
            raise self.refuse(fields["to"], "une valeur finit avant d’avoir commencé.")
        confidence = self.choice(fields["confidence"], "confidence", ("H", "M", "L"))
        status = self.choice(fields["status"], "status", (CONFIRMED, TO_CONFIRM))
        if confidence == "L" and status == CONFIRMED:
            raise self.refuse(fields["status"], "ce qui est seulement déduit (L) reste à confirmer.")
        return Value(
            name=self.name,
            value=self.content(fields["value"], unit),
            start=start,
            end=end,
            article=self.text(fields["article"], "article"),
            source=self.text(fields["source"], "source"),
            confidence=confidence,
            status=status,
            checked=self.day(fields["checked"], "checked"),
            checked_by=self.choice(fields["checked_by"], "checked_by", CHECKERS) if "checked_by" in fields else "",
            note=self.text(fields["note"], "note") if "note" in fields else "",
        )

    def check_follows(self, node: yaml.Node, before: Value, after: Value) -> None:
        if before.end is None:
            raise self.refuse(node, "une valeur suit une valeur qui n’a pas de fin.")
        expected = before.end + timedelta(days=1)
        if after.start < expected:
            raise self.refuse(node, f"deux valeurs se chevauchent au {after.start.isoformat()}.")
        if after.start > expected:
            raise self.refuse(node, f"aucune valeur entre le {expected.isoformat()} et le {after.start.isoformat()}.")

    def built(self, node: yaml.Node) -> Any:
        try:
            return SafeConstructor().construct_document(node)
        except (ValueError, TypeError, OverflowError, yaml.YAMLError) as error:
            raise self.refuse(node, "cette valeur n’existe pas.") from error

    def day(self, node: yaml.Node, field: str) -> date:
        value = self.built(node)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.refuse(node, f"{quoted(field)} attend une date, comme 2026-11-20.")
        return value

    def text(self, node: yaml.Node, field: str) -> str:
        value = self.built(node)
        if not isinstance(value, str) or not value.strip():
            raise self.refuse(node, f"{quoted(field)} attend un texte.")
        return value

    def choice(self, node: yaml.Node, field: str, accepted: tuple[str, ...]) -> str:
        value = self.text(node, field)
        if value not in accepted:
            raise self.refuse(node, f"{quoted(field)} attend {' ou '.join(accepted)}.")
        return value

    def content(self, node: yaml.Node, unit: str) -> Any:
        value = self.built(node)
        if unit == "EUR":
            many = isinstance(value, list)
            return tuple(self.money(node, item) for item in value) if many else self.money(node, value)
        if unit in _COUNTS and isinstance(value, int) and _COUNT.fullmatch(str(node.value)):
            return value
        if unit == "fraction" and isinstance(value, str) and _FRACTION.fullmatch(value):
            return Decimal(value)
        if unit == "texte" and isinstance(value, str) and value.strip():
            return value
        if unit == "liste" and isinstance(value, list) and value and all(isinstance(item, str) for item in value):
            return tuple(value)
        if unit == "fiche" and isinstance(value, dict) and value:
            return MappingProxyType({key: _frozen(item) for key, item in value.items()})
        raise self.refuse(node, f"cette valeur ne convient pas à l’unité {quoted(unit)}.")

    def money(self, node: yaml.Node, value: Any) -> Decimal:
        if not isinstance(value, str) or not _MONEY.fullmatch(value):
            raise self.refuse(node, 'un montant s’écrit entre guillemets avec deux décimales, comme "343.20".')
        return Decimal(value)


def _frozen(item: Any) -> Any:
    if isinstance(item, list):
        return tuple(_frozen(each) for each in item)
    return MappingProxyType({key: _frozen(each) for key, each in item.items()}) if isinstance(item, Mapping) else item
