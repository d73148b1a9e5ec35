"""What is kept of a paper is the paper: read back the same, and read by later versions."""

from dataclasses import replace

from rivage.core.paper import draft, printed
from rivage.core.paper.kept import again, come_since, kept, lines, mark
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


def test_the_mark_follows_the_words_the_place_and_the_day() -> None:
    read = Sheet("Une réponse", "R-9F3T", (Paragraph("Oui."),), aside=("Bordeaux, le 14 décembre 2026",))
    assert mark(read) == mark(replace(read, reference="R-9F3T"))
    for place in ("Bordeaux, le 15 décembre 2026", "Essai-sur-Mer, le 14 décembre 2026"):
        signed = replace(read, aside=(place,))
        assert mark(signed) != mark(read)
        assert come_since(mark(read), signed) == ([place], 1)
    assert mark(replace(read, blocks=(Paragraph("Non."),))) != mark(read)
