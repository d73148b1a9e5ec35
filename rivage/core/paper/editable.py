"""The editable draft of a document: a .docx that an office changes and signs, with no trace of who made it or when."""

import zipfile
from io import BytesIO

from docx import Document
from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph as Words
from docx.text.run import Run as Piece

from rivage.core.paper import french
from rivage.core.paper.sheet import (
    Articles,
    Block,
    Heading,
    LabelledValues,
    ListBlock,
    OpaqueCode,
    PageBreak,
    Paragraph,
    Plain,
    Sheet,
    Signature,
    SmallPrint,
    Strong,
    TableBlock,
    Text,
    WideCell,
    article,
    plain,
    runs,
)
from rivage.law.wording import NBSP

# Letters that every office already has: a draft travels without ours.
SERIF, SANS = "Georgia", "Arial"
TEXT_WIDTH = Mm(165)
NONE = Mm(0)
_BLACK = RGBColor(0, 0, 0)
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PERSONAL = (
    "author",
    "last_modified_by",
    "comments",
    "category",
    "keywords",
    "subject",
    "version",
    "content_status",
    "identifier",
)


def draft(document: Sheet) -> bytes:
    """The .docx of a document. Same input, same bytes; properties hold its neutral title and French, nothing else."""
    made = Document()
    _page(made, document.reference, document.stamp, document.letterhead.foot if document.letterhead else ())
    _styles(made, document)
    _head(made, document)
    made.add_paragraph(french.spaced(document.title), style="Heading 1")
    for block in document.blocks:
        _write(made, block)
    _properties(made, document)
    raw = BytesIO()
    made.save(raw)
    return _undated(raw.getvalue())


def _page(made: Docx, reference: str, stamp: str, lines: tuple[str, ...]) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.top_margin, section.bottom_margin, section.footer_distance = Mm(15), Mm(21), Mm(12)
    if stamp:
        head = section.header.paragraphs[0]
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        head.add_run(french.spaced(stamp)).bold = True
    foot = section.footer.paragraphs[0]
    foot.style = made.styles["Footer"]
    made.styles["Footer"].paragraph_format.tab_stops.clear_all()
    foot.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    for line in lines:
        foot.add_run(french.spaced(line)).add_break()
    foot.add_run(f"{reference}\tpage ")
    _field(foot, "PAGE")
    foot.add_run(" sur ")
    _field(foot, "NUMPAGES")


