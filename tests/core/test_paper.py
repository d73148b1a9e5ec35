"""Documents read back: what is printed, what a reader's software is told, what is not there."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, time

import pytest
import typst
from docx import Document
from pypdf import PdfReader

from rivage.core.french import hour
from rivage.core.paper import draft, file_name, pack, pdf, printed
from rivage.core.paper.french import clean, months, spaced, weekday
from rivage.core.paper.sheet import (
    Articles,
    Heading,
    LabelledValues,
    Letterhead,
    ListBlock,
    OpaqueCode,
    PageBreak,
    Paragraph,
    Plain,
    Sheet,
    Signature,
    SmallPrint,
    Stated,
    Strong,
    TableBlock,
    WideCell,
)
from rivage.core.paper.typeset import ROOT, UnknownTemplateError
from rivage.law.wording import NBSP

EVERY_BLOCK = (
    Plain(("Votre demande est acceptée, ", Strong("du 15 janvier au 14 juillet 2027"), ".")),
    Heading("Ce qui est décidé"),
    Paragraph("Vu le code de l’action sociale et des familles ;", "hanging"),
    Paragraph("Décide :", "centred"),
    Articles(("La demande est acceptée.", "La décision est notifiée.")),
    LabelledValues((("Date du dépôt", "20 novembre 2026"), ("Délai", Stated("deux mois", to_confirm=True)))),
    TableBlock(("N°", "Référence", "Avis"), (("1", "R-9F3T", "Favorable"), ("2", WideCell("sans vote", span=2)))),
    ListBlock(("un point", "un autre point")),
    ListBlock(("une étape",), numbered=True),
    Signature("Pour le préfet et par délégation,", "Anne Sémaphore"),
    SmallPrint("Si vous n’êtes pas d’accord", ("Vous avez deux mois.",)),
    OpaqueCode("RV7K2M9QXT4H"),
)


def letter(*blocks, title="Votre demande est acceptée", reference="R-9F3T", **others) -> Sheet:
    return Sheet(
        title,
        reference,
        blocks or EVERY_BLOCK,
        Letterhead("Préfecture de la Gironde", "Bureau des décisions individuelles"),
        ("Bordeaux, le 14 décembre 2026",),
        ("Mirela Dune", "chez l’association Cap Estuaire"),
        **others,
    )


def read(raw: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(raw))


def said(raw: bytes) -> str:
    """The words of a PDF, spaces made plain and lines joined."""
    return " ".join(" ".join(page.extract_text() for page in read(raw).pages).split())


def written(raw: bytes) -> str:
    document = Document(io.BytesIO(raw))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(p.text for p in document.paragraphs), *cells]).split())


def test_every_block_is_in_the_pdf_and_in_the_draft():
    expected = (
        "Préfecture de la Gironde",
        "Bordeaux, le 14 décembre 2026",
        "Mirela Dune",
        "Votre demande est acceptée",
        "En clair.",
        "du 15 janvier au 14 juillet 2027",
        "Ce qui est décidé",
        "Décide :",
        "Article 1er.",
        "Article 2.",
        "20 novembre 2026",
        "deux mois (à confirmer)",
        "R-9F3T",
        "sans vote",
        "un autre point",
        "une étape",
        "Anne Sémaphore",
        "Si vous n’êtes pas d’accord",
        "RV7K2M9QXT4H",
    )
    for text in (said(printed(letter())), written(draft(letter()))):
        for words in expected:
            assert words in text


def test_pdf_is_tagged_french_and_declares_pdf_ua():
    reader = read(printed(letter()))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("fr")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert "pdfuaid:part" in metadata
    kinds = set()
    waiting = [root["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            kinds.add(node.get("/S"))
            waiting += [node[key] for key in ("/K",) if key in node and not isinstance(node[key], int)]
    assert {"/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/L", "/LI", "/Figure"} <= kinds


def test_metadata_are_neutral_and_name_nobody():
    raw = printed(letter())
    reader = read(raw)
    assert reader.metadata.title == "Document R-9F3T"
    assert set(reader.metadata) <= {"/Title", "/Creator", "/Producer"}
    assert "typst" in (reader.metadata.creator or "typst").lower()
    xmp = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    for words in ("Dune", "Sémaphore", "acceptée", "dc:creator", "CreateDate", "2026"):
        assert words not in xmp


def test_fonts_are_ours_and_embedded():
    fonts = {
        font["/BaseFont"].split("+")[-1]
        for page in read(printed(letter())).pages
        for font in (page["/Resources"]["/Font"][key].get_object() for key in page["/Resources"]["/Font"])
    }
    assert fonts
    assert all(font.startswith(("PapierSerif", "PapierSans")) for font in fonts), fonts


def test_same_input_same_bytes():
    assert printed(letter()) == printed(letter())
    assert draft(letter()) == draft(letter())
    assert printed(letter()) != printed(letter(reference="R-4T7K"))


MARKUP = '#read("/etc/passwd") *gras* _it_ #{panic(1)} $x^2$ @cle <b>x</b> \\u{41} // non & [a](b) = titre'


def test_markup_is_printed_literally_everywhere():
    sheet = Sheet(
        MARKUP,
        "R-9F3T",
        (
            Heading(MARKUP),
            Paragraph(MARKUP),
            Plain(MARKUP),
            LabelledValues(((MARKUP, MARKUP),)),
            ListBlock((MARKUP,)),
            TableBlock((MARKUP,), ((MARKUP,),)),
            Articles((MARKUP,)),
            Signature("", MARKUP),
            SmallPrint(MARKUP, (MARKUP,)),
        ),
        Letterhead(MARKUP, MARKUP),
        (MARKUP,),
        (MARKUP,),
    )
    squeezed = MARKUP.replace(" ", "")
    assert said(printed(sheet)).replace(" ", "").count(squeezed) == 17
    assert written(draft(sheet)).replace(" ", "").count(squeezed) == 17


@pytest.mark.parametrize("title", ["", "   ", "\n", "\x00"])
def test_an_empty_title_is_refused(title):
    with pytest.raises(ValueError, match="title"):
        letter(title=title)
    with pytest.raises(ValueError, match="title"):
        pdf("core/sheet", {"title": title.replace("\x00", ""), "sheets": []})


@pytest.mark.parametrize("template", ["core/absent", "../core/sheet", "core/../core/sheet", "core/base.typ", "sheet"])
def test_only_templates_of_an_app_are_printed(template):
    with pytest.raises(UnknownTemplateError):
        pdf(template, {"title": "Document R-9F3T"})


@pytest.mark.parametrize("reference", ["", "r-9f3t", "R 9F3T", "Mirela Dune", "R-", "../R", "A" * 41, "R-9F3T\n"])
def test_a_reference_is_neutral(reference):
    with pytest.raises(ValueError, match="reference"):
        letter(reference=reference)
    with pytest.raises(ValueError, match="reference"):
        file_name("document", reference)


def test_file_names_say_nothing():
    assert file_name("document", "R-4T7K") == "document-R-4T7K.pdf"
    assert file_name("courrier", "R-4T7K", "docx") == "courrier-R-4T7K.docx"
    with pytest.raises(ValueError, match="refus"):
        file_name("refus", "R-4T7K")


def test_draft_properties_hold_a_neutral_title_and_nothing_of_people():
    raw = draft(letter())
    core = Document(io.BytesIO(raw)).core_properties
    assert core.title == "Document R-9F3T"
    assert (core.author, core.last_modified_by, core.comments, core.keywords, core.subject) == ("",) * 5
    assert core.created is None
    assert core.modified is None
    assert core.last_printed is None
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if "thumbnail" in name]
        assert b"dcterms:" not in archive.read("docProps/core.xml").replace(b"xmlns:dcterms", b"")


def test_draft_is_structured_for_a_screen_reader():
    document = Document(io.BytesIO(draft(letter())))
    styles = {p.text: p.style.name for p in document.paragraphs}
    assert styles["Votre demande est acceptée"] == "Heading 1"
    assert styles["Ce qui est décidé"] == "Heading 2"
    assert document.tables[0].rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert set(document.styles.element.xpath("//w:lang/@w:val")) == {"fr-FR"}


def test_a_character_without_a_glyph_is_replaced_and_said():
    raw = printed(letter(Paragraph("Thuỷ Lagon 😀 中 et la suite")))
    assert "Thuỷ Lagon ▯ ▯ et la suite" in said(raw)
    assert "Le signe ▯ remplace un caractère" in said(raw)
    assert "▯" not in said(printed(letter(Paragraph("Thuỷ Lagon"))))
    assert "😀 中" in written(draft(letter(Paragraph("Thuỷ Lagon 😀 中 et la suite"))))


@pytest.mark.parametrize(
    "name",
    [
        "Ирина Дюна",
        "Ελένη Άμμος",
        "مرحبا لينا",
        "שלום גלית",
        "Adébáyọ̀ Ṣadé",
        "Nguyễn Thuỷ Lagon",
        "Ștefania Țărm",
        "e\u0301cume",
    ],
)
def test_other_scripts_are_drawn(name):
    assert "▯" not in said(printed(letter(Paragraph(name))))
    assert clean(name) in written(draft(letter(Paragraph(name))))


@pytest.mark.parametrize("look", ["weight: 400", "weight: 600", "weight: 700", 'style: "italic"'])
@pytest.mark.parametrize("font", ["Papier Serif", "Papier Sans"])
def test_a_second_accent_stands_over_its_letter(font, look, tmp_path):
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[ROOT / "core/documents/fonts"]
    )
    page = tmp_path / "page.typ"
    for cluster in ("Ẹ̀", "ẹ̀", "ọ́", "m̀"):
        page.write_text(f'#set text(font: "{font}", {look})\n{cluster}l')
        svg = typst.Compiler(page, font_paths=fonts, ignore_system_fonts=True).compile(format="svg").decode()
        origin, places = 0.0, []
        for moved, x in re.findall(r'<g transform="matrix\(1 0 0 -1 ([\d.]+)|<use [^>]*? x="(-?[\d.]+)"', svg):
            origin = float(moved or origin)
            places += [origin + float(x)] if x else []
        _, accent, following = places
        assert accent < following - 1, cluster


def test_control_characters_and_hidden_directions_never_reach_paper():
    nasty = "Lina\x00\x07\x0b\u202eeéraM\u202c\u2028Marée\ud800\ufffe\uffff"
    assert "Lina eéraM Marée" in said(printed(letter(Paragraph(nasty))))
    assert "Lina eéraM Marée" in written(draft(letter(Paragraph(nasty))))


def test_long_texts_flow_over_pages_numbered_to_the_last():
    raw = printed(letter(Paragraph("marée haute " * 900), Paragraph("fin du texte")))
    pages = [page.extract_text() for page in read(raw).pages]
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert f"page {number} sur {len(pages)}" in " ".join(page.split())
    assert "fin du texte" in pages[-1]


def test_long_names_stay_on_the_page():
    name = "Marie-Coralie-Océane-Estuaire de la Pointe-du-Phare-et-des-Amarres " * 3
    page = read(printed(letter(Paragraph(name), Signature("La présidente,", name)))).pages[0]
    found = []
    page.extract_text(visitor_text=lambda text, cm, tm, font, size: found.append((text.strip(), tm[4])))
    assert all(x < 595 - 56 for text, x in found if text)
    assert "Pointe-du-Phare-et-des-Amarres" in said(printed(letter(Paragraph(name)))).replace("- ", "-")


def right_edges(raw: bytes) -> list[float]:
    """Where each line ends, in points from the left of its page, by the widths of its letters."""
    ends = []

    def line(text, cm, tm, font, size):
        if text.strip():
            ends.append(tm[4] + size * 0.94 * len(text.strip()) if set(text.strip()) == {"W"} else tm[4])

    for page in read(raw).pages:
        page.extract_text(visitor_text=line)
    return ends


@pytest.mark.parametrize("length", [60, 78, 200])
def test_a_word_longer_than_its_line_is_cut_inside_the_page(length):
    word = "W" * length
    sheet = letter(
        Paragraph(f"Madame {word} habite"),
        LabelledValues((("Nom", word),)),
        TableBlock(("Membre", "Nom", "Présence"), ((word, word, "présente"), (word, WideCell("sans vote", span=2)))),
        TableBlock(("Membre", "Nom"), ((word, "présente"), (word, "présent")), (1, 2), split=True),
        TableBlock(("N°", "Nom", "Qualité"), (("1", word, "présidente"),), (0, 2, 1)),
        Signature(word, word, word),
    )
    raw = printed(replace(sheet, address=(word, "33000 Bordeaux")))
    assert max(right_edges(raw)) < 595
    assert said(raw).replace(" ", "").replace("\u200b", "").count("W") == 12 * length


def test_a_word_that_fits_is_left_whole():
    text = said(printed(letter(Paragraph("un " * 25 + "anticonstitutionnellement " * 4))))
    assert text.count("anticonstitutionnellement") == 4


@pytest.mark.parametrize("lines", range(24, 40))
def test_a_signature_keeps_its_code_and_the_last_words_that_it_signs(lines):
    body = tuple(Paragraph(f"ligne {number}") for number in range(lines))
    signed = (Signature("La présidente,", "Odile Cap"), OpaqueCode("RV7K2M9QXT4H"))
    last = read(printed(letter(*body, *signed))).pages[-1].extract_text()
    assert all(words in last for words in (f"ligne {lines - 1}", "Odile Cap", "RV7K2M9QXT4H"))


def test_a_pack_counts_the_pages_of_each_document():
    two_pages = letter(Paragraph("une"), PageBreak(), Paragraph("deux"), reference="R-AAAA")
    raw = pack([two_pages, letter(Paragraph("seule"), reference="R-CCCC")])
    pages = [" ".join(page.extract_text().split()) for page in read(raw).pages]
    assert ["page 1 sur 2" in pages[0], "page 2 sur 2" in pages[1], "page 1 sur 1" in pages[2]] == [True] * 3
    assert ["R-AAAA" in pages[1], "R-CCCC" in pages[1], "R-CCCC" in pages[2]] == [True, False, True]
    assert read(raw).metadata.title == "Documents (2)"


def test_what_stands_at_the_foot_is_on_each_page_and_a_sheet_kept_before_has_none():
    head = Letterhead("Préfecture de la Gironde", foot=("Accueil le matin", "www.exemple.invalid"))
    sheet = replace(letter(Paragraph("une"), PageBreak(), Paragraph("deux")), letterhead=head)
    pages = [page.extract_text() for page in read(printed(sheet)).pages]
    assert [page.count("Accueil le matin") for page in pages] == [1, 1]
    footers = Document(io.BytesIO(draft(sheet))).sections[0].footer.paragraphs
    assert "Accueil le matin\nwww.exemple.invalid" in footers[0].text


def test_a_split_table_keeps_its_rows_and_each_half_its_headings():
    rows = tuple((f"membre {n}", "présente") for n in range(5))
    text = said(printed(letter(TableBlock(("Membre", "Présence"), rows, split=True))))
    assert text.count("Présence") == 2
    assert all(f"membre {n}" in text for n in range(5))


def test_a_row_has_as_many_cells_as_columns():
    with pytest.raises(ValueError, match="cells"):
        TableBlock(("a", "b"), (("1",),))
    with pytest.raises(ValueError, match="cells"):
        TableBlock(("a", "b"), (("1", WideCell("2", span=2)),))


def test_a_code_holds_no_name():
    for value in ("Mirela Dune", "", "A" * 39, "é"):
        with pytest.raises(ValueError, match="code"):
            OpaqueCode(value)


def test_french_spacing_days_and_hours():
    nb = NBSP
    assert spaced("Vu : ceci ; cela ! « oui » n° 12, art. 4") == (
        f"Vu{nb}: ceci{nb}; cela{nb}! «{nb}oui{nb}» n°{nb}12, art.{nb}4"
    )
    assert spaced("https://x.fr:80/?a=1 14:05") == "https://x.fr:80/?a=1 14:05"
    assert weekday(date(2026, 12, 9)) == f"mercredi 9{nb}décembre{nb}2026"
    assert (hour(time(14, 5)), hour(time(10))) == (f"14{nb}h{nb}05", f"10{nb}h")
    assert (months(6), months(24)) == (f"six{nb}mois", f"vingt-quatre{nb}mois")


def test_each_numbered_list_of_a_draft_starts_at_one():
    lists = (ListBlock(("a", "b"), numbered=True), ListBlock(("c",), numbered=True))
    document = Document(io.BytesIO(draft(letter(*lists))))
    numbers = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.text in ("a", "b", "c")]
    assert numbers[0] == numbers[1] != numbers[2]
    starts = document.part.numbering_part.element.xpath(f"//w:num[@w:numId='{numbers[2]}']//w:startOverride/@w:val")
    assert starts == ["1"]
