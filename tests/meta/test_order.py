"""Tests that begin in the same stories stay with one worker."""

import pytest

from tests.order import ByStories, group


@pytest.mark.parametrize(
    ("nodeid", "together"),
    [
        ("tests/rights/aid/test_months.py::test_one[a@b]", "tests/rights/aid"),
        ("tests/config/test_checks.py::test_one", "tests/config"),
        ("tests/browser/test_lists.py::test_one", "browser"),
        ("tests/core/test_shell_in_a_browser.py::test_one", "browser"),
        ("tests/core/test_lists.py::test_one", ""),
    ],
)
def test_a_test_stays_with_those_of_its_folder(nodeid: str, together: str) -> None:
    assert group(nodeid) == together


def test_the_workers_are_given_whole_groups() -> None:
    asked = ByStories.__new__(ByStories)
    assert asked._split_scope("tests/rights/aid/test_months.py::test_one") == "tests/rights/aid"
    assert asked._split_scope("tests/core/test_lists.py::test_one") == "tests/core/test_lists.py::test_one"
