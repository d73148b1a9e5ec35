"""One run, in a process whose Django is set up: every subject, the page, the JSON, the code."""

import json
import os
import platform
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from rivage.config.server import EmbeddedServer
from rivage.config.state import state_folder
from rivage.demo.rehearsed import rehearsed
from tests.bench import doors, law, lists, memory, pages, papers, policies, trace
from tests.bench.measure import Measure

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "bench.md"
FIGURES = ROOT / "build" / "bench.json"
SUBJECTS: dict[str, Callable[[], Iterable[Measure]]] = {
    "law": law.measures,
    "pages": pages.measures,
    "lists": lists.measures,
    "policies": policies.measures,
    "trace": trace.measures,
    "doors": doors.measures,
    "papers": papers.measures,
    "memory": memory.measures,
}
NOT_YET = (
    ("Tableau de bord national", "le pilotage n’est pas construit"),
    ("Dépôt d’un fichier de 20 Mo", "les fichiers ne sont pas construits ; la mémoire est mesurée sans lui"),
)
CAUSES = (
    "Ce qui pèse, quand un budget est dépassé :\n",
    "- Un nom se paie d’une clé à ouvrir, d’un texte à déchiffrer et d’un rang dans l’ordre français.\n",
)
INTRODUCTION = """# Ce que coûte Rivage

Écrit par `make bench`, sur une nation inventée : {nation}. Des chiffres d’une machine ({machine}), pas une promesse.

Ce qui compte est le rapport entre deux coûts pris côte à côte. Un coût est le temps de processeur du programme et de
la connexion qui le sert, sans l’attente : la machine sert aussi à d’autres. Le temps à la montre est dans
`build/bench.json`.

- **Plancher** : les lignes que la page montre, lues par l’ORM et mises dans un tableau nu, pour la même fonction et
  par les mêmes étapes. Il ne porte pas notre mise en page. Accueils et échéances choisissent leurs lignes parmi toutes
  les personnes suivies : leur plancher parcourt aussi, sans les montrer, les faits dont les horloges se lisent
  (ADR 0012).
- Les pages sont celles du plus grand périmètre de chaque fonction ; leurs requêtes se comparent à douze petits.
- **WHERE à la main** : la même requête, par le propriétaire de la base, que les règles de lignes laissent passer.
"""


def machine() -> str:
    busy = f"{os.getloadavg()[0]:.1f}".replace(".", ",")
    return f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cœurs, charge {busy}"


def run(asked: Iterable[str] = ()) -> list[Measure]:
    found = []
    for subject in list(asked) or SUBJECTS:
        for measure in SUBJECTS[subject]():
            print(line(measure), file=sys.stderr, flush=True)
            found.append(measure)
    return found


def line(measure: Measure) -> str:
    figure = f"{measure.figure:.3g}{measure.unit and ' ' + measure.unit}"
    made = ", ".join(f"{key} {value:.3g}" for key, value in measure.of.items())
    return f"{'  ' if measure.kept else '! '}{measure.subject}: {measure.what}: {figure} ({made})"


def page(found: list[Measure], started: str, nation: str) -> str:
    """docs/bench.md: what is over first said in one line, then each subject."""
    over = [each for each in found if not each.kept]
    said = f"{len(found)} mesures, {len(found) - len(over)} tenues, {len(over)} au-dessus de leur budget."
    rows = [
        f"| {each.subject} | {each.what} | {shown(each.figure, each.unit)} "
        f"| {'≥' if each.least else '≤'} {shown(each.budget, each.unit)} | {'tenu' if each.kept else '**dépassé**'} |"
        for each in found
    ]
    return "\n".join(
        [
            INTRODUCTION.format(machine=started, nation=nation),
            f"{said}\n",
            "| Sujet | Quoi | Mesuré | Budget | |",
            "|---|---|---:|---:|---|",
            *rows,
            "",
            *(CAUSES if over else ()),
            "Pas encore mesuré :\n",
            *(f"- {what} : {why}." for what, why in NOT_YET),
            "",
        ]
    )


def shown(figure: float, unit: str) -> str:
    said = f"{figure:,.0f}".replace(",", "\u202f") if figure >= 1000 else f"{figure:.3g}".replace(".", ",")
    return f"{said}\u00a0{unit}".strip()


def report(scale: str, asked: list[str]) -> int:
    """Measure, write; 1 when a budget is not kept. The page is that of a whole run on the nation."""
    started = machine()
    with rehearsed():
        found = run(asked)
    FIGURES.parent.mkdir(exist_ok=True)
    rows = [{**asdict(each), "kept": each.kept} for each in found]
    told = {"at": datetime.now(UTC).isoformat(), "machine": started, "scale": scale, "measures": rows}
    FIGURES.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    text = page(found, started, counted())
    print(text)
    if scale == "national" and not asked:
        PAGE.write_text(text, encoding="utf-8")
    over = [each for each in found if not each.kept]
    for each in over:
        print(f"Dépassé : {each.subject}, {each.what} : {shown(each.figure, each.unit)}", file=sys.stderr)
    return 1 if over else 0


def counted() -> str:
    """« 40 000 personnes, 11 710 demandes, 2 000 000 événements »."""
    tables = (("personnes", "people_person"), ("demandes", "dossiers_demande"), ("événements", "audit_event"))
    server = EmbeddedServer(state_folder())
    each = ((server.psql(f"SELECT count(*) FROM {table}").strip(), name) for name, table in tables)
    return ", ".join(f"{shown(float(many), '')} {name}" for many, name in each)
