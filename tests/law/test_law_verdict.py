"""What a verdict says in one paragraph."""

from datetime import date

from rivage.law import commission


def test_a_doubt_is_in_the_paragraph_whichever_way_the_verdict_goes() -> None:
    missed = commission.quorum(13, 7, on=date(2024, 5, 14), vacant=2)
    assert not missed
    assert "Une autre lecture du texte" in missed.sentence
    carried = commission.opinion(5, 4, 2, on=date(2024, 5, 14))
    assert "Une autre lecture du texte sur les abstentions" in carried.sentence
