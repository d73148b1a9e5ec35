"""The frise: what is written of bars that are near stays apart, in the columns of a phone and over those of a desk."""

from itertools import pairwise

from rivage.rights.clocks import read
from rivage.rights.frise.drawing import HALF_LETTER, desk, phone
from tests.rights.clocks.test_gaps import ON, RUNNING, fact, facts


def test_on_a_phone_no_label_of_a_column_stands_on_another() -> None:
    """Two gaps of a few days, twelve days apart: a month is no higher than a label and a half."""
    held = [fact("delivered", -60, -44), fact("receipt", -40, -33, 2), fact("receipt", -29, 119, n=2)]
    found = read(facts(periods=RUNNING, aps=held), ON)
    drawing = phone(found)
    assert drawing is not None
    boxes = [dict(shape.attrs) for shape in drawing.shapes if shape.tag == "rect"]
    columns: dict[int, list[tuple[float, float]]] = {}
    for one in boxes:
        if one["class"] == "f-etiq":
            top = float(one["y"])
            columns.setdefault(int((float(one["x"]) - 54) // 81), []).append((top, top + float(one["height"])))
    assert max(map(len, columns.values())) >= 2, "two labels in a column"
    for labels in columns.values():
        labels.sort()
        assert all(low <= high for (_, low), (high, _) in pairwise(labels)), labels
    for shape in drawing.shapes:
        if shape.tag == "text" and len(shape.words) > 10:
            assert "f-montant" in dict(shape.attrs)["class"], shape.words


def test_on_a_desk_what_is_said_over_a_bar_stands_on_nothing_else() -> None:
    """A few days without a permit, then the refusal of the next one, until when to contest it."""
    held = [fact("delivered", -60, -6), fact("requested", -20, n=2), fact("refused", -3, n=2)]
    drawing = desk(read(facts(periods=RUNNING, aps=held), ON))
    assert drawing is not None
    over = [dict(one.attrs) | {"words": one.words} for one in drawing.shapes if dict(one.attrs).get("y") == "190.0"]
    spans = sorted(
        (float(one["x"]) - len(one["words"]) * HALF_LETTER, float(one["x"]) + len(one["words"]) * HALF_LETTER)
        for one in over
    )
    assert len(spans) >= 2, over
    assert all(right <= left for (_, right), (left, _) in pairwise(spans)), over
