"""docs/law.md: article, parameter, rule, cases, status. Written by `rivage law document`."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from rivage.law import articles, in_words, references, review, schema
from rivage.law.casefile import Case, read_cases, read_yaml
from rivage.law.changes import during
from rivage.law.evaluation import RULES
from rivage.law.given import signature
from rivage.law.observed import Seen, observe
from rivage.law.parameter import Parameter, Value
from rivage.law.timeline import OUTCOMES, grouped, timeline
from rivage.law.values import parameters
from rivage.law.wording import NBSP, count, euros, listed, month, of_word

EXAMPLE = "afis-lina.yaml"
EXAMPLE_MONTHS = (date(2017, 1, 1), date(2026, 12, 1))

_INTRODUCTION = """\
# La loi, datée

Cette page est écrite par `rivage law document > docs/law.md`, à partir des fichiers de `rivage/law/parameters/` et des
exemples de `tests/law/cases/`. Un test la refuse dès qu’elle ne dit plus la même chose qu’eux.

## Comment lire

- Un **paramètre** est une valeur de la loi, avec son premier et son dernier jour, son article, sa source. Avant son
  premier jour, aucune règle ne répond. Après la dernière vérification, la dernière valeur est gardée, et cette date
  est dite.
- **À relire** : ce que les textes ou l’usage révisent (montants, plafonds, taxes) dit quand, et devient à confirmer de
  soi-même ce jour-là si personne ne l’a relu. Une durée, une condition, une pièce ne changent que par un texte : elles
  n’expirent pas.
- Une **règle** est une fonction : des faits entrent, une réponse motivée sort. Elle aide une personne, elle ne décide
  pas.
- **Lu par** dit quelles règles ont lu le paramètre pendant que les exemples tournaient. Cela est observé, non déclaré.
- Un **exemple** dit des faits et la réponse attendue : la veille, le jour, le lendemain.
- **Confiance** : H, lu dans le texte ; M, source secondaire fiable ; L, déduit, aucun texte lu ne le dit.
- **Identifiants** : JORFTEXT, LEGIARTI et NOR quand un texte consulté les donne ; les autres restent à relever.
- **Vérifié par** : une fonction, jamais un nom. « équipe de Rivage, une personne » : personne d’autre que qui a écrit
  ces fichiers ne les a encore relus.
- **À confirmer** : personne n’a encore lu le texte, ou le texte ne tranche pas. Ce qui s’appuie dessus le dit, à
  l’écran et sur un papier de travail. Une lettre à une personne n’en porte pas la marque : la page où elle se
  signe la dit.

Pour une valeur : `rivage law show NOM --on 2023-01-01`. Pour ses dates : `rivage law timeline NOM`.
"""

_FORMAT = """\
## Poser des questions aux règles

`rivage law eval EXEMPLES.yaml` lit une liste d’exemples et écrit une ligne de JSON pour chacun. Un exemple a une règle
(`rule`) et ses faits (`given`) ; s’il veut, ce qu’il dit (`says`), son article (`article`) et ce qui doit sortir
(`expect`).

```yaml
- rule: afis.amount
  says: deux enfants à charge, à Paris
  given: {children: 2, on: 2023-01-01, code: "75"}
  expect: {value: "555.36"}
```

- Un jour s’écrit sans guillemets (2023-01-01), un montant et un département avec ("343.20", "01").
- Une période s’écrit `{first_day: 2026-01-15, last_day: 2026-07-14}`, les deux jours compris.
- Un fait absent est inconnu. S’il est indispensable, l’erreur nomme tous ceux qui manquent.
- `outcome` vaut `yes`, `no` ou `question`. Une question ne vaut jamais oui : quelqu’un doit regarder.
- Le code de sortie est 1 quand un exemple est illisible, ou que ce qui sort n’est pas ce qu’il attendait.
- Les faits ne sont pas répétés, sauf avec `--given` ; un refus ne cite jamais la valeur refusée.

Dans `expect` : `outcome`, `result` et `to_confirm` sont égaux ; `codes` et `articles` sont présents, `no_codes`
absents ; `reads` est dans les phrases ; `error`, `field` et `sentence` décrivent un refus ; `has` décrit des lignes
d’une liste ; tout autre nom est un champ du résultat.

