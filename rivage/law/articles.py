"""Articles as texts name them: in their natural order, with the values they give and the cases that prove them."""

import re
from collections.abc import Iterable, Mapping

from rivage.law.casefile import Case
from rivage.law.parameter import Parameter, Value

# The codes in the order a reader of this law meets them; any other text comes after, by its name.
_CODES = ("CASF", "CESEDA", "CRPA", "CJA", "CSS", "CP", "CPP", "CCH", "LPF")
_BETWEEN = re.compile(r"\s*;\s*|\s+et\s+|\s+puis\s+|,\s+")
# « II », « 1° », « 9° bis », « alinéa 2 »: parts of an article.
_PART = re.compile(r"( alinéa \d+| [IVX]+| \d+°( bis)?)+$")
_NUMBERED = re.compile(r"^(décret|ordonnance|loi) (?=\d)")


def natural(article: str) -> tuple[int, tuple[tuple[int, int, str], ...]]:
    """Return what sorts R121-12-9 before R121-12-10, code by code."""
    code = article.split(" ")[0]
    rank = _CODES.index(code) if code in _CODES else len(_CODES)
    parts = re.findall(r"\d+|[^\d]+", article)
    return rank, tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


def named(written: str) -> tuple[str, ...]:
    """Return the articles that a source names, each whole: « CP 131-35-2 et 131-16 9° bis » names two."""
    if written.split(" ")[0] not in _CODES and not re.match(r"[LRD]\*?\d", written):
        return (_NUMBERED.sub(r"\1 n° ", written.split(", point")[0]),)
    code, found = "", []
    for part in _BETWEEN.split(written):
        first, _, rest = part.partition(" ")
        if first in _CODES:
            code, part = first, rest
        found.append(f"{code} {_PART.sub('', part)}".strip())
    return tuple(dict.fromkeys(found))


def in_order(articles: Iterable[str]) -> list[str]:
    return sorted(articles, key=natural)


def values_by_article(book: Mapping[str, Parameter]) -> dict[str, dict[str, list[Value]]]:
    """Return, for each article, the values that rest on it by name of parameter."""
    found: dict[str, dict[str, list[Value]]] = {}
    for parameter in book.values():
        for value in parameter.values:
            for article in named(value.article):
                found.setdefault(article, {}).setdefault(parameter.name, []).append(value)
    return found


def cases_by_article(cases: Iterable[Case], known: Iterable[str]) -> dict[str, list[Case]]:
    """Return the cases of each article. A case may write `R121-12-10` for `CASF R121-12-10`."""
    names = in_order(known)
    found: dict[str, list[Case]] = {}
    for case in cases:
        for article in named(case.article):
            full = next((each for each in names if each == article or each.endswith(f" {article}")), article)
            found.setdefault(full, []).append(case)
    return found
