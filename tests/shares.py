"""`--share 2/8`: the second eighth of the tests, always the same one, so that eight runs have run them all."""

from zlib import crc32

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--share", default="1/1", metavar="N/OF", help="run one share of the tests")


def share(named: str) -> tuple[int, int]:
    """`2/8` as (2, 8). UsageError when it names no share."""
    n, of = (int(number) for number in named.split("/"))
    if not 1 <= n <= of:
        raise pytest.UsageError(f"--share {n}/{of} names no share")
    return n, of


def belongs(nodeid: str, n: int, of: int) -> bool:
    """Whether a test is of the share `n` of `of`, counted from 1."""
    return crc32(nodeid.encode()) % of == n - 1


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    n, of = share(config.getoption("share"))
    config.hook.pytest_deselected(items=[item for item in items if not belongs(item.nodeid, n, of)])
    items[:] = [item for item in items if belongs(item.nodeid, n, of)]
