"""Sections as a row keeps them, and what left again: printed and added up from what was closed, never anew."""

from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from rivage.accounts.activity import ActivitySection
from rivage.report.filtering import HowSaid, Leaving, LeavingSection


def written(sections: Iterable[ActivitySection | LeavingSection]) -> list[dict[str, Any]]:
    """As JSON holds them: a list of {code, title, figures}."""
    return [_plain(asdict(section)) for section in sections]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, Decimal) else value


def left(rows: Iterable[dict[str, Any]]) -> list[LeavingSection]:
    """What left again."""
    return [LeavingSection(row["code"], row["title"], tuple(_leaving(one) for one in row["figures"])) for row in rows]


def _leaving(one: dict[str, Any]) -> Leaving:
    parts = tuple((code, label, n) for code, label, n in one["parts"])
    again = {"n": _number(one["n"]), "said": HowSaid(one["said"]), "parts": parts, "pooled": tuple(one["pooled"])}
    return Leaving(**one | again)


def _number(said: Any) -> int | Decimal | None:
    return Decimal(said) if isinstance(said, str) else said
