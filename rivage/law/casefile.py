"""Files of cases: facts given to a rule by name, one answer a line, and what was expected when somebody wrote it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from rivage.law.evaluation import answer
from rivage.law.facts import BadFact
from rivage.law.given import Unreadable
from rivage.law.lawfile import LawFileError, Loader, bounded
from rivage.law.values import NoValue
from rivage.law.wording import NBSP, listed, quoted

FIELDS = ("rule", "given", "says", "article", "expect", "golden")
_NO_SUCH_DAY = "ce jour n’existe pas dans le calendrier."
_NO_SUCH_NUMBER = "un nombre entier s’écrit en chiffres, sans zéro devant ni séparateur."
# YAML 1.1 reads 010 as 8, 1_0 as 10 and 1:30 as 90: none of them is what somebody wrote who counts.
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")


class Record(dict[str, Any]):
    """A mapping of a file that remembers the line of each of its names, and its own."""

    line: int
    lines: dict[str, int]


class _Doubtful(yaml.MarkedYAMLError):
    """YAML that can be read, but not trusted: `problem` is a French sentence."""


def _check_names(node: yaml.MappingNode) -> None:
    """Refuse what YAML would silently drop, before the facts of another record are merged into this one."""
    seen: set[str] = set()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _Doubtful(problem="un nom simple est attendu ici.", problem_mark=key.start_mark)
        if key.value in seen:
            raise _Doubtful(problem=f"{quoted(key.value)} est écrit deux fois.", problem_mark=key.start_mark)
        seen.add(key.value)


class _CaseLoader(Loader):  # type: ignore[misc]  # The fast loader of libyaml carries no types.
    """Names stay texts (`on` is no yes); what is no day or no number waits for the fact that holds it."""

    def record(self, node: yaml.MappingNode) -> Record:
        found = Record()
        found.line, found.lines = node.start_mark.line + 1, {}
        _check_names(node)
        self.flatten_mapping(node)
        for key, each in node.value:
            found[key.value] = self.construct_object(each, deep=True)
            found.lines[key.value] = key.start_mark.line + 1
        return found

    def day(self, node: yaml.ScalarNode) -> Any:
        try:
            return self.construct_yaml_timestamp(node)
        except (ValueError, OverflowError):
            return Unreadable(node.value, _NO_SUCH_DAY)

    def number(self, node: yaml.ScalarNode) -> Any:
        return int(node.value) if _WHOLE.fullmatch(node.value) else Unreadable(node.value, _NO_SUCH_NUMBER)


_CaseLoader.add_constructor("tag:yaml.org,2002:map", _CaseLoader.record)
_CaseLoader.add_constructor("tag:yaml.org,2002:timestamp", _CaseLoader.day)
_CaseLoader.add_constructor("tag:yaml.org,2002:int", _CaseLoader.number)


@dataclass(frozen=True, slots=True)
class Case:
    """A rule, its facts, where they are written. `says`, `article` are free; `expect` is what must come out.

    `golden` is the French sentence of a reference example that the case proves, for docs/law.md.
    """

    file: str
    line: int
    rule: str
    given: Mapping[str, Any]
    says: str = ""
    article: str = ""
    golden: str = ""
    expect: Mapping[str, Any] | None = None
    lines: Mapping[str, int] = field(default_factory=dict)

    def line_of(self, fact: str) -> int:
        """The line of a fact, or of the case when the fact is not written there."""
        return self.lines.get(fact.split(".")[0], self.line)


def read_yaml(path: Path) -> Any:
    """Return what a YAML (or JSON) file holds, its mappings as Records. Raise LawFileError with the line."""
    text = bounded(path)
    try:
        return yaml.load(text, Loader=_CaseLoader)  # noqa: S506 - it builds plain values only
    except (yaml.YAMLError, ValueError, TypeError, OverflowError, RecursionError, MemoryError) as error:
        mark = getattr(error, "problem_mark", None)
        sentence = str(error.problem) if isinstance(error, _Doubtful) else "ce fichier n’est pas du YAML lisible."
        raise LawFileError(path.name, mark.line + 1 if mark else 1, sentence) from error


def read_cases(path: Path) -> tuple[Case, ...]:
    """Return the cases of a file, in order. Raise LawFileError for what is not a list of cases."""
    listing = read_yaml(path)
    if not isinstance(listing, list) or not listing:
        raise LawFileError(path.name, 1, f"une liste d’exemples est attendue, chacun avec {listed(FIELDS[:2])}.")
    return tuple(_case(path.name, number, each) for number, each in enumerate(listing, 1))


def _case(file: str, number: int, read: Any) -> Case:
    if not isinstance(read, Record):
        raise LawFileError(file, 1, f"l’exemple {number} n’a pas la forme {quoted('rule: …, given: …')}.")
    for name, line in read.lines.items():
        if name not in FIELDS:
            raise LawFileError(file, line, f"champ inconnu {quoted(name)}. Les champs sont {listed(FIELDS)}.")
    for name, kind, what in (("rule", str, "un nom de règle"), ("given", Record, "des faits")):
        if not isinstance(read.get(name), kind):
            raise LawFileError(file, read.lines.get(name, read.line), f"{quoted(name)} attend {what}.")
    if not isinstance(read.get("expect", read), Record):
        raise LawFileError(
            file, read.lines["expect"], f"{quoted('expect')} attend des lignes {quoted('nom: valeur')}."
        )
    _check_expected(file, read.get("expect", {}))
    texts = {name: str(read[name]) for name in ("says", "article", "golden") if name in read}
    expect = read.get("expect")
    return Case(file, read.line, read["rule"], read["given"], expect=expect, lines=read["given"].lines, **texts)


def _check_expected(file: str, expect: Mapping[str, Any]) -> None:
    """Refuse an expectation that nothing could meet, for the form it is written in."""
    for name, (kind, what) in _EXPECTED.items():
        if name in expect and not _has_form(expect[name], kind):
            lines = getattr(expect, "lines", {})
            raise LawFileError(file, lines.get(name, 1), f"{quoted(name)} attend {what}.")


def _has_form(written: Any, kind: type) -> bool:
    if kind is str:
        return isinstance(written, str)
    return isinstance(written, list) and all(isinstance(each, kind) for each in written)


# A kind alone for a text, the kind of each item for a list.
_EXPECTED: Mapping[str, tuple[type, str]] = {
    **dict.fromkeys(("codes", "no_codes", "articles"), (object, "une liste")),
    **dict.fromkeys(("reads", "sentence"), (str, "un texte")),
    "has": (Record, "une liste de lignes"),
}


def repeated(written: Any) -> Any:
    """Return what a file holds in a form that JSON can say, as it was written."""
    if isinstance(written, Mapping):
        return {str(name): repeated(each) for name, each in written.items()}
    if isinstance(written, list | tuple | set):
        return [repeated(each) for each in written]
    return written if written is None or isinstance(written, str | bool | int) else str(written)


def evaluate(case: Case) -> dict[str, Any]:
    """Return the line of a case: file, line, says, rule, then the answer or `error` (kind, field, sentence).

    The sentence of an error names the file, the line and the fact; never its value, which may be personal.
    """
    line: dict[str, Any] = {"file": case.file, "line": case.line}
    if case.says:
        line["says"] = case.says
    line["rule"] = case.rule
    try:
        line.update(answer(case.rule, case.given))
    except BadFact as refused:
        where = f"{case.file}, ligne {case.line_of(refused.field)}"
        sentence = f"{where}{NBSP}: {refused}"
        line["error"] = {"kind": type(refused).__name__, "field": refused.field, "sentence": sentence}
    except (OverflowError, RecursionError, MemoryError):
        sentence = f"{case.file}, ligne {case.line}{NBSP}: ce calcul sort du calendrier."
        line["error"] = {"kind": "BadFact", "field": "given", "sentence": sentence}
    except NoValue as absent:
        line["error"] = {"kind": "NoValue", "field": absent.name, "sentence": f"{absent}"}
    if case.expect is not None:
        line["differences"] = list(differences(case.expect, line))
    return line


def differences(expect: Mapping[str, Any], line: Mapping[str, Any]) -> Iterator[str]:
    """Yield a French sentence for each thing expected that the line does not say.

    `error`, `field`, `sentence`: the refusal. `codes`, `articles`: must be there. `no_codes`: must not. `reads`: words
    of the reasons. `to_confirm`, `outcome`, `result`: equal. `has`: records found in a list. Any other name is a field
    of the result, or its column when the result is a list of records.
    """
    if ("error" in line) is not ("error" in expect):
        yield line["error"]["sentence"] if "error" in line else "un refus était attendu."
        return
    for name, wanted in expect.items():
        found, wanted = _found(name, line), repeated(wanted)
        if name in ("codes", "articles"):
            agrees = set(wanted) <= set(found)
        elif name == "no_codes":
            agrees = not set(wanted) & set(found)
        elif name in ("reads", "sentence"):
            agrees = wanted.replace(NBSP, " ") in found
        elif name == "has":
            agrees = all(any(row.items() >= each.items() for row in _rows(found)) for each in wanted)
        else:
            agrees = found == wanted
        if not agrees:
            yield f"{quoted(name)} attendu{NBSP}: {wanted}, trouvé{NBSP}: {found}."


def _found(name: str, line: Mapping[str, Any]) -> Any:
    error, result = line.get("error"), line.get("result")
    if error:
        said = {"error": error["kind"], "field": error["field"], "sentence": error["sentence"].replace(NBSP, " ")}
        return said.get(name)
    if name in ("codes", "no_codes"):
        return [each["code"] for each in line.get("reasons", _rows(result)) if "code" in each]
    if name in ("reads", "sentence"):
        return " ".join(reason["sentence"] for reason in line.get("reasons", ())).replace(NBSP, " ")
    if name in ("outcome", "articles", "to_confirm", "result"):
        return line.get(name)
    if name == "has":
        return result
    if isinstance(result, list):
        return [row.get(name, "rien") for row in _rows(result)]
    return result.get(name, "rien") if isinstance(result, Mapping) else "rien"


def _rows(result: Any) -> list[Mapping[str, Any]]:
    return [row for row in result if isinstance(row, Mapping)] if isinstance(result, list) else []
