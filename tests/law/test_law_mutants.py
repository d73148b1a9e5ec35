"""No boundary of a rule can move without a case that says so."""

import pytest

from tests.law import mutants


@pytest.mark.deep
def test_every_boundary_moved_is_seen() -> None:
    tried, left = mutants.survivors()
    assert tried > 300
    assert set(left) == set(mutants.SAME)