def _field(words: Words, instruction: str) -> None:
    """A number that the office's software counts."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    shown = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    shown.append(text)
    field.append(shown)
    words._p.append(field)


def _styles(made: Docx, document: Sheet) -> None:
    size = 10 if document.dense else 10.5
    _style(made, "Normal", SERIF, size, after=Mm(2), line=1.25)
    language = made.styles["Normal"].element.get_or_add_rPr().find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        made.styles["Normal"].element.rPr.append(language)
    language.set(qn("w:val"), "fr-FR")
    for defaults in made.styles.element.iter(qn("w:lang")):
        defaults.set(qn("w:val"), "fr-FR")
    _style(made, "Heading 1", SERIF, 15, after=Mm(4), bold=True)
    _style(made, "Heading 2", SERIF, 11, before=Mm(4), after=Mm(1.5), bold=True)
    _style(made, "Heading 3", SERIF, size, before=Mm(3), after=Mm(1), bold=True)
    _style(made, "List Bullet", SERIF, size, after=Mm(1))
    _style(made, "List Number", SERIF, size, after=Mm(1))
    _style(made, "Footer", SANS, 8.5)
    for name, points in (
        ("En-tête de lettre", 9.5),
        ("Adresse", 10.5),
        ("En clair", 11),
        ("Voies de recours", 9),
        ("Tableau", 8.75),
    ):
        made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _style(made, name, SANS, points, after=Mm(0))
    hanging = made.styles.add_style("Visa", WD_STYLE_TYPE.PARAGRAPH)
    _style(made, "Visa", SERIF, size, after=Mm(1.2), line=1.25)
    hanging.paragraph_format.left_indent, hanging.paragraph_format.first_line_indent = Mm(5), Mm(-5)


def _style(
    made: Docx,
    name: str,
    font: str,
    size: float,
    *,
    before: Length = NONE,
    after: Length = NONE,
    line: float = 1.15,
    bold: bool = False,
) -> None:
    style = made.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name} isn't a paragraph style.")
    style.font.name, style.font.size, style.font.bold, style.font.color.rgb = font, Pt(size), bold, _BLACK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), font)
    style.paragraph_format.space_before, style.paragraph_format.space_after = before, after
    style.paragraph_format.line_spacing = line


def _head(made: Docx, document: Sheet) -> None:
    """Letterhead and references side by side by a tab, then the address where the window is."""
    head = document.letterhead
    left = [line for line in (head.authority, head.service, *head.lines) if line] if head else []
    for place in range(max(len(left), len(document.aside))):
        line = made.add_paragraph(style="En-tête de lettre")
        line.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
        said = line.add_run(french.spaced(left[place]) if place < len(left) else "")
        said.bold = place == 0
        if place < len(document.aside):
            line.add_run("\t" + french.spaced(document.aside[place]))
    if left or document.aside:
        _border(line, bottom=5)
        line.paragraph_format.space_after = Mm(7)
    for place, text in enumerate(document.address):
        words = made.add_paragraph(french.spaced(text), style="Adresse")
        words.paragraph_format.left_indent = Mm(92)
        words.paragraph_format.space_after = Mm(12) if place == len(document.address) - 1 else Mm(0)


def _border(words: Words, **sides: int) -> None:
    """Rules around a paragraph, in eighths of a point."""
    borders = OxmlElement("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        if side in sides:
            rule = OxmlElement(f"w:{side}")
            for name, value in (("val", "single"), ("sz", str(sides[side])), ("space", "6"), ("color", "000000")):
                rule.set(qn(f"w:{name}"), value)
            borders.append(rule)
    words._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _say(words: Words, text: Text) -> Words:
    """Adds a text to a paragraph, bold where it is, a line feed as a new line."""
    for said, bold in runs(text):
        piece: Piece = words.add_run(said)
        piece.bold = bold or None
    return words


def _write(made: Docx, block: Block) -> None:
    match block:
        case Heading(text, level):
            made.add_paragraph(french.spaced(text), style=f"Heading {level}")
        case Paragraph():
            _paragraph(made, block)
        case Plain(text):
            said = text if isinstance(text, tuple) else (text,)
            words = _say(made.add_paragraph(style="En clair"), (Strong("En clair."), " ", *said))
            words.paragraph_format.space_after = Mm(6)
            _border(words, top=5, left=24, bottom=5, right=5)
        case LabelledValues(pairs):
            for label, value in pairs:
                said = value if isinstance(value, tuple) else (value,)
                _say(made.add_paragraph(style="Visa"), (Strong(label), " : ", *said))
        case TableBlock():
            _table(made, block)
        case ListBlock():
            _list(made, block)
        case Articles(items):
            for place, item in enumerate(items, 1):
                said = item if isinstance(item, tuple) else (item,)
                _say(made.add_paragraph(), (Strong(article(place)), " ", *said))
        case Signature():
            _signature(made, block)
        case SmallPrint(title, paragraphs):
            _small(made, title, paragraphs)
        case OpaqueCode(value):
            made.add_paragraph(f"Code de rattachement{NBSP}: {value}", style="Adresse")
        case PageBreak():
            made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _list(made: Docx, block: ListBlock) -> None:
    """A list of its own: without a number of its own, a second one would go on from the first."""
    own = _new_numbering(made) if block.numbered else None
    for item in block.items:
        words = _say(made.add_paragraph(style="List Number" if block.numbered else "List Bullet"), item)
        if own is not None:
            numbered = words._p.get_or_add_pPr().get_or_add_numPr()
            numbered.get_or_add_ilvl().val = 0
            numbered.get_or_add_numId().val = own


def _new_numbering(made: Docx) -> int:
    numbering = made.part.numbering_part.element
    style = made.styles["List Number"].element.pPr.numPr.numId.val
    model = next(num.abstractNumId.val for num in numbering.num_lst if num.numId == style)
    added = numbering.add_num(model)
    added.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(added.numId)


def _paragraph(made: Docx, block: Paragraph) -> None:
    words = _say(made.add_paragraph(style="Visa" if block.form == "hanging" else None), block.text)
    if block.form == "centred":
        words.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for piece in words.runs:
            piece.bold = True
    elif block.form == "right":
        words.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _signature(made: Docx, block: Signature) -> None:
    said = [made.add_paragraph(french.spaced(text)) for text in (block.capacity, block.quality) if text]
    name = made.add_paragraph(french.spaced(block.name))
    for words in (*said, name):
        words.paragraph_format.left_indent = Mm(92)
    for words in said:
        words.paragraph_format.keep_with_next = True
    if said:
        said[0].paragraph_format.space_before, said[-1].paragraph_format.space_after = Mm(6), Mm(16)


def _small(made: Docx, title: str, paragraphs: tuple[Text, ...]) -> None:
    heading = made.add_paragraph(style="Heading 2")
    said = heading.add_run(french.spaced(title))
    said.font.name, said.font.size = SANS, Pt(9.5)
    heading.paragraph_format.space_before = Mm(8)
    _border(heading, top=5)
    for item in paragraphs:
        _say(made.add_paragraph(style="Voies de recours"), item).paragraph_format.space_after = Mm(1)


def _table(made: Docx, block: TableBlock) -> None:
    """A table whose heading row repeats; `split` has no meaning here: one table is easier to change."""
    table: Table = made.add_table(rows=1, cols=len(block.headers))
    table.style = made.styles["Table Grid"]
    widths = _widths(block)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for cell, head in zip(table.rows[0].cells, block.headers, strict=True):
        _fill(cell, (Strong(head),))
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in block.rows:
        line: _Row = table.add_row()  # type: ignore[no-untyped-call]
        if block.tall:
            line.height = Mm(11)
        cells, place = line.cells, 0
        for content in row:
            span = content.span if isinstance(content, WideCell) else 1
            target = cells[place] if span == 1 else cells[place].merge(cells[place + span - 1])
            _fill(target, content.text if isinstance(content, WideCell) else content)
            place += span
    made.add_paragraph().paragraph_format.space_after = Mm(0)


def _widths(block: TableBlock) -> list[Length]:
    """Shares of the width; a column "as wide as its text" takes about 1.9 mm a sign, 40 mm at most."""
    shares = block.widths or (1,) * len(block.headers)
    fixed = {}
    for place, share in enumerate(shares):
        if not share:
            contents = [row[place] for row in block.rows if len(row) == len(shares)]
            texts = [block.headers[place], *(plain(text) for text in contents if not isinstance(text, WideCell))]
            fixed[place] = min(40, 5 + 1.9 * max(map(len, texts)))
    left = max(165 - sum(fixed.values()), 30)
    return [Mm(fixed.get(place, left * share / (sum(shares) or 1))) for place, share in enumerate(shares)]


def _fill(cell: _Cell, text: Text) -> None:
    words = cell.paragraphs[0]
    words.style = "Tableau"
    _say(words, text)


def _properties(made: Docx, document: Sheet) -> None:
    """A neutral title and the language; the names, dates and thumbnail of the library's own template go."""
    core = made.core_properties
    for name in _PERSONAL:
        setattr(core, name, "")
    core.title, core.language, core.revision = document.neutral_title, "fr-FR", 1
    for dated in ("dcterms:created", "dcterms:modified", "cp:lastPrinted"):
        for element in core._element.findall(qn(dated)):
            core._element.remove(element)
    package = made.part.package
    for key, link in list(package.rels.items()):
        if link.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]


def _undated(raw: bytes) -> bytes:
    """The same archive without the hour at which it was written."""
    clean = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as source, zipfile.ZipFile(clean, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return clean.getvalue()
