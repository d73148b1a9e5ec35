"""`rivage law`: the law from the command line. No database starts, but for counting the periods a change concerns."""

import argparse
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from rivage.config.state import CHECKOUT, Trouble
from rivage.law import casefile, changes, document, evaluation, in_words, references, timeline, values
from rivage.law.facts import BadFact
from rivage.law.lawfile import LawFileError, read_folder
from rivage.law.parameter import Parameter, Value
from rivage.law.values import NoValue
from rivage.law.wording import NBSP, day, listed, quoted

CASES = CHECKOUT / "tests" / "law" / "cases"
EXAMPLES = CHECKOUT / "docs" / "examples"
FIRST_MONTH, LAST_MONTH = "2017-01", "2026-12"

Counting = Callable[[Path], int]


def add(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the words of `rivage law` to the parser of the command."""
    law = words.add_parser("law", help="ce que disent les règles, à quelle date, d’après quel article")
    orders = law.add_subparsers(dest="order", required=True, metavar="ordre")
    show = orders.add_parser("show", help="une valeur, son article, sa source, ce qui reste à confirmer")
    show.add_argument("name", metavar="NOM")
    show.add_argument("--on", metavar="JOUR", help="ce qu’elle valait ce jour-là, comme 2023-01-01")
    judge = orders.add_parser("eval", help="une réponse en JSON par exemple du fichier")
    judge.add_argument("files", metavar="FICHIER", type=Path, nargs="+")
    judge.add_argument("--given", action="store_true", help="répète les faits dans la réponse")
    line = orders.add_parser("timeline", help="une valeur depuis le début, ou une règle mois par mois")
    line.add_argument("name", metavar="NOM")
    line.add_argument("facts", metavar="FAITS", type=Path, nargs="?")
    line.add_argument("--from", dest="first", metavar="MOIS", default=FIRST_MONTH)
    line.add_argument("--to", dest="last", metavar="MOIS", default=LAST_MONTH)
    line.add_argument("--runs", action="store_true", help="une ligne pour une suite de mois semblables")
    change = orders.add_parser("changes", help="ce qui a changé depuis un ancien dossier de paramètres")
    change.add_argument("folder", metavar="ANCIEN_DOSSIER", type=Path)
    change.add_argument("--concerned", action="store_true", help="compte les périodes concernées, par département")
    orders.add_parser("document", help="écrit docs/law.md sur la sortie")


def run(options: argparse.Namespace, counting: Counting) -> int:
    """Run one order and return the exit code. `counting` starts the database and counts the periods concerned.

    Raise Trouble with a French sentence for what cannot be read.
    """
    try:
        if options.order == "show":
            return _print(show(options.name, _day(options.on) if options.on else None))
        if options.order == "eval":
            return judge(options.files, options.given)
        if options.order == "timeline":
            return _print(follow(options))
        if options.order == "document":
            return _print([document.write(CASES, EXAMPLES)])
        return release(options.folder, options.concerned, counting)
    except (LawFileError, BadFact, NoValue) as refused:
        raise Trouble(str(refused)) from refused


def _print(lines: Iterator[str] | list[str]) -> int:
    for line in list(lines):
        print(line)
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Trouble(f"{quoted(text)} n’est pas un jour du calendrier. Il s’écrit comme 2023-01-01.") from None


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Trouble(f"{quoted(text)} n’est pas un mois. Il s’écrit comme 2017-01.") from None


def show(name: str, on: date | None) -> Iterator[str]:
    """Yield what is known of a parameter, on a day or since the beginning; or the names a prefix begins."""
    found = values.names(name)
    if name in found:
        found = (name,)
    if not found:
        raise Trouble(f"Aucun paramètre ne se nomme {quoted(name)}.{evaluation.near(name, values.names())}")
    if len(found) > 1:
        width = max(len(each) for each in found)
        return (f"{each:<{width}}  {values.parameter(each).label}" for each in found)
    known = values.parameter(found[0])
    return _sheet(known, known.values if on is None else (values.at(known.name, on),))


def _sheet(known: Parameter, shown: tuple[Value, ...]) -> Iterator[str]:
    yield f"{known.name}{NBSP}: {known.label}"
    yield f"  unité{NBSP}: {known.unit}"
    for value in shown:
        yield f"  {changes.during(value.start, value.end)}"
        yield from (f"    {line}" for line in in_words.lines(known, value))
        state = "À CONFIRMER" if value.to_confirm else "confirmé"
        sure = f"confiance {value.confidence} ({in_words.confidence(value)})"
        yield f"    {value.article}, {value.source}"
        again = f", à relire pour le {day(value.reread_on)}" if value.reread_on else ""
        yield f"    {state}, {sure}, vérifié le {day(value.checked)} ({value.checked_by}){again}"
        yield f"    identifiants{NBSP}: {listed(references.identifiers(value)) or 'à relever'}"
        if value.note:
            yield f"    {value.note}"
    for code, reading in known.alternatives:
        mark = " (retenue)" if code == shown[-1].value else ""
        yield f"  lecture {code}{mark}{NBSP}: {reading}"
    if known.to_settle:
        yield f"  à faire trancher{NBSP}: {known.to_settle}"


def judge(files: list[Path], with_facts: bool) -> int:
    """Print one JSON line for each case. The code is 1 when a case is refused or says something else than expected."""
    wrong = False
    for path in files:
        for case in casefile.read_cases(path):
            line = casefile.evaluate(case)
            if with_facts:
                line["given"] = casefile.repeated(case.given)
            print(json.dumps(line, ensure_ascii=False))
            refused = "error" in line and line["error"]["kind"] != "NoValue"
            wrong = wrong or bool(line.get("differences", refused))
    return 1 if wrong else 0


def follow(options: argparse.Namespace) -> list[str]:
    """Return the table of a parameter's values, or of a rule's answers month after month."""
    if options.facts is None:
        return list(_series(options.name))
    first, last = _month(options.first), _month(options.last)
    if last < first:
        raise Trouble("Le mois de --to précède celui de --from.")
    facts = casefile.read_yaml(options.facts)
    if not isinstance(facts, casefile.Record):
        raise Trouble(f"{options.facts.name}, ligne 1{NBSP}: des lignes {quoted('fait: valeur')} sont attendues.")
    try:
        rows = timeline.timeline(options.name, facts, first, last)
    except BadFact as refused:
        where = facts.lines.get(refused.field.split(".")[0], 1)
        raise Trouble(f"{options.facts.name}, ligne {where}{NBSP}: {refused}") from refused
    return [_told(row) for row in (timeline.grouped(rows) if options.runs else rows)]


def _told(row: timeline.TimelineRow) -> str:
    when = row.first.strftime("%Y-%m")
    if row.last != row.first:
        when += f" → {row.last.strftime('%Y-%m')}"
    state = f"à confirmer{NBSP}: {listed(row.to_confirm)}" if row.to_confirm else "confirmé"
    parts = (when, row.outcome, row.amount, "; ".join(row.articles), state if row.articles else "", row.says)
    return "  ".join(part for part in parts if part)


def _series(name: str) -> Iterator[str]:
    if name not in values.names():
        near = evaluation.near(name, (*values.names(), *evaluation.RULES))
        facts = " Une règle demande un fichier de faits." if name in evaluation.RULES else near
        raise Trouble(f"Aucun paramètre ne se nomme {quoted(name)}.{facts}")
    known = values.parameter(name)
    yield f"{known.name}{NBSP}: {known.label}"
    for value in known.values:
        end = value.end.isoformat() if value.end else "…"
        state = "À CONFIRMER" if value.to_confirm else "confirmé"
        yield f"{value.start.isoformat()} → {end:<10}  {in_words.phrase(known, value)}  {value.article}  {state}"


def release(folder: Path, concerned: bool, counting: Counting) -> int:
    """Print the release note against an earlier folder; then, if asked, how many periods each change concerns."""
    if not list(folder.glob("*.yaml")):
        raise Trouble(f"Aucun fichier de paramètres dans {folder}.")
    found = changes.compare(read_folder(folder, former=True), values.parameters())
    print(changes.release_note(found))
    return counting(folder.absolute()) if concerned and changes.intervals(found) else 0
