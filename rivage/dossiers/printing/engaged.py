"""What stands around her words on the engagements that she signs: a file per language, printed once it is checked."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from rivage.dossiers.reading import ReadingLine, Section

FOLDER = Path(__file__).parent.parent / "documents" / "engagements"
FRENCH = "fr"


class Around(NamedTuple):
    """A heading and what stands under it, paragraphs parted by an empty line."""

    heading: str
    says: str


@dataclass(frozen=True, slots=True)
class Wording:
    """The fixed words of one language. `mine`, `planned`: headings over hers; `signed`: she, where she signs."""

    language: str
    title: str
    about: Around
    mine: str
    planned: str
    theirs: Around
    free: Around
    signed: str


@lru_cache(maxsize=1)
def wordings() -> dict[str, Wording]:
    """Those that a competent person has read again, by code of language, French first."""
    return read(FOLDER)


def read(folder: Path) -> dict[str, Wording]:
    """The checked files of a folder. KeyError or TypeError for one that lacks a word or has one too many."""
    found: dict[str, Wording] = {}
    for path in sorted(folder.glob("*.yaml"), key=lambda path: (path.stem != FRENCH, path.stem)):
        words: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        if words.pop("checked") is True:
            found[path.stem] = Wording(**{name: _said(value) for name, value in words.items()})
    return found


def _said(value: Any) -> Any:
    return Around(**{name: text.strip() for name, text in value.items()}) if isinstance(value, dict) else value


def section(name: str, said: Around) -> Section:
    """As a page and a paper read it."""
    return Section(name, said.heading, (ReadingLine("", said.says, long=True),))
