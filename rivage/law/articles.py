"""Articles as texts name them: in their natural order, with the values they give and the cases that prove them."""

import re
from collections.abc import Iterable, Mapping

from rivage.law.casefile import Case
from rivage.law.parameter import Parameter, Value

# The codes in the order a reader of this law meets them; any other text comes after, by its name.
_CODES = ("CASF", "CESEDA", "CRPA", "CJA", "CSS", "CP", "CPP")


def natural(article: str) -> tuple[int, tuple[tuple[int, int, str], ...]]:
    """Return what sorts R121-12-9 before R121-12-10, code by code."""
    code = article.split(" ")[0]
    rank = _CODES.index(code) if code in _CODES else len(_CODES)
    parts = re.findall(r"\d+|[^\d]+", article)
    return rank, tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


def in_order(articles: Iterable[str]) -> list[str]:
    return sorted(articles, key=natural)


def values_by_article(book: Mapping[str, Parameter]) -> dict[str, dict[str, list[Value]]]:
    """Return, for each article, the values that rest on it by name of parameter."""
    found: dict[str, dict[str, list[Value]]] = {}
    for parameter in book.values():
        for value in parameter.values:
            found.setdefault(value.article, {}).setdefault(parameter.name, []).append(value)
    return found


def cases_by_article(cases: Iterable[Case], known: Iterable[str]) -> dict[str, list[Case]]:
    """Return the cases of each article. A case may write `R121-12-10` for `CASF R121-12-10`."""
    names = in_order(known)
    found: dict[str, list[Case]] = {}
    for case in cases:
        full = next(
            (each for each in names if each == case.article or each.endswith(f" {case.article}")), case.article
        )
        found.setdefault(full, []).append(case)
    return found
