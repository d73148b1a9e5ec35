"""What is kept of a paper is the paper: read back the same, and read by later versions."""

from rivage.core.paper import draft, printed
from rivage.core.paper.kept import again, kept, lines, mark
from rivage.core.paper.sheet import PageBreak, Paragraph, Sheet
from tests.core.test_paper import EVERY_BLOCK, letter

# Written by the first version that kept papers: never to be changed here, always to be read.
FIRST = (
    '{"address": ["Mirela Dune"], "aside": ["Bordeaux, le 14 décembre 2026"], "blocks": [{"form": "hanging", '
    '"kind": "Paragraph", "text": ["Accordé ", {"kind": "Strong", "text": "six mois"}, "."]}], "dense": false, '
    '"kind": "Sheet", "letterhead": {"authority": "Préfecture de la Gironde", "kind": "Letterhead", "lines": [], '
    '"service": ""}, "reference": "R-9F3T", "title": "Votre demande est acceptée"}'
)


def test_a_sheet_comes_back_the_same_and_prints_the_same_bytes() -> None:
    whole = letter(*EVERY_BLOCK, PageBreak())
    assert again(kept(whole)) == whole
    assert printed(again(kept(whole))) == printed(whole)
    assert draft(again(kept(whole))) == draft(whole)


def test_what_the_first_version_kept_is_still_read() -> None:
    sheet = again(FIRST)
    assert lines(sheet) == [
        "Votre demande est acceptée",
        "Mirela Dune",
        "Préfecture de la Gironde",
        "Accordé six mois.",
    ]
    assert kept(sheet) == FIRST


def test_the_mark_follows_the_words_and_not_the_day_of_the_print() -> None:
    one = Sheet("Une réponse", "R-9F3T", (Paragraph("Oui."),), aside=("Bordeaux, le 14 décembre 2026",))
    later = Sheet("Une réponse", "R-9F3T", (Paragraph("Oui."),), aside=("Bordeaux, le 15 décembre 2026",))
    other = Sheet("Une réponse", "R-9F3T", (Paragraph("Non."),), aside=("Bordeaux, le 14 décembre 2026",))
    assert mark(one) == mark(later) != mark(other)