Chaque ligne suit ce schéma (JSON Schema 2020-12) :
"""


def write(cases: Path, examples: Path) -> str:
    """Return the page. `cases` is the folder of the files of cases, `examples` that of the invented person."""
    seen = observe(case for path in sorted(cases.glob("*.yaml")) for case in read_cases(path))
    book = parameters()
    sections = (
        [_spaced(_INTRODUCTION)],
        _by_article(book, seen),
        _unread(book, seen),
        _assumptions(book),
        _to_settle(book),
        _to_reread(book),
        _references(book),
        _golden(seen),
        _person(examples / EXAMPLE),
        _rules(seen),
        [_spaced(_FORMAT), f"```json\n{json.dumps(schema.LINE, ensure_ascii=False, indent=2)}\n```"],
    )
    return "\n".join(part for section in sections for part in section)


def _spaced(text: str) -> str:
    """Give French punctuation its no-break space, which nobody can see to type."""
    return re.sub(" (?=[:;?!»])", NBSP, text)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '/').replace(chr(10), ' ') for cell in cells)} |"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    return [_row(*heads), f"|{'---|' * len(heads)}", *(_row(*row) for row in rows), ""]


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _readers(seen: Iterable[Seen]) -> dict[str, list[str]]:
    """Which rules read each parameter; `at` reads whatever it is asked, and does not count."""
    found: dict[str, set[str]] = {}
    for each in seen:
        for name in each.names:
            found.setdefault(name, set()).add(each.case.rule)
    return {name: sorted(rules - {"at"}) for name, rules in found.items()}


def _files(cases: Iterable[Case]) -> str:
    counted = Counter(case.file for case in cases)
    return ", ".join(f"{file} {number}" for file, number in sorted(counted.items()))


def _state(values: Iterable[Value]) -> str:
    unsure = [value for value in values if value.to_confirm and not value.expired]
    return f"**à confirmer**, {during(unsure[0].start, unsure[-1].end)}" if unsure else "confirmé"


def _unsure(held: Mapping[str, list[Value]]) -> str:
    number = sum(any(value.to_confirm and not value.expired for value in used) for used in held.values())
    if not number:
        return "confirmé" if held else ""
    return f"**{number} à confirmer**"


def _by_article(book: Mapping[str, Parameter], seen: tuple[Seen, ...]) -> Iterator[str]:
    values = articles.values_by_article(book)
    cases = articles.cases_by_article((each.case for each in seen), values)
    readers = _readers(seen)
    every = articles.in_order({*values, *cases})
    yield "## Les articles\n"
    yield f"{count(len(every), 'article')}, {count(len(book), 'paramètre')}, {count(len(seen), 'exemple')}.\n"
    yield from _table(
        ("Article", "Paramètres", "Exemples", "Statut"),
        (
            (
                article,
                str(len(values.get(article, {}))),
                str(len(cases.get(article, ()))),
                _unsure(values.get(article, {})),
            )
            for article in every
        ),
    )
    yield "## De l’article au paramètre, à la règle, aux exemples\n"
    for article in every:
        yield from _article(article, book, values.get(article, {}), cases.get(article, ()), readers)


def _article(
    article: str,
    book: Mapping[str, Parameter],
    held: Mapping[str, list[Value]],
    cases: Iterable[Case],
    readers: Mapping[str, list[str]],
) -> Iterator[str]:
    yield f"### {article}\n"
    if held:
        yield from _table(
            ("Paramètre", "Ce qu’il dit", "Lu par", "Statut", "Confiance", "Vérifié le"),
            (
                (
                    f"`{name}`",
                    book[name].label,
                    _codes(readers.get(name, ())) or "aucune règle",
                    _state(used),
                    ", ".join(dict.fromkeys(value.confidence for value in used if not value.expired)),
                    min(value.checked for value in used).isoformat(),
                )
                for name, used in held.items()
            ),
        )
    proven = list(cases)
    if not proven:
        yield "Aucun exemple ne porte cet article.\n"
        return
    rules = sorted({case.rule for case in proven})
    yield f"{count(len(proven), 'exemple').capitalize()} ({_files(proven)}), sur {_codes(rules)}.\n"


def _unread(book: Mapping[str, Parameter], seen: tuple[Seen, ...]) -> Iterator[str]:
    readers = _readers(seen)
    asked = {name for each in seen for name in each.names}
    unread = [name for name in book if not readers.get(name)]
    cited = _cited(unread)
    yield "## Les paramètres qu’aucune règle ne lit\n"
    yield "La page *Les règles* les montre tous. Aucune règle ne les a lus pendant les exemples.\n"
    yield from _table(
        ("Paramètre", "Article", "Valeur éprouvée par un exemple", "Lu par le code de"),
        (
            (
                f"`{name}`",
                book[name].values[-1].article,
                "oui" if name in asked else "non",
                "la lecture des fichiers" if name == review.HOUSE else ", ".join(cited[name]) or "aucun écran",
            )
            for name in unread
        ),
    )


def _cited(names: Iterable[str]) -> dict[str, list[str]]:
    """The apps whose code writes the name of a parameter between quotation marks."""
    house = Path(__file__).parents[1]
    code = {path: path.read_text(encoding="utf-8") for path in house.rglob("*.py") if path.parent.name != "law"}
    return {
        name: sorted({path.relative_to(house).parts[0] for path, text in code.items() if f'"{name}"' in text})
        for name in names
    }


def _assumptions(book: Mapping[str, Parameter]) -> Iterator[str]:
    yield "## Les hypothèses, où le texte se tait\n"
    yield "La lecture retenue par défaut est en gras. Une autre se choisit par son nom, sans toucher au code.\n"
    for name, found in book.items():
        if not found.is_assumption:
            continue
        yield f"### `{name}`\n"
        yield f"{found.label[:1].upper()}{found.label[1:]} ({found.values[-1].article}).\n"
        for code, says in found.alternatives:
            mark = "**" if code == found.values[-1].value else ""
            yield f"- {mark}`{code}`{mark}{NBSP}: {says}"
        if found.unmoved:
            yield f"\nSans effet sur les réponses{NBSP}: {found.unmoved}"
        yield f"\nÀ trancher{NBSP}: {found.to_settle}\n"


def _to_settle(book: Mapping[str, Parameter]) -> Iterator[str]:
    questions: dict[tuple[str, str], list[Parameter]] = {}
    for found in book.values():
        if found.to_settle and not found.values[-1].expired:
            unsure = [value for value in found.values if value.to_confirm] or found.values
            questions.setdefault((unsure[-1].article, found.to_settle), []).append(found)
    yield "## Ce qu’un juriste doit trancher\n"
    yield f"{count(len(questions), 'question')}, dans l’ordre des articles.\n"
    ordered = sorted(questions, key=lambda each: (articles.natural(each[0]), each[1]))
    yield from _table(
        ("Article", "Question", "Paramètres", "En usage"),
        ((article, asked, *_in_use(questions[article, asked])) for article, asked in ordered),
    )


def _to_reread(book: Mapping[str, Parameter]) -> Iterator[str]:
    moving = sorted((found for found in book.values() if found.values[-1].reread_on), key=_due)
    house = book[review.HOUSE].values[-1].value
    yield "## Ce qui doit être relu, et quand\n"
    yield (
        "À partir de ce jour, sans relecture, la valeur est à confirmer partout où elle sert. Ce que rien ne date "
        f"d’avance se relit {count(house, 'mois', 'mois')} après sa dernière vérification (`{review.HOUSE}`)"
        f"{NBSP}: c’est un usage de la maison, à confirmer.\n"
    )
    yield from _table(
        ("À relire pour le", "Paramètre", "Révisé", "Vérifié le", "D’ici là", "À vérifier"),
        (
            (
                _due(found)[0],
                f"`{found.name}`",
                _REVISED.get(found.revised) or f"chaque année le {found.revised[3:]}/{found.revised[:2]}",
                found.values[-1].checked.isoformat(),
                "confirmé" if found.values[-1].expired else "déjà à confirmer",
                found.to_settle,
            )
            for found in moving
        ),
    )


_REVISED = {review.NO_CALENDAR: "sans calendrier"}


def _references(book: Mapping[str, Parameter]) -> Iterator[str]:
    every = [value for found in book.values() for value in found.values]
    texts = references.texts(every)
    known = references.registry()
    missing = sum(not known.get(text) for text in texts)
    yield "## Les textes cités et leurs identifiants\n"
    yield f"{count(len(texts), 'texte')}, dont {missing} à relever. Aucun identifiant n’est déduit.\n"
    yield from _table(
        ("Texte", "Identifiants", "Valeurs"),
        ((text, ", ".join(known.get(text, ())) or "à relever", str(number)) for text, number in texts.items()),
    )
    by = Counter(value.checked_by for value in every)
    yield from _table(("Vérifié par", "Valeurs"), ((who, str(number)) for who, number in sorted(by.items())))


def _due(found: Parameter) -> tuple[str, str]:
    due = found.values[-1].reread_on
    return due.isoformat() if due else "", found.name


def _in_use(asked: list[Parameter]) -> tuple[str, str]:
    said = dict.fromkeys(in_words.phrase(found, found.values[-1]) for found in asked)
    shown = " / ".join(said) if len(said) < 3 else "voir chaque paramètre"
    return _codes(found.name for found in asked), shown


def _golden(seen: tuple[Seen, ...]) -> Iterator[str]:
    yield "## Les exemples de référence\n"
    yield "Ceux qu’une relecture du droit a demandés, avec l’exemple qui les prouve.\n"
    golden = [each for each in seen if each.case.golden]
    yield from _table(
        ("Exemple", "Article", "Règle", "Réponse", "Où"),
        (
            (
                each.case.golden,
                each.case.article,
                f"`{each.case.rule}`",
                _answer(each),
                f"{each.case.file}, ligne {each.case.line}",
            )
            for each in golden
        ),
    )


def _answer(seen: Seen) -> str:
    line = seen.line
    if "error" in line:
        return f"refus{NBSP}: {line['error']['field']}"
    said = _verdict(line) if "outcome" in line else _result(line["result"])
    return said + (" (à confirmer)" if line["to_confirm"] else "")


def _verdict(line: Mapping[str, Any]) -> str:
    says = [reason["sentence"] for reason in line["reasons"] if reason["outcome"] == line["outcome"]]
    told = f"**{OUTCOMES[line['outcome']]}**"
    return f"{told}. {' '.join(says)}" if len(says) < 3 else told


def _result(result: Any) -> str:
    if isinstance(result, Mapping) and "unit" in result:
        return euros(Decimal(result["value"])) if result["unit"] == "EUR" else str(result["value"])
    if isinstance(result, Mapping):
        return ", ".join(map(str, result.values()))
    return " ; ".join(map(_result, result)) if isinstance(result, list) else str(result)


def _person(path: Path) -> Iterator[str]:
    first, last = EXAMPLE_MONTHS
    rows = timeline("afis.evaluate", read_yaml(path), first, last)
    yield "## Une personne inventée, mois par mois\n"
    span = f"{of_word(month(first))} à {month(last)}"
    yield f"L’AFIS de Lina Marée, {span}, examinée le 1er de chaque mois. Ses faits{NBSP}:\n"
    yield f"```yaml\n{path.read_text(encoding='utf-8').strip()}\n```\n"
    yield "Les mois semblables qui se suivent tiennent sur une ligne. Pour les avoir tous, un par ligne\u00a0:\n"
    yield f"```\nrivage law timeline afis.evaluate docs/examples/{path.name} --from 2017-01 --to 2026-12\n```\n"
    yield from _table(
        ("Mois", "Droit", "Montant", "Articles", "Statut", "Pourquoi"),
        (
            (
                row.first.strftime("%Y-%m") + (f" à {row.last.strftime('%Y-%m')}" if row.last != row.first else ""),
                row.outcome,
                row.amount,
                ", ".join(row.articles),
                f"à confirmer{NBSP}: {listed(row.to_confirm)}"
                if row.to_confirm
                else "confirmé"
                if row.articles
                else "",
                row.says,
            )
            for row in grouped(rows)
        ),
    )


def _rules(seen: tuple[Seen, ...]) -> Iterator[str]:
    proven = Counter(each.case.rule for each in seen)
    yield "## Les règles et leurs faits\n"
    yield "Les faits en gras sont indispensables.\n"
    yield from _table(
        ("Règle", "Faits", "Exemples"),
        ((f"`{name}`", _facts(name), str(proven.get(name, 0))) for name in sorted(RULES)),
    )


def _facts(rule: str) -> str:
    asked = signature(RULES[rule])
    return ", ".join(f"**{name}**" if name in asked.required else name for name in asked.readers)
