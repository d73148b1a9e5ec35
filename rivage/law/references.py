"""The identifiers of the texts that values rest on, as the sources read give them; what they do not is to be found."""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import yaml

from rivage.law.parameter import Value

FILE = Path(__file__).parent / "references.yaml"
# How a text is cited in `article` and in `source`.
_CITED = re.compile(
    r"(?:loi|décret|ordonnance) n° \d{4}-\d+|(?:arrêté|circulaire|instruction) du \d+(?:er)? \w+ \d{4}"
    r"|\b(?:CASF|CCH|CESEDA|CJA|CPP|CP|CRPA|CSS|LPF)\b"
)
_KNOWN = re.compile(r"(?:JORFTEXT|JORFSCTA|LEGIARTI|LEGISCTA|LEGITEXT)\d{12}|NOR [A-Z]{4}\d{7}[A-Z]")


@lru_cache(maxsize=1)
def registry() -> dict[str, tuple[str, ...]]:
    """Return the identifiers by text. Raise ValueError for what has not the form of one."""
    read: dict[str, list[str]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    wrong = [each for found in read.values() for each in found if not _KNOWN.fullmatch(each)]
    if wrong:
        raise ValueError(f"references.yaml: {', '.join(wrong)}")
    return {text: tuple(found) for text, found in read.items()}


def cited(value: Value) -> tuple[str, ...]:
    """Return the texts that a value cites, and its articles when one is known by itself, each once."""
    said = f"{value.article} ; {value.source}"
    texts = _CITED.findall(said)
    # An article stands alone in the registry: R121-12-1 is not R121-12-13.
    articles = [name for name in registry() if " " in name and re.search(rf"{re.escape(name)}(?![-\d])", said)]
    return tuple(dict.fromkeys([*texts, *articles]))


def identifiers(value: Value) -> tuple[str, ...]:
    """Return the identifiers known of what a value cites, none when they are still to be found."""
    return tuple(dict.fromkeys(each for text in cited(value) for each in registry().get(text, ())))


def texts(values: Iterable[Value]) -> dict[str, int]:
    """Return every text cited and by how many values, in the order of their names."""
    found: dict[str, int] = {}
    for value in values:
        for text in cited(value):
            found[text] = found.get(text, 0) + 1
    return dict(sorted(found.items()))
