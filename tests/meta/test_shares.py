"""The shares of a long run are the whole of it, each test once."""

import pytest

from tests.shares import belongs


@pytest.mark.parametrize("of", [1, 2, 8])
def test_each_test_is_of_one_share_alone(of: int) -> None:
    names = [f"tests/law/test_period.py::test_{n}" for n in range(200)]
    shares = [[name for name in names if belongs(name, n, of)] for n in range(1, of + 1)]
    assert sorted(name for share in shares for name in share) == sorted(names)
    assert all(shares)
