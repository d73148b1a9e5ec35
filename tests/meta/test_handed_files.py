"""Every page that answers with a file says so in its policy: found by what its view calls, however far."""

import inspect
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

from django.urls import URLPattern, get_resolver

from rivage.accounts import policies
from rivage.core.answers import download


def views(patterns: list[Any], space: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every view by its URL name."""
    for entry in patterns:
        if isinstance(entry, URLPattern):
            yield f"{space}{entry.name}", entry.callback
        else:
            yield from views(entry.url_patterns, f"{space}{entry.namespace}:" if entry.namespace else space)


def names(code: CodeType) -> set[str]:
    """What a function names, and those inside it."""
    inside = [names(one) for one in code.co_consts if isinstance(one, CodeType)]
    return set(code.co_names).union(*inside)


def called(function: FunctionType) -> Iterator[FunctionType]:
    """What of ours a function may call: by its name, or as a part of a module that it names."""
    named = names(function.__code__)
    found = [function.__globals__.get(name) for name in named]
    parts = [getattr(one, name, None) for one in found if isinstance(one, ModuleType) for name in named]
    for one in (*found, *parts):
        plain = inspect.unwrap(one) if callable(one) else one
        if isinstance(plain, FunctionType) and plain.__module__.startswith("rivage."):
            yield plain


def hands_a_file(view: Callable[..., Any]) -> bool:
    left, seen = [inspect.unwrap(view)], set()
    while left:
        one = left.pop()
        if one is download:
            return True
        if isinstance(one, FunctionType) and one not in seen:
            seen.add(one)
            left += called(one)
    return False


def test_whatever_hands_a_file_says_so_in_its_policy() -> None:
    found = dict(views(get_resolver().url_patterns))
    handing = {name for name in policies.pages() if name in found and hands_a_file(found[name])}
    assert len(handing) > 15
    assert handing == {page.name for page in policies.pages().values() if page.file}
