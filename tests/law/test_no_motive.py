"""A paper that says no motive: said alone, and never among what is printed. One rule for the three decisions."""

from datetime import date

import pytest

from rivage.law import afis_motifs, aps_motifs, motifs
from rivage.law.no_motive import WITHOUT, given, stands_alone

ON = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("codes", "reasons", "may"),
    [
        ([WITHOUT], "", True),
        ([WITHOUT], " \n", True),
        (["age"], "Parce que.", True),
        ([WITHOUT, "age"], "", False),
        ([WITHOUT], "Parce que.", False),
    ],
)
def test_it_is_chosen_alone(codes: list[str], reasons: str, may: bool) -> None:
    found = stands_alone(codes, reasons)
    assert bool(found) is may
    assert found.codes == (() if may else ("motives_both",))


def test_no_decision_reads_it_as_a_motive() -> None:
    assert given([WITHOUT]) == []
    assert given(["b", WITHOUT, "a"]) == ["b", "a"]
    assert afis_motifs.coded([WITHOUT], ON) == aps_motifs.coded([WITHOUT], ON) == motifs.coded([WITHOUT], ON) == []
    first = afis_motifs.motifs(ON)[0]
    assert afis_motifs.coded([first.code], ON) == [first]
