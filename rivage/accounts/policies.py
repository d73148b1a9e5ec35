"""The policy: who may open which page, and what each verb opens. Data that a non-developer reads (policy/*.yaml)."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from rivage.accounts import roles

FOLDER = Path(__file__).parent / "policy"
# How a page's object may stand to whoever opens it. A list has no object: its rows are filtered.
RELATIONS = ("list", "accompanied", "antenne", "shared", "departement", "body", "self")


# Words that stand for many roles, so that a role more needs no line in the policy of another app.
WORDS = {
    "everyone": lambda: (role.code for role in roles.roles().values() if not role.automatic),
    "authority": lambda: (code for kind in roles.bodies().values() for code in kind.authority),
}


class PolicyError(ValueError):
    """A policy file says something that means nothing: the sentence names file and line."""


@dataclass(frozen=True)
class BarEntry:
    """A page's entry in the bar, in the order of ranks. `later`: roles that find it after all their others."""

    label: str
    rank: int
    later: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """A URL name. `read` and `act`: role to relation, for GET and POST. `object`: what the id in the path names.

    `bar`: its entry in the bar, for the roles that read it. `proof`: what is sent there binds, or leaves with data; it
    is sent with a second factor of less than five minutes. `gesture`: what is sent, in the words of who sends it.
    `under`: the page whose entry of the bar is lit while this one is open, when it is not that of its address.
    `file`: it answers with a file, after which the browser stays where it was; with `proof`, one asked by its address
    waits for it too. `named`: the words of the link to it in the help of those who read it, where no bar has it.
    """

    name: str
    what: str
    read: dict[str, str] = field(default_factory=dict)
    act: dict[str, str] = field(default_factory=dict)
    object: str = ""
    slice: str = "reference"
    bar: BarEntry | None = None
    under: str = ""
    proof: bool = False
    gesture: str = ""
    file: bool = False
    named: str = ""

    @property
    def said(self) -> str:
        """What is asked there, in the middle of a sentence."""
        return self.gesture or self.what[:1].lower() + self.what[1:].split(" ; ", 1)[0]

    def roles(self, method: str) -> dict[str, str]:
        if method in ("GET", "HEAD"):
            return self.read
        return self.act if method == "POST" else {}


@dataclass(frozen=True)
class Opening:
    """What a verb opens to a holder: slices to read, slices to pass on, for which purpose, on which ground."""

    name: str
    slices: tuple[str, ...]
    purpose: str
    ground: str
    passes: tuple[str, ...] = ()
    months: int = 36


@lru_cache(maxsize=1)
def pages() -> dict[str, Page]:
    """Every page of the product by URL name. Raises `PolicyError` for an unknown role or relation."""
    found: dict[str, Page] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        if path.stem == "slices":
            continue
        for name, line in (yaml.safe_load(path.read_text()) or {}).items():
            found[name] = _page(path.name, name, line)
    return found


def _page(file: str, name: str, line: dict[str, Any]) -> Page:
    given: dict[str, Any] = {key: value or {} for key, value in line.items()}
    for verb in {"read", "act"} & set(given):
        given[verb] = _roles(f"{file}, {name}, {verb}", given[verb])
    try:
        if "bar" in given:
            given["bar"] = _entry(f"{file}, {name}, bar", given["bar"])
        return Page(name=name, **given)
    except TypeError as error:
        raise PolicyError(f"{file}, {name} : {error}") from error


def _entry(where: str, line: dict[str, Any]) -> BarEntry:
    entry = BarEntry(**line | {"later": tuple(line.get("later", ()))})
    if unknown := set(entry.later) - set(roles.roles()):
        raise PolicyError(f"{where} : « {', '.join(sorted(unknown))} » ne veut rien dire.")
    return entry


def entries(role: str) -> list[tuple[str, BarEntry]]:
    """The bar of a role: URL name and entry of each page that it reads, in their order."""
    found = [(page.name, page.bar) for page in pages().values() if page.bar and role in page.read]
    return sorted(found, key=lambda one: (role in one[1].later, one[1].rank))


def named(role: str) -> list[Page]:
    """The pages that the help of a role names beside its bar."""
    return sorted((page for page in pages().values() if page.named and role in page.read), key=lambda one: one.named)


def _roles(where: str, line: dict[str, str]) -> dict[str, str]:
    """Role to relation; a role named beside a word has its own relation."""
    found: dict[str, str] = {}
    for word, relation in sorted(line.items(), key=lambda entry: entry[0] not in WORDS):
        named = list(WORDS[word]()) if word in WORDS else [word]
        if relation not in RELATIONS or set(named) - set(roles.roles()):
            raise PolicyError(f"{where} : « {word}: {relation} » ne veut rien dire.")
        found |= dict.fromkeys(named, relation)
    return found


def allows(name: str, method: str, role: str) -> bool:
    """Whether a role may use a page with a method. A page that no file names is closed."""
    page = pages().get(name)
    return page is not None and role in page.roles(method)


@lru_cache(maxsize=1)
def openings() -> dict[str, Opening]:
    """What each verb opens, from policy/slices.yaml."""
    lines = yaml.safe_load((FOLDER / "slices.yaml").read_text())
    return {
        name: Opening(
            name=name,
            slices=tuple(line["slices"]),
            passes=tuple(line.get("passes", ())),
            purpose=line["purpose"],
            ground=line["ground"],
            months=line.get("months", 36),
        )
        for name, line in lines.items()
    }
