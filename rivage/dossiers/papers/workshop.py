"""Papers of the antenne's workshop: what the screen reads, section by section, set on paper with room to sign."""

from dataclasses import dataclass

from rivage.core.paper.sheet import Block, Heading, LabelledValues, Letterhead, Paragraph, Sheet, TableBlock
from rivage.dossiers.reading import Section

BLANK = "_" * 30
NO_DAY = "____ / ____ / ________"


@dataclass(frozen=True, slots=True)
class WorkshopPaper:
    """One paper. `sections`: what its page shows, in the same order; `signs`: who signs it, a line each; `head` and
    `aside`: none on a paper for her hands, which says nowhere who writes.
    """

    title: str
    reference: str
    sections: tuple[Section, ...]
    signs: tuple[str, ...] = ()
    head: Letterhead | None = None
    aside: tuple[str, ...] = ()


def workshop_sheet(of: WorkshopPaper) -> Sheet:
    """The paper of these sections, word for word."""
    blocks = [block for section in of.sections for block in _section(section)]
    return Sheet(of.title, of.reference, (*blocks, *_signatures(of.signs)), of.head, of.aside)


def _section(section: Section) -> list[Block]:
    """Short lines follow each other in one block; a text of several lines stands under its label."""
    found: list[Block] = [Heading(section.title)]
    for line in section.lines:
        if line.long:
            found += [Heading(line.label, 3)] if line.label else []
            found += [Paragraph(part.strip()) for part in line.text.split("\n\n") if part.strip()]
        elif isinstance(found[-1], LabelledValues):
            found[-1] = LabelledValues((*found[-1].pairs, (line.label, line.text)))
        else:
            found.append(LabelledValues(((line.label, line.text),)))
    return found


def _signatures(who: tuple[str, ...]) -> tuple[Block, ...]:
    if not who:
        return ()
    rows = tuple((one, NO_DAY, "") for one in who)
    return Heading("Signatures"), TableBlock(("Qui signe", "Le", "Signature"), rows, (3, 2, 3), tall=True)
